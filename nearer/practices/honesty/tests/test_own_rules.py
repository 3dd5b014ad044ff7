"""When an observer's writing is offered, and in which order texts come: tables and chance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.honesty.rules import order
from nearer.practices.honesty.rules.observer import EVERY, STANDS, is_offered, next_on

days = st.dates(date(2020, 1, 1), date(2060, 1, 1))
LAST = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("after", "offered"),
    [
        pytest.param(0, False, id="on the day itself"),
        pytest.param(EVERY - 1, False, id="a day before four months are over"),
        pytest.param(EVERY, True, id="after four months"),
        pytest.param(EVERY + STANDS - 1, True, id="on the last day of two weeks"),
        pytest.param(EVERY + STANDS, False, id="after two weeks it is let be"),
        pytest.param(2 * EVERY, True, id="four months later it comes again"),
        pytest.param(-1, False, id="a clock that was set back"),
    ],
)
def test_it_is_offered_for_two_weeks_every_four_months(after, offered):
    for own in (0, 7, 10**20):
        assert is_offered(LAST + timedelta(days=after), last=LAST, own=own) is offered


@given(day=days, own=st.integers(0, 2**128))
def test_without_one_so_far_two_weeks_in_four_months_are_right(day, own):
    found = [is_offered(day + timedelta(days=n), last=None, own=own) for n in range(EVERY)]
    assert sum(found) == STANDS


@given(last=days, after=st.integers(0, 2000))
def test_it_never_comes_before_four_months_are_over(last, after):
    if is_offered(last + timedelta(days=after), last=last, own=0):
        assert last + timedelta(days=after) >= next_on(last)


ids = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=20, unique=True)


@given(ids=ids, seed=st.binary(max_size=16))
def test_each_comes_once_before_one_comes_again(ids, seed):
    found = [order.nth(ids, seed=seed, number=n) for n in range(len(ids))]
    assert sorted(found) == sorted(ids)
    assert order.nth(ids, seed=seed, number=len(ids)) == found[0]
    assert found == order.shuffled(list(reversed(ids)), seed=seed)


@given(ids=ids, seed=st.binary(max_size=16), data=st.data())
def test_what_was_used_comes_last(ids, seed, data):
    used = data.draw(st.sets(st.sampled_from(ids), max_size=len(ids) - 1))
    for number in range(len(ids) - len(used)):
        assert order.nth(ids, seed=seed, number=number, used=used) not in used
    assert order.nth(ids, seed=seed, number=3, used=ids) in ids


def test_two_people_have_two_orders():
    ids = [str(n) for n in range(20)]
    assert order.shuffled(ids, seed=b"a") != order.shuffled(ids, seed=b"b")
