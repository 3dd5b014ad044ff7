"""When a session locks, how long a wrong try waits, which phrases are enough."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.accounts.rules import (
    LONGEST_WAIT,
    Door,
    door,
    locks_at,
    phrase_strength,
    still_waits,
    wait_after,
)

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
few = settings(max_examples=100, deadline=None, database=None)


def minutes(count):
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("started", "seen", "expected"),
    [
        pytest.param(minutes(0), minutes(0), Door.OPEN, id="just now"),
        pytest.param(minutes(29), minutes(29), Door.OPEN, id="a minute before the lock"),
        pytest.param(minutes(30), minutes(30), Door.LOCKED, id="idle to the minute"),
        pytest.param(minutes(600), minutes(1), Door.OPEN, id="a long evening"),
        pytest.param(minutes(720), minutes(0), Door.LOCKED, id="twelve hours, however busy"),
        pytest.param(minutes(-1), minutes(-1), Door.OPEN, id="the clock was corrected a little"),
        pytest.param(minutes(-30), minutes(-30), Door.LOCKED, id="the clock was set back"),
        pytest.param(minutes(-1440), minutes(-1440), Door.LOCKED, id="set back by a day"),
        pytest.param(minutes(60), minutes(-31), Door.LOCKED, id="set back in between"),
    ],
)
def test_when_a_session_is_open(started, seen, expected):
    found = door(started=NOON - started, seen=NOON - seen, now=NOON, idle=IDLE, longest=LONGEST)
    assert found is expected


@few
@given(st.integers(-3000, 3000), st.integers(0, 3000))
def test_no_clock_keeps_a_session_open_for_longer_than_idle(ago, before):
    seen = NOON - minutes(ago)
    if abs(ago) >= 30:
        started = seen - minutes(before)
        assert door(started=started, seen=seen, now=NOON, idle=IDLE, longest=LONGEST) == "locked"


def test_it_says_when_it_locks():
    assert locks_at(started=NOON, now=NOON, idle=IDLE, longest=LONGEST) == NOON + IDLE
    late = NOON + timedelta(hours=11, minutes=50)
    assert locks_at(started=NOON, now=late, idle=IDLE, longest=LONGEST) == NOON + LONGEST


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (3, 0), (4, 2), (5, 4), (6, 8), (7, 16), (8, 30), (12, 30), (99, 30)],
)
def test_how_long_the_next_try_waits(failures, seconds):
    assert wait_after(failures) == timedelta(seconds=seconds)


@few
@given(st.integers(0, 2000))
def test_waits_only_grow_and_never_become_a_lockout(failures):
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param(-1, 0, id="over"),
        pytest.param(0, 0, id="just over"),
        pytest.param(1, 1, id="a second yet"),
        pytest.param(30, 30, id="the longest wait"),
        pytest.param(31, 0, id="the clock was set back: nobody waits"),
        pytest.param(86_400, 0, id="set back by a day"),
    ],
)
def test_a_clock_set_back_keeps_nobody_out(left, expected):
    until = NOON + timedelta(seconds=left)
    assert still_waits(until=until, now=NOON) == timedelta(seconds=expected)


@pytest.mark.parametrize(
    ("bits", "enough"), [(0, False), (49.9, False), (50, True), (50.1, True), (200, True)]
)
def test_a_phrase_has_to_cost_enough_guesses(bits, enough):
    found = phrase_strength(guesses_log2=bits, enough_bits=50, warning="Names are easy to guess.")
    assert found.enough is enough
    assert bool(found.advice) is not enough
    if not enough:
        assert found.advice.endswith("Names are easy to guess.")
