"""The path of ten weeks: which stretch it is, and how well a step fits there. Pure.

The order is weak evidence and a judgement: say that it is there, then what is good, then
listening, needs, and the harder talk. Nothing on the path is shut and nothing is crossed out.
"""

from datetime import date
from typing import Final

from nearer.journey.rules.step import Stage

WEEKS: Final = {
    Stage.BEGIN: (1, 1),
    Stage.GOOD: (2, 4),
    Stage.LISTEN: (5, 6),
    Stage.NEEDS: (7, 8),
    Stage.HARDER: (9, 10),
}
LAST_WEEK: Final = 10
ORDER: Final = tuple(WEEKS)

HERE: Final = 1.0
BEHIND: Final = 0.85
"""What was earlier on the path stays good: it is done again, not done with."""
NEXT: Final = 0.6
LATER: Final = 0.35
"""Not shut: somebody whom nothing else serves may find it on Today all the same."""


def week(start: date | None, day: date) -> int:
    """Which week of one's own path it is, from 1. A clock set back stays in the first."""
    return 1 if start is None else max(0, (day - start).days) // 7 + 1


def stretch(number: int) -> Stage | None:
    """The stretch of this week, or none once the path has been walked."""
    return next((stage for stage, (first, last) in WEEKS.items() if first <= number <= last), None)


def stage_fit(stage: Stage, number: int | None) -> float:
    """How well a step of this stage fits in this week; without a path everything does."""
    here = stretch(number) if number is not None else None
    if here is None:
        return HERE
    ahead = ORDER.index(stage) - ORDER.index(here)
    if ahead <= 0:
        return HERE if ahead == 0 else BEHIND
    return NEXT if ahead == 1 else LATER
