"""Two servers for `benchmarks.live`, and the phones that listen to them.

`python -m benchmarks.streams nearer PORT THINGS` is what `nearer serve` starts, with the real
rooms; `… bare PORT THINGS` is the least that can send events: no sessions, no limits, no database.
Both are told on their standard input what to do. A version is the moment at which it was told, in
microseconds of the machine's own clock, so that a phone knows how long it took.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

TICKS = os.sysconf("SC_CLK_TCK")
EVENT = re.compile(rb"id: (\d+)\nevent: state\ndata: [^\n]*\n\n")
FIRST = 2_000_000  # a version below it is a sitting's own, and no moment of this machine
HEARD_AT_ONE = 16  # streams from one address: the machine has as many of them as we like


class Phase(StrEnum):
    SPEAK = "speak"


def moment() -> int:
    """Now, in microseconds. All processes of a machine agree about it."""
    return FIRST + time.monotonic_ns() // 1000


# --- Servers ---------------------------------------------------------------------------


def obey(tell, things) -> None:
    """Do what is said on the standard input, and say when it is done."""
    for line in sys.stdin:
        what, *numbers = line.split()
        if what == "turn":
            _turn(tell, things, rate=float(numbers[0]), seconds=float(numbers[1]))
        elif what == "flood":
            for _ in range(int(numbers[1])):
                tell(*things[int(numbers[0])])
                time.sleep(0.0001)  # so that each is written, and not only the newest of many
        sys.stdout.write("done\n")
        sys.stdout.flush()


def _turn(tell, things, *, rate: float, seconds: float) -> None:
    begun = time.monotonic()
    for number in range(int(rate * seconds)):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        tell(*things[number % len(things)])
    time.sleep(max(0.0, begun + seconds - time.monotonic()))


def nearer(port: int, things) -> None:
    """Nearer as it is served, with a thread that turns sittings as actions do."""
    from nearer.cli import _load
    from nearer.serving import process, start

    process.harden()

    def announce(couple: UUID, subject: UUID) -> None:
        from nearer.lib import clock
        from nearer.live import rooms
        from nearer.live.signals import Signal

        until = clock.now() + timedelta(seconds=40)
        rooms.announce(couple, subject, Signal(moment(), Phase.SPEAK, until))

    start.serve(
        start.Wishes(host="127.0.0.1", port=port, lan=False, work=True),
        load_application=lambda: _load("nearer.asgi.application"),
        load_farewell=lambda: _load("nearer.asgi.farewell"),
        load_sweep=lambda: _load("nearer.accounts.sweeps.sweep"),
        load_work=lambda: lambda _: obey(announce, things),
    )


class Bare:
    """Keeps a way to each phone and writes to it; the beats are spread, as nobody's are bunched."""

    def __init__(self) -> None:
        self.rooms = defaultdict(set)
        self.loop = None

    async def __call__(self, scope, receive, send) -> None:
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            self.loop.call_later(0.5, self._beat, 0)
        room = self.rooms[scope["path"]]
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(_piece(b"retry: 1000\n\n" + _event(1)))
        room.add(send)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            room.discard(send)

    def tell(self, _couple: UUID, subject: UUID) -> None:
        event = _event(moment())
        self.loop.call_soon_threadsafe(self._tell, f"/live/sitting/{subject}/", event)

    def _tell(self, path: str, event: bytes) -> None:
        for send in self.rooms[path]:
            self.loop.create_task(send(_piece(event)))

    def _beat(self, turn: int) -> None:
        for number, room in enumerate(self.rooms.values()):
            if number % 40 == turn:
                for send in room:
                    self.loop.create_task(send(_piece(b":\n\n")))
        self.loop.call_later(0.5, self._beat, (turn + 1) % 40)


def _event(version: int) -> bytes:
    said = json.dumps({"version": version, "phase": "speak", "left": 40.0})
    return f"id: {version}\nevent: state\ndata: {said}\n\n".encode()


def _piece(body: bytes) -> dict:
    return {"type": "http.response.body", "body": body, "more_body": True}


def bare(port: int, things) -> None:
    import uvicorn

    from nearer.serving import process

    process.harden()
    application = Bare()
    threading.Thread(target=obey, args=(application.tell, things), daemon=True).start()
    uvicorn.run(
        application, port=port, http="h11", loop="asyncio", lifespan="off", log_level="critical",
        timeout_graceful_shutdown=0,
    )  # fmt: skip


# --- One of them, seen from outside -----------------------------------------------------


@dataclass
class Server:
    process: subprocess.Popen
    port: int

    def does(self, *what: object) -> None:
        self.process.stdin.write(" ".join(map(str, what)) + "\n")
        self.process.stdin.flush()
        while self.process.stdout.readline() != "done\n":
            assert self.process.poll() is None, "the server ended"

    @property
    def resident(self) -> int:
        """What the kernel counts as its memory, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    @property
    def worked(self) -> float:
        """Seconds of a processor that it has used, all threads together."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def serving(name: str, port: int, things: Path):
    """This server, once it answers; it ends with the block."""
    from benchmarks import ground

    command = [sys.executable, "-m", "benchmarks.streams", name, str(port), str(things)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=os.environ, **pipes) as process:
        try:
            while not ground._answers(port):
                assert process.poll() is None, f"it ended with {process.returncode}"
                time.sleep(0.02)
            yield Server(process, port)
        finally:
            process.kill()


# --- Phones ------------------------------------------------------------------------------


@dataclass
class Seat:
    """One phone of a sitting: what it shows to be let in."""

    path: str
    cookie: str
    number: int

    @property
    def address(self) -> str:
        place = self.number // HEARD_AT_ONE
        return f"127.0.{1 + place // 250}.{1 + place % 250}"


class Phone(asyncio.Protocol):
    """Reads events off a socket, and notes when each came."""

    def __init__(self, seat: Seat, crowd: "Crowd") -> None:
        self.seat, self.crowd, self.rest = seat, crowd, b""
        self.version = None

    def connection_made(self, transport) -> None:
        self.transport = transport
        ask = f"GET {self.seat.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.seat.cookie}\r\n"
        transport.write(f"{ask}Accept: text/event-stream\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        now = moment()
        self.rest = (self.rest + data)[-2000:]
        found = None
        for found in EVENT.finditer(self.rest):
            self.version = int(found[1])
            if self.version > FIRST:
                self.crowd.took.append((now - self.version) / 1000)
        if found:
            self.rest = self.rest[found.end() :]
            self.crowd.heard(self)
        elif self.rest.startswith(b"HTTP/1.1 ") and not self.rest.startswith(b"HTTP/1.1 200"):
            self.crowd.refused.append(self.rest[:12].decode())

    def connection_lost(self, _why) -> None:
        self.crowd.lost(self)


@dataclass
class Crowd:
    """All phones at one server."""

    port: int
    phones: set[Phone] = field(default_factory=set)
    waiting: set[Phone] = field(default_factory=set)
    took: list[float] = field(default_factory=list)
    """Milliseconds from telling to reading, one for each event."""
    refused: list[str] = field(default_factory=list)

    async def come(self, seats: list[Seat]) -> float:
        """Connect them all at once; seconds until every one has a state."""
        loop = asyncio.get_running_loop()
        begun = time.monotonic()

        async def one(seat: Seat) -> None:
            phone = Phone(seat, self)
            self.waiting.add(phone)
            self.phones.add(phone)
            at = (seat.address, 0)
            await loop.create_connection(lambda: phone, "127.0.0.1", self.port, local_addr=at)

        await asyncio.gather(*map(one, seats))
        while self.waiting:
            assert not self.refused, self.refused[:3]
            assert time.monotonic() - begun < 120, f"{len(self.waiting)} never heard"
            await asyncio.sleep(0.01)
        return time.monotonic() - begun

    def heard(self, phone: Phone) -> None:
        self.waiting.discard(phone)

    def lost(self, phone: Phone) -> None:
        self.phones.discard(phone)

    def go(self) -> None:
        """Hang up, all of them."""
        for phone in list(self.phones):
            phone.transport.abort()


if __name__ == "__main__":
    which, at, file = sys.argv[1:]
    rows = json.loads(Path(file).read_text(encoding="ascii"))
    {"nearer": nearer, "bare": bare}[which](
        int(at), [(UUID(couple), UUID(subject)) for couple, subject in rows]
    )
