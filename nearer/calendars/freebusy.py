"""A VFREEBUSY: somebody's busy time as a server that keeps its titles to itself tells it."""

from collections.abc import Iterator

from nearer.calendars.events import periods
from nearer.calendars.found import Found
from nearer.calendars.places import Moment, Places
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import LONGEST, Component
from nearer.calendars.spans import Span
from nearer.calendars.times import Length, parameters, split
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import Zone


def read_list(component: Component, places: Places, found: Found) -> Span | None:
    """Put its periods into what was found; say what it speaks of, in seconds, if it does.

    All kinds are busy but FREE; one that nobody knows is busy too (RFC 5545, 3.2.9).
    """
    zone = places.floating
    for name, rest in component.lines:
        if name != b"FREEBUSY" or _is_free(rest):
            continue
        try:
            for start, length in _periods(rest, places, found):
                _take(start, length, start.zone or zone, found)
        except Unreadable as error:
            found.miss(error.why)
        except (ValueError, OverflowError):
            found.miss(Warn.BAD_TIME)
    return _speaks_of(component, places)


def _is_free(rest: bytes) -> bool:
    return parameters(split(rest)[0]).get(b"FBTYPE", b"").upper() == b"FREE"


def _periods(rest: bytes, places: Places, found: Found) -> Iterator[tuple[Moment, Length | None]]:
    if len(rest) > LONGEST:
        raise Unreadable(Warn.TOO_MUCH)
    read = periods(rest, places)
    found.spend(len(read))
    return iter(read)


def _take(start: Moment, length: Length | None, zone: Zone, found: Found) -> None:
    begin = start.second(zone)
    end = length.after(start.at, begin, zone) if length else begin
    if length is None or end < begin:
        raise Unreadable(Warn.BAD_LENGTH)
    if begin < found.end and end > found.start:
        found.spans.append((begin // 60, -(-end // 60)))


def _speaks_of(component: Component, places: Places) -> Span | None:
    once = dict(component.lines)
    if b"DTSTART" not in once or b"DTEND" not in once:
        return None
    try:
        (start, _), *_ = periods(once[b"DTSTART"], places)
        (end, _), *_ = periods(once[b"DTEND"], places)
    except (Unreadable, ValueError, OverflowError):
        return None
    return start.second(places.floating), end.second(places.floating)
