"""When I am free: out of my calendars and hours, and what the other one gets of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.calendars import windows
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.lib import clock
from nearer.practices.quality_time.entries.sources import Free, Hours, Source
from nearer.practices.quality_time.rules import ages
from nearer.practices.quality_time.rules import calendars as rules
from nearer.practices.quality_time.selectors.hours import as_they_count, hours_in

KINDS = (Hours.kind, Source.kind, Free.kind)
SHOWN_DAYS = 28
QUARTER = 15


@dataclass(frozen=True, slots=True)
class Offered:
    """What I offer, and what it is true of."""

    spans: tuple[rules.Span, ...]
    until: datetime
    """Where it ends: no calendar was read beyond."""
    since: datetime
    """Since when all of it is known."""
    unclear: tuple[str, ...]
    """The calendars because of which nothing can be called free, by their names."""


@dataclass(frozen=True, slots=True)
class Taken:
    """When all of somebody's calendars together make them busy."""

    spans: tuple[rules.Span, ...]
    days: tuple[rules.Span, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One free time, by the clock where its reader is."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """The free times that begin on one day."""

    day: date
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class FreePage:
    """My free times, and whether the other one sees them."""

    hours: bool
    """Whether I said when I like to meet."""
    calendars: int
    soon: tuple[Day, ...]
    later: tuple[Day, ...]
    times: int
    until: date
    as_of: str
    old: bool
    unclear: tuple[str, ...]
    shared: bool


def offered(hours: Hours, sources: Sequence[Source], *, zone: str, now: datetime) -> Offered:
    """When somebody is free and likes to meet, from the beginning of their day on. Pure.

    Where a calendar could not be read whole and its owner did not say to use it anyway, nothing
    is free; and nothing is beyond the day until which every calendar was read.
    """
    place = clock.zone_or_utc(zone)
    begin = datetime.combine(now.astimezone(place).date(), datetime.min.time(), place)
    start = sweep.minute(begin)
    end = min([sweep.minute(begin + rules.FAR), *(it.covers[1] for it in sources if it.covers)])
    unclear = tuple(it.name for it in sources if not is_usable(it))
    found: tuple[rules.Span, ...] = ()
    if not unclear and start < end:
        counts = as_they_count(hours, zone=place.key)
        found = tuple(windows.free(_taken(sources), hours=counts, start=start, end=end))
    return Offered(
        spans=found,
        until=sweep.moment(end),
        since=rules.true_since(
            (datetime.fromisoformat(it.read_at) for it in sources if it.read_at), now=now
        ),
        unclear=unclear,
    )


def is_usable(source: Source) -> bool:
    """Whether anything may be called free by this calendar."""
    return bool(source.covers) and rules.is_usable(
        complete=source.complete, unread=source.unread, accepted=source.accepted
    )


def _taken(sources: Iterable[Source]) -> Taken:
    """All calendars of one person as one."""
    spans: list[rules.Span] = []
    days: list[rules.Span] = []
    for source in sources:
        spans += [(start, end) for start, end in source.spans]
        days += rules.still_busy(source.days, source.free_days)
    return Taken(sweep.merge(spans), tuple(sorted(days)))


def name_of_free(present: Present) -> UUID:
    """The name of what I share with this partner; what another one had is called otherwise."""
    return present.vault.subject(Free.kind)


def shared_in(present: Present, reading: Reading) -> Free | None:
    """What my partner has of me now, out of a reading that has it."""
    if present.partner is None:
        return None
    name = name_of_free(present)
    mine = reading.own(Free)
    return next((it.payload for it in mine if it.subject == name and it.given), None)


def everything(present: Present) -> Reading:
    """My calendars and hours, and what either gives the other."""
    return read(present.vault, present.couple, kinds=(), standing=KINDS)


def to_share(present: Present, reading: Reading) -> Free | None:
    """What my partner would get now; None where I have not said when I like to meet."""
    hours = hours_in(reading)
    if hours is None:
        return None
    sources = [entry.payload for entry in reading.own(Source)]
    found = offered(hours, sources, zone=present.zone, now=present.now)
    since = clock.local_day(found.since, present.zone)
    zone = clock.zone_or_utc(present.zone).key
    return Free([list(span) for span in found.spans], since.isoformat(), zone)


def free_page(present: Present) -> FreePage:
    """My own free times, as they are now, whether or not anybody else sees them."""
    reading = everything(present)
    hours = hours_in(reading)
    sources = [entry.payload for entry in reading.own(Source)]
    found = offered(hours or Hours(), sources, zone=present.zone, now=present.now)
    place = clock.zone_or_utc(present.zone)
    soon = -(-sweep.minute(present.now) // QUARTER) * QUARTER
    ahead = sweep.clip(found.spans, soon, sweep.minute(found.until))
    days = tuple(by_day(ahead, place))
    border = present.day + timedelta(days=SHOWN_DAYS)
    return FreePage(
        hours=hours is not None,
        calendars=len(sources),
        soon=tuple(day for day in days if day.day < border),
        later=tuple(day for day in days if day.day >= border),
        times=len(ahead),
        until=(found.until.astimezone(place) - timedelta(minutes=1)).date(),
        as_of=ages.since(found.since, now=present.now, zone=place),
        old=ages.is_old(found.since, now=present.now),
        unclear=found.unclear,
        shared=shared_in(present, reading) is not None,
    )


def by_day(spans: Iterable[rules.Span], place: ZoneInfo) -> Iterator[Day]:
    """Free times under the day on which they begin, by the clock at this place."""
    walls = [
        Stretch(sweep.moment(start).astimezone(place), sweep.moment(end).astimezone(place))
        for start, end in spans
    ]
    for day, some in groupby(walls, key=lambda it: it.start.date()):
        yield Day(day, tuple(some))
