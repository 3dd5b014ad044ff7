"""The next good times for two: what the page says, and that it says nothing else."""

import re
from datetime import datetime

import pytest
import time_machine

from nearer.calendars import spans as sweep
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.practices.quality_time.actions import hours, plans
from nearer.practices.quality_time.entries.sources import Free, Hours
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.selectors.plans import all_plans
from nearer.practices.quality_time.tests.conftest import HERE
from tests.pictures import says
from tests.presence import present_of

MONDAY = "2026-06-08T08:00:00+00:00"
PAGE = f"{HERE}windows/"
EVENINGS = Hours(own=[["week", "18:00", "22:00"]], shortest=60)


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def gives(someone, *spans, zone="UTC", made_on="2026-06-08"):
    """This person's free times, as the other one gets them."""
    here = present_of(someone)
    walls = [[datetime.fromisoformat(f"{edge}:00+00:00") for edge in span] for span in spans]
    free = Free([[sweep.minute(a), sweep.minute(b)] for a, b in walls], made_on, zone)
    subject = here.vault.subject(Free.kind)
    journal.write(here.pen, free, visibility=Visibility.SHARED, subject=subject)


def likes(someone, said=EVENINGS):
    hours.say(present_of(someone), said)


def agrees(alice, bob, start, minutes=60, zone="UTC"):
    hers, his = present_of(alice), present_of(bob)
    thread = plans.propose(hers, Date(datetime.fromisoformat(start), zone, minutes))
    (known,) = (it for it in all_plans(his) if it.thread == thread)
    plans.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    return thread


def forms(page):
    return re.findall(r'name="start" value="([^"]+)"', page)


TUESDAY = ("2026-06-09T17:00", "2026-06-09T20:30")
THURSDAY = ("2026-06-11T19:00", "2026-06-11T23:00")


def test_a_time_that_is_free_for_both_is_proposed_in_one_tap(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY, THURSDAY)
    page = alice.page(PAGE)
    assert forms(page) == ["2026-06-09T18:00", "2026-06-11T19:00"]
    says(page, "Tomorrow", "18:00–20:30", "Thursday, 11 June", "times are from today")
    reply = alice.post(f"{HERE}plans/propose/", {"start": "2026-06-09T18:00", "minutes": "120"})
    assert reply.status_code == 302
    (known,) = all_plans(present_of(bob))
    (asked,) = known.plan.theirs
    assert (asked.when.start, asked.when.minutes) == (datetime(2026, 6, 9, 18), 120)
    page = alice.page(PAGE)
    says(page, "You proposed a time then")
    assert forms(page) == ["2026-06-11T19:00"]
    gives(alice, TUESDAY)
    likes(bob)
    says(bob.page(PAGE), "Alice proposes a time then")
