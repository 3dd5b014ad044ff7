"""What the pulse and its line put on Today, on the timeline and in one's own copy."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from nearer.journal.selectors import read
from nearer.journey.offers import Facet, Stage, Today, Who
from nearer.practices.acknowledge.entries import Mine, Showing
from nearer.practices.acknowledge.offers import pulse as weekly
from nearer.practices.acknowledge.past import pulse as past
from nearer.practices.acknowledge.rules.pulse import due
from tests.presence import present_of

PULSE, SHOW = "/acknowledge/pulse/", "/acknowledge/trend/show/"
SIX = dict.fromkeys(("closeness", "understood", "time", "tender", "affection", "tension"), "8")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
THIS_WEEK = "23 November 2026"


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


def today_of(someone, *, later=timedelta(0)):
    present = present_of(someone)
    reading = read(present.vault, present.couple, kinds=[Mine.kind, Showing.kind])
    return Today(present.vault, present.day + later, reading)


def offered(someone, **later):
    return list(weekly.offers(today_of(someone, **later)))


def test_the_pulse_is_a_small_step_for_one_that_fills_in_all_that_is_asked(alice):
    (step,) = offered(alice)
    assert (step.key, step.minutes, step.energy, step.every) == ("acknowledge.pulse", 1, 1, 7)
    assert (step.who, step.stage, step.step) == (Who.ALONE, Stage.BEGIN, True)
    assert (step.done_on, step.fits) == (None, 1.0)
    assert step.why
    assert (step.intense, step.touch) == (False, False)


def test_it_is_not_offered_again_in_the_same_week_and_fits_better_each_day(alice):
    alice.post(PULSE, SIX)
    assert offered(alice) == []
    monday, wednesday = (offered(alice, later=timedelta(n)) for n in (5, 7))
    assert monday[0].done_on == wednesday[0].done_on == date(2026, 11, 25)
    assert monday[0].fits < wednesday[0].fits == 1.0


@pytest.mark.parametrize("since", range(10))
def test_how_well_it_fits_never_falls(since):
    assert 0 < due(since) <= due(since + 1) <= due(None) == 1


def test_a_line_that_has_something_to_say_says_so_quietly_and_only_for_a_while(alice, kept_weeks):
    kept_weeks(alice, [7] * 16 + [3] * 12)
    quiet = [offer for offer in offered(alice) if not offer.step]
    assert [offer.href for offer in quiet] == ["/acknowledge/trend/"]
    assert not any(offer.href == "/acknowledge/trend/" for offer in
                   offered(alice, later=timedelta(weeks=6)))  # fmt: skip


def test_a_steady_line_says_nothing(alice, kept_weeks):
    kept_weeks(alice, [6] * 20)
    assert [offer.step for offer in offered(alice)] == [True]


def test_what_the_other_asked_stands_there_for_two_weeks(couple):
    alice, bob = couple
    alice.post(SHOW)
    titles = [offer.title for offer in offered(bob)]
    assert "Alice would like to see both lines together" in titles
    assert len(offered(bob, later=timedelta(15))) == 1
    assert len(offered(alice)) == 1
    bob.post(SHOW)
    assert len(offered(bob)) == 1


def test_gaps_are_ones_own_and_nothing_of_the_others(couple):
    alice, bob = couple
    for someone in (alice, bob, alice):
        someone.post(SHOW)
    bob.post(PULSE, SIX)
    assert weekly.signals(today_of(alice)) is None
    alice.post(PULSE, {**SIX, "time": "1", "tension": "8"})
    signals = weekly.signals(today_of(alice))
    assert signals.mine[Facet.TIME] == 0.9
    assert signals.mine[Facet.TENSION] == 0.8
    assert signals.mine[Facet.CLOSENESS] == 0.2
    assert signals.theirs == {}
    assert weekly.signals(today_of(alice, later=timedelta(weeks=5))) is None


def test_the_timeline_has_ones_own_weeks_and_what_was_asked_openly(couple):
    alice, bob = couple
    alice.post(PULSE, SIX)
    bob.post(SHOW)
    found = {moment.title: moment for moment in past.moments(present_of(alice), year=2026)}
    mine = found[f"Your week of {THIS_WEEK}"]
    assert mine.mine_alone
    assert mine.first == "The first week you kept"
    assert not found["Bob would like to see both lines together"].mine_alone
    his = [moment.title for moment in past.moments(present_of(bob), year=2026)]
    assert his == ["You would like to see both lines together"]
    assert list(past.moments(present_of(alice), year=2025)) == []


def test_ones_copy_has_the_answers_in_words(couple):
    alice, bob = couple
    alice.post(PULSE, {**SIX, "closeness": "4", "tender": ""})
    (kept,) = past.keepsakes(present_of(alice))
    assert kept.title == f"The past seven days, week of {THIS_WEEK}"
    assert "Within reach." in kept.text
    assert "8, where 0 is none and 10 is plenty." in kept.text
    assert len(kept.text.splitlines()) == 5
    assert "Within reach." in b"".join(alice.post("/you/copy/")).decode()
    assert list(past.keepsakes(present_of(bob))) == []
