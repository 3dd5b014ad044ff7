"""The dates, calendars and free times of the two, as each of the two phones shows them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from nearer.calendars import spans as sweep
from nearer.demo.cast import Calendar
from nearer.demo.playing import play
from nearer.demo.plays.busy import busy_in
from nearer.demo.story import story
from nearer.demo.tests.conftest import LISBON, NOW, Both, comes_in, lived, short, texts
from nearer.demo.times import Busy
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.rules.plans import State
from nearer.practices.quality_time.selectors import free
from nearer.practices.quality_time.selectors.calendars import own_sources
from nearer.practices.quality_time.selectors.picks import all_rounds
from nearer.practices.quality_time.selectors.plans import all_plans, meetings
from tests.presence import present_of

HERE = "/quality-time/"


@pytest.fixture
def both(db) -> Both:
    with time_machine.travel(NOW, tick=False):
        yield lived(short("dates.toml"))


def plan_of(someone, line: str):
    return next(known for known in all_plans(present_of(someone)) if known.line == line)


def page_of(someone, line: str) -> str:
    return texts(someone.page(f"{HERE}plan/{plan_of(someone, line).thread}/"))


def meeting_of(someone, line: str) -> str:
    known = plan_of(someone, line)
    return someone.page(f"{HERE}plan/{known.thread}/on/{known.last.start:%Y-%m-%d}/")


# --- Calendars and free times ---------------------------------------------------------------


def test_free_times_are_true_of_today_and_each_keeps_their_own_calendars(both):
    for someone in (both.first, both.second):
        given = list(free.everything(present_of(someone)).of(Free))
        assert {entry.payload.made_on for entry in given} == {"2026-05-07"}
        mine, theirs = (it.payload.spans for it in sorted(given, key=lambda it: not it.mine))
        assert sweep.both(mine, theirs)
        for entry in own_sources(present_of(someone)):
            assert not sweep.both(entry.payload.spans, mine)
    robin, sam = (it.page(f"{HERE}calendars/") for it in (both.first, both.second))
    assert robin.count("Short roster") == 1  # the newer file took the older one's place
    assert "A course and a visit" not in robin
    assert "A course and a visit" in sam
    assert "Short roster" not in sam


@pytest.mark.parametrize("day", range(7))
def test_weeks_count_from_this_one_on_whichever_day_the_file_was_brought(day):
    told = [Busy((6,), every=2, week=1), Busy((1, 2), "22:30", "06:15")]
    today = NOW.date() + timedelta(days=day)
    monday = today - timedelta(days=today.weekday())
    for since in (0, 7, 62):
        then = NOW + timedelta(days=day - since)
        busy = busy_in(told, now=then, place=LISBON, today=today)
        days = {first for first, last in busy.days}
        assert (monday + timedelta(days=13)).toordinal() in days
        assert (monday + timedelta(days=6)).toordinal() not in days
        wall = datetime(monday.year, monday.month, monday.day, 22, 30, tzinfo=LISBON)
        night = sweep.minute(wall + timedelta(days=8))
        assert (night, night + 465) in busy.spans


def test_hours_stay_on_the_wall_over_the_night_on_which_the_clocks_change():
    now = datetime(2026, 3, 27, 12, tzinfo=UTC)
    told = [Busy((5, 6, 0), "09:00", "10:00")]
    busy = busy_in(told, now=now, place=LISBON, today=now.date())
    walls = [sweep.moment(start).astimezone(LISBON).hour for start, _ in busy.spans]
    assert set(walls) == {9}
    assert len({sweep.moment(start).hour for start, _ in busy.spans}) == 2


# --- Dates ----------------------------------------------------------------------------------


def test_one_proposal_waits_for_the_second_and_one_date_is_agreed(both):
    asked = plan_of(both.second, "Soup at the counter.")
    assert asked.plan.state is State.PROPOSED
    assert len(asked.plan.theirs) == 1
    assert "Not now" in page_of(both.second, "Soup at the counter.")
    assert "Not now" not in page_of(both.first, "Soup at the counter.")
    for someone, busy in ((both.first, True), (both.second, False)):
        ahead = meetings(all_plans(present_of(someone)), after=NOW)
        when = next(it.when for it in ahead if it.known.line == "Towels on the roof.")
        wall = when.start.astimezone(LISBON)
        assert wall >= NOW + timedelta(days=2)
        assert 18 <= wall.hour < 22
        assert wall.weekday() != 1  # Sam has a course then
        span = (sweep.minute(when.start), sweep.minute(when.end))
        taken = [entry.payload.spans for entry in own_sources(present_of(someone))]
        assert any(sweep.both(spans, [span]) for spans in taken) is busy  # a shift came over it


def test_what_was_suggested_called_off_left_out_and_moved_stands_so_for_both(both):
    when = Calendar(NOW, LISBON)
    out, moved = (when.day(when.on(6, week=week)) for week in (-3, -1))
    for someone in (both.first, both.second):
        assert plan_of(someone, "Ferry and back.").last.start.weekday() == 6
        assert plan_of(someone, "Ferry and back.").plan.state is State.AGREED
        for line in ("Cinema, front row.", "Darts."):
            assert plan_of(someone, line).plan.state is State.OFF
        known = all_plans(present_of(someone))
        ritual = next(it for it in known if it.comes_back)
        assert ritual.plan.left_out == {out, moved}
        instead = [it.last.start.date() for it in known if it.instead]
        assert instead == [moved + timedelta(days=1)]
        ahead = [it.when.day for it in meetings([ritual], after=NOW)]
        assert ahead
        assert all((day - out).days % 14 == 0 for day in ahead)


def test_what_is_said_around_a_date_is_seen_by_whom_it_is_for(both):
    assert "The list in my head" in meeting_of(both.first, "Towels on the roof.")
    for someone in (both.first, both.second):
        assert "The rope." in meeting_of(someone, "Ferry and back.")
        assert "The man with the rope." in meeting_of(someone, "Ferry and back.")
        ritual = next(it for it in all_plans(present_of(someone)) if it.comes_back)
        day = Calendar(NOW, LISBON).day(Calendar(NOW, LISBON).on(6, week=-5))
        said = someone.page(f"{HERE}plan/{ritual.thread}/on/{day:%Y-%m-%d}/")
        assert "The first one burnt." in said
        assert "The last one did not." in said
        assert "Third drawer" in someone.page(f"{HERE}feed/")
        assert b"Chestnuts" not in someone.get(f"{HERE}feed/calendar.ics").content
        assert all_rounds(present_of(someone)).both_picked() == ("warm-bowls",)
    assert all_rounds(present_of(both.first)).current == 2
    assert 2 not in all_rounds(present_of(both.first)).picked
    assert 2 in all_rounds(present_of(both.second)).picked
    assert "two fingers" not in meeting_of(both.first, "Chestnuts.")
    assert "two fingers" in meeting_of(both.second, "Chestnuts.")


# --- Whenever it is told ---------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("ahead", range(7))
def test_on_any_day_something_is_free_for_both_and_something_agreed_comes(db, ahead):
    now = datetime(2026, 10, 20 + ahead, 3, 15, tzinfo=UTC)  # the clocks go back in those days
    with time_machine.travel(now, tick=False):
        both = lived(short("dates.toml"), now=now)
        coming = meetings(all_plans(present_of(both.first)), after=now)
        lines = {meeting.known.line for meeting in coming}
        assert "Towels on the roof." in lines
        given = [it.payload for it in free.everything(present_of(both.first)).of(Free)]
        assert {it.made_on for it in given} == {f"{now.astimezone(LISBON):%Y-%m-%d}"}


def test_two_who_began_lately_have_the_ritual_and_their_calendars(db):
    with time_machine.travel(NOW, tick=False):
        play(short("dates.toml"), now=NOW, zone=LISBON, lately=12)
        robin = comes_in("first", "Robin")
        assert any(known.comes_back for known in all_plans(present_of(robin)))
        assert "Short roster" in robin.page(f"{HERE}calendars/")


@pytest.mark.slow
def test_the_dates_of_the_whole_story_read_as_they_are_told(db):
    with time_machine.travel(NOW, tick=False):
        both = lived(story())
        known = {known.line: known for known in all_plans(present_of(both.second))}
        told = {it.line for it in (*story().lately, *story().coming)} | {story().ritual.line}
        assert told <= set(known)
        waiting = [it for it in known.values() if it.plan.theirs]
        assert [it.line for it in waiting] == [story().coming[-1].line]
        shown = both.second.page(f"{HERE}plans/")
        assert re.search(r"four tables", shown)
