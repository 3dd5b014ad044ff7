"""Dates, times and lengths as RFC 5545, 3.3.4 to 3.3.6 and 3.3.9, writes them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from nearer.calendars.recurrence import Unreadable
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import A_DAY, EARLIEST, LATEST, Zone

_TIME = re.compile(rb"(\d{8})(?:[Tt](\d\d)(\d\d)(\d\d)([Zz])?)?")
_LENGTH = re.compile(
    rb"([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE,
)
_PARAMETER = re.compile(rb'; *([A-Za-z0-9-]+) *= *("[^"]*"|[^";]*)')
# From the first year a date can have to the last.
LONGEST: Final = date.max.toordinal()
_LAST_HOUR = 24
_LEAP_SECOND = 60


class Wall(NamedTuple):
    """What a date or time in a file says, before anybody asks where."""

    at: datetime  # naive; midnight for a date
    is_date: bool
    is_utc: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long something lasts.

    Days are turns of the calendar: across a change of clocks they have 23 or 25 hours. Seconds
    are exact (RFC 5545, 3.3.6; erratum 2).
    """

    days: int = 0
    seconds: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.seconds)

    def at_most(self) -> int:
        """Seconds, with two days' room for clocks that change."""
        return abs(self.days) * A_DAY + abs(self.seconds) + 2 * A_DAY

    def after(self, wall: datetime, second: int, zone: Zone) -> int:
        """The second it is over, if it begins at that wall of that zone."""
        if not self.days:
            return second + self.seconds
        try:
            return zone.utc(wall + timedelta(days=self.days)) + self.seconds
        except OverflowError:
            return LATEST if self.days > 0 else EARLIEST


def split(rest: bytes) -> tuple[bytes, bytes]:
    """The parameters and the value of a line about time.

    No value about time has a colon in it, so the last one it is, whatever stands in a parameter
    and whether or not somebody thought of quoting it.
    """
    parameters, _, value = rest.rpartition(b":")
    return parameters, value.strip()


def parameters(text: bytes) -> dict[bytes, bytes]:
    """By name, in capitals; quotes taken off. The first of a name counts."""
    found: dict[bytes, bytes] = {}
    for name, value in _PARAMETER.findall(text):
        found.setdefault(name.upper(), value.strip(b'"').strip())
    return found


def wall(text: bytes) -> Wall:
    """Read a DATE or a DATE-TIME by its own look. Raises `Unreadable` (BAD_TIME)."""
    found = _TIME.fullmatch(text)
    if not found:
        raise Unreadable(Warn.BAD_TIME)
    day, hour, minute, second, utc = found.groups()
    try:
        of_day = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if hour is None:
            return Wall(datetime.combine(of_day, time()), is_date=True)
        at = datetime.combine(of_day, time()) + _since_midnight(int(hour), int(minute), int(second))
    except (ValueError, OverflowError) as error:
        raise Unreadable(Warn.BAD_TIME) from error
    return Wall(at, is_date=False, is_utc=utc is not None)


def _since_midnight(hour: int, minute: int, second: int) -> timedelta:
    """A leap second is the one before it, to whoever does not keep them (RFC 5545, 3.3.12)."""
    if (hour, minute, second) == (_LAST_HOUR, 0, 0):
        return timedelta(days=1)
    at = time(hour, minute, 59 if second == _LEAP_SECOND else second)
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def length(text: bytes) -> Length:
    """Read a DURATION; one that runs backwards is negative. Raises `Unreadable` (BAD_LENGTH)."""
    found = _LENGTH.fullmatch(text)
    if not found or not any(found.groups()[1:]):
        raise Unreadable(Warn.BAD_LENGTH)
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    sign = -1 if found[1] == b"-" else 1
    whole = Length(weeks * 7 + days, (hours * 60 + minutes) * 60 + seconds)
    if whole.days + whole.seconds // A_DAY > LONGEST:
        raise Unreadable(Warn.BAD_LENGTH)
    return Length(sign * whole.days, sign * whole.seconds)
