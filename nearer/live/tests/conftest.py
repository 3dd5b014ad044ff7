"""A room of the tests' own, a server in a thread, and phones that listen to it."""

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from django.db import connection

from conftest import Someone, newcomer, takes_words
from nearer.accounts import sessions
from nearer.live import rooms
from nearer.live.app import Live
from nearer.live.hub import Hub
from nearer.live.signals import Signal
from nearer.serving import address, front
from nearer.serving.server import Server

PATIENCE = 10  # seconds; only what is broken takes so long


class Phase(StrEnum):
    SPEAK = "speak"
    SWAP = "swap"
    OVER = "over"


class Trial:
    """Things of couples that have turned so many times."""

    def __init__(self) -> None:
        self.stands: dict[tuple[UUID, UUID], Signal] = {}
        self.asked = 0

    def opener(self, present, subject: UUID) -> Signal | None:
        self.asked += 1
        return self.stands.get((present.couple, subject))

    def begin(self, someone: Someone, signal: Signal | None = None) -> "Thing":
        thing = Thing(self, sessions.read_ticket(cookie(someone)).couple, uuid4())
        self.stands[thing.couple, thing.subject] = signal or Signal(1, Phase.SPEAK)
        return thing


class Thing:
    def __init__(self, trial: Trial, couple: UUID, subject: UUID) -> None:
        self.trial, self.couple, self.subject = trial, couple, subject

    @property
    def path(self) -> str:
        return f"/live/trial/{self.subject}/"

    def stands(self, version: int, phase: Phase = Phase.SWAP, **more) -> Signal:
        signal = Signal(version, phase, **more)
        self.trial.stands[self.couple, self.subject] = signal
        return signal

    def turns(self, version: int, phase: Phase = Phase.SWAP, **more) -> None:
        rooms.announce(self.couple, self.subject, self.stands(version, phase, **more))


def cookie(someone: Someone) -> str:
    return someone.client.cookies["nearer"].value


class Phone:
    """Reads a stream as a browser does, from its own socket."""

    def __init__(self, port: int, path: str, who: Someone | None, method: str = "GET", **more):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in more.items()}
        held = {"Cookie": f"nearer={cookie(who)}"} if who else {}
        self.line.request(method, path, headers={"Host": "localhost", **held, **named})
        self.reply = self.line.getresponse()
        self.status = self.reply.status

    def says(self) -> dict:
        """The next state; comments are passed over, as browsers do."""
        while line := self.reply.readline():
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
        raise EOFError

    def ends(self) -> bool:
        """Whether the stream ends, whatever it says before."""
        while self.reply.readline():
            pass
        return True

    def close(self) -> None:
        self.reply.close()
        self.line.close()


class House:
    """Nearer on a port of its own, in this process."""

    def __init__(self, live: Live, port: int, stack: ExitStack) -> None:
        self.live, self.port, self._stack = live, port, stack

    def listens(self, who: Someone | None, where: "Thing | str", **more) -> Phone:
        path = where if isinstance(where, str) else where.path
        phone = Phone(self.port, path, who, **more)
        self._stack.callback(phone.close)
        return phone


@contextmanager
def open_house(live: Live):
    """Serve until the block ends; then nobody is left inside."""

    async def pages(scope, _receive, send):
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    application = front.beside(pages, {"/live/": live})
    server = Server(application, last=lambda: None, first=live.close)
    with address.listen("127.0.0.1", 0) as listening, ExitStack() as stack:
        run = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        run.start()
        try:
            yield House(live, listening.getsockname()[1], stack)
        finally:
            server.should_exit = True
            run.join(PATIENCE)
            _close_connections(live)
    assert not run.is_alive()
    assert live.hub.holds == 0


def _close_connections(live: Live) -> None:
    """Each thread has one of its own, and the database of the tests is to be deleted."""
    if live._relay is not None:
        live._relay.join(PATIENCE)
    both = threading.Barrier(2)

    def close():
        both.wait(PATIENCE)
        connection.close()

    list(live._threads.map(lambda _: close(), range(2)))
    live._threads.shutdown()


def soon(what: Callable[[], bool]) -> bool:
    """Whether it comes true within a while."""
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def trial(monkeypatch) -> Trial:
    """A kind of thing to listen to, which only these tests know."""
    made = Trial()
    monkeypatch.setattr(rooms, "known", {})
    rooms.register("trial", made.opener, phases=Phase)
    return made


@pytest.fixture(scope="module")
def one_house():
    """One server for all tests of a file: each needs a moment to end."""
    with open_house(Live(Hub())) as opened:
        yield opened


@pytest.fixture
def house(one_house, transactional_db, monkeypatch):
    """Nearer, with nobody listening."""
    monkeypatch.setattr(rooms, "listening", one_house.live.hub)
    with ExitStack() as stack:
        yield House(one_house.live, one_house.port, stack)
    assert soon(lambda: one_house.live.hub.holds == 0)


@pytest.fixture
def anna(transactional_db) -> Someone:
    return takes_words(newcomer("Anna"))
