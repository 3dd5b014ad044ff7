"""A calendar program subscribes, over a real socket: asks, asks again, and sees a date move."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from nearer.feeds.keys import new_token
from nearer.practices.quality_time.actions import plans as actions
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.presence import present_of

ROOT = Path(__file__).parents[1]
FEED = "/quality-time/feed/"


@dataclass
class Subscription:
    """What a calendar program keeps of one address between two questions."""

    address: str
    only_dates: bool = False
    """Apple's programs say when they last asked, and name no tag."""
    kept: dict[str, str] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)

    def ask(self, method: str = "GET") -> int:
        """Ask as it was left; takes in what is new. Returns the status."""
        status, headers, body = asked(method, self.address, self._conditions())
        if status == http.client.OK and method == "GET":
            self.kept = headers
            events = Calendar.from_ical(body).walk("VEVENT")
            self.starts = [it.decoded("DTSTART").astimezone(UTC).isoformat() for it in events]
        return status

    def _conditions(self) -> dict[str, str]:
        if not self.kept:
            return {}
        since = {"If-Modified-Since": self.kept["last-modified"]}
        return since if self.only_dates else {**since, "If-None-Match": self.kept["etag"]}


def asked(method: str, address: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(address)
    line = http.client.HTTPConnection("localhost", parts.port, timeout=20)
    line.request(method, parts.path, headers={"Accept": "text/calendar", **headers})
    reply = line.getresponse()
    body = reply.read()
    line.close()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, body


def wall_in(days: int) -> Date:
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None)
    return Date(noon + timedelta(days=days), "Europe/Berlin", 120)


def told(when: Date) -> list[str]:
    return [when.start.replace(tzinfo=when.place).astimezone(UTC).isoformat()]


def accepts(someone, thread) -> None:
    known = next(it for it in all_plans(present_of(someone)) if it.thread == thread)
    actions.accept(present_of(someone), thread, known.plan.theirs[-1].mark, seen=known.seen)


@pytest.mark.slow
@pytest.mark.parametrize("only_dates", [False, True], ids=["by tag", "by date, as Apple asks"])
def test_it_reads_reads_again_and_sees_the_date_move(
    transactional_db, live_server, couple, only_dates
):
    alice, bob = couple
    alice.post(f"{FEED}begin/")
    path = re.search(r"/calendar/[\w-]{43}\.ics", alice.page(FEED))[0]
    hers = Subscription(f"{live_server.url}{path}", only_dates)
    assert (hers.ask(), hers.starts) == (200, [])
    assert hers.kept["content-type"] == "text/calendar; charset=utf-8"
    assert (hers.ask(), hers.ask("HEAD")) == (304, 304)

    friday = wall_in(10)
    thread = actions.propose(present_of(alice), friday)
    assert hers.ask() == 304
    accepts(bob, thread)
    assert (hers.ask(), hers.starts) == (200, told(friday))
    assert hers.ask() == 304

    sunday = replace(friday, start=friday.start + timedelta(days=2))
    known = next(it for it in all_plans(present_of(bob)) if it.thread == thread)
    actions.suggest(present_of(bob), thread, sunday, seen=known.seen)
    assert (hers.ask(), hers.starts) == (304, told(friday))
    accepts(alice, thread)
    assert (hers.ask(), hers.starts) == (200, told(sunday))
    assert hers.ask() == 304

    alice.post(f"{FEED}end/")
    assert (hers.ask(), hers.starts) == (404, told(sunday))


@pytest.mark.slow
def test_the_server_says_nowhere_which_address_was_asked_for(tmp_path):
    """As it is installed, whatever is asked: nothing on its streams, nothing in its folder."""
    token, port = new_token(), _free_port()
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("NEARER_", "DJANGO_"))}
    ours.pop("DATABASE_URL", None)
    said = tmp_path / "said"
    with (
        said.open("w") as stream,
        subprocess.Popen(
            [sys.executable, "-m", "nearer", "serve", "--port", str(port)],
            env={**ours, "NEARER_DATA": str(tmp_path / "data")},
            cwd=ROOT,
            stdout=stream,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            _wait_for(server, said)
            address = f"http://localhost:{port}/calendar/{token}.ics"
            gone = asked("GET", address, {})
            assert gone[0] == 404
            assert asked("HEAD", address, {})[0] == 404
            assert asked("POST", address, {})[0] in {403, 405}
            assert asked("GET", address, {"Host": "elsewhere.example"})[0] == 400
            assert asked("GET", address + "/%00/", {"If-None-Match": "*"})[0] == 404
        finally:
            server.terminate()
    kept = [said, *(file for file in (tmp_path / "data").rglob("*") if file.is_file())]
    assert len(kept) > 2
    assert not [file.name for file in kept if token.encode() in file.read_bytes()]


def test_the_proxies_we_describe_leave_paths_out_of_every_log():
    """What fails is logged with its path unless they are told not to, by nginx and by Caddy."""
    nginx = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    servers = nginx.split("\nserver {")[1:]
    assert len(servers) == 2
    for server in servers:
        assert "access_log off;" in server
        assert "error_log /dev/null;" in server
    caddy = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    assert "exclude http.log.error http.handlers.reverse_proxy" in caddy
    assert not re.search(r"^\s+log\s*(\{|$)", caddy, re.MULTILINE)  # for a site: an access log


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait_for(server, said: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        if "Nearer is at" in said.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"The server did not start: {said.read_text()}")
