"""The next good times for two: what the page says, and that it says nothing else."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import newcomer, takes_words
from nearer.calendars import spans as sweep
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.practices.quality_time.actions import hours, plans
from nearer.practices.quality_time.entries.sources import Free, Hours
from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.selectors.plans import all_plans
from nearer.practices.quality_time.tests.conftest import HERE, adds
from tests.pictures import hides, says
from tests.presence import present_of

MONDAY = "2026-06-08T08:00:00+00:00"
PAGE = f"{HERE}windows/"
EVENINGS = Hours(own=[["week", "18:00", "22:00"]], shortest=60)


@pytest.fixture(autouse=True)
def a_monday(request):
    """Or another day, where a test names one."""
    with time_machine.travel(getattr(request, "param", MONDAY), tick=False):
        yield


def gives(someone, *spans, zone="UTC", made_on="2026-06-08"):
    """This person's free times, as the other one gets them."""
    here = present_of(someone)
    walls = [[datetime.fromisoformat(f"{edge}:00+00:00") for edge in span] for span in spans]
    free = Free([[sweep.minute(a), sweep.minute(b)] for a, b in walls], made_on, zone)
    subject = here.vault.subject(Free.kind)
    midnight = datetime.fromisoformat(f"{made_on}T00:00+00:00")
    pen = replace(here.pen, now=midnight, day=midnight.date())
    journal.write(pen, free, visibility=Visibility.SHARED, subject=subject)


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


# --- What stands in the way of more -------------------------------------------------------


def test_hours_come_first(couple):
    alice, bob = couple
    gives(bob, TUESDAY)
    page = alice.page(PAGE)
    says(page, "Your hours come first", f"{HERE}hours/")
    assert forms(page) == []


def test_without_theirs_nothing_is_called_free_for_both(couple):
    alice, _ = couple
    likes(alice)
    page = alice.page(PAGE)
    says(page, "Bob shares no free times", "Bob does not see when you’re free", "plans/propose/")
    assert forms(page) == []
    assert 'class="mine" x=' in page
    hides(page, 'class="ours" x=')
    alice.post(f"{HERE}free/share/")
    hides(alice.page(PAGE), "does not see")


def test_alone_ones_own_evenings_are_shown_and_nothing_to_send(db):
    dora = takes_words(newcomer("Dora"))
    likes(dora)
    page = dora.page(PAGE)
    says(page, "Your own times", "Tomorrow", "18:00–22:00", "You are here alone for now")
    assert forms(page) == []
    hides(page, "You two meet", "You both")


def test_where_nothing_fits_what_could_change_is_said(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, ("2026-06-09T18:00", "2026-06-09T18:30"))
    page = alice.page(PAGE)
    says(page, "No time of at least 1 hour is free for both", "half an hour", "other hours")
    assert forms(alice.page(f"{PAGE}?least=30")) == ["2026-06-09T18:00"]


def test_a_calendar_that_was_not_read_whole_is_named(couple, servers):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    servers.busy(complete=False, unread=2)
    adds(alice)
    page = alice.page(PAGE)
    says(page, "Nothing of yours is called free", "Say whether to use it anyway")
    hides(page, "No time of at least")
    assert forms(page) == []


@pytest.mark.parametrize(
    ("made_on", "said"),
    [
        ("2026-06-07", "Bob’s times are from yesterday.</p>"),
        ("2026-06-02", "Bob’s times are from Tuesday. What came since is not known here."),
    ],
)
def test_the_age_of_theirs_is_said_by_the_day(couple, made_on, said):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY, made_on=made_on)
    says(alice.page(PAGE), said)


def test_far_apart_each_time_is_told_by_both_clocks(couple):
    alice, bob = couple
    alice.post("/you/zone/", {"zone": "Europe/Berlin"})
    likes(alice)
    gives(bob, ("2026-06-09T15:00", "2026-06-09T19:00"), zone="America/New_York")
    page = alice.page(PAGE)
    says(page, "18:00–21:00", "For Bob it is then 12:00–15:00", "by the clock in New York")
    assert forms(page) == ["2026-06-09T18:00"]


@pytest.mark.parametrize("a_monday", ["2026-10-23T08:00:00+00:00"], indirect=True)
@pytest.mark.parametrize(
    ("free", "offered"),
    [
        (("2026-10-25T00:00", "2026-10-25T01:00"), ["2026-10-25T02:00"]),
        (("2026-10-25T01:00", "2026-10-25T02:00"), []),
    ],
    ids=["the first", "the second"],
)
def test_the_second_of_two_equal_hours_is_not_proposed(couple, free, offered):
    """Between 02:00 and 03:00 of that night the proposal would mean the first of them."""
    alice, bob = couple
    alice.post("/you/zone/", {"zone": "Europe/Berlin"})
    likes(alice, Hours(own=[["every", "00:00", "06:00"]], sleep=["12:00", "12:30"]))
    gives(bob, free)
    assert forms(alice.page(PAGE)) == offered


def test_a_zone_that_nobody_knows_is_one_s_own(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY, zone="Mars/Olympus")
    page = alice.page(PAGE)
    hides(page, "For Bob it is then", "Mars")
    assert forms(page) == ["2026-06-09T18:00"]


# --- What the two have planned -----------------------------------------------------------


def test_what_is_agreed_is_no_free_time_any_more(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY, THURSDAY)
    agrees(alice, bob, "2026-06-09T18:00", 60)
    page = alice.page(PAGE)
    assert forms(page) == ["2026-06-11T19:00", "2026-06-09T19:00"]
    assert page.count('class="agreed" x=') == 1
    assert page.split("Thu 11")[0].count("18:00–19:00") == 1  # nor one of her own
    says(page, 'you two meet <span class="one">18:00–19:00</span>')


def test_weekdays_they_had_lately_come_later(couple):
    """Past meetings count: a third Tuesday is worth less than a Thursday."""
    alice, bob = couple
    likes(alice)
    gives(bob, ("2026-06-09T18:00", "2026-06-09T20:00"), ("2026-06-10T18:00", "2026-06-10T20:00"))
    assert forms(alice.page(PAGE))[0] == "2026-06-09T18:00"
    for day in ("2026-05-26", "2026-06-02"):
        earlier = datetime.fromisoformat(f"{day}T00:00+00:00")
        hers, his = (replace(present_of(it), now=earlier) for it in (alice, bob))
        thread = plans.propose(hers, Date(datetime.fromisoformat(f"{day}T18:00"), "UTC", 120))
        (known,) = (it for it in all_plans(his) if it.thread == thread)
        plans.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    assert forms(alice.page(PAGE))[0] == "2026-06-10T18:00"
    says(alice.page(PAGE), "A Wednesday, for a change.")


# --- Weeks, lengths, ideas ---------------------------------------------------------------


def test_weeks_go_on_for_half_a_year_and_no_farther(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    first, last = alice.page(PAGE), alice.page(f"{PAGE}?week=25")
    says(first, "8–14 June", "Week after")
    hides(first, "Week before")
    says(alice.page(f"{PAGE}?week=3"), "29 June – 5 July", "Week before", "Week after")
    says(last, "Week before", "30 November – 6 December")
    hides(last, "Week after")


def test_an_idea_comes_along_to_the_proposal(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    page = alice.page(f"{PAGE}?idea=a-slow-walk")
    assert '<input type="hidden" name="idea" value="a-slow-walk">' in page
    assert "idea=a-slow-walk" in page.split("Week after")[0]
    assert "script" not in alice.page(f"{PAGE}?idea=%22%3E%3Cscript").split("<h1>")[1]


@pytest.mark.parametrize("query", ["week=-1", "week=99", "week=x&least=x", "least=1&idea=ÄÖ", "?"])
def test_what_is_no_week_is_today_s(couple, query):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    says(alice.page(f"{PAGE}?{query}"), "8–14 June", "18:00–20:30")


# --- What nobody learns here -------------------------------------------------------------


def noted(someone, path=PAGE):
    """The page without its tokens, and what it asked the database."""
    with CaptureQueriesContext(connection) as asked:
        page = someone.page(path)
    return re.sub(r'(value="|: ")[A-Za-z0-9]{64}"', "", page), [
        re.sub(r"'[^']*'|X'[^']*'", "?", it["sql"]) for it in asked
    ]


def test_whatever_makes_him_busy_the_page_is_the_same(couple, servers):
    """His calendars change behind the same free times: not a byte and not a query differs."""
    alice, bob = couple
    likes(alice)
    likes(bob)
    bob.post(f"{HERE}free/share/")
    before = noted(alice)
    assert forms(before[0])
    servers.busy(("2026-06-09T08:00", "2026-06-09T12:00"), ("2026-06-11T06:00", "2026-06-11T17:00"))
    adds(bob)
    hours.say(present_of(bob), replace(EVENINGS, travel=30, never=[["week", "08:00", "10:00"]]))
    assert noted(alice) == before
    servers.busy(("2026-06-09T18:00", "2026-06-09T20:00"))
    adds(bob, url="https://calendar.example.org/private-of-his/basic.ics")
    assert noted(alice)[0] != before[0]  # which he shares


def test_four_hundred_free_times_cost_no_more_queries_than_none(couple):
    alice, bob = couple
    likes(alice)
    gives(bob)
    none = noted(alice)[1]
    begin = datetime.fromisoformat(MONDAY) + timedelta(hours=10)
    starts = [begin + timedelta(hours=9 * n) for n in range(400)]
    gives(
        bob,
        *((f"{it:%Y-%m-%dT%H:%M}", f"{it + timedelta(hours=2):%Y-%m-%dT%H:%M}") for it in starts),
    )
    page, asked = noted(alice)
    assert len(forms(page)) == 12
    assert asked == none


def test_charlie_sees_nothing_of_theirs(couple, charlie):
    _, bob = couple
    gives(bob, TUESDAY)
    likes(charlie)
    hides(charlie.page(PAGE), "Bob", 'class="ours" x=')


# --- Another time for a plan -------------------------------------------------------------


@pytest.mark.parametrize("repeat", [Repeat.ONCE, Repeat.FORTNIGHTLY])
def test_another_time_for_a_plan_is_found_here_too(couple, repeat):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY, THURSDAY)
    when = Date(datetime(2026, 6, 20, 9), "UTC", 60, repeat)
    thread = plans.propose(present_of(alice), when, line="The lake")
    assert f"{PAGE}?plan={thread}" in bob.page(f"{HERE}plan/{thread}/")
    page = alice.page(f"{PAGE}?plan={thread}")
    says(page, "Another time for", "The lake")
    suggest = f"{HERE}plan/{thread}/suggest/"
    form = re.search(rf'<form [^>]+action="{suggest}">.*?</form>', page, re.DOTALL)[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form)) | {"minutes": "120"}
    assert alice.post(suggest, data).status_code == 302
    (known,) = all_plans(present_of(bob))
    (asked,) = known.plan.theirs
    assert asked.when == replace(when, start=datetime(2026, 6, 9, 18), minutes=120)


@pytest.mark.parametrize("name", ["x", "00000000-0000-4000-8000-000000000000", "9" * 9000])
def test_a_plan_that_is_not_there_is_a_new_one(couple, name):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    page = alice.page(f"{PAGE}?plan={name}")
    hides(page, "Another time for", "suggest/")
    assert forms(page) == ["2026-06-09T18:00"]


def test_what_i_share_myself_is_never_taken_for_theirs(couple):
    alice, bob = couple
    gives(bob, TUESDAY, made_on="2026-06-05")
    likes(alice)
    alice.post(f"{HERE}free/share/")
    assert forms(alice.page(PAGE)) == ["2026-06-09T18:00"]


@pytest.mark.parametrize("a_monday", ["2026-06-09T18:00:00+00:00"], indirect=True)
def test_a_time_that_begins_now_can_still_be_answered(couple):
    alice, bob = couple
    likes(alice)
    gives(bob, TUESDAY)
    (start,) = forms(alice.page(PAGE))
    assert start == "2026-06-09T18:15"
    reply = alice.post(f"{HERE}plans/propose/", {"start": start, "minutes": "60"})
    assert reply.status_code == 302
