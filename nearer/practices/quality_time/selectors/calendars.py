"""My calendars as their pages show them: when I am busy, how old that is, and what is amiss."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.calendars.warnings import SENTENCES as OF_READING
from nearer.calendars.warnings import Warn
from nearer.fetching.calendar import SENTENCES, State
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.lib import clock
from nearer.practices.quality_time.asking import READ
from nearer.practices.quality_time.entries.sources import Free, Hours, Source
from nearer.practices.quality_time.rules import ages
from nearer.practices.quality_time.rules import calendars as rules
from nearer.practices.quality_time.selectors.free import is_usable, shared_in
from nearer.practices.quality_time.selectors.hours import hours_in

LOOK = timedelta(days=90)
"""So far ahead the pages count."""
STAYS = "What was read before stays."
"""Stands in the sentences of those who fetch; here it can be said since when."""
NO_ANSWER = "It did not answer in a way that could be read."


@dataclass(frozen=True, slots=True)
class AllDay:
    """A run of whole days that a calendar calls busy."""

    first: date
    last: date
    free: bool
    """Whether its owner is free on them anyway."""

    @property
    def name(self) -> str:
        """What stands for it in a form."""
        return f"{self.first.toordinal()}-{self.last.toordinal()}"


@dataclass(frozen=True, slots=True)
class Line:
    """One calendar in the list."""

    subject: UUID
    name: str
    way: str
    busy_days: int
    age: str
    note: str
    """What came of asking last, where that was not well; else ""."""
    unclear: bool
    """Whether nothing is free until its owner says something."""
    ends: date
    """The last day of which all is known."""


@dataclass(frozen=True, slots=True)
class CalendarsPage:
    """My calendars, and what becomes of them."""

    lines: tuple[Line, ...]
    hours: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One calendar of mine."""

    line: Line
    place: str
    url_host: str
    unread: int
    warnings: tuple[str, ...]
    all_day: tuple[AllDay, ...]
    accepted: bool
    old: bool
    soon_over: bool
    can_ask: bool


def sources_in(reading: Reading) -> list[Opened[Source]]:
    """My calendars, by their names."""
    return sorted(reading.own(Source), key=lambda it: (it.payload.name.casefold(), it.id))


def name_of(entry: Opened[Source]) -> UUID:
    """What a calendar is called in addresses, whatever row it lies in. Each is written with one."""
    return entry.subject or entry.id


def own_sources(present: Present) -> list[Opened[Source]]:
    """All my calendars, as they are sealed."""
    return sources_in(read(present.vault, present.couple, kinds=(), standing=[Source.kind]))


def one(present: Present, calendar: UUID) -> Opened[Source] | None:
    """One calendar of mine; None for another's, and for what is none."""
    reading = read(present.vault, present.couple, kinds=[Source.kind], subjects=[calendar])
    return next(reading.own(Source), None)


def calendars_page(present: Present) -> CalendarsPage:
    """All of them."""
    kinds = [Source.kind, Hours.kind, Free.kind]
    reading = read(present.vault, present.couple, kinds=(), standing=kinds)
    return CalendarsPage(
        lines=tuple(_line(present, entry) for entry in sources_in(reading)),
        hours=hours_in(reading) is not None,
        shared=shared_in(present, reading) is not None,
    )


def calendar_page(present: Present, calendar: UUID) -> CalendarPage | None:
    """One of them, or None where there is none of this name."""
    entry = one(present, calendar)
    if entry is None:
        return None
    source = entry.payload
    line = _line(present, entry)
    return CalendarPage(
        line=line,
        place=source.place,
        url_host=_host(source.url),
        unread=source.unread,
        warnings=tuple(filter(None, map(_of_reading, source.warnings))),
        all_day=tuple(_all_day(present, source)),
        accepted=not source.complete and is_usable(source),
        old=ages.is_old(_moment(source.read_at, present), now=present.now),
        soon_over=line.ends < present.day + timedelta(days=30),
        can_ask=source.way != "file",
    )


def _line(present: Present, entry: Opened[Source]) -> Line:
    source, place = entry.payload, clock.zone_or_utc(present.zone)
    return Line(
        subject=name_of(entry),
        name=source.name,
        way=source.way,
        busy_days=busy_days(source, place=place, today=present.day),
        age=(age := ages.since(_moment(source.read_at, present), now=present.now, zone=place)),
        note=said_of(source.state, age),
        unclear=not is_usable(source),
        ends=_ends(source, place),
    )


def _moment(text: str, present: Present) -> datetime:
    return datetime.fromisoformat(text) if text else present.now


def _ends(source: Source, place: ZoneInfo) -> date:
    if not source.covers:
        return date.min
    return (sweep.moment(source.covers[1]).astimezone(place) - timedelta(days=1)).date()


def said_of(state: str, age: str) -> str:
    """What came of asking last, and since when the times are known that still count; "" where
    all was well.
    """
    if not state:
        return ""
    counts = f"Your last good times, from {age}, still count."
    said = _sentence(state)
    return said.replace(STAYS, counts) if STAYS in said else f"{said} {counts}"


def said_at_first(state: str) -> str:
    """The same of a calendar that never was understood."""
    return _sentence(state).replace(f"{STAYS} ", "")


def _sentence(state: str) -> str:
    if state.startswith(f"{READ}:"):
        return _of_reading(state.removeprefix(f"{READ}:")) or NO_ANSWER
    try:
        return SENTENCES[State(state)]
    except (ValueError, KeyError):
        return NO_ANSWER


def _of_reading(code: str) -> str:
    """What a warning says; "" for one that this version does not know."""
    try:
        return OF_READING[Warn(code)]
    except (ValueError, KeyError):
        return ""


def busy_days(source: Source, *, place: ZoneInfo, today: date) -> int:
    """On how many of the coming 90 days this calendar has anything."""
    first, last = today.toordinal(), (today + LOOK).toordinal() - 1
    found: set[int] = set()
    whole = rules.still_busy(source.days, source.free_days)
    for start, end in rules.cut(whole, first=first, last=last):
        found.update(range(start, end + 1))
    timed: Sequence[tuple[int, int]] = [
        (_day(start, place), _day(end - 1, place)) for start, end in source.spans
    ]
    for start, end in rules.cut(timed, first=first, last=last):
        found.update(range(start, end + 1))
    return len(found)


def _day(minute: int, place: ZoneInfo) -> int:
    return sweep.moment(minute).astimezone(place).toordinal()


def _all_day(present: Present, source: Source) -> Iterator[AllDay]:
    """Those of the coming 90 days; ones that have begun stand there, too."""
    first, last = present.day.toordinal(), (present.day + LOOK).toordinal()
    aside = {tuple(it) for it in source.free_days}
    for start, end in source.days:
        if end >= first and start < last:
            free = (start, end) in aside
            yield AllDay(date.fromordinal(start), date.fromordinal(end), free)


def _host(url: str) -> str:
    """Whose address it is, without what opens it."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
