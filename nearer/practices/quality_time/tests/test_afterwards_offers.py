"""What a meeting puts on Today, before it and after it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from nearer.journey.gathering import gather
from nearer.practices.quality_time.actions import afterwards as actions
from nearer.practices.quality_time.apps import QualityTime
from nearer.practices.quality_time.rules import plans
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.tests.test_afterwards import agree
from tests.presence import present_of

NOW = datetime.fromisoformat("2026-10-23T12:00:00+00:00")
HERE = "/quality-time/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def offered(someone) -> dict[str, str]:
    found = gather(present_of(someone)).offers
    return {it.key or it.title: it.href for it in found if it.href.startswith(f"{HERE}plan/")}


def meets(couple, hours: float) -> str:
    """They agree on a meeting so many hours from now, before it begins; returns where it is."""
    start = (NOW + timedelta(hours=hours)).replace(tzinfo=None)
    then = NOW + timedelta(hours=min(hours - 1, 0))
    where = agree(*couple, Date(start, "UTC", 60), now=then)
    return where.replace("2026-10-23", start.date().isoformat())


@pytest.mark.parametrize("hours", [5, 30])
def test_soon_before_it_there_is_something_to_put_away_until_that_is_said(couple, hours):
    where = meets(couple, hours)
    assert offered(couple[0])["quality-time.away"] == where
    couple[0].post(f"{where}away/", {"things": ["phone"]})
    assert "quality-time.away" not in offered(couple[0])
    assert "quality-time.away" in offered(couple[1])


@pytest.mark.parametrize("hours", [72, -30])
def test_long_before_it_and_afterwards_there_is_not(couple, hours):
    meets(couple, hours)
    assert "quality-time.away" not in offered(couple[0])


def test_the_day_after_it_asks_for_one_thing_until_that_is_said(couple):
    where = meets(couple, -20)
    assert offered(couple[0])["quality-time.liked"] == where
    couple[0].post(f"{where}seal/", {"text": "The fog"})
    assert "quality-time.liked" not in offered(couple[0])
    assert offered(couple[0])["One thing you each liked"] == where
    assert "One thing you each liked" not in offered(couple[1])


@pytest.mark.parametrize("hours", [-10, -24 * 9])
def test_not_on_the_same_day_and_not_after_a_week(couple, hours):
    """The same day's meeting may go on: Today knows the day and not the hour."""
    meets(couple, hours)
    assert "quality-time.liked" not in offered(couple[0])


def test_today_looks_as_far_back_as_a_date_may_lie_ahead():
    assert QualityTime.farther["quality_time.step"] >= plans.BACK.days > plans.AHEAD.days


def test_nothing_of_what_was_put_away_makes_the_other_one_do_anything(couple):
    where = meets(couple, 5)
    before = offered(couple[1])
    present = present_of(couple[0])
    thread = where.split("/")[3]
    actions.put_away(present, UUID(thread), NOW.date(), things=["phone"], line="")
    assert offered(couple[1]) == before
