"""Nothing that somebody writes into a calendar stops the server or makes anyone look free.

Each is read as in the server: in the child, with its limits.
"""

import os
import signal
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from nearer.calendars import child, places, reading, scanner, series
from nearer.calendars.reading import NotACalendar, read
from nearer.calendars.recurrence import rule, seeking
from nearer.calendars.tests.hostile import (
    HONEST,
    HOSTILE,
    INCOMPLETE,
    NOTHING_KNOWN,
    REFUSED,
    RIGHT,
    WINDOW_DAYS,
    WINDOWS,
    calendar,
    event,
    in_zone,
    repeating,
    zone,
)
from nearer.calendars.warnings import Warn

START = datetime(2026, 10, 1, tzinfo=UTC)
ASKED = {"start": START, "end": START + timedelta(days=WINDOW_DAYS), "zone": "Europe/Berlin"}
# On a quiet machine each takes less than two; what shares its two cores with others is slower.
SECONDS = 2 * float(os.environ.get("NEARER_SLOWNESS", "3"))

# Those that are small enough for every run.
LARGE = [name for name in HOSTILE if any(word in name for word in ("million", "MB", "000 "))]
SMALL = [name for name in HOSTILE if name not in LARGE]


@pytest.fixture
def spent(monkeypatch):
    """How many seconds of the processor the child took."""
    taken = []

    def end(process):
        os.killpg(process.pid, signal.SIGKILL)
        _, status, used = os.wait4(process.pid, 0)
        taken.append(used.ru_utime + used.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode

    monkeypatch.setattr(child, "_end", end)
    return taken


def outcome(body):
    """How it ended, and how many minutes are known to be busy."""
    try:
        busy = child.read_safely(body, **ASKED)
    except NotACalendar:
        return REFUSED, None
    minutes = sum(end - start for start, end in busy.spans)
    return (RIGHT if busy.complete else INCOMPLETE), minutes


def here(body):
    """As `outcome`, but in this process, where a test can take a guard away."""
    try:
        busy = read(body, **ASKED)
    except NotACalendar:
        return REFUSED
    return RIGHT if busy.complete else INCOMPLETE


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 40
    assert set(NOTHING_KNOWN) == {REFUSED, INCOMPLETE}


@pytest.mark.parametrize("name", SMALL)
def test_it_shows_nobody_free_and_changes_no_other_calendar(name):
    """Even where the same process reads both."""
    assert here(HOSTILE[name].make()) in HOSTILE[name].ends
    assert here(HONEST) == RIGHT


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_soon_in_little_memory(name, spent):
    case = HOSTILE[name]
    how, minutes = outcome(case.make())
    assert how in case.ends
    assert how != RIGHT or case.minutes in (None, minutes)
    assert sum(spent) < SECONDS
    assert outcome(HONEST) == (RIGHT, 26 * 90 + 60)


def test_wherever_a_calendar_is_cut_it_is_no_calendar():
    for length in range(len(HONEST.rstrip())):
        with pytest.raises(NotACalendar):
            read(HONEST[:length], **ASKED)


def test_one_calendars_zone_is_not_anothers():
    """Some libraries remember a zone's name for the whole process: the first who lies wins."""
    honest = in_zone(WINDOWS)
    before = read(honest, **ASKED)
    lies = read(in_zone(WINDOWS, zone(WINDOWS, ahead="+0900")), **ASKED)
    assert lies.spans != before.spans
    assert read(honest, **ASKED) == before
    both = read(in_zone(WINDOWS, zone(WINDOWS, ahead="+0900")) + honest, **ASKED)
    assert len(both.spans) == 1 or set(both.spans) == {*before.spans, *lies.spans}


def test_the_memory_it_gets_is_less_than_the_goal():
    from nearer.calendars import inside

    assert inside.MEMORY <= 200_000_000


# --- Each guard is there for something: without it, the outcome is another --------------------


ONE = ("DTSTART:20261125T190000Z", "DURATION:PT1H")
MANY_INSTANCES = calendar(
    *(event(*ONE, "RRULE:FREQ=HOURLY", uid=str(n)) for n in range(5)),
)
GUARDS = [
    (scanner, "LARGEST", 100, HONEST, REFUSED),
    (scanner, "DEEPEST", 1, HONEST, REFUSED),
    (scanner, "MOST_EVENTS", 1, HONEST, INCOMPLETE),
    (scanner, "MOST_BEGUN", 1, HONEST, REFUSED),
    (scanner, "MOST_ZONES", 0, in_zone("Own", zone("Own", ahead="+0100")), INCOMPLETE),
    (places, "MOST_ZONES", 0, in_zone("Own", zone("Own", ahead="+0100")), INCOMPLETE),
    (seeking, "MOST", 10, HONEST, INCOMPLETE),
    (rule, "TIMES_A_DAY", 1, repeating("FREQ=DAILY;BYHOUR=9,19"), INCOMPLETE),
    (rule, "LONGEST", 9, HONEST, INCOMPLETE),
]


@pytest.mark.parametrize("met", GUARDS, ids=lambda met: f"{met[0].__name__}.{met[1]}")
def test_a_guard_that_is_met_is_said(met, monkeypatch):
    """Set to almost nothing, the limit is met by an honest calendar; never is that `RIGHT`."""
    module, guard, least, body, ends = met
    assert here(body) == RIGHT
    monkeypatch.setattr(module, guard, least)
    assert here(body) == ends


def test_without_the_limit_for_all_series_they_are_all_worked_out(monkeypatch):
    for left, ends in [(10_000, INCOMPLETE), (10**9, RIGHT)]:
        monkeypatch.setattr(reading, "Found", partial(series.Found, left=left))
        assert here(MANY_INSTANCES) == ends


def test_without_the_limit_for_one_series_it_is_walked_from_its_beginning(monkeypatch):
    body = repeating("FREQ=HOURLY;BYDAY=MO;BYMONTH=1;COUNT=6000", start="19900101T190000Z")
    steps = []
    hours = seeking.Periods._hours
    counted = lambda self, numbers: hours(self, steps.extend(numbers) or numbers)  # noqa: E731
    monkeypatch.setattr(seeking.Periods, "_hours", counted)
    assert here(body) == INCOMPLETE
    assert len(steps) <= 2 * seeking.MOST
    monkeypatch.setattr(seeking, "MOST", 10**9)
    assert here(body) == RIGHT
    assert len(steps) > 10 * 20_000


def test_without_its_clock_the_child_is_waited_for(monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.01)
    with pytest.raises(NotACalendar) as refused:
        child.read_safely(HONEST, **ASKED)
    assert refused.value.why is Warn.TOO_MUCH


def test_a_rule_that_is_refused_would_show_somebody_free(monkeypatch):
    """What were to happen if a bad rule were left out silently."""
    body = repeating("FREQ=DAILY;INTERVAL=0", start="20260101T190000Z")
    assert here(body) == INCOMPLETE
    monkeypatch.setattr(series.Found, "miss", lambda *_: None)
    assert here(body) == RIGHT
    assert not read(body, **ASKED).spans
