"""When a calendar is asked again, what of it counts, and how old it is called."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.practices.quality_time.rules import ages
from nearer.practices.quality_time.rules import calendars as rules

NOW = datetime(2026, 6, 10, 15, 0, tzinfo=UTC)  # a Wednesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
quick = settings(max_examples=60, deadline=None, database=None)


@pytest.mark.parametrize(
    ("state", "ago", "wait", "due"),
    [
        pytest.param("", None, None, True, id="never asked"),
        pytest.param("", 29 * MINUTE, None, False, id="just asked"),
        pytest.param("", 30 * MINUTE, None, True, id="half an hour ago"),
        pytest.param("server", 31 * MINUTE, None, True, id="their trouble may be over"),
        pytest.param("sign-in", 23 * HOUR, None, False, id="a wrong password locks accounts"),
        pytest.param("sign-in", 24 * HOUR, None, True, id="once a day"),
        pytest.param("gone", 2 * HOUR, None, False, id="nothing is there"),
        pytest.param("later", HOUR, 10 * MINUTE, False, id="it asked for ten minutes more"),
        pytest.param("later", HOUR, -MINUTE, True, id="which are over"),
        pytest.param("later", HOUR, 25 * HOUR, True, id="nobody may ask for more than a day"),
        pytest.param("", -5 * MINUTE, None, False, id="a clock a little ahead"),
        pytest.param("", -3 * DAY, None, True, id="a clock that ran ahead"),
    ],
)
def test_a_calendar_is_due(state, ago, wait, due):
    asked = None if ago is None else NOW - ago
    until = None if wait is None else NOW + wait
    assert rules.is_due(state=state, asked_at=asked, wait_until=until, now=NOW) is due


@pytest.mark.parametrize(
    ("whole", "ahead", "would_do"),
    [
        pytest.param(DAY, 179 * DAY, True, id="fetched yesterday"),
        pytest.param(7 * DAY, 179 * DAY, False, id="once a week whole"),
        pytest.param(DAY, 99 * DAY, False, id="less than a hundred days ahead"),
        pytest.param(DAY, 100 * DAY, True, id="just enough ahead"),
        pytest.param(-2 * DAY, 179 * DAY, False, id="a clock that ran ahead"),
        pytest.param(None, 179 * DAY, False, id="never whole"),
    ],
)
def test_not_changed_would_do_for_an_answer(whole, ahead, would_do):
    at = None if whole is None else NOW - whole
    assert rules.may_ask_for_news(whole_at=at, covers_until=NOW + ahead, now=NOW) is would_do


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        (None, None),
        (0, None),
        (-5, None),
        (90, timedelta(seconds=90)),
        (10**9, DAY),
        (10**30, DAY),
    ],
)
def test_a_server_is_left_alone_as_long_as_it_asks_and_never_more_than_a_day(seconds, wait):
    assert rules.retry_at(seconds, now=NOW) == (None if wait is None else NOW + wait)


spans = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 40)), max_size=40).map(
    lambda found: tuple({start: (start, start + size) for start, size in sorted(found)}.values())
)


def apart(found):
    """Sorted, none touching another, as the reader hands them over."""
    whole = []
    for start, end in found:
        if not whole or start > whole[-1][1]:
            whole.append((start, end))
    return tuple(whole)


@quick
@given(found=spans.map(apart), most=st.integers(1, 12))
def test_what_has_too_many_spans_is_busy_for_longer_and_never_free_for_longer(found, most):
    fewer = rules.fitted(found, most=most)
    assert len(fewer) <= most
    for start, end in found:
        assert any(a <= start and end <= b for a, b in fewer)
    if len(found) <= most:
        assert fewer == found
    assert all(a[1] < b[0] for a, b in pairwise(fewer))


@pytest.mark.parametrize(
    ("complete", "unread", "accepted", "usable"),
    [
        pytest.param(True, 0, -1, True, id="all was read"),
        pytest.param(False, 3, -1, False, id="three were not"),
        pytest.param(False, 0, -1, False, id="something was not"),
        pytest.param(False, 3, 3, True, id="and that is known"),
        pytest.param(False, 4, 3, False, id="now there is more"),
        pytest.param(False, 2, 3, True, id="now there is less"),
    ],
)
def test_what_could_not_be_read_is_not_free_before_its_owner_says_so(
    complete, unread, accepted, usable
):
    assert rules.is_usable(complete=complete, unread=unread, accepted=accepted) is usable


def test_a_day_put_aside_counts_again_when_it_becomes_another_span():
    assert rules.still_busy([[10, 10], [20, 22]], [[10, 10]]) == ((20, 22),)
    assert rules.still_busy([[10, 11], [20, 22]], [[10, 10]]) == ((10, 11), (20, 22))
    assert rules.still_busy([[10, 10]], []) == ((10, 10),)


def test_all_of_it_is_known_since_the_oldest_answer():
    assert rules.true_since([], now=NOW) == NOW
    assert rules.true_since([NOW - DAY, NOW - HOUR], now=NOW) == NOW - DAY
    assert rules.true_since([NOW + DAY], now=NOW) == NOW


AGES = [
    (NOW - 2 * MINUTE, "this afternoon"),
    (NOW - 8 * HOUR, "this morning"),
    (NOW + 4 * HOUR, "this evening"),
    (NOW - DAY, "yesterday"),
    (NOW - 2 * DAY, "Monday"),
    (NOW - 6 * DAY, "Thursday"),
    (NOW - 7 * DAY, "3 June"),
    (NOW - 300 * DAY, "14 August 2025"),
]


@pytest.mark.parametrize(("moment", "words"), AGES, ids=[words for _, words in AGES])
def test_an_age_is_said_as_one_would_say_it(moment, words):
    assert ages.since(moment, now=NOW, zone=UTC) == words


def test_it_is_the_morning_of_where_one_lives():
    then = datetime(2026, 6, 10, 0, 30, tzinfo=UTC)
    assert ages.since(then, now=NOW, zone=ZoneInfo("Asia/Tokyo")) == "yesterday"
    assert ages.since(then, now=NOW, zone=ZoneInfo("Europe/Berlin")) == "this morning"


def test_three_days_are_old():
    assert not ages.is_old(NOW - 3 * DAY, now=NOW)
    assert ages.is_old(NOW - 3 * DAY - MINUTE, now=NOW)
