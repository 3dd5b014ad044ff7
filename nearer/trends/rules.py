"""When a line may say something, and what. Thresholds come from docs/decisions/0022-trends.md."""

from collections.abc import Sequence
from enum import StrEnum
from math import erf, sqrt

FIRST_VERDICT = 8
"""Weeks 0 to 7 are the beginning; before week 8 there is nothing to compare it with."""
WINDOW, ENOUGH = 8, 5

MATTERS = 7.0
"""A change of fewer points says little, whichever way it goes."""
BACK = 4.0
"""Within so many points of the beginning, a change is over."""
# Drops are rarer than a level that wanders freely believes. Said in points, this makes `p`
# honest both where a bad month counts as the level and where it counts as noise.
RARITY = 1.5

LOW, LOW_WEEKS = 45.0, 6


class Phase(StrEnum):
    """What one line may say in a word."""

    NOT_ENOUGH = "not_enough"
    STEADY = "steady"
    LOWER = "lower"
    RISING = "rising"
    LOW_LONG = "low_long"


def below(z: float) -> float:
    """The probability that a normal number lies below `z` SDs."""
    return (1 + erf(z / sqrt(2))) / 2


def enough(*, week: int, answered: Sequence[bool]) -> bool:
    """Whether eight weeks are over and five of the last eight were answered."""
    return week >= FIRST_VERDICT and sum(answered) >= ENOUGH


def probability_lower(change: float, sd: float) -> float:
    """How likely the level is more than seven points below the beginning, to be shown."""
    return below((-MATTERS - RARITY - change) / sd)


def is_low_week(change: float, sd: float, *, sure: float) -> bool:
    """Whether the filter alone, without `RARITY`, is so sure. Thresholds are tuned to that."""
    return below((-MATTERS - change) / sd) >= sure


def is_poor_week(*, level: float, sd: float) -> bool:
    return below((LOW - level) / sd) >= 0.9  # noqa: PLR2004


def phase(*, told: bool, low_long: bool, lower: bool, rising: bool) -> Phase:
    """One word. A long low comes first, since nothing has to change for it to matter."""
    if not told:
        return Phase.NOT_ENOUGH
    if low_long:
        return Phase.LOW_LONG
    if lower:
        return Phase.LOWER
    return Phase.RISING if rising else Phase.STEADY
