"""Where the times of one calendar are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import MOST_ZONES, Calendar, Component
from nearer.calendars.times import Wall, parameters, wall
from nearer.calendars.vtimezone import Own, define
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import UTC, Zone, named, of_windows, within


class Place(NamedTuple):
    """What the parameters of a line about time say of it."""

    zone: Zone | None  # None: floating
    as_date: bool
    as_period: bool


class Moment(NamedTuple):
    """A date, or a wall of a zone."""

    at: datetime
    is_date: bool
    zone: Zone | None  # None: floating

    def second(self, floating: Zone) -> int:
        """In UTC; a date begins at midnight."""
        return (self.zone or floating).utc(self.at)

    def day(self, floating: Zone) -> int:
        """Which date is meant, as an ordinal, where a date should stand.

        Some write the midnight with which a date begins where they are, in UTC. Midnight in UTC
        itself, however, is only a date with noughts behind it.
        """
        if self.zone is UTC and (self.at.hour or self.at.minute or self.at.second):
            return floating.wall(UTC.utc(self.at)).toordinal()
        return self.at.toordinal()


Defined = dict[object, Own | None]
"""Zones by what defines them, or None for what defines none."""


@dataclass(slots=True)
class Places:
    """The zones that the names in one calendar mean.

    A name of the IANA database means that zone, even if the calendar defines it too, as such
    definitions are often old. Then comes the calendar's own definition, before Unicode's table of
    what Windows calls them: whoever defines “W. Europe Standard Time” means the definition, and
    the table knows only one place for each name. A short name (EST, GMT, Israel) may be anything,
    so there too the calendar's own word counts first.
    """

    home: Zone
    before: datetime  # walls later than this are never asked for
    calendar: Calendar
    warnings: set[Warn]
    # Of all calendars of one reading: a server may send one for each event, each with its zones.
    defined: Defined = field(default_factory=dict)
    floating: Zone = field(init=False)
    _known: dict[bytes, Place] = field(default_factory=dict)
    _zones: dict[bytes, Zone] = field(default_factory=dict)
    _own: dict[bytes, Component] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for zone in self.calendar.zones:
            # A text, so there may be colons in it, and backslashes before what has a meaning.
            name = dict(zone.lines).get(b"TZID", b"").partition(b":")[2].strip().strip(b'"')
            for spelling in (name, name.replace(b"\\", b"")):
                self._own.setdefault(spelling, zone)
        named = self._find(self.calendar.floating) if self.calendar.floating else None
        self.floating = named or self.home

    def of(self, text: bytes) -> Place:
        """What parameters mean. A zone that nobody knows is home, with a warning."""
        place = self._known.get(text)
        if place is None:
            said = parameters(text)
            name = said.get(b"TZID", b"")
            kind = said.get(b"VALUE", b"").upper()
            place = Place(self._zone(name) if name else None, kind == b"DATE", kind == b"PERIOD")
            self._known[text] = place
        return place

    def moment(self, text: bytes, place: Place) -> Moment:
        """Read one value. Raises `Unreadable` (BAD_TIME)."""
        return self.placed(wall(text), place)

    def placed(self, at: Wall, place: Place) -> Moment:
        """What was read, where it is."""
        zone = UTC if at.is_utc else place.zone
        if place.as_date and not at.is_date:
            return Moment(at.at.replace(hour=0, minute=0, second=0), is_date=True, zone=None)
        return Moment(at.at, at.is_date, None if at.is_date else zone)

    def _zone(self, name: bytes) -> Zone:
        if name not in self._zones:
            zone = self._find(name)
            if zone is None:
                self.warnings.add(Warn.UNKNOWN_ZONE)
            self._zones[name] = zone or self.home
        return self._zones[name]

    def _find(self, name: bytes) -> Zone | None:
        text = name.decode("utf-8", "replace").strip()
        if "/" in text and (zone := named(text) or within(text)):
            return zone
        return self._define(name) or named(text) or of_windows(text)

    def _define(self, name: bytes) -> Own | None:
        zone = self._own.get(name)
        if zone is None:
            return None
        says = tuple((part.name, *part.lines) for part in zone.parts)
        if says not in self.defined:
            self.defined[says] = self._read(zone) if len(self.defined) < MOST_ZONES else None
        return self.defined[says]

    def _read(self, zone: Component) -> Own | None:
        try:
            return define(zone, before=self.before)
        except (Unreadable, ValueError, OverflowError):
            return None
