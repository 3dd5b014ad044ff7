"""What the page with free times asks for, and how it says them. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from nearer.calendars import why
from nearer.practices.quality_time.rules import ages

LEASTS: Final = (30, 60, 120, 180)
"""How long a time should be at least: what can be chosen, in minutes."""
LEAST: Final = 60
LONGEST: Final = 240
"""Longer free times are offered in parts of this many minutes."""
LENGTHS: Final = (15, 30, 45, 60, 90, 120, 150, 180, 240)
USUAL: Final = 120
WEEKS: Final = 26
SHOWN: Final = 4
MOST: Final = 12
LEAD: Final = 15
"""Minutes that a time lies ahead at least: whoever reads of it has to be able to say yes."""


def least_of(text: str) -> int:
    """The chosen length, or the usual one for what is none."""
    return next((least for least in LEASTS if str(least) == text), LEAST)


def week_of(text: str) -> int:
    """Which seven days are shown, today's being 0; what is no number is today's."""
    return next((week for week in range(WEEKS) if str(week) == text), 0)


def lengths(minutes: int) -> tuple[int, ...]:
    """For how long a time of so many minutes can be proposed: all of it, too."""
    return tuple(sorted({*(some for some in LENGTHS if some < minutes), minutes}))


def usual(minutes: int, *, least: int) -> int:
    """How long it is proposed where nothing else is chosen."""
    return min(minutes, max(least, USUAL))


def reasons(said: Iterable[str], *, first: bool = True) -> tuple[str, ...]:
    """Without what stands above them on a card anyway: the day, and how long it is.

    What is true of all good ones is said on the first card alone.
    """
    known = {why.TODAY, why.TOMORROW} | (set() if first else {why.FAIR})
    return tuple(it for it in said if it not in known and not it.endswith(why.WHOLE))


def comes_again(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall shows this for the second time, after the clocks went back.

    A proposal says what the wall shows, and means the first.
    """
    return bool(moment.astimezone(zone).fold)


def from_day(day: date, *, today: date) -> str:
    """`today`, `yesterday`, `Tuesday`, `12 June`. Their day may have begun before ours."""
    ago = (today - day).days
    if ago <= 0:
        return "today"
    if ago == 1:
        return "yesterday"
    if ago <= ages.WEEK:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def is_old(day: date, *, today: date) -> bool:
    """Whether what came since may well be missing."""
    return today - day > ages.OLD


def between(first: date, last: date) -> str:
    """From the one to the other, the month once if it is the same."""
    if first.month == last.month:
        return f"{first.day}–{last.day} {last:%B}"
    return f"{first.day} {first:%B} – {last.day} {last:%B}"


def days_from(today: date, week: int) -> tuple[date, ...]:
    """Seven days, the first of week 0 being today."""
    return tuple(today + timedelta(days=7 * week + more) for more in range(7))
