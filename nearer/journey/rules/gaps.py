"""How much is missing, for one and for both. Pure.

A gap is 0 (nothing is missing) to 1. The other's is known only where they show it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from nearer.journey.rules.step import Facet, Step, Who

ASYMMETRY: Final = 0.17
"""The smallest difference that is not noise: 17 points of 100 between two means of four weeks
(95 %, by simulation). Up to it two people count as feeling the same."""
UNKNOWN: Final = 0.4
"""Stands for a gap nobody measured: some, not much."""
LARGER_COUNTS: Final = 0.25
LEADS: Final = 0.1
"""The weeks take turns in whose need leads; it counts a tenth more, and never alone."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is known of how it is going, as the reader may open it."""

    mine: Mapping[Facet, float] = field(default_factory=dict)
    theirs: Mapping[Facet, float] = field(default_factory=dict)
    i_lead: bool = True
    """Whose week it is. Both phones agree on it (`whose_week`)."""


def whose_week(week: int, *, first: bool) -> bool:
    """Whether the reader's need leads in this calendar week: every other one. `first` is true
    for exactly one of the two, the same one on both phones.
    """
    return (week % 2 == 0) is first


def uneven(facet: Facet, gaps: Gaps) -> bool:
    """Whether the two differ here by more than can be noise. Needs both to be known."""
    if facet not in gaps.mine or facet not in gaps.theirs:
        return False
    return abs(gaps.mine[facet] - gaps.theirs[facet]) > ASYMMETRY


def left_out(serves: AbstractSet[Facet], gaps: Gaps) -> bool:
    """Whether the two differ clearly in all that a step serves: nothing is left to share."""
    return bool(serves) and all(uneven(facet, gaps) for facet in serves)


def shared(facet: Facet, gaps: Gaps) -> float:
    """The smaller of both gaps, a quarter of the larger, and a little of whose week it is.

    Where only the reader's is known, it stands alone; where neither is, a middling one does.
    """
    mine = gaps.mine.get(facet)
    theirs = gaps.theirs.get(facet)
    if mine is None:
        return UNKNOWN  # the other's alone never sends the reader anywhere
    if theirs is None:
        return mine
    leading = mine if gaps.i_lead else theirs
    return min(mine, theirs) + LARGER_COUNTS * max(mine, theirs) + LEADS * leading


def gap(step: Step, gaps: Gaps) -> float:
    """How much of what this step serves is missing: the mean over its facets.

    Where the two differ clearly, only what is the reader's own counts for what they do alone,
    and nothing at all for what both do. So nobody is set a task for the other's gap, neither
    the one who misses more nor the one who misses less.
    """
    counted = [_of(facet, step.who, gaps) for facet in sorted(step.serves)]
    known = [value for value in counted if value is not None]
    return sum(known) / len(known) if known else UNKNOWN


def _of(facet: Facet, who: Who, gaps: Gaps) -> float | None:
    if not uneven(facet, gaps):
        return shared(facet, gaps)
    return gaps.mine[facet] if who is Who.ALONE else None
