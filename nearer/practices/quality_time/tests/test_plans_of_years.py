"""Ten years of plans ask the database as often as one, and old ones are still there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nearer.practices.quality_time.actions import plans as actions
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.selectors.plans import all_plans
from nearer.practices.quality_time.tests.test_plans import PLANS, WEEKLY, agree, text_of
from tests.presence import present_of

NOW = "2036-10-06T12:00:00+00:00"
TODAY = datetime.fromisoformat(NOW)
YEARS = 10


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def met(alice, bob, days_ago: int) -> str:
    """A date of so many days ago, proposed and agreed on in the days before it."""
    begin = TODAY - timedelta(days=days_ago, hours=3)
    when = Date(begin.astimezone(UTC).replace(tzinfo=None), "UTC", 60)
    hers = replace(present_of(alice), now=begin - timedelta(days=3))
    thread = actions.propose(hers, when, line=f"{days_ago} days ago")
    his = replace(present_of(bob), now=begin - timedelta(days=2))
    known = next(it for it in all_plans(his) if it.thread == thread)
    actions.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    return f"/quality-time/plan/{thread}/"


def asks(someone, path: str) -> int:
    someone.page(path)
    with CaptureQueriesContext(connection) as asked:
        someone.page(path)
    return len(asked)


@pytest.mark.slow
def test_ten_years_of_plans_ask_as_often_as_one(couple):
    alice, bob = couple
    ritual = agree(alice, bob, **{**WEEKLY, "date": "2036-10-10"})
    recent = [met(alice, bob, days) for days in (9, 6, 2, 300)]
    pages = ("/", PLANS, ritual, recent[0], "/journey/")
    before = [asks(alice, path) for path in pages]
    for days in range(YEARS * 365, 300, -90):
        met(alice, bob, days)
    assert [asks(alice, path) for path in pages] == before


def test_a_plan_of_years_ago_is_still_there(couple):
    alice, bob = couple
    old = met(alice, bob, 3 * 365)
    for someone in couple:
        page = text_of(someone, old)
        assert "You two had agreed on this" in page
        assert "2033" in page
    assert "1095 days ago" not in text_of(alice, PLANS)
    assert "1095 days ago" in text_of(alice, "/journey/?year=2033")


def test_a_date_of_january_that_was_agreed_on_in_december_belongs_to_january(couple):
    alice, bob = couple
    met(alice, bob, (TODAY.date() - date(2036, 1, 2)).days)
    assert "days ago" in text_of(alice, "/journey/?year=2036")
    assert "days ago" not in text_of(alice, "/journey/?year=2035")
