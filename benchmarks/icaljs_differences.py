"""What ical.js reads differently from us: the cases of docs/calendars.md, and calendars drawn by
chance. Asked by hand, since it needs node and npm:

    python -m benchmarks.icaljs_differences
"""

import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.calendar_peers import NotHere, ical_js
from benchmarks.made_up_calendars import Made
from nearer.calendars.reading import read
from nearer.calendars.spans import Span, clip, days_as_spans, minute, moment
from nearer.calendars.tests.differences import CASES
from nearer.calendars.tests.drawn import DAYS, calendars, written

HOME = "Europe/Berlin"
START = datetime(2026, 2, 20, tzinfo=UTC)
END = START + timedelta(days=DAYS)
MANY = 400
ZONES = (
    ("Europe/Berlin", "+0100", "+0200", "25T030000 10 -1SU", "29T020000 03 -1SU"),
    ("America/New_York", "-0500", "-0400", "01T020000 11 1SU", "08T020000 03 2SU"),
    ("Australia/Lord_Howe", "+1030", "+1100", "05T020000 04 1SU", "04T020000 10 1SU"),
    ("Asia/Kolkata", "+0530", "+0530", "01T000000 01 1SU", "01T000000 07 1SU"),
)
"""A name, winter, summer, and when clocks are put back and forward."""


def compare() -> int:
    # It reads a zone that no VTIMEZONE defines as none, so all are defined for it.
    zones = tuple(line for zone in ZONES for line in _zone(*zone))
    known = [written(case.events, head=(*case.head, *zones)) for case in CASES]
    drawn = [written(events, head=zones) for events in _drawn()]
    bodies = [*known, *drawn]
    try:
        with ical_js([Made(body, HOME, ()) for body in bodies], start=START, end=END) as ask:
            said = ask()
    except NotHere as reason:
        sys.stdout.write(f"Without ical.js: {reason}.\n")
        return 1
    for case, found in zip(CASES, said, strict=False):
        same = "the same" if found == _ours(case.body) else _told(found)
        sys.stdout.write(f"{case.name}: {same}\n")
    pairs = zip(drawn, said[len(known) :], strict=True)
    other = [(body, found) for body, found in pairs if found != _ours(body)]
    sys.stdout.write(f"{len(other)} of {len(drawn)} drawn calendars differ.\n")
    for body, found in other[:3]:
        text = body.decode().replace("\r\n".join(zones), "")
        sys.stdout.write(f"{text}\nical.js: {_told(found)}\nours: {_told(_ours(body))}\n")
    return 0


def _zone(name: str, winter: str, summer: str, back: str, forward: str) -> list[str]:
    changes = {"STANDARD": (summer, winter, back), "DAYLIGHT": (winter, summer, forward)}
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for kind, (before, after, change) in changes.items():
        when, month, day = change.split()
        lines += [f"BEGIN:{kind}", f"DTSTART:1970{month}{when}", f"TZOFFSETFROM:{before}"]
        lines += [f"TZOFFSETTO:{after}", f"RRULE:FREQ=YEARLY;BYMONTH={int(month)};BYDAY={day}"]
        lines.append(f"END:{kind}")
    return [*lines, "END:VTIMEZONE"]


def _drawn() -> list[list[list[str]]]:
    found = []

    @settings(
        max_examples=MANY,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(calendars())
    def take(events):
        found.append(events)

    take()
    return found


def _ours(body: bytes) -> tuple[Span, ...]:
    found = read(body, start=START, end=END, zone=HOME)
    days = days_as_spans(found.days, ZoneInfo(HOME))
    return clip((*found.spans, *days), minute(START), minute(END))


def _told(found: tuple[Span, ...] | str) -> str:
    if isinstance(found, str):
        return found
    return ", ".join(f"{moment(a):%m-%d %H:%M}-{moment(b):%m-%d %H:%M}" for a, b in found[:6])


if __name__ == "__main__":
    sys.exit(compare())
