"""When a letter may be read and when words open, by tables and by anything."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.practices.honesty.rules.letters import (
    AHEAD,
    EVENING,
    Door,
    When,
    back_by,
    comes_back,
    door,
    opens_at,
    words_open,
)

few = settings(max_examples=80, deadline=None, database=None)
LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
NOON = datetime(2026, 5, 10, 11, tzinfo=UTC)
moments = st.integers(-20_000, 20_000).map(lambda hours: NOON + timedelta(hours=hours))
zones = st.sampled_from(["Europe/Lisbon", "Pacific/Auckland", "America/St_Johns", "UTC"]).map(
    ZoneInfo
)


@pytest.mark.parametrize(
    ("when", "now", "zone", "opens"),
    [
        (When.NOW, NOON, LISBON, NOON),
        (When.TONIGHT, NOON, LISBON, datetime(2026, 5, 10, 17, tzinfo=UTC)),
        (When.TONIGHT, NOON.replace(hour=19), LISBON, NOON.replace(hour=19)),
        (When.TONIGHT, NOON, AUCKLAND, NOON),  # there it is night already
        (When.DAY, NOON, LISBON, NOON + timedelta(days=1)),
    ],
)
def test_a_letter_opens_at_the_moment_that_was_chosen(when, now, zone, opens):
    assert opens_at(when, now=now, zone=zone) == opens


@few
@given(st.sampled_from(When), moments, zones)
def test_no_moment_lies_behind_or_further_than_a_day(when, now, zone):
    opens = opens_at(when, now=now, zone=zone)
    assert now <= opens <= now + timedelta(days=1)
    if when is When.TONIGHT:
        wall = opens.astimezone(zone)
        assert wall.date() == now.astimezone(zone).date()
        assert wall.time() >= EVENING


@pytest.mark.parametrize(
    ("opens", "answered", "stands"),
    [
        (None, False, Door.ASK),
        (NOON + timedelta(minutes=1), False, Door.LATER),
        (NOON, False, Door.READ),
        (NOON - timedelta(days=9), False, Door.READ),
        (None, True, Door.READ),
        (NOON + timedelta(days=1), True, Door.READ),
    ],
)
def test_a_door_opens_by_its_moment_or_by_an_answer(opens, answered, stands):
    assert door(opens=opens, answered=answered, now=NOON) is stands


@pytest.mark.parametrize("mine", [True, False])
def test_no_words_before_the_first_sentence(mine):
    for time in (True, False):
        for words in (True, False):
            assert not words_open(mine=mine, sentence=False, asked_for_time=time, in_words=words)


@pytest.mark.parametrize(
    ("mine", "asked_for_time", "in_words", "is_open"),
    [
        (False, False, False, True),
        (False, True, False, True),  # whoever asked for time may come back sooner
        (True, False, False, True),
        (True, True, False, False),  # and is left in peace until they do
        (True, True, True, True),
    ],
)
def test_words_open_after_it(mine, asked_for_time, in_words, is_open):
    found = words_open(mine=mine, sentence=True, asked_for_time=asked_for_time, in_words=in_words)
    assert found is is_open


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-05-12T20:00", datetime(2026, 5, 12, 19, tzinfo=UTC)),
        ("2026-05-10T12:00", None),  # this very minute
        ("2026-05-09T00:00", None),
        ("2026-06-07T12:00", NOON + AHEAD),
        ("2026-06-07T12:01", None),
        ("0001-01-01T00:00", None),
        ("9999-12-31T23:59", None),
    ],
)
def test_a_time_to_come_back_lies_ahead_and_not_too_far(wall, moment):
    assert back_by(datetime.fromisoformat(wall), zone=LISBON, now=NOON) == moment


@few
@given(st.datetimes(), zones)
def test_any_time_on_a_wall_is_a_moment_ahead_or_none(wall, zone):
    found = back_by(wall, zone=zone, now=NOON)
    assert found is None or NOON < found <= NOON + AHEAD


def test_being_reminded_begins_on_the_day_itself_and_ends():
    back = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)  # half past midnight in Lisbon
    days = [date(2026, 5, 10) + timedelta(days=n) for n in range(30)]
    reminded = [day for day in days if comes_back(back, zone=LISBON, day=day)]
    assert reminded[0] == date(2026, 5, 13)
    assert reminded[-1] == date(2026, 5, 27)
    assert len(reminded) == 15
