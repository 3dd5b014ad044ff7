"""Decisions about sessions, delays and phrases. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FREE_TRIES = 4
LONGEST_WAIT = timedelta(seconds=30)
"""Long enough against guessing five words; short enough that nobody is kept out by another."""
PIN_TRIES = 5
TOUCH_EVERY = timedelta(minutes=1)
FORGIVEN_AFTER = timedelta(hours=12)


class Door(StrEnum):
    OPEN = "open"
    LOCKED = "locked"


def door(
    *, started: datetime, seen: datetime, now: datetime, idle: timedelta, longest: timedelta
) -> Door:
    """Whether a session is still open.

    A clock that was set back further than `idle` locks as well: otherwise a session
    would stay open until the clock has caught up.
    """
    if abs(now - seen) >= idle or now - started >= longest:
        return Door.LOCKED
    return Door.OPEN


def locks_at(*, started: datetime, now: datetime, idle: timedelta, longest: timedelta) -> datetime:
    """When it will lock if nothing more is done."""
    return min(now + idle, started + longest)


def wait_after(failures: int) -> timedelta:
    """How long the next try waits: four are free, then 2, 4, 8 … seconds, at most thirty."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 20)), LONGEST_WAIT)


def still_waits(*, until: datetime, now: datetime) -> timedelta:
    """How long to wait yet. More than the longest wait means that the clock was set back:
    then nobody waits, since it would be for hours.
    """
    left = until - now
    return left if timedelta() < left <= LONGEST_WAIT else timedelta()


@dataclass(frozen=True, slots=True)
class Strength:
    """How an own phrase stands: whether it is enough, and one sentence why not."""

    enough: bool
    advice: str = ""


def phrase_strength(*, guesses_log2: float, enough_bits: int, warning: str) -> Strength:
    """Whether a phrase of one's own would cost an attacker enough guesses."""
    if guesses_log2 >= enough_bits:
        return Strength(enough=True)
    advice = (
        "Somebody who knows you could guess this. "
        "Five or six words that do not belong together hold better."
    )
    return Strength(enough=False, advice=f"{advice} {warning}".strip())
