"""Something came into a calendar at the time of a plan: said to its owner alone, once."""

import re
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine

from nearer.calendars import spans as sweep
from nearer.calendars.policy import OWN_UID_SUFFIX
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.practices.quality_time import refreshing
from nearer.practices.quality_time.actions import plans
from nearer.practices.quality_time.entries.conflicts import Conflicts
from nearer.practices.quality_time.rules import conflicts as rules
from nearer.practices.quality_time.rules.conflicts import Came, Taken
from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.selectors.calendars import own_sources
from nearer.practices.quality_time.selectors.conflicts import came_for
from nearer.practices.quality_time.selectors.plans import all_plans
from nearer.practices.quality_time.tests.conftest import HERE, adds
from nearer.practices.quality_time.tests.test_windows_page import (
    MONDAY,
    THURSDAY,
    TUESDAY,
    agrees,
    gives,
    likes,
)
from tests.pictures import hides, says
from tests.presence import present_of

NOTE = "Something else stands in your calendar"
NOON, ONE, TWO = 720, 780, 840


def came(*spans, thread="plan"):
    return tuple(Came(thread, *span) for span in spans)


@pytest.mark.parametrize(
    ("known", "before", "after", "left"),
    [
        pytest.param((), [], [(NOON, ONE)], came((NOON, ONE)), id="it came"),
        pytest.param((), [], [(NOON - 60, ONE)], came((NOON, ONE)), id="only that time"),
        pytest.param((), [(NOON, ONE)], [(NOON, ONE)], (), id="it was there before"),
        pytest.param((), [(NOON, ONE)], [(NOON, TWO)], came((ONE, TWO)), id="it grew"),
        pytest.param((), [], [(TWO, TWO + 60)], (), id="at another time"),
        pytest.param(came((NOON, ONE)), [(NOON, ONE)], [], (), id="it went"),
        pytest.param(
            came((NOON, TWO)), [(NOON, TWO)], [(NOON, ONE)], came((NOON, ONE)), id="it got shorter"
        ),
        pytest.param(
            came((NOON, ONE)), [(NOON, ONE)], [(NOON, ONE)], came((NOON, ONE)), id="no change"
        ),
        pytest.param(came((10, 20)), [], [], (), id="it is over"),
    ],
)
def test_only_what_came_later_counts(known, before, after, left):
    plan = [Taken("plan", (NOON, TWO))]
    assert rules.renewed(known, plan, before=before, after=after, now=100) == left


def test_fine_is_said_of_one_meeting_and_of_nothing_else():
    found = (*came((NOON, TWO)), *came((NOON, ONE), thread="other"))
    left = rules.without(found, "plan", (NOON, ONE))
    assert set(left) == {*came((ONE, TWO)), *came((NOON, ONE), thread="other")}


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def again(someone):
    """Their calendar is asked again, as it is beside a visit of its owner."""
    here = present_of(someone)
    for entry in own_sources(here):
        refreshing.again(here, entry)


@pytest.fixture
def agreed(couple, servers):
    """Alice's calendar was empty when the two agreed on tomorrow evening."""
    alice, bob = couple
    likes(alice)
    where = adds(alice)
    gives(bob, TUESDAY, THURSDAY)
    thread = agrees(alice, bob, "2026-06-09T18:00", 120)
    return alice, bob, f"{HERE}plan/{thread}/", where


def busy_then(servers):
    servers.busy(("2026-06-09T18:30", "2026-06-09T19:00"), etag='"2"')


def test_she_alone_sees_that_something_came_and_suggests_another_time(agreed, servers):
    alice, bob, plan, _ = agreed
    hides(alice.page(plan), NOTE)
    before = bob.page(plan), bob.page("/")
    busy_then(servers)
    again(alice)
    page = alice.page(plan)
    says(page, NOTE, "Only you see this", "Thursday, 11 June, 19:00–21:00")
    says(alice.page("/"), NOTE, "Tomorrow, 18:00–20:00")
    hides(bob.page(plan), NOTE)
    hides(bob.page("/"), NOTE)
    assert len(bob.page(plan)) == len(before[0])
    form = re.search(r'<form method="post" action="[^"]+suggest/">.*?</form>', page, re.DOTALL)[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
    assert alice.post(f"{plan}suggest/", data).status_code == 302
    (known,) = all_plans(present_of(bob))
    (asked,) = known.plan.theirs
    assert (asked.when.start, asked.when.minutes) == (datetime(2026, 6, 11, 19), 120)


def test_fine_ends_it_until_something_else_comes(agreed, servers):
    alice, _, plan, _ = agreed
    busy_then(servers)
    again(alice)
    for _ in range(2):
        assert alice.post(f"{plan}on/2026-06-09/fine/").status_code == 302
    hides(alice.page(plan), NOTE)
    hides(alice.page("/"), NOTE)
    again(alice)
    hides(alice.page(plan), NOTE)
    servers.busy(("2026-06-09T18:30", "2026-06-09T19:30"), etag='"3"')
    again(alice)
    says(alice.page(plan), NOTE)


def test_what_goes_again_is_not_spoken_of(agreed, servers):
    alice, _, plan, where = agreed
    busy_then(servers)
    again(alice)
    servers.busy(etag='"3"')
    again(alice)
    hides(alice.page(plan), NOTE)
    busy_then(servers)
    again(alice)
    says(alice.page(plan), NOTE)
    alice.post(f"{where}remove/")
    hides(alice.page(plan), NOTE)


def test_what_stood_there_when_they_agreed_is_no_conflict(couple, servers):
    alice, bob = couple
    busy_then(servers)
    adds(alice)
    thread = agrees(alice, bob, "2026-06-09T18:00", 120)
    again(alice)
    hides(alice.page(f"{HERE}plan/{thread}/"), NOTE)


def test_what_comes_before_the_other_says_yes_counts_as_well(couple, servers):
    alice, bob = couple
    adds(alice)
    hers, his = present_of(alice), present_of(bob)
    thread = plans.propose(hers, Date(datetime(2026, 6, 9, 18), "UTC", 120))
    busy_then(servers)
    again(alice)
    hides(alice.page(f"{HERE}plan/{thread}/"), NOTE)
    (known,) = all_plans(his)
    plans.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    says(alice.page(f"{HERE}plan/{thread}/"), NOTE)


def test_one_evening_of_a_ritual_moves_and_the_others_stay(couple, servers):
    alice, bob = couple
    likes(alice)
    adds(alice)
    gives(bob, TUESDAY, THURSDAY)
    hers, his = present_of(alice), present_of(bob)
    thread = plans.propose(hers, Date(datetime(2026, 6, 9, 18), "UTC", 120, Repeat.WEEKLY))
    (known,) = all_plans(his)
    plans.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    busy_then(servers)
    again(alice)
    page = alice.page(f"{HERE}plan/{thread}/")
    says(page, NOTE, "Tomorrow, 18:00–20:00")
    move = f"{HERE}plan/{thread}/on/2026-06-09/move/"
    form = re.search(rf'<form method="post" action="{move}">.*?</form>', page, re.DOTALL)[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
    assert alice.post(move, data).status_code == 302
    assert len(all_plans(present_of(bob))) == 2


def test_our_own_dates_in_somebody_s_calendar_are_no_conflict(couple):
    """A subscribed feed comes back with the calendar; `calendars.policy` leaves it out."""
    alice, bob = couple
    thread = agrees(alice, bob, "2026-06-09T18:00", 120)
    body = alice.get(f"{HERE}plan/{thread}/calendar.ics").content
    brings(alice, body)
    hides(alice.page(f"{HERE}plan/{thread}/"), NOTE)
    brings(alice, body.replace(OWN_UID_SUFFIX, b"@example.org"))
    says(alice.page(f"{HERE}plan/{thread}/"), NOTE)


def brings(someone, body):
    file = BytesIO(body)
    file.name = "ours.ics"
    assert someone.post(f"{HERE}calendars/add/file/", {"file": file}).status_code == 302


def test_nobody_else_says_that_it_is_fine(agreed, servers, charlie):
    alice, bob, plan, _ = agreed
    busy_then(servers)
    again(alice)
    assert charlie.post(f"{plan}on/2026-06-09/fine/").status_code == 404
    assert alice.post(f"{plan}on/no-day/fine/").status_code == 404
    bob.post(f"{plan}on/2026-06-09/fine/")
    says(alice.page(plan), NOTE)
    assert len(came_for(present_of(alice))) == 1
    assert came_for(present_of(bob)) == ()


def test_what_the_other_calls_a_conflict_is_none_of_mine(agreed):
    """A partner can write any row they like, and share it."""
    alice, bob, plan, _ = agreed
    his, name = present_of(bob), plan.split("/")[3].replace("-", "")
    start = sweep.minute(datetime(2026, 6, 9, 18, tzinfo=UTC))
    forged = Conflicts([[name, start, start + 60]])
    journal.write(his.pen, forged, visibility=Visibility.SHARED, subject=uuid4())
    hides(alice.page(plan), NOTE)
    hides(alice.page("/"), NOTE)
