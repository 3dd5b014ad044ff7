"""Events that repeat, worked out by hand, with the paragraph of RFC 5545."""

from functools import partial
from unittest import mock

import pytest

from nearer.calendars.found import Found
from nearer.calendars.tests.writing import answer, busy, event, said
from nearer.calendars.warnings import Warn

TEN = ("DTSTART;TZID=Europe/Berlin:20261019T100000", "DTEND;TZID=Europe/Berlin:20261019T110000")
"""A Monday, in summer time: 08:00 in UTC. From the 25th on it is 09:00."""

SERIES = {
    "3.8.5.3, the wall's time stays across a change of clocks": (
        [*TEN, "RRULE:FREQ=WEEKLY;COUNT=2"],
        ["2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 10:00"],
    ),
    "3.8.5.3, with DTEND every instance has the same exact length": (
        [
            "DTSTART;TZID=Europe/Berlin:20261017T220000",
            "DTEND;TZID=Europe/Berlin:20261018T060000",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        ],
        ["2026-10-17 20:00 – 2026-10-18 04:00", "2026-10-24 20:00 – 2026-10-25 04:00"],
    ),
    "3.8.5.3, with DURATION every instance has the same nominal length": (
        [
            "DTSTART;TZID=Europe/Berlin:20261017T220000",
            "DURATION:P1D",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        ],
        ["2026-10-17 20:00 – 2026-10-18 20:00", "2026-10-24 20:00 – 2026-10-25 21:00"],
    ),
    "3.8.5.3, DTSTART is the first even if the rule does not name it": (
        [*TEN, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2"],
        ["2026-10-19 08:00 – 09:00", "2026-10-20 08:00 – 09:00"],
    ),
    "3.3.10, UNTIL in UTC is inclusive": (
        [*TEN, "RRULE:FREQ=WEEKLY;UNTIL=20261026T090000Z"],
        ["2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 10:00"],
    ),
    "3.3.10, UNTIL in UTC a second earlier": (
        [*TEN, "RRULE:FREQ=WEEKLY;UNTIL=20261026T085959Z"],
        ["2026-10-19 08:00 – 09:00"],
    ),
    "UNTIL on the wall": (
        [*TEN, "RRULE:FREQ=WEEKLY;UNTIL=20261026T100000"],
        ["2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 10:00"],
    ),
    "UNTIL as a date means all of that date": (
        [*TEN, "RRULE:FREQ=WEEKLY;UNTIL=20261026"],
        ["2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 10:00"],
    ),
    "UNTIL before DTSTART leaves DTSTART": (
        [*TEN, "RRULE:FREQ=DAILY;UNTIL=20200101T000000Z"],
        ["2026-10-19 08:00 – 09:00"],
    ),
    "UNTIL at the end of all time, east of Greenwich": (
        [
            "DTSTART;TZID=Pacific/Kiritimati:20261129T100000",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        ],
        [
            *("2026-11-28 20:00 – 21:00", "2026-11-29 20:00 – 21:00"),
            "2026-11-30 20:00 – 21:00",
        ],
    ),
    "3.3.10, UNTIL of dates is a date": (
        ["DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261109"],
        ["2026-11-02 all day", "2026-11-09 all day"],
    ),
    "UNTIL of dates as the last second of a day at home, in UTC": (
        ["DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261109T225959Z"],
        ["2026-11-02 all day", "2026-11-09 all day"],
    ),
    "UNTIL of dates as midnight at home, in UTC": (
        ["DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261108T230000Z"],
        ["2026-11-02 all day", "2026-11-09 all day"],
    ),
    "UNTIL of dates as midnight in UTC": (
        ["DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261109T000000Z"],
        ["2026-11-02 all day", "2026-11-09 all day"],
    ),
    "3.3.10, a time that is skipped counts on from before": (
        [
            "DTSTART;TZID=Australia/Sydney:20261003T023000",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY;COUNT=3",
        ],
        ["2026-10-02 16:30 – 17:30", "2026-10-03 16:30 – 17:30", "2026-10-04 15:30 – 16:30"],
    ),
    "two rules are both followed, and what both name is once": (
        [*TEN, "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"],
        ["2026-10-19 08:00 – 09:00", "2026-10-20 08:00 – 09:00", "2026-10-26 09:00 – 10:00"],
    ),
    "3.8.5.2, dates one by one, also of another zone, also in lists": (
        [
            *TEN,
            "RDATE;TZID=America/New_York:20261102T090000,20261103T090000",
            "RDATE:20261104T140000Z",
            "RDATE;TZID=Europe/Berlin:20261019T100000",
        ],
        [
            *("2026-10-19 08:00 – 09:00", "2026-11-02 14:00 – 15:00"),
            *("2026-11-03 14:00 – 15:00", "2026-11-04 14:00 – 15:00"),
        ],
    ),
    "3.8.5.2, periods have lengths of their own": (
        [
            *TEN,
            "RRULE:FREQ=WEEKLY;COUNT=2",
            "RDATE;VALUE=PERIOD:20261104T140000Z/20261104T170000Z,20261105T140000Z/PT30M",
            "RDATE;VALUE=PERIOD:20261026T090000Z/PT3H",
        ],
        [
            *("2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 12:00"),
            *("2026-11-04 14:00 – 17:00", "2026-11-05 14:00 – 14:30"),
        ],
    ),
    "a date among times is that day at the usual time": (
        [*TEN, "RDATE;VALUE=DATE:20261104"],
        ["2026-10-19 08:00 – 09:00", "2026-11-04 09:00 – 10:00"],
    ),
    "dates of dates": (
        ["DTSTART;VALUE=DATE:20261102", "RDATE;VALUE=DATE:20261104,20261105"],
        ["2026-11-02 all day", "2026-11-04 … 2026-11-05 all day"],
    ),
    "3.8.5.1, exceptions in the same zone, in UTC, in another zone, in lists": (
        [
            *TEN,
            "RRULE:FREQ=DAILY;COUNT=6",
            "EXDATE;TZID=Europe/Berlin:20261020T100000,20261021T100000",
            "EXDATE:20261022T080000Z",
            "EXDATE;TZID=America/New_York:20261023T040000",
        ],
        ["2026-10-19 08:00 – 09:00", "2026-10-24 08:00 – 09:00"],
    ),
    "an exception without a zone is one on the series' wall": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261020T100000"],
        ["2026-10-19 08:00 – 09:00"],
    ),
    "an exception that is a date takes that day": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261020"],
        ["2026-10-19 08:00 – 09:00", "2026-10-21 08:00 – 09:00"],
    ),
    "an exception at another time takes nothing": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261020T100001"],
        ["2026-10-19 08:00 – 09:00", "2026-10-20 08:00 – 09:00"],
    ),
    "3.8.5.1, the first can be taken out and still is counted": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261019T100000"],
        ["2026-10-20 08:00 – 09:00"],
    ),
    "3.8.5.1, an exception takes out a date named one by one": (
        [*TEN, "RDATE:20261104T140000Z", "EXDATE:20261104T140000Z"],
        ["2026-10-19 08:00 – 09:00"],
    ),
    "exceptions of dates, as dates, as times, and as midnights told in UTC": (
        [
            *("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=DAILY;COUNT=6"),
            *("EXDATE;VALUE=DATE:20261103", "EXDATE;TZID=Europe/Berlin:20261104T000000"),
            *("EXDATE:20261104T230000Z", "EXDATE:20261106T000000Z"),
        ],
        ["2026-11-02 all day", "2026-11-07 all day"],
    ),
    "RFC 2445, 4.8.5.2, a rule of exceptions": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2"],
        ["2026-10-20 08:00 – 09:00", "2026-10-22 08:00 – 09:00"],
    ),
    "a rule of exceptions that does not name the first": (
        [*TEN, "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=WEEKLY;BYDAY=TU"],
        ["2026-10-19 08:00 – 09:00", "2026-10-21 08:00 – 09:00"],
    ),
    "what repeats since long ago": (
        [
            "DTSTART;TZID=Europe/Berlin:19010106T230000",
            "DURATION:PT2H",
            "RRULE:FREQ=MONTHLY;BYDAY=1SU",
        ],
        [
            "2026-10-04 21:00 – 23:00",
            "2026-11-01 22:00 – 2026-11-02 00:00",
        ],
    ),
    "what began before the window and lasts into it": (
        ["DTSTART:20250930T120000Z", "DURATION:P3D", "RRULE:FREQ=YEARLY"],
        ["2026-10-01 00:00 – 2026-10-03 12:00"],
    ),
    "the window begins on an earlier wall in the far west": (
        [
            "DTSTART;TZID=Pacific/Honolulu:20260101T150000",
            "DURATION:PT1H",
            "RRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
        ],
        ["2026-10-01 01:00 – 02:00"],
    ),
    "a rule's time counts for dates as for none": (
        ["DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=DAILY;BYHOUR=10,12;COUNT=2"],
        ["2026-11-02 … 2026-11-03 all day"],
    ),
}


@pytest.mark.parametrize(("lines", "truth"), SERIES.values(), ids=SERIES.keys())
def test_a_series_takes(lines, truth):
    assert busy(event(*lines)) == truth


def test_the_two_half_past_twos_of_autumn_end_where_until_says():
    """UNTIL is the first 02:30; the instance at 02:45 an hour before the second is later."""
    nightly = ("DTSTART;TZID=Europe/Berlin:20261023T024500", "DURATION:PT10M")
    until = "RRULE:FREQ=DAILY;UNTIL=202610{}Z"
    eve = ["2026-10-23 00:45 – 00:55", "2026-10-24 00:45 – 00:55"]
    night = ["2026-10-25 00:45 – 00:55"]
    assert busy(event(*nightly, until.format("25T003000"))) == eve
    assert busy(event(*nightly, until.format("25T004500"))) == eve + night
    assert busy(event(*nightly, until.format("25T013000"))) == eve + night


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RRULE:FREQ=SECONDLY", Warn.TOO_OFTEN),
        ("RRULE:FREQ=DAILY;INTERVAL=0", Warn.BAD_RULE),
        ("RRULE:FREQ=SOMETIMES", Warn.BAD_RULE),
        ("RRULE:", Warn.BAD_RULE),
        ("RRULE:FREQ=DAILY;UNTIL=20269999", Warn.BAD_TIME),
        ("RDATE:20261104T140000Z/PT1H,sometime", Warn.BAD_TIME),
        ("RDATE;VALUE=PERIOD:20261104T140000Z/P", Warn.BAD_LENGTH),
        ("EXRULE:FREQ=SECONDLY", Warn.TOO_OFTEN),
        ("EXDATE:never", Warn.BAD_TIME),
    ],
)
def test_a_series_that_nobody_understands_keeps_what_is_known_and_is_not_complete(line, why):
    other = event("DTSTART:20261120T180000Z", "DTEND:20261120T190000Z", uid="other")
    found = answer(event(*TEN, line, "RRULE:FREQ=WEEKLY;COUNT=2"), other)
    assert said(found) == [
        *("2026-10-19 08:00 – 09:00", "2026-10-26 09:00 – 10:00", "2026-11-20 18:00 – 19:00"),
    ]
    assert (found.complete, found.unread, found.warnings) == (False, 1, (why,))


def test_five_hundred_rules_in_one_event_are_one_series_that_is_missed():
    rules = [f"RRULE:FREQ=DAILY;BYMONTHDAY=1,31;COUNT={18_000 + day}" for day in range(500)]
    found = answer(event("DTSTART:19700101T000000Z", "DURATION:PT1M", *rules))
    assert (found.complete, found.unread, found.warnings) == (False, 1, (Warn.TOO_MANY,))


def test_what_all_series_together_may_cost_is_spent_once():
    daily = [event(*TEN, "RRULE:FREQ=DAILY", uid=f"daily {number}") for number in range(3)]
    later = event("DTSTART:20261120T180000Z", "DTEND:20261120T190000Z", uid="later")
    with mock.patch("nearer.calendars.reading.Found", partial(Found, left=90)):
        found = answer(*daily, later)
    assert len(found.spans) == 43 + 1
    assert (found.complete, found.unread, found.warnings) == (False, 2, (Warn.TOO_MANY,))
