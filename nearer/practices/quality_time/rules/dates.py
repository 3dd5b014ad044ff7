"""When the two meet: a time on somebody's wall, once or again and again. Pure.

It is kept as the wall said it where it was proposed, so that a Friday evening stays one when
the clocks change.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from nearer.calendars import recurrence

SHORTEST, LONGEST = 5, 24 * 60
FIRST_YEAR, LAST_YEAR = 2020, 2099
"""Farther away is nobody's date, and at the ends of the calendar arithmetic breaks."""
LAST_WEEK = 5
_WALL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(StrEnum):
    """How often it comes back."""

    ONCE = ""
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    """On the same weekday of the month: the second Friday, or the last."""


@dataclass(frozen=True, slots=True)
class Date:
    """One time, and how often it comes back."""

    start: datetime
    """On the wall, without a zone."""
    zone: str
    minutes: int
    repeat: Repeat = Repeat.ONCE

    @property
    def place(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One meeting: from and until, in UTC, and the day by which it can be left out."""

    start: datetime
    end: datetime
    day: date

    def overlaps(self, since: datetime, until: datetime) -> bool:
        return self.start < until and since < self.end


def date_of(start: str, zone: str, minutes: int, repeat: str = "") -> Date:
    """A date out of what an entry says. Raises ValueError for what is none."""
    if not _WALL.fullmatch(start) or type(minutes) is not int:
        raise ValueError("This is no time.")
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError("This is no length.")
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError, TypeError) as fault:
        raise ValueError("This is no zone.") from fault
    wall = datetime.fromisoformat(start)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise ValueError("This is no time.")
    return Date(wall, zone, minutes, Repeat(repeat))


def rule_of(when: Date) -> str:
    """The RRULE (RFC 5545 §3.3.10) by which it comes back; "" for once.

    A fifth weekday of a month is its last one, as not every month has five.
    """
    if when.repeat is Repeat.WEEKLY:
        return "FREQ=WEEKLY"
    if when.repeat is Repeat.FORTNIGHTLY:
        return "FREQ=WEEKLY;INTERVAL=2"
    if when.repeat is Repeat.MONTHLY:
        week = (when.start.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={-1 if week == LAST_WEEK else week}{DAYS[when.start.weekday()]}"
    return ""


def occurrences(
    when: Date, *, after: datetime, before: datetime, left_out: Collection[date] = ()
) -> Iterator[Occurrence]:
    """The meetings that end after `after` and begin before `before`, both aware, in order.

    A time that the clocks skip is as long after midnight as it says; of one that comes twice
    it is the first (RFC 5545 §3.3.5). It lasts as many minutes as it says, whatever the clocks do.
    """
    long = timedelta(minutes=when.minutes)
    slack = timedelta(days=1)  # a wall clock is never farther from another one
    since = after.astimezone(when.place).replace(tzinfo=None) - long - slack
    until = before.astimezone(when.place).replace(tzinfo=None) + slack
    for wall in _walls(when, since=since, until=until):
        start = wall.replace(tzinfo=when.place).astimezone(UTC)
        if start + long > after and start < before and wall.date() not in left_out:
            yield Occurrence(start, start + long, wall.date())


def _walls(when: Date, *, since: datetime, until: datetime) -> Iterator[datetime]:
    text = rule_of(when)
    if not text:
        yield when.start
        return
    rule = recurrence.parse(text)
    yield from recurrence.starts(rule, first=when.start, until=None, after=since, before=until)
