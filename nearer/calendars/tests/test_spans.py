"""Spans against the plainest model there is: a set of minutes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.calendars import spans

some = st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), max_size=8)

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LORD_HOWE, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
SAO_PAULO, HAVANA = ZoneInfo("America/Sao_Paulo"), ZoneInfo("America/Havana")


def minutes(found):
    return {minute for start, end in found for minute in range(start, end)}


def is_merged(found):
    return all(start < end for start, end in found) and all(
        one[1] < other[0] for one, other in pairwise(found)
    )


def at(text, zone=UTC, fold=0):
    return spans.minute(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold))


@given(some)
def test_merging_keeps_every_minute_and_joins_what_touches(given_spans):
    merged = spans.merge(given_spans)
    assert minutes(merged) == minutes(given_spans)
    assert is_merged(merged)


@given(some, some)
def test_taking_away_and_sharing_are_those_of_sets(one, other):
    left, shared = spans.minus(one, other), spans.both(one, other)
    assert minutes(left) == minutes(one) - minutes(other)
    assert minutes(shared) == minutes(one) & minutes(other)
    assert is_merged(left)
    assert is_merged(shared)


@given(some, st.integers(-40, 40), st.integers(-40, 40))
def test_clipping_leaves_what_lies_inside(given_spans, start, end):
    clipped = spans.clip(given_spans, start, end)
    assert minutes(clipped) == minutes(given_spans) & set(range(start, end))
    assert is_merged(clipped)


@pytest.mark.parametrize(
    ("moment", "down", "up"),
    [
        (datetime(1970, 1, 1, 0, 1, tzinfo=UTC), 1, 1),
        (datetime(1970, 1, 1, 0, 1, 1, tzinfo=UTC), 1, 2),
        (datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC), -1, 0),
        (datetime(1970, 1, 1, 1, 0, tzinfo=BERLIN), 0, 0),
    ],
)
def test_starts_round_down_and_ends_round_up(moment, down, up):
    assert spans.minute(moment) == down
    assert spans.minute_after(moment) == up


@given(st.integers(-(10**7), 10**8))
def test_a_minute_is_the_minute_of_its_moment(minute):
    assert spans.minute(spans.moment(minute)) == minute
    assert spans.minute_after(spans.moment(minute)) == minute


@given(
    st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, APIA, SAO_PAULO, HAVANA]),
    st.dates(date(2010, 1, 1), date(2019, 12, 31)),
    st.integers(1, 400),
)
def test_every_minute_is_in_one_stretch_with_the_clock_of_the_zone(zone, day, length):
    start = spans.minute(datetime(day.year, day.month, day.day, tzinfo=UTC))
    found = spans.stretches(zone, start, start + length * 60)
    assert found[0][0] == start
    assert found[-1][1] == start + length * 60
    for one, other in pairwise(found):
        assert one[1] == other[0]
        assert one[2] != other[2]
    for since, until, ahead in found:
        for minute in (since, (since + until) // 2, until - 1):
            shown = spans.moment(minute).astimezone(zone).replace(tzinfo=UTC)
            assert shown - spans.moment(minute) == timedelta(minutes=ahead)


def test_ten_years_have_every_change_of_the_clocks():
    start, end = at("2020-01-01T00:00"), at("2030-01-01T00:00")
    assert len(spans.stretches(BERLIN, start, end)) == 2 * 10 + 1


def test_nothing_has_no_stretches():
    assert spans.stretches(BERLIN, 100, 100) == ()
    assert spans.on_the_clock([], BERLIN) == ()


@pytest.mark.parametrize(
    ("zone", "day", "start", "hours"),
    [
        (BERLIN, date(2026, 10, 25), "2026-10-25T00:00", 25),
        (BERLIN, date(2026, 3, 29), "2026-03-29T00:00", 23),
        (NEW_YORK, date(2026, 11, 1), "2026-11-01T00:00", 25),
        (LORD_HOWE, date(2026, 4, 5), "2026-04-05T00:00", 24.5),
        (LORD_HOWE, date(2026, 10, 4), "2026-10-04T00:00", 23.5),
        (SAO_PAULO, date(2018, 11, 4), "2018-11-04T01:00", 23),  # has no midnight
        (HAVANA, date(2026, 11, 1), "2026-11-01T00:00", 25),  # has midnight twice
    ],
)
def test_a_date_lasts_from_midnight_to_midnight_of_its_zone(zone, day, start, hours):
    (found,) = spans.days_as_spans([(day.toordinal(), day.toordinal())], zone)
    assert found[0] == at(start, zone)
    assert found[1] - found[0] == hours * 60


def test_a_date_that_was_skipped_has_no_minutes():
    lost = date(2011, 12, 30).toordinal()
    assert spans.days_as_spans([(lost, lost)], APIA) == ()
    (around,) = spans.days_as_spans([(lost - 1, lost + 1)], APIA)
    assert around[1] - around[0] == 48 * 60


def test_a_wall_that_comes_twice_is_two_spans_and_one_that_never_comes_is_none():
    twice = at("2026-10-25T02:15"), at("2026-10-25T02:45")
    assert spans.on_the_clock([twice], BERLIN) == (
        (at("2026-10-25T00:15"), at("2026-10-25T00:45")),
        (at("2026-10-25T01:15"), at("2026-10-25T01:45")),
    )
    skipped = at("2026-03-29T02:15"), at("2026-03-29T02:45")
    assert spans.on_the_clock([skipped], BERLIN) == ()
    into = at("2026-03-29T02:15"), at("2026-03-29T03:30")
    assert spans.on_the_clock([into], BERLIN) == ((at("2026-03-29T01:00"), at("2026-03-29T01:30")),)
