"""Whoever guesses at a name waits; the owner never waits for long."""

from datetime import UTC, datetime, timedelta

import pytest

from nearer.accounts import delay
from nearer.accounts.models import Delay
from nearer.accounts.rules import FORGIVEN_AFTER, FREE_TRIES, LONGEST_WAIT

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SALT = b"a stirred name.."


def fails(times, *, now=NOON):
    for _ in range(times):
        delay.failed(SALT, now=now)


def waits(now=NOON):
    try:
        delay.check(SALT, now=now)
    except delay.TooSoon as soon:
        return soon.wait
    return timedelta()


def test_the_first_tries_are_free_and_then_it_takes_longer_and_longer(db):
    found = []
    for _ in range(8):
        fails(1)
        found.append(int(waits().total_seconds()))
    assert found == [0] * (FREE_TRIES - 1) + [2, 4, 8, 16, 30]


def test_the_right_words_end_the_wait_but_a_namesake_gets_no_free_tries(db):
    fails(7)
    delay.opened(SALT, now=NOON)
    assert not waits()
    fails(1)
    assert waits() == LONGEST_WAIT


def test_nothing_is_left_of_a_name_whose_person_is_gone(db):
    fails(7)
    delay.forget(SALT)
    assert not Delay.objects.exists()


def test_long_after_the_last_wrong_try_the_counting_starts_anew(db):
    fails(12)
    later = NOON + FORGIVEN_AFTER + timedelta(minutes=6)
    delay.failed(SALT, now=later)
    assert not waits(later)


def test_a_night_in_between_is_not_long_enough_for_a_patient_guesser(db):
    fails(12)
    fails(1, now=NOON + FORGIVEN_AFTER)
    assert waits(NOON + FORGIVEN_AFTER) == LONGEST_WAIT


def test_a_clock_set_back_does_not_keep_anybody_out_for_hours(db):
    fails(12)
    assert waits() == LONGEST_WAIT
    assert not waits(NOON - timedelta(hours=6))


def test_names_do_not_wait_for_each_other(db):
    fails(12)
    delay.check(b"another name....", now=NOON)
    assert SALT not in bytes(Delay.objects.get().id)


@pytest.mark.parametrize(("wait", "seconds"), [(0.1, 1), (1.2, 2), (300, 300)])
def test_it_is_said_when_to_try_again_and_never_too_early(wait, seconds):
    soon = delay.TooSoon(timedelta(seconds=wait))
    assert soon.seconds == seconds
    assert f"in {seconds} seconds" in soon.sentence
