"""Times in words, and which times can be proposed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.quality_time.forms.plans import length_in_words
from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.rules.proposals import (
    Amiss,
    amiss,
    begin_of,
    comes_twice,
    has_begun,
    is_over,
    is_skipped,
)
from nearer.practices.quality_time.rules.words import city, day_in_words, how_often, told

BERLIN, NEW_YORK, KOLKATA = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Kolkata"))
TODAY = date(2026, 10, 5)
FRIDAY = Date(datetime(2026, 10, 9, 19, 30), "Europe/Berlin", 120)


@pytest.mark.parametrize(
    ("zone", "other", "line", "theirs"),
    [
        (BERLIN, None, "Friday, 9 October, 19:30–21:30", ""),
        (BERLIN, ZoneInfo("Europe/Paris"), "Friday, 9 October, 19:30–21:30", ""),
        (BERLIN, NEW_YORK, "Friday, 9 October, 19:30–21:30", "13:30–15:30"),
        (KOLKATA, NEW_YORK, "Friday, 9 October, 23:00–01:00", "13:30–15:30"),
        (ZoneInfo("Pacific/Auckland"), BERLIN, "Saturday, 10 October, 06:30–08:30", "Friday, 19"),
    ],
)
def test_a_time_is_told_by_the_clock_of_whoever_reads_it(zone, other, line, theirs):
    found = told(FRIDAY, zone=zone, their_zone=other, today=TODAY)
    assert found.line == line
    assert found.theirs.startswith(theirs)
    assert bool(found.theirs) is bool(theirs)


def test_an_hour_that_the_clocks_lengthen_ends_when_it_is_over():
    night = Date(datetime(2026, 10, 25, 1, 30), "Europe/Berlin", 120)
    assert told(night, zone=BERLIN, their_zone=None, today=TODAY).clock == "01:30–02:30"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 5), "Today"),
        (date(2026, 10, 6), "Tomorrow"),
        (date(2026, 10, 4), "Sunday, 4 October"),
        (date(2026, 12, 31), "Thursday, 31 December"),
        (date(2027, 3, 5), "Friday, 5 March 2027"),
        (date(2024, 10, 5), "Saturday, 5 October 2024"),
    ],
)
def test_a_day_has_its_year_where_that_helps(day, said):
    assert day_in_words(day, today=TODAY) == said


@pytest.mark.parametrize(
    ("repeat", "day", "said"),
    [
        (Repeat.WEEKLY, 9, "Every Friday"),
        (Repeat.FORTNIGHTLY, 9, "Every second Friday"),
        (Repeat.MONTHLY, 9, "The second Friday of each month"),
        (Repeat.MONTHLY, 2, "The first Friday of each month"),
        (Repeat.MONTHLY, 23, "The fourth Friday of each month"),
        (Repeat.MONTHLY, 30, "The last Friday of each month"),
    ],
)
def test_what_comes_back_is_told_by_its_weekday(repeat, day, said):
    when = replace(FRIDAY, start=datetime(2026, 10, day, 19, 30), repeat=repeat)
    assert how_often(when) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Berlin", "Berlin"), ("America/Argentina/Ushuaia", "Ushuaia"), ("UTC", "UTC")],
)
def test_a_zone_is_called_by_its_city(zone, said):
    assert city(zone) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1½ hours"),
        (120, "2 hours"),
        (105, "1 hour 45 minutes"),
        (150, "2½ hours"),
    ],
)
def test_a_length_is_told_as_people_say_it(minutes, said):
    assert length_in_words(minutes) == said


# --- What can be proposed -----------------------------------------------------------------

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "zone", "wrong"),
    [
        (datetime(2026, 10, 5, 12), "UTC", Amiss.OVER),
        (datetime(2026, 10, 5, 12, 1), "UTC", None),
        (datetime(2026, 10, 5, 14), "Europe/Berlin", Amiss.OVER),
        (datetime(2027, 4, 3, 12), "UTC", None),
        (datetime(2027, 4, 3, 12, 1), "UTC", Amiss.FAR),
        (datetime(2027, 3, 28, 2, 30), "Europe/Berlin", Amiss.SKIPPED),
        (datetime(2026, 10, 25, 2, 30), "Europe/Berlin", None),
    ],
)
def test_a_time_lies_ahead_and_not_too_far_and_exists(start, zone, wrong):
    assert amiss(Date(start, zone, 60), now=NOON) is wrong


def test_once_it_has_begun_it_is_too_late_to_say_yes_and_then_it_is_over():
    begin = begin_of(FRIDAY)
    assert [has_begun(FRIDAY, now=begin + timedelta(minutes=m)) for m in (-1, 0)] == [False, True]
    assert [is_over(FRIDAY, now=begin + timedelta(minutes=m)) for m in (119, 120)] == [False, True]
    weekly = replace(FRIDAY, repeat=Repeat.WEEKLY)
    assert not has_begun(weekly, now=begin + timedelta(days=999))
    assert not is_over(weekly, now=begin + timedelta(days=999))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"]),
)
def test_no_time_is_both_skipped_and_there_twice(start, zone):
    when = Date(start.replace(second=0, microsecond=0), zone, 60)
    assert not (is_skipped(when) and comes_twice(when))
    if not is_skipped(when):
        assert begin_of(when).astimezone(when.place).replace(tzinfo=None) == when.start
