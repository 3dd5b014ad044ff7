"""A VFREEBUSY: somebody's busy time as a server that keeps its titles to itself tells it."""

from nearer.calendars.events import periods
from nearer.calendars.places import Places
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import Component
from nearer.calendars.series import Found
from nearer.calendars.times import Length, parameters, split
from nearer.calendars.warnings import Warn


def read_list(component: Component, places: Places, found: Found) -> None:
    """Put its periods into what was found. All kinds are busy but FREE (RFC 5545, 3.2.9)."""
    for name, rest in component.lines:
        if name != b"FREEBUSY":
            continue
        if parameters(split(rest)[0]).get(b"FBTYPE", b"").upper() == b"FREE":
            continue
        try:
            read = periods(rest, places)
            found.spend(len(read))
            for start, length in read:
                if length is None:
                    raise Unreadable(Warn.BAD_LENGTH)  # noqa: TRY301 - caught as the others are
                zone = start.zone or places.floating
                _take(start.second(zone), length, found)
        except Unreadable as error:
            found.miss(error.why)
        except (ValueError, OverflowError):
            found.miss(Warn.BAD_TIME)


def _take(begin: int, length: Length, found: Found) -> None:
    found.spans.append((begin // 60, -(-(begin + length.seconds) // 60)))
