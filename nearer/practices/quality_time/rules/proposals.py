"""Whether a time can be proposed, and whether one is over. Pure."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.rules.plans import AHEAD


class Amiss(StrEnum):
    """Why a time cannot be proposed."""

    OVER = "over"
    FAR = "far"
    SKIPPED = "skipped"
    """The clocks go forward over it."""


def amiss(when: Date, *, now: datetime) -> Amiss | None:
    """What is wrong with a time that somebody wants to propose, if anything.

    Plans lie at most `AHEAD` away, so that what Today opens does not grow with the years.
    """
    begins = begin_of(when)
    if begins <= now:
        return Amiss.OVER
    if begins > now + AHEAD:
        return Amiss.FAR
    return Amiss.SKIPPED if is_skipped(when) else None


def begin_of(when: Date) -> datetime:
    """The first time it takes place, in UTC."""
    return when.start.replace(tzinfo=when.place).astimezone(UTC)


def is_over(when: Date, *, now: datetime) -> bool:
    """Whether nobody can come to it any more. What comes back is never over."""
    if when.repeat is not Repeat.ONCE:
        return False
    return begin_of(when) + timedelta(minutes=when.minutes) <= now


def has_begun(when: Date, *, now: datetime) -> bool:
    """Whether it is too late to say yes to it."""
    return when.repeat is Repeat.ONCE and begin_of(when) <= now


def is_skipped(when: Date) -> bool:
    """Whether the clocks go forward over this time."""
    return begin_of(when).astimezone(when.place).replace(tzinfo=None) != when.start


def comes_twice(when: Date) -> bool:
    """Whether the clocks go back over this time. Then the first one is meant."""
    first, second = (when.start.replace(tzinfo=when.place, fold=fold) for fold in (0, 1))
    return not is_skipped(when) and first.utcoffset() != second.utcoffset()
