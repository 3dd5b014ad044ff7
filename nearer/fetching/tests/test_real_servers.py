"""Against servers that others wrote, as they run in homes: Radicale, and Xandikos where it is.

They run as programs of their own on this machine, and are reached because they are listed.
"""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from nearer.calendars.reading import read
from nearer.calendars.spans import minus, minute
from nearer.fetching import caldav
from nearer.fetching.caldav import Found, NotNow, calendars, events
from nearer.fetching.calendar import State, fetch

pytestmark = pytest.mark.slow

PAIR = ("alice", "open sesame")
SPAN = {"start": datetime(2026, 10, 1, tzinfo=UTC), "end": datetime(2026, 11, 15, tzinfo=UTC)}
BASIC = {"Authorization": f"Basic {b64encode(':'.join(PAIR).encode()).decode()}"}

ZONE = """BEGIN:VTIMEZONE
TZID:Our Wall
BEGIN:STANDARD
DTSTART:20251026T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
EVENTS = {
    "once": "DTSTART:20261005T100000Z\nDTEND:20261005T110000Z",
    "weekly": (
        "DTSTART;TZID=Our Wall:20260107T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n"
        "EXDATE;TZID=Our Wall:20261014T180000"
    ),
    "not-busy": "DTSTART:20261006T100000Z\nDTEND:20261006T110000Z\nTRANSP:TRANSPARENT",
    "long-ago": "DTSTART:20240105T100000Z\nDTEND:20240105T110000Z",
    "all-day": "DTSTART;VALUE=DATE:20261020\nDTEND;VALUE=DATE:20261022\nTRANSP:OPAQUE",
}


def _calendar(name: str, lines: str) -> bytes:
    stamp = "DTSTAMP:20260101T000000Z\nSUMMARY:Our secret title\nLOCATION:A secret place"
    event = f"BEGIN:VEVENT\nUID:{name}\n{lines}\n{stamp}\nEND:VEVENT\n"
    zone = ZONE if "TZID" in lines else ""
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Ours//EN\n{zone}{event}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n").encode()


@dataclass
class Real:
    """A server that runs, and the calendar on it."""

    name: str
    port: int
    home: str
    allowed: frozenset[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> int:
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(talk):
            talk.request(method, path, body, {**BASIC, **headers})
            with talk.getresponse() as answer:
                answer.read()
                return answer.status


def _radicale(folder, port):
    (folder / "people").write_text(":".join(PAIR))
    return [
        *(sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}"),
        *("--auth-type", "htpasswd", "--auth-htpasswd-filename", folder / "people"),
        *("--auth-htpasswd-encryption", "plain", "--auth-delay", "0", "--web-type", "none"),
        *("--storage-filesystem-folder", folder / "kept", "--logging-level", "error"),
    ]


def _xandikos(folder, port):
    return [
        *(shutil.which("xandikos"), "serve", "-d", folder / "kept", "--autocreate"),
        *("-l", "127.0.0.1", "-p", str(port), "--current-user-principal", "/alice/"),
        *("--state-dir", folder / "state", "--no-detect-systemd"),
    ]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _started(command, port):
    run = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 30
    while time.monotonic() < until and run.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return run
        time.sleep(0.05)
    run.kill()
    run.wait()
    raise RuntimeError("It did not start.")


MKCALENDAR = b"""<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>Ours</D:displayname>
<C:supported-calendar-component-set><C:comp name="%b"/></C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>"""


@pytest.fixture(scope="module", params=["radicale", "xandikos"])
def real(request, tmp_path_factory):
    name, port = request.param, _free_port()
    if name == "xandikos" and not shutil.which("xandikos"):
        pytest.skip("Xandikos is not installed here.")
    folder = tmp_path_factory.mktemp(name)
    command = {"radicale": _radicale, "xandikos": _xandikos}[name](folder, port)
    home = {"radicale": "/alice/", "xandikos": "/alice/calendars/"}[name]
    run = _started(command, port)
    try:
        there = Real(name, port, home, frozenset({f"127.0.0.1:{port}"}))
        if name == "xandikos":
            there.send("MKCOL", home)
        for path, holds in (("ours/", b"VEVENT"), ("tasks/", b"VTODO")):
            made = there.send(
                "MKCALENDAR", f"{home}{path}", MKCALENDAR % holds, **{"Content-Type": "text/xml"}
            )
            assert made == 201
        for uid, lines in EVENTS.items():
            sent = there.send(
                "PUT",
                f"{home}ours/{uid}.ics",
                _calendar(uid, lines),
                **{"Content-Type": "text/calendar"},
            )
            assert sent in {201, 204}
        yield there
    finally:
        run.terminate()
        run.wait(10)


def _wall(day: int, hour: int, month: int = 10) -> tuple[int, int]:
    start = minute(datetime(2026, month, day, hour, tzinfo=UTC))
    return start, start + 60


BUSY = (
    _wall(5, 10),
    # On Wednesdays at six by our wall: four in summer, five in winter, and not on the 14th.
    *(_wall(7, 16), _wall(21, 16), _wall(28, 17), _wall(4, 17, 11), _wall(11, 17, 11)),
)


@pytest.mark.parametrize("start", ["", "/", "/alice/"])
def test_the_calendar_is_found_by_the_name_its_owner_gave_it(real, start):
    found = calendars(f"{real.url}{start}", PAIR, allowed=real.allowed)
    ours = Found(f"{real.url}{real.home}ours/", "Ours")
    assert ours in found
    assert not any("tasks" in it.url for it in found)


def test_what_makes_busy_is_handed_over_and_read_as_it_is_by_the_walls_of_its_owner(real):
    (body,) = events(f"{real.url}{real.home}ours/", PAIR, allowed=real.allowed, **SPAN)
    busy = read(body, zone="Europe/Berlin", **SPAN)
    assert (busy.spans, busy.complete, busy.unread) == (tuple(sorted(BUSY)), True, 0)
    first = datetime(2026, 10, 20, tzinfo=UTC).toordinal()
    assert busy.days == ((first, first + 1),)
    assert b"long-ago" not in body


def test_where_it_cannot_be_queried_its_own_free_busy_is_read(real, monkeypatch):
    monkeypatch.setattr(caldav, "_query", lambda *_: "<not xml")
    (body,) = events(f"{real.url}{real.home}ours/", PAIR, allowed=real.allowed, **SPAN)
    assert b"VFREEBUSY" in body
    assert b"secret" not in body
    assert minus(BUSY, read(body, zone="Europe/Berlin", **SPAN).spans) == ()


def test_its_file_is_fetched_too_and_then_unchanged(real):
    if real.name != "radicale":
        pytest.skip("Only Radicale hands a calendar over as one file.")
    where = f"{real.url}{real.home}ours/"
    first = fetch(where, sign_in=PAIR, allowed=real.allowed)
    assert first.state is State.OK
    assert read(first.body, zone="Europe/Berlin", **SPAN).spans == tuple(sorted(BUSY))
    again = fetch(where, etag=first.etag, sign_in=PAIR, allowed=real.allowed)
    assert again.state in {State.UNCHANGED, State.OK}


def test_a_wrong_password_and_a_calendar_that_is_gone_are_told_apart(real):
    if real.name == "radicale":
        with pytest.raises(NotNow) as said:
            calendars(real.url, ("alice", "wrong"), allowed=real.allowed)
        assert said.value.state is State.SIGN_IN
    with pytest.raises(NotNow) as said:
        events(f"{real.url}{real.home}gone/", PAIR, allowed=real.allowed, **SPAN)
    assert said.value.state in {State.GONE, State.SIGN_IN}


def test_nobody_reaches_it_who_is_not_told_to(real):
    for allowed in ((), ("127.0.0.1",), (f"localhost:{real.port}",)):
        with pytest.raises(NotNow) as said:
            calendars(real.url, PAIR, allowed=allowed)
        assert said.value.state in {State.PORT, State.NOT_PUBLIC}
