"""Which step is the next one. Pure, and the same for the page and for what is written down.

First the gates; then benefit times shared gap times whether both will do it times fit, less
burden, less repetition. A rule, not a learner: in a year one couple cannot tell two policies
apart. Every number here is a judgement; what holds whatever they are, is in the gates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeVar

from nearer.journey.rules.gaps import gap
from nearer.journey.rules.gates import State, passes
from nearer.journey.rules.path import stage_fit
from nearer.journey.rules.step import Step, Who

S = TypeVar("S", bound=Step)

WILLING: Final = {Who.ALONE: 1.0, Who.EACH: 0.95, Who.TOGETHER: 0.9}
"""How likely it is that it gets done. The other's part is a constant: what they are really
willing to do is theirs to say (decision 16)."""
BURDEN: Final = 0.1
LONGEST: Final = 90
"""From so many minutes on a step is no more of a burden."""
EFFORT: Final = 0.015
AGAIN: Final = 0.3
"""What doing it again on the same day costs; it fades until `every` days have passed."""
PUT_OFF: Final = 0.02
"""For each day of the last week on which it got a "not now", up to five."""
MOST_PUT_OFF: Final = 5

NEAR: Final = 0.04
"""Scores as close as this are a tie: the judgements behind them are no finer."""
CHANCE: Final = 0.18
"""How often another of the near-ties stands first, so that one can learn which was better."""
ALTERNATIVES: Final = 2
SAME_PRACTICE: Final = 0.05
"""What an alternative has to be better by, to come from a practice that is there already."""


@dataclass(frozen=True, slots=True)
class Season:
    """Which day it is, where on the path, and what was put off lately."""

    day: date
    week: int | None = None
    """Of the path; None for whoever wants to see everything, and beyond the last week."""
    put_off: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice(Generic[S]):
    """One step, two others, and how likely each was to stand first."""

    main: S | None = None
    others: tuple[S, ...] = ()
    odds: Mapping[str, float] = field(default_factory=dict)


def score(step: Step, state: State, season: Season) -> float:
    """How much good it would do now, as far as anybody can say."""
    good = step.benefit * gap(step, state.gaps) * WILLING[step.who]
    fit = step.fits * stage_fit(step.stage, season.week)
    return good * fit - burden(step) - repetition(step, season)


def burden(step: Step) -> float:
    return BURDEN * min(step.minutes, LONGEST) / LONGEST + EFFORT * (step.energy - 1)


def repetition(step: Step, season: Season) -> float:
    """What was done lately, or put off lately, steps back; neither is ever shut out by it."""
    put_off = PUT_OFF * min(season.put_off.get(step.key, 0), MOST_PUT_OFF)
    if step.done_on is None:
        return put_off
    ago = max(0, (season.day - step.done_on).days)
    return put_off + AGAIN * max(0.0, 1 - ago / max(1, step.every))


def choose(steps: Sequence[S], state: State, season: Season, *, lot: float) -> Choice[S]:
    """The next step and two others. `lot` is between 0 and 1 and the same all day, so that a
    page that is loaded again says the same.
    """
    weighed = {step.key: step for step in reversed(steps) if passes(step, state)}
    scores = {key: score(step, state, season) for key, step in weighed.items()}
    ranked = sorted(weighed.values(), key=lambda step: (-scores[step.key], step.key))
    if not ranked:
        return Choice()
    odds = _odds([step.key for step in ranked], scores)
    main = ranked[_drawn(list(odds.values()), lot)]
    rest = [step for step in ranked if step is not main]
    return Choice(main, _others(main, rest, scores), odds)


def _odds(ranked: Sequence[str], scores: Mapping[str, float]) -> dict[str, float]:
    """How likely each of the near-ties is to stand first, the best one first."""
    best, *others = ranked
    near = [key for key in others if scores[best] - scores[key] <= NEAR]
    if not near:
        return {best: 1.0}
    return {best: 1 - CHANCE} | {key: CHANCE / len(near) for key in near}


def _drawn(odds: Sequence[float], lot: float) -> int:
    """Which one this lot falls on; the first has the beginning of the line."""
    for place, odd in enumerate(odds):
        lot -= odd
        if lot < 0:
            return place
    return 0


def _others(main: S, rest: list[S], scores: Mapping[str, float]) -> tuple[S, ...]:
    """The best of the rest, a little more readily from other practices."""
    found: list[S] = []
    while rest and len(found) < ALTERNATIVES:
        there = {_practice(step) for step in (main, *found)}
        worth = {
            step.key: scores[step.key] - SAME_PRACTICE * (_practice(step) in there) for step in rest
        }
        found.append(max(rest, key=lambda step: worth[step.key]))
        rest.remove(found[-1])
    return tuple(found)


def _practice(step: Step) -> str:
    return step.key.partition(".")[0]
