"""Calendar programs' own libraries read our dates as we mean them, with or without our zones."""

import os
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
import recurring_ical_events

from nearer.practices.quality_time import rendering
from nearer.practices.quality_time.rules.dates import Date, Repeat, occurrences
from tests.oracles import ical_js, libical

pytestmark = pytest.mark.slow

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def entry(number, start, zone, repeat=Repeat.ONCE, *left_out, minutes=120):
    when = Date(datetime.fromisoformat(start), zone, minutes, repeat)
    return rendering.Entry(UUID(int=number), when, AT, number, frozenset(left_out))


CASES = {
    "a date before the clocks go back": [entry(1, "2026-10-24T23:00", "Europe/Berlin")],
    "one over that night": [entry(1, "2026-10-25T01:30", "Europe/Berlin", minutes=180)],
    "one right after the clocks went forward": [entry(1, "2026-03-29T03:30", "Europe/Berlin")],
    "weekly over both changes": [
        entry(1, "2026-03-06T19:30", "America/New_York", Repeat.WEEKLY, date(2026, 10, 30))
    ],
    "every two weeks": [entry(1, "2026-10-16T19:30", "Europe/Berlin", Repeat.FORTNIGHTLY)],
    "the second Friday": [entry(1, "2026-01-09T20:00", "Europe/London", Repeat.MONTHLY)],
    "the last Friday": [
        entry(1, "2026-01-30T20:00", "Europe/London", Repeat.MONTHLY, date(2026, 3, 27))
    ],
    "half an hour of summer time": [
        entry(1, "2026-03-27T18:00", "Australia/Lord_Howe", Repeat.WEEKLY)
    ],
    "no summer time": [entry(1, "2026-03-27T18:00", "Asia/Kolkata", Repeat.WEEKLY)],
    "winter time in Ramadan": [entry(1, "2026-01-02T20:00", "Africa/Casablanca", Repeat.WEEKLY)],
    "UTC": [entry(1, "2026-01-02T20:00", "UTC", Repeat.WEEKLY)],
    "several zones": [
        entry(1, "2026-03-06T19:30", "America/New_York", Repeat.WEEKLY),
        entry(2, "2026-03-07T11:00", "Europe/Berlin", Repeat.FORTNIGHTLY),
        entry(3, "2026-05-01T12:00", "Asia/Tokyo"),
    ],
}


def meant(entries) -> list[tuple[int, int]]:
    return sorted(
        (int(it.start.timestamp()), int(it.end.timestamp()))
        for one in entries
        for it in occurrences(one.when, after=START, before=END, left_out=one.left_out)
    )


def bodies(entries) -> list[bytes]:
    """As it is, and under names that no program knows, so that only what is told can help."""
    body = rendering.calendar(entries, title="Piano, four hands; and so on")
    renamed = body
    for zone in {one.when.zone for one in entries} - {"UTC"}:
        renamed = renamed.replace(zone.encode(), f"Our own {zone}".replace("/", " ").encode())
    return [body, renamed]


def left_out(reason: str) -> None:
    if os.environ.get("NEARER_REQUIRE_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def javascript(tmp_path_factory):
    folder = tmp_path_factory.mktemp("icaljs")
    library = ical_js.install(folder)
    if library is None:
        left_out("ical.js could not be installed here: it needs node, npm and a network.")

    def read(body: bytes, zone: str) -> list[tuple[int, int]]:
        return ical_js.spans(library, body, folder, zone=zone, start=START, end=END)

    return read


@pytest.fixture(scope="module")
def c_library():
    found = libical.library()
    if found is None:
        left_out("libical is not installed here.")
    return found


@pytest.mark.parametrize("entries", CASES.values(), ids=CASES)
def test_in_javascript(javascript, entries):
    for body in bodies(entries):
        assert javascript(body, "UTC") == meant(entries)


@pytest.mark.parametrize("entries", CASES.values(), ids=CASES)
def test_in_c(c_library, entries):
    for body in bodies(entries):
        assert libical.spans(c_library, body, start=START, end=END) == meant(entries)


@pytest.mark.parametrize("entries", CASES.values(), ids=CASES)
def test_in_python(entries):
    """By the start alone: this one ends a night on which clocks change by the wall."""
    read = icalendar.Calendar.from_ical(bodies(entries)[0])
    events = recurring_ical_events.of(read).between(START, END)
    starts = [event.decoded("DTSTART") for event in events]
    assert sorted(int(start.timestamp()) for start in starts) == [
        start for start, _ in meant(entries)
    ]


def test_every_line_is_one_that_a_strict_reader_takes():
    """RFC 5545 §3.1: lines of at most 75 bytes, each ended by both signs, and no empty one."""
    body = rendering.calendar(CASES["several zones"], title="Ö" * 40)
    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert all(0 < len(line) <= 75 and b"\n" not in line for line in lines)
    assert timedelta(hours=1) == icalendar.Calendar.from_ical(body).decoded("REFRESH-INTERVAL")
