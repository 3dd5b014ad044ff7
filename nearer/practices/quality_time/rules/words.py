"""A time in words, by the clock of whoever reads it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from nearer.practices.quality_time.rules.dates import LAST_WEEK, Date, Occurrence, Repeat
from nearer.practices.quality_time.rules.proposals import begin_of, comes_twice

WHICH = ("first", "second", "third", "fourth", "last")


@dataclass(frozen=True, slots=True)
class Told:
    """One time, as its page says it."""

    day: str
    """`Friday, 23 October`, or `Every Friday`."""
    clock: str
    """`19:30–21:30`."""
    theirs: str = ""
    """The same by the other's clock, where that shows something else."""
    place: str = ""
    """By whose clock it comes back, where that is not the reader's."""
    twice: bool = False
    """The clock shows this time twice in that night."""

    @property
    def line(self) -> str:
        return f"{self.day}, {self.clock}"


def told(when: Date, *, zone: ZoneInfo, their_zone: ZoneInfo | None, today: date) -> Told:
    """A time in words. What comes back is told by the clock it was agreed on."""
    begin = begin_of(when)
    if when.repeat is not Repeat.ONCE:
        return Told(
            day=how_often(when),
            clock=_clock(begin, when.minutes, when.place),
            place="" if when.place == zone else city(when.zone),
        )
    return Told(
        day=day_in_words(begin.astimezone(zone).date(), today=today),
        clock=_clock(begin, when.minutes, zone),
        theirs=_theirs(begin, when.minutes, zone, their_zone),
        twice=comes_twice(when),
    )


def told_once(
    meeting: Occurrence, *, zone: ZoneInfo, their_zone: ZoneInfo | None, today: date
) -> Told:
    """One meeting in words."""
    minutes = int((meeting.end - meeting.start) / timedelta(minutes=1))
    return Told(
        day=day_in_words(meeting.start.astimezone(zone).date(), today=today),
        clock=_clock(meeting.start, minutes, zone),
        theirs=_theirs(meeting.start, minutes, zone, their_zone),
    )


def how_often(when: Date) -> str:
    """`Every Friday`, `Every second Friday`, `The last Friday of each month`."""
    weekday = f"{when.start:%A}"
    if when.repeat is Repeat.WEEKLY:
        return f"Every {weekday}"
    if when.repeat is Repeat.FORTNIGHTLY:
        return f"Every second {weekday}"
    week = min((when.start.day - 1) // 7 + 1, LAST_WEEK)
    return f"The {WHICH[week - 1]} {weekday} of each month"


def day_in_words(day: date, *, today: date) -> str:
    """`Today`, `Tomorrow`, `Friday, 23 October`; with its year where that is another one."""
    if day == today:
        return "Today"
    if day == today + timedelta(days=1):
        return "Tomorrow"
    year = "" if day.year == today.year or abs((day - today).days) < 60 else f" {day.year}"  # noqa: PLR2004
    return f"{day:%A}, {day.day} {day:%B}{year}"


def city(zone: str) -> str:
    """`Europe/Berlin` as people say it."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _clock(begin: datetime, minutes: int, zone: ZoneInfo) -> str:
    end = begin + timedelta(minutes=minutes)
    return f"{begin.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}"


def _theirs(begin: datetime, minutes: int, zone: ZoneInfo, other: ZoneInfo | None) -> str:
    if other is None:
        return ""
    mine, theirs = begin.astimezone(zone), begin.astimezone(other)
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return ""
    clock = _clock(begin, minutes, other)
    return clock if mine.date() == theirs.date() else f"{theirs:%A}, {clock}"
