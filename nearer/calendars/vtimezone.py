"""A zone that a calendar defines by itself (RFC 5545, 3.6.5)."""

import re
from bisect import bisect_right
from datetime import datetime, timedelta
from typing import Final

from nearer.calendars.recurrence import Freq, Rule, Unreadable, parse, starts
from nearer.calendars.scanner import Component
from nearer.calendars.times import split, wall
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import EARLIEST, EPOCH, LATEST, SECOND

Change = tuple[int, int, int]
"""When clocks are changed, in seconds since 1970; how far they were ahead of UTC, and are."""

_OFFSET = re.compile(rb"([+-])(\d\d)(\d\d)(\d\d)?")
# Changes of clocks before are only worked out for rules that ended before. Outlook begins in 1601.
_OLD: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - a wall
# What lies ahead of the window is never asked for, save by an UNTIL, which may be a year off.
_AHEAD: Final = timedelta(days=2 * 366)
# A zone told change by change since 1900 has some 250.
MOST_CHANGES: Final = 5_000
MOST_PARTS: Final = 500
A_WEEK: Final = 7


class Own:
    """A zone as a list of changes. Promises what `zones.Zone` says."""

    __slots__ = ("_ahead", "_moments", "_walls")

    def __init__(self, changes: list[Change]) -> None:
        self._moments = [moment for moment, _, _ in changes]
        self._ahead = [changes[0][1], *(after for _, _, after in changes)]
        # From this wall on, the new time counts: a skipped wall still has the old one, and one
        # that is shown twice is the first.
        self._walls: list[int] = []
        for number, (moment, _, after) in enumerate(changes):
            since = moment + max(self._ahead[number], after)
            self._walls.append(max(since, self._walls[-1]) if self._walls else since)

    def utc(self, wall: datetime) -> int:
        """When the wall shows this."""
        shown = (wall - EPOCH) // SECOND
        return shown - self._ahead[bisect_right(self._walls, shown)]

    def wall(self, second: int) -> datetime:
        """What the wall shows."""
        within = min(max(second, EARLIEST), LATEST)
        return EPOCH + (within + self._ahead[bisect_right(self._moments, within)]) * SECOND


def define(zone: Component, *, before: datetime) -> Own:
    """The zone that a VTIMEZONE defines, for walls before a moment and some time after.

    Raises `Unreadable` for one that is not whole, and for one that changes more often than any
    zone does; nothing is followed but rules that repeat every year.
    """
    changes: list[Change] = []
    for part in zone.parts[: MOST_PARTS + 1]:
        if part.name in (b"STANDARD", b"DAYLIGHT"):
            changes += _changes(part, before + _AHEAD)
        if len(changes) > MOST_CHANGES:
            raise Unreadable(Warn.UNKNOWN_ZONE)
    if not changes or len(zone.parts) > MOST_PARTS:
        raise Unreadable(Warn.UNKNOWN_ZONE)
    changes.sort(key=lambda change: change[0])
    return Own(changes)


def _changes(part: Component, before: datetime) -> list[Change]:
    once = dict(part.lines)
    if b"DTSTART" not in once or b"TZOFFSETTO" not in once:
        raise Unreadable(Warn.UNKNOWN_ZONE)
    after = _offset(once[b"TZOFFSETTO"])
    from_ = _offset(once.get(b"TZOFFSETFROM", once[b"TZOFFSETTO"]))
    first = wall(split(once[b"DTSTART"])[1]).at
    walls = {first}
    for name, rest in part.lines:
        if name == b"RRULE":
            walls.update(_yearly(rest, first=first, ahead=from_, before=before))
        elif name == b"RDATE":
            dates = split(rest)[1].split(b",")[: MOST_CHANGES + 1]
            walls.update(wall(date.strip().partition(b"/")[0]).at for date in dates)
    return [((at - EPOCH) // SECOND - from_, from_, after) for at in walls]


def _offset(rest: bytes) -> int:
    found = _OFFSET.fullmatch(split(rest)[1])
    if not found:
        raise Unreadable(Warn.UNKNOWN_ZONE)
    hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    size = (hours * 60 + minutes) * 60 + seconds
    if size >= 24 * 60 * 60:
        raise Unreadable(Warn.UNKNOWN_ZONE)
    return -size if found[1] == b"-" else size


def _yearly(rest: bytes, *, first: datetime, ahead: int, before: datetime) -> list[datetime]:
    rule = parse(split(rest)[1].decode("latin-1"))
    if not _is_of_a_zone(rule):
        raise Unreadable(Warn.UNKNOWN_ZONE)
    until = None
    if rule.until:
        last = wall(rule.until.encode())
        until = last.at + timedelta(seconds=ahead if last.is_utc else 0)
        if last.is_date:
            until += timedelta(days=1) - SECOND
    old = until is not None and until < _OLD
    return list(starts(rule, first=first, until=until, after=first if old else _OLD, before=before))


def _is_of_a_zone(rule: Rule) -> bool:
    """Some day or other of one month, each year: a handful of changes at most."""
    clocks = (rule.hour, rule.minute, rule.second, rule.month, rule.day, rule.week)
    return (
        rule.freq == Freq.YEARLY
        and all(len(values) <= 1 for values in clocks)
        and (bool(rule.month or rule.week) or not rule.day)
        and max(len(rule.month_day), len(rule.year_day)) <= A_WEEK
    )
