"""One VEVENT, read into times."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from nearer.calendars import policy
from nearer.calendars.places import Moment, Place, Places
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import LONGEST, Component, Lines
from nearer.calendars.times import Length, length, parameters, split
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import A_DAY, Zone

Rank = tuple[int, bytes, bytes]
"""Which of two versions of an event counts: SEQUENCE, then when it was changed, then written."""

REPEATING: Final = (b"RRULE", b"RDATE", b"EXRULE", b"EXDATE")


@dataclass(frozen=True, slots=True)
class Event:
    """When it is, how long, and how it repeats. No name of any kind."""

    start: Moment
    length: Length
    busy: bool
    cancelled: bool
    rank: Rank
    places: Places
    repeats: Lines  # its RRULE, RDATE, EXRULE and EXDATE lines
    instead_of: Moment | None  # RECURRENCE-ID
    onward: bool  # RANGE=THISANDFUTURE
    backward: bool = False  # RANGE=THISANDPRIOR, which nobody may write any more
    why: Warn | None = None  # something is wrong with it that need not hide the rest

    @property
    def zone(self) -> Zone:
        """The zone its walls are of."""
        return self.start.zone or self.places.floating

    def key(self, moment: Moment) -> int:
        """The name of an instance of this series: the second or, of dates, the day it begins.

        A wall without a zone is one of the series' own zone.
        """
        return moment.day(self.places.floating) if self.start.is_date else moment.second(self.zone)


def rank_of(once: dict[bytes, bytes]) -> Rank:
    """How new this version of an event is."""
    stamp = _value(once, b"DTSTAMP")
    return number_of(_value(once, b"SEQUENCE")), _value(once, b"LAST-MODIFIED") or stamp, stamp


def number_of(text: bytes) -> int:
    """A SEQUENCE, or 0 for what is none."""
    return int(text) if text.isdigit() and len(text) < len(str(1 << 62)) else 0


def read_event(component: Component, places: Places, *, mine: bytes) -> Event:
    """Raises `Unreadable` if nobody can say when it is."""
    lines = component.lines
    if any(len(rest) > LONGEST for _, rest in lines):
        raise Unreadable(Warn.TOO_MUCH)
    once = dict(lines)
    instead_of, range_ = _instead_of(once, places)
    cancelled = policy.is_cancelled(once)
    if b"DTSTART" not in once:
        if instead_of is None or not cancelled:
            raise Unreadable(Warn.NO_START)
        # Who calls an instance off need not say again when it would have been.
        start = instead_of
    else:
        start = _moment(once[b"DTSTART"], places)
    how_long = _length(once, start, places)
    backwards = how_long.days < 0 or how_long.seconds < 0
    return Event(
        start=start,
        length=how_long,
        busy=policy.is_busy(once, lines, mine),
        cancelled=cancelled,
        rank=rank_of(once),
        places=places,
        repeats=[line for line in lines if line[0] in REPEATING],
        instead_of=instead_of,
        onward=range_ == b"THISANDFUTURE",
        backward=range_ == b"THISANDPRIOR",
        why=Warn.BAD_LENGTH if backwards else None,
    )


def _value(once: dict[bytes, bytes], name: bytes) -> bytes:
    return split(once[name])[1] if name in once else b""


def _moment(rest: bytes, places: Places) -> Moment:
    said, value = split(rest)
    return places.moment(value, places.of(said))


def _instead_of(once: dict[bytes, bytes], places: Places) -> tuple[Moment | None, bytes]:
    if b"RECURRENCE-ID" not in once:
        return None, b""
    said, value = split(once[b"RECURRENCE-ID"])
    range_ = parameters(said).get(b"RANGE", b"").upper()
    return places.moment(value, places.of(said)), range_


def _length(once: dict[bytes, bytes], start: Moment, places: Places) -> Length:
    if b"DTEND" in once:
        return _until(_moment(once[b"DTEND"], places), start, places)
    if b"DURATION" not in once:
        return Length(days=1) if start.is_date else Length()
    said = length(_value(once, b"DURATION"))
    return _in_days(said) if start.is_date else said


def _in_days(said: Length) -> Length:
    """The same length in whole dates; one that is only partly taken is taken."""
    return Length(days=said.days + -(-said.seconds // A_DAY))


def _until(end: Moment, start: Moment, places: Places) -> Length:
    """Up to DTEND, which is no part of it any more.

    It keeps its exact seconds in every repetition, whatever clocks do (RFC 5545, 3.8.5.3).
    """
    if not start.is_date:
        zone = start.zone or places.floating
        return Length(seconds=end.second(zone) - start.second(zone))
    day = end.at.toordinal()
    if not end.is_date and end.at != datetime.combine(end.at, datetime.min.time()):
        day += 1
    return Length(days=day - start.at.toordinal())


def periods(rest: bytes, places: Places) -> list[tuple[Moment, Length | None]]:
    """The values of an RDATE, EXDATE or FREEBUSY line; lengths are those of periods."""
    said, values = split(rest)
    place = places.of(said)
    return [_period(value.strip(), place, places) for value in values.split(b",") if value.strip()]


def _period(value: bytes, place: Place, places: Places) -> tuple[Moment, Length | None]:
    begin, slash, rest = value.partition(b"/")
    start = places.moment(begin, place)
    if not slash:
        return start, None
    if rest[:1] in b"Pp+-":
        return start, length(rest)
    return start, _until(places.moment(rest, place), start, places)


def shifted(at: datetime, by: timedelta) -> datetime:
    """A wall moved, as far as there are walls."""
    try:
        return at + by
    except OverflowError:
        return datetime.min if by < timedelta() else datetime.max  # noqa: DTZ901 - a wall
