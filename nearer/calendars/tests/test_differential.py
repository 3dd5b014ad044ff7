"""What we read against what others read, and where that differs, who is right.

recurring-ical-events runs here; ical.js needs node, so it is asked by hand:
`python -m benchmarks.icaljs_differences`.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.calendar_peers import by_recurring_ical_events
from nearer.calendars.reading import read
from nearer.calendars.spans import clip, days_as_spans, minute, moment
from nearer.calendars.tests.differences import BERLIN, CASES, HOUR, event, outlook
from nearer.calendars.tests.drawn import DAYS, calendars, written

HOME = "Europe/Berlin"
START = datetime(2026, 2, 20, tzinfo=UTC)
END = START + timedelta(days=DAYS)
PAGE = Path(__file__).parents[3] / "docs/calendars.md"


def ours(body):
    found = read(body, start=START, end=END, zone=HOME)
    days = days_as_spans(found.days, ZoneInfo(HOME))
    return clip((*found.spans, *days), minute(START), minute(END)), found.warnings


def theirs(body):
    """Without the zones of any calendar it read before."""
    icalendar.use_zoneinfo()
    try:
        return by_recurring_ical_events(body, start=START, end=END, zone=HOME)
    finally:
        icalendar.use_zoneinfo()


def said(spans):
    """Spans as `Case.right` writes them."""
    ends = [(moment(a), moment(b)) for a, b in spans]
    return ", ".join(
        f"{a:%m-%d %H:%M}-" + (f"{b:%H:%M}" if a.date() == b.date() else f"{b:%m-%d %H:%M}")
        for a, b in ends
    )


def _same(drawn):
    body = written(drawn)
    found, warnings = ours(body)
    assert not warnings
    assert said(found) == said(theirs(body))


quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(calendars())
def test_calendars_by_chance_are_read_as_others_read_them(drawn):
    _same(drawn)


@pytest.mark.slow
@settings(quick, max_examples=800)
@given(calendars())
def test_and_so_are_many_more(drawn):
    _same(drawn)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_where_they_differ_we_are_right(case):
    found, warnings = ours(case.body)
    assert said(found) == case.right
    assert list(warnings) == [case.warns] * bool(case.warns)
    try:
        other = said(theirs(case.body))
    except KeyError as error:  # all of the calendar is lost
        other = repr(error)
    assert other != case.right, "They agree by now: it can go from the table."


def test_a_zone_that_another_calendar_brought_is_not_ours():
    """icalendar keeps the first definition of a name for as long as the process lives."""
    name = "Mountain Standard Time"
    line = f"DTSTART;TZID={name}:20260702T100000"
    strange = written([event(line, HOUR)], head=outlook(name, summer="+0900", winter="+0900"))
    plain = written([event(line, HOUR)])
    asked = {"start": START, "end": END, "zone": HOME}
    assert said(ours(strange)[0]) == said(theirs(strange)) == "07-02 01:00-02:00"
    assert said(ours(plain)[0]) == said(theirs(plain)) == "07-02 16:00-17:00"
    by_recurring_ical_events(strange, **asked)
    assert said(by_recurring_ical_events(plain, **asked)) == "07-02 01:00-02:00"
    icalendar.use_zoneinfo()
    assert said(ours(strange)[0]) == "07-02 01:00-02:00"
    assert said(ours(plain)[0]) == "07-02 16:00-17:00"


def test_a_whole_day_is_one_where_its_owner_lives():
    """They take it for a day of UTC when they look whether it lies in what was asked for."""
    body = written([event("DTSTART;VALUE=DATE:20260220")])
    assert said(ours(body)[0]) == "02-20 00:00-23:00"
    assert BERLIN.endswith(HOME)


def test_the_page_has_a_row_for_each_difference():
    table = re.findall(r"^\| ([^|`-][^|]*) \|.*\|.*\| RFC", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {case.name for case in CASES} <= set(table)
