"""The ground every benchmark stands on: a data folder of its own, two people, fair timing."""

import argparse
import atexit
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message


def wishes(about: str, *switches: str) -> argparse.Namespace:
    """What was asked for on the command line; `--smoke` only sees whether all of it runs."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--smoke", action="store_true", help="small, for CI: numbers mean little")
    for switch in switches:
        parser.add_argument(switch, action="store_true")
    return parser.parse_args()


def own_folder(database_url: str = "") -> str:
    """A data folder that is deleted at the end. To be called before anything asks a setting."""
    folder = tempfile.mkdtemp(prefix="nearer-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NEARER_DATA"] = folder
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.settings"
    return folder


def make_ready() -> None:
    """Django with the settings people run, an up-to-date database and compressed files."""
    import django

    django.setup()
    from nearer.serving.start import make_ready as ready

    ready()


def close() -> None:
    """Let go of the database, so that a throw-away server can end."""
    from django.db import connection

    connection.close()


@contextmanager
def running(port: int, command: Sequence[str]) -> Iterator[subprocess.Popen]:
    """A server of its own process, once it answers; it ends with the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ) as server:
        try:
            while not _answers(port):
                assert server.poll() is None, f"it ended with {server.returncode}"
                time.sleep(0.005)
            yield server
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nearer_on(port: int) -> list[str]:
    """What starts Nearer as people start it."""
    return [sys.executable, "-m", "nearer", "serve", "--port", str(port)]


@dataclass
class Browser:
    """Asks like a browser that keeps its connection, its cookies and what may be kept."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("localhost", self.port, timeout=60)

    def get(self, path: str) -> "Answer":
        headers = {"Accept-Encoding": "gzip, deflate, br"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.line.request("GET", path, headers=headers)
        reply = self.line.getresponse()
        body = reply.read()
        lines = sum(len(name) + len(value) + 4 for name, value in reply.getheaders())
        return Answer(reply.status, reply.headers, body, lines + len("HTTP/1.1 200 OK\r\n\r\n"))


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes
    head: int
    """Bytes of the status line and the headers as they came."""


def cookies_of(someone) -> dict[str, str]:
    return {name: kept.value for name, kept in someone.client.cookies.items()}


def present(someone):
    """This person as a request would see them, to write their history with the real actions."""
    from django.test import RequestFactory

    from nearer.accounts import sessions

    request = RequestFactory().get("/", HTTP_HOST="localhost")
    request.COOKIES = {name: cookie.value for name, cookie in someone.client.cookies.items()}
    return sessions.resume(request, touch=False)


def alternate(
    sides: dict[str, Callable[[], object]], *, rounds: int, times: int
) -> dict[str, list[float]]:
    """Seconds for `times` calls of each side, round after round, each round in turn.

    What else the machine is doing then slows all sides alike.
    """
    found: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds):
        order = list(sides) if turn % 2 else list(reversed(sides))
        for name in order:
            start = time.perf_counter()
            for _ in range(times):
                sides[name]()
            found[name].append(time.perf_counter() - start)
    return found


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median over the rounds of one side's seconds to the other's in the same round."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def report(claim: str, sentence: str, *, holds: bool, **numbers: object) -> None:
    """One JSON line for machines and one sentence for people."""
    sys.stdout.write(json.dumps({"claim": claim, "holds": holds, **numbers}) + "\n")
    sys.stdout.write(sentence + "\n")
