"""Plain events: one VEVENT, one stretch of time. Worked out by hand, with the paragraph."""

from datetime import UTC, datetime

import pytest

from nearer.calendars import spans
from nearer.calendars.tests.writing import answer, busy, event, said
from nearer.calendars.warnings import Warn

SIX = spans.minute(datetime(2026, 11, 20, 18, tzinfo=UTC))
NOVEMBER_20 = ((SIX, SIX + 60),)

# Berlin is two hours ahead of UTC until 25 October 2026, 01:00 UTC, and one hour from then on.
# New York is four hours behind until 1 November 2026, 06:00 UTC, and five from then on.
TIMES = {
    "3.3.5 form 2, UTC": (
        ["DTSTART:20261105T180000Z", "DTEND:20261105T193000Z"],
        ["2026-11-05 18:00 – 19:30"],
    ),
    "3.3.5 form 3, a zone": (
        ["DTSTART;TZID=America/New_York:20261030T190000", "DTEND:20261030T234500Z"],
        ["2026-10-30 23:00 – 23:45"],
    ),
    "3.3.5 form 1, floating, is at home": (
        ["DTSTART:20261105T180000", "DTEND:20261105T193000"],
        ["2026-11-05 17:00 – 18:30"],
    ),
    "3.3.5, a start that is skipped counts on from before": (
        ["DTSTART;TZID=Europe/Berlin:20270328T023000", "DTEND:20270328T020000Z"],
        ["2027-03-28 01:30 – 02:00"],
    ),
    "3.3.5, a start that comes twice is the first": (
        ["DTSTART;TZID=Europe/Berlin:20261025T023000", "DTEND:20261025T020000Z"],
        ["2026-10-25 00:30 – 02:00"],
    ),
    "3.3.12, a leap second is the one before": (
        ["DTSTART:20261105T180000Z", "DTEND:20261105T185960Z"],
        ["2026-11-05 18:00 – 19:00"],
    ),
    "midnight at the end of a day, as some write it": (
        ["DTSTART:20261105T220000Z", "DTEND:20261105T240000Z"],
        ["2026-11-05 22:00 – 2026-11-06 00:00"],
    ),
    "seconds round outwards": (
        ["DTSTART:20261105T180059Z", "DTEND:20261105T181001Z"],
        ["2026-11-05 18:00 – 18:11"],
    ),
    "3.6.1, a time without an end takes none": (["DTSTART:20261105T180000Z"], []),
    "an end at the start takes none": (
        ["DTSTART:20261105T180030Z", "DTEND:20261105T180030Z"],
        [],
    ),
    "3.6.1, a date without an end is one day": (
        ["DTSTART;VALUE=DATE:20261105"],
        ["2026-11-05 all day"],
    ),
    "3.8.2.2, the last date is no part of it": (
        ["DTSTART;VALUE=DATE:20261105", "DTEND;VALUE=DATE:20261108"],
        ["2026-11-05 … 2026-11-07 all day"],
    ),
    "the same date twice is one day": (
        ["DTSTART;VALUE=DATE:20261105", "DTEND;VALUE=DATE:20261105"],
        ["2026-11-05 all day"],
    ),
    "a date without VALUE=DATE is a date": (
        ["DTSTART:20261105", "DTEND:20261106"],
        ["2026-11-05 all day"],
    ),
    "VALUE=DATE-TIME before a date is a date": (
        ["DTSTART;VALUE=DATE-TIME:20261105"],
        ["2026-11-05 all day"],
    ),
    "VALUE=DATE before a time is a date": (
        ["DTSTART;VALUE=DATE:20261105T000000", "DTEND;VALUE=DATE:20261106T000000"],
        ["2026-11-05 all day"],
    ),
    "a date that ends at a time takes that day": (
        ["DTSTART;VALUE=DATE:20261105", "DTEND:20261106T120000"],
        ["2026-11-05 … 2026-11-06 all day"],
    ),
    "a time that ends at a date ends with the day before": (
        ["DTSTART;TZID=Europe/Berlin:20261105T180000", "DTEND;VALUE=DATE:20261106"],
        ["2026-11-05 17:00 – 23:00"],
    ),
    "3.8.2.5, a length of days for a date": (
        ["DTSTART;VALUE=DATE:20261105", "DURATION:P1W"],
        ["2026-11-05 … 2026-11-11 all day"],
    ),
    "hours for a date take its whole day": (
        ["DTSTART;VALUE=DATE:20261105", "DURATION:PT36H"],
        ["2026-11-05 … 2026-11-06 all day"],
    ),
    "3.3.6, hours are exact across a change of clocks": (
        ["DTSTART;TZID=Europe/Berlin:20261024T220000", "DURATION:PT8H"],
        ["2026-10-24 20:00 – 2026-10-25 04:00"],
    ),
    "3.3.6, a day is a turn of the calendar, here of 25 hours": (
        ["DTSTART;TZID=Europe/Berlin:20261024T220000", "DURATION:P1D"],
        ["2026-10-24 20:00 – 2026-10-25 21:00"],
    ),
    "3.3.6, days first and then hours": (
        ["DTSTART;TZID=Europe/Berlin:20261024T220000", "DURATION:P1DT1H30M"],
        ["2026-10-24 20:00 – 2026-10-25 22:30"],
    ),
    "3.3.6, an end counts before a length": (
        ["DTSTART:20261105T180000Z", "DURATION:PT9H", "DTEND:20261105T183000Z"],
        ["2026-11-05 18:00 – 18:30"],
    ),
    "3.2.19, no zone is applied to a time in UTC": (
        ["DTSTART;TZID=America/New_York:20261105T180000Z", "DTEND:20261105T193000Z"],
        ["2026-11-05 18:00 – 19:30"],
    ),
}


@pytest.mark.parametrize(("lines", "truth"), TIMES.values(), ids=TIMES.keys())
def test_an_event_takes(lines, truth):
    assert busy(event(*lines), end=datetime(2027, 4, 1, tzinfo=UTC)) == truth


def test_what_began_before_the_window_and_goes_on_is_cut_at_it():
    long_one = event("DTSTART:20200101T000000Z", "DTEND:20990101T000000Z")
    assert busy(long_one) == ["2026-10-01 00:00 – 2026-12-01 00:00"]


def test_dates_reach_a_day_further_as_they_have_no_zone():
    holiday = event("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20280101")
    assert busy(holiday) == ["2026-09-30 … 2026-12-02 all day"]


@pytest.mark.parametrize(
    ("lines", "why", "still"),
    [
        ([], Warn.NO_START, []),
        (["DTSTART:"], Warn.BAD_TIME, []),
        (["DTSTART:20261131T180000Z"], Warn.BAD_TIME, []),
        (["DTSTART:00000101T180000Z"], Warn.BAD_TIME, []),
        (["DTSTART:20261105T250000Z"], Warn.BAD_TIME, []),
        (["DTSTART:tomorrow"], Warn.BAD_TIME, []),
        (["DTSTART:20261105T180000Z", "DTEND:later"], Warn.BAD_TIME, []),
        (["DTSTART:20261105T180000Z", "DURATION:soon"], Warn.BAD_LENGTH, []),
        (["DTSTART:20261105T180000Z", "DURATION:P"], Warn.BAD_LENGTH, []),
        (["DTSTART:20261105T180000Z", "DURATION:P999999999W"], Warn.BAD_LENGTH, []),
        (
            ["DTSTART:20261105T180000Z", "DTEND:20261105T170000Z"],
            Warn.BAD_LENGTH,
            ["2026-11-05 17:00 – 18:00"],
        ),
        (
            ["DTSTART:20261105T180000Z", "DURATION:-PT15M"],
            Warn.BAD_LENGTH,
            ["2026-11-05 17:45 – 18:00"],
        ),
        (
            ["DTSTART;VALUE=DATE:20261105", "DTEND;VALUE=DATE:20261103"],
            Warn.BAD_LENGTH,
            ["2026-11-03 … 2026-11-05 all day"],
        ),
        (
            ["DTSTART:20270105T180000Z", "DTEND:20261105T170000Z"],
            Warn.BAD_LENGTH,
            ["2026-11-05 17:00 – 2026-12-01 00:00"],
        ),
    ],
)
def test_an_event_that_nobody_understands_is_missed_and_the_others_are_not(lines, why, still):
    other = event("DTSTART:20261120T180000Z", "DTEND:20261120T190000Z", uid="other")
    found = answer(event(*lines), other)
    assert (found.complete, found.unread, found.warnings) == (False, 1, (why,))
    assert all(text in said(found) for text in still)
    assert found.spans == spans.merge(found.spans + NOVEMBER_20)


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:00010101T000000Z", "DTEND:99991231T235960Z"],
        ["DTSTART;TZID=Pacific/Kiritimati:00010101T000000", "DTEND:99991231T235959Z"],
        ["DTSTART;TZID=America/New_York:00010101T000000", "DURATION:P3652058D"],
    ],
)
def test_the_first_and_the_last_year_have_times_too(lines):
    assert busy(event(*lines)) == ["2026-10-01 00:00 – 2026-12-01 00:00"]


def test_an_event_in_the_last_year_is_none_of_ours():
    assert busy(event("DTSTART:99991231T235959Z", "DURATION:P9999W")) == []
