"""Before a meeting, in it, and after it. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from nearer.practices.quality_time.rules.dates import Occurrence

FRESH = timedelta(days=7)
"""So long Today asks what one liked about it."""
JUST_BEFORE = timedelta(minutes=30)
"""So long before, the two can begin something; people are early, too."""
SOON = timedelta(hours=24)
"""So long before, Today asks what to put away."""


class Phase(StrEnum):
    """Where one meeting is, seen from now."""

    BEFORE = "before"
    NOW = "now"
    AFTER = "after"


def phase(meeting: Occurrence, *, now: datetime) -> Phase:
    """A meeting is over when its time is, whenever the two really parted."""
    if now < meeting.start:
        return Phase.BEFORE
    return Phase.NOW if now < meeting.end else Phase.AFTER


def opens(meeting: Occurrence, *, now: datetime) -> bool:
    """Whether it is time to sit down: a little before it begins, and until it is over."""
    return meeting.start - JUST_BEFORE <= now < meeting.end


def is_soon(meeting: Occurrence, *, now: datetime) -> bool:
    """Whether it begins within a day, or goes on."""
    return meeting.start - SOON <= now < meeting.end


def is_fresh(meeting: Occurrence, *, now: datetime) -> bool:
    """Whether it ended in the last days."""
    return meeting.end <= now < meeting.end + FRESH
