"""A person's line and a couple's, week by week.

Scores run from 0 to 100, and week 0 is the week of the first answer; a week without an answer
is absent. A line goes from week 0 to the last answered week.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from nearer.trends import rules, watch
from nearer.trends.levels import Estimate, Levels

LAST = 5200
"""A hundred years; a later week is a mistake."""
HIGHEST = 100.0
NINE_IN_TEN = 1.645  # SDs to either side of the level

Weights = tuple[float, float]
Scores = tuple[float | None, float | None]
FIRST: Weights = (1.0, 0.0)
SECOND: Weights = (0.0, 1.0)
BOTH: Weights = (0.5, 0.5)


class NotAScore(ValueError):
    """Scores run from 0 to 100."""


class NotAWeek(ValueError):
    """Weeks are whole numbers from 0 to 5,200."""


@dataclass(frozen=True, slots=True)
class Week:
    """What may be said about one week, from this week and those before it."""

    week: int
    level: float
    """Points from 0 to 100: the person's, or the mean of the two."""
    low: float
    """In nine of ten cases the true level lies between `low` and `high`."""
    high: float
    phase: rules.Phase
    gentle: bool
    """Something seems lower than in the first eight weeks. True whenever `persistent` is."""
    persistent: bool
    """It is lower, and has been for weeks. Ask “Does this fit?” before anything follows."""
    p: float | None
    """How likely the level is more than seven points below the mean of the first eight weeks.

    It is None before week 8.
    """
    answered: int
    """How many people answered this week: 0, 1 or 2."""
    alone: bool
    """Only one person's answers of the last eight weeks stand behind it; say so beside it."""


def person(scores: Mapping[int, float]) -> list[Week]:
    """The line of one person. Raises `NotAScore` and `NotAWeek`."""
    return couple(scores, {})


def couple(one: Mapping[int, float], other: Mapping[int, float]) -> list[Week]:
    """The line of two people, whichever comes first. Raises `NotAScore` and `NotAWeek`.

    Until the second of the two has answered for the first time it is the first one's line.
    """
    _refuse_nonsense(one)
    _refuse_nonsense(other)
    line = Line()
    weeks = max((*one, *other), default=-1) + 1
    return [line.next_week((one.get(week), other.get(week))) for week in range(weeks)]


def _refuse_nonsense(scores: Mapping[int, float]) -> None:
    for week, score in scores.items():
        if not 0 <= week <= LAST:
            raise NotAWeek(week)
        if not (isfinite(score) and 0 <= score <= HIGHEST):
            raise NotAScore


class Line:
    """A line that grows by a week at a time, so that no week can know a later one."""

    def __init__(self) -> None:
        self._week = -1
        self._levels = Levels()
        self._answered: deque[tuple[bool, bool]] = deque(maxlen=rules.WINDOW)
        self._ever = [False, False]
        self._gentle, self._persistent = watch.gentle(), watch.persistent()
        self._rising = watch.rising()
        self._poor: deque[bool] = deque(maxlen=rules.WINDOW)

    def next_week(self, scores: Scores) -> Week:
        """Take in one more week, and say what may be said."""
        self._week += 1
        self._levels.next_week(scores)
        answered = (scores[0] is not None, scores[1] is not None)
        self._answered.append(answered)
        self._ever = [ever or now for ever, now in zip(self._ever, answered, strict=True)]
        level = self._levels.level(self._whose())
        self._poor.append(rules.is_poor_week(level=level.mean, sd=level.sd))
        gentle, persistent, rising, p = self._compared()
        told = rules.enough(week=self._week, answered=[any(week) for week in self._answered])
        low_long = sum(self._poor) >= rules.LOW_WEEKS
        return Week(
            week=self._week,
            level=_within(level.mean),
            low=_within(level.mean - NINE_IN_TEN * level.sd),
            high=_within(level.mean + NINE_IN_TEN * level.sd),
            phase=rules.phase(told=told, low_long=low_long, lower=gentle, rising=rising),
            gentle=told and gentle,
            persistent=told and persistent,
            p=p,
            answered=sum(answered),
            alone=not all(map(any, zip(*self._answered, strict=True))),
        )

    def _compared(self) -> tuple[bool, bool, bool, float | None]:
        """What the watches say, and `p`; nothing before the first eight weeks are over."""
        if self._week < rules.FIRST_VERDICT:
            return False, False, False, None
        change = self._levels.change(self._whose())
        each = (change, self._levels.change(FIRST), self._levels.change(SECOND))
        persistent = self._persistent.see(*each)
        gentle = self._gentle.see(*each) or persistent
        rising = self._rising.see(Estimate(-change.mean, change.sd))
        return gentle, persistent, rising, rules.probability_lower(change.mean, change.sd)

    def _whose(self) -> Weights:
        """Both, as soon as both have ever answered; until then whoever has."""
        if all(self._ever):
            return BOTH
        return SECOND if self._ever[1] else FIRST


def _within(points: float) -> float:
    return min(max(points, 0.0), HIGHEST)
