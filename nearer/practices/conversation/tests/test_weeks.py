"""Which agenda is whose week's, and which week comes first, for any two people anywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.conversation import content
from nearer.practices.conversation.rules.checkin import (
    PARTS,
    WEEK,
    agenda_of,
    comes_back,
    comes_first,
    monday_of,
    next_part,
    open_weeks,
    week_called,
    week_name,
)

AGENDAS = [agenda.id for agenda in content.agendas().values()]
MONDAY = date(2026, 5, 4)
days = st.dates(date(2025, 1, 1), date(2040, 12, 31))
seeds = st.binary(min_size=16, max_size=16)
quarters = st.integers(0, 10 * 366 * 24 * 4)
moments = quarters.map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + n * timedelta(minutes=15))
offsets = st.integers(-11 * 4, 14 * 4).map(lambda n: timezone(timedelta(minutes=15 * n)))


def test_the_parts_are_the_same_in_rules_and_in_words():
    assert tuple(content.PARTS) == PARTS


@given(seeds, days)
def test_no_agenda_comes_twice_in_26_weeks(seed, day):
    mondays = [monday_of(day) + n * WEEK for n in range(26)]
    assert len({agenda_of(AGENDAS, monday, seed=seed) for monday in mondays}) == 26


@given(seeds, days, st.randoms(use_true_random=False))
def test_both_have_the_same_agenda_whatever_order_their_bank_is_in(seed, day, random):
    other = list(AGENDAS)
    random.shuffle(other)
    monday = monday_of(day)
    assert agenda_of(AGENDAS, monday, seed=seed) == agenda_of(other, monday, seed=seed)


def test_two_couples_have_orders_of_their_own():
    orders = {
        tuple(agenda_of(AGENDAS, MONDAY + n * WEEK, seed=bytes([couple] * 16)) for n in range(26))
        for couple in range(20)
    }
    assert len(orders) == 20


@given(moments, offsets, offsets)
def test_what_comes_first_for_one_is_open_for_the_other(now, here, there):
    mine, theirs = now.astimezone(here).date(), now.astimezone(there).date()
    assert comes_first(mine) in open_weeks(theirs)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(timezone(timedelta(hours=12)), timezone(timedelta(hours=-8)), id="an ocean"),
        pytest.param(timezone(timedelta(hours=14)), timezone(timedelta(hours=-11)), id="the ends"),
        pytest.param(timezone(timedelta(hours=1)), UTC, id="next door"),
    ],
)
def test_from_thursday_to_sunday_night_both_land_on_the_same_week(here, there):
    for hours in range(4 * 24):
        now = datetime(2026, 5, 7, tzinfo=there) + timedelta(hours=hours)
        mine, theirs = now.astimezone(here).date(), now.astimezone(there).date()
        assert comes_first(mine) == comes_first(theirs) == MONDAY


@pytest.mark.parametrize(
    ("day", "done", "first"),
    [
        pytest.param(date(2026, 5, 10), (), MONDAY, id="on Sunday this week's"),
        pytest.param(date(2026, 5, 11), (), MONDAY, id="on Monday last week's may still be done"),
        pytest.param(date(2026, 5, 12), (), MONDAY, id="and on Tuesday"),
        pytest.param(date(2026, 5, 13), (), MONDAY + WEEK, id="from Wednesday on the new one"),
        pytest.param(date(2026, 5, 11), (MONDAY,), MONDAY + WEEK, id="at once where it was done"),
    ],
)
def test_a_check_in_may_slip_a_little(day, done, first):
    assert comes_first(day, done=done) == first


@given(days)
def test_a_week_is_called_the_same_on_all_its_days(day):
    monday = monday_of(day)
    assert week_called(week_name(monday)) == monday
    assert all(monday_of(monday + timedelta(days=n)) == monday for n in range(7))


@pytest.mark.parametrize(
    "name",
    ["", "2026", "2026-19", "2026-w00", "2026-w54", "2026-w1", "0000-w01",
     "２０２６-w19", "9999-w53", "2026-W19","2026-w19 ", "../2026-w19", "2025-w53"],
)  # fmt: skip
def test_what_is_no_week_is_none(name):
    assert week_called(name) is None


def test_a_year_with_53_weeks_has_them():
    assert week_called("2026-w53") == date(2026, 12, 28)


@pytest.mark.parametrize(("days_ago", "back"), [(0, 0), (4, 0), (5, 1), (7, 1), (13, 1), (14, 0)])
def test_the_small_thing_comes_back_about_a_week_later(days_ago, back):
    assert comes_back(MONDAY, MONDAY + timedelta(days=days_ago)) is bool(back)


def test_a_talk_goes_through_its_parts_and_ends():
    assert [next_part(part) for part in PARTS] == ["heavy", "hope", "small", ""]
