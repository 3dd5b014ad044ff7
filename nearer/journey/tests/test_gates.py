"""A hundred thousand random states, and in none of them is offered what may not be.

What may not be offered is said here a second time, in other words than in the rules, and the
same run must find fault as soon as any one gate is taken away.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from nearer.journey.offers import Facet, Offer, Stage, Who
from nearer.journey.rules import gates
from nearer.journey.rules.gaps import Gaps
from nearer.journey.rules.gates import GATES, Leave, Room, State
from nearer.journey.rules.scoring import Season, choose

STATES = 100_000
STEPS = 5
DAY = date(2026, 11, 25)
FACETS, STAGES, WHOS = list(Facet), list(Stage), list(Who)


def a_step(dice: random.Random, number: int) -> Offer:
    done = dice.choice((None, 0, 1, 5, 40, -3))
    return Offer(
        "A step",
        "/",
        step=True,
        key=f"{dice.choice('abc')}.{number}",
        minutes=dice.choice((1, 5, 15, 30, 90, 600)),
        energy=dice.randint(1, 3),
        who=dice.choice(WHOS),
        serves=frozenset(dice.sample(FACETS, dice.randint(0, 3))),
        stage=dice.choice(STAGES),
        benefit=dice.random(),
        intense=dice.random() < 0.3,
        touch=dice.random() < 0.3,
        done_on=None if done is None else DAY - timedelta(days=done),
        every=dice.choice((0, 1, 7, 120)),
        fits=dice.random(),
    )


def a_gap(dice: random.Random) -> dict[Facet, float]:
    return {facet: dice.random() for facet in FACETS if dice.random() < 0.6}


def a_state(dice: random.Random, pool: list[Offer]) -> tuple[list[Offer], State, Season]:
    steps = dice.sample(pool, STEPS)
    mine = dice.random() < 0.5
    leave = Leave(
        paired=dice.random() < 0.8,
        intense=mine,
        both_intense=mine and dice.random() < 0.5,
        touch=dice.random() < 0.5,
    )
    room = Room(
        dice.choice((None, None, 5, 15, 30, 240)),
        dice.choice((None, None, 1, 2, 3)),
        frozenset(step.key for step in steps if dice.random() < 0.2),
    )
    gaps = Gaps(a_gap(dice), a_gap(dice), dice.random() < 0.5)
    week = dice.choice((None, *range(1, 14)))
    return steps, State(leave, room, gaps), Season(DAY, week, {steps[0].key: dice.randint(0, 9)})


def wrong_with(step: Offer, state: State) -> Iterator[str]:
    """Why this step should not have been offered, in words of this file."""
    leave, room = state.leave, state.room
    for_two = step.who in {Who.EACH, Who.TOGETHER}
    if for_two and not leave.paired:
        yield "needs another, and there is none"
    if step.intense and not (leave.both_intense if for_two else leave.intense):
        yield "asks for more than was said yes to"
    if step.touch and not leave.touch:
        yield "touch without a yes of both"
    if room.minutes and step.minutes > room.minutes:
        yield "longer than there is time"
    if room.energy and step.energy > room.energy:
        yield "asks for more than there is strength"
    if step.key in room.declined:
        yield "was put off today"
    known = state.gaps.mine.keys() & state.gaps.theirs.keys()
    apart = {f for f in known if abs(state.gaps.mine[f] - state.gaps.theirs[f]) > 0.17}
    if for_two and step.serves and step.serves <= apart:
        yield "makes one of them the remedy for the other"


def faults(states: int) -> list[str]:
    dice = random.Random(20261125)
    pool = [a_step(dice, number) for number in range(2000)]
    found: list[str] = []
    for _ in range(states):
        steps, state, season = a_state(dice, pool)
        choice = choose(steps, state, season, lot=dice.random())
        for step in (choice.main, *choice.others):
            if step is not None:
                found += wrong_with(step, state)
        if found:
            break
    return found


def test_in_ten_thousand_states_nothing_is_offered_that_may_not_be():
    assert faults(STATES // 10) == []


@pytest.mark.slow
def test_in_a_hundred_thousand_states_nothing_is_offered_that_may_not_be():
    assert faults(STATES) == []


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_without_any_one_gate_the_same_run_finds_fault(gate, monkeypatch):
    monkeypatch.setattr(gates, "GATES", tuple(other for other in GATES if other is not gate))
    assert faults(STATES)


def test_what_passes_every_gate_is_offered():
    """Else offering nothing at all would be the safest rule."""
    dice = random.Random(7)
    pool = [a_step(dice, number) for number in range(500)]
    for _ in range(2000):
        steps, state, season = a_state(dice, pool)
        allowed = {step.key for step in steps if not [*wrong_with(step, state)]}
        choice = choose(steps, state, season, lot=dice.random())
        there = {step.key for step in (choice.main, *choice.others) if step}
        assert there <= allowed
        assert len(there) == min(3, len(allowed))


@pytest.mark.parametrize("who", WHOS)
@pytest.mark.parametrize("asks", ["intense", "touch"])
def test_whoever_said_nothing_is_asked_for_nothing_hard(who, asks):
    step = Offer("A step", "/", step=True, key="a.step", who=who, **{asks: True})
    for leave in (Leave(), Leave(paired=True)):
        assert choose([step], State(leave), Season(DAY, 1, {}), lot=0.5).main is None
