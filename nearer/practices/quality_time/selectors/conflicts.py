"""What came into my calendars at the time of a plan, and what could be suggested instead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.calendars.spans import Span
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.lib.clock import zone_or_utc
from nearer.practices.quality_time.entries.conflicts import Conflicts
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.rules import calendars as calendar_rules
from nearer.practices.quality_time.rules import conflicts as rules
from nearer.practices.quality_time.rules import plans as plan_rules
from nearer.practices.quality_time.rules.conflicts import Came, Taken
from nearer.practices.quality_time.rules.dates import Occurrence, occurrences
from nearer.practices.quality_time.rules.words import Told, told_once
from nearer.practices.quality_time.selectors.plans import Known, Meeting, plans_in
from nearer.practices.quality_time.selectors.windows import (
    Card,
    both_in,
    card,
    everything,
    mine_in,
)

INSTEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Conflict:
    """One meeting at whose time something else came into my calendar."""

    day: date
    told: Told
    minutes: int
    instead: tuple[Card, ...]
    """Other times that are free for both, as far as I know."""


def came_in(reading: Reading) -> tuple[Came, ...]:
    """What came, out of a reading that has it. Pure."""
    return next((entry.payload.came for entry in reading.own(Conflicts)), ())


def came_for(present: Present) -> tuple[Came, ...]:
    """What came into my calendars."""
    return came_in(read(present.vault, present.couple, kinds=(), standing=[Conflicts.kind]))


def in_the_way(came: Iterable[Came], meeting: Meeting) -> bool:
    """Whether something else stands in my calendar then."""
    return rules.stands(came, meeting.known.thread.hex, span_of(meeting.when))


def conflict_of(present: Present, thread: UUID) -> Conflict | None:
    """The next meeting of a plan at whose time something came, if there is one."""
    came = tuple(it for it in came_for(present) if it.thread == thread.hex)
    if not came or present.partner is None:
        return None
    reading = everything(present)
    plans = plans_in(present.vault, reading)
    known = next((it for it in plans if it.thread == thread), None)
    if known is None:
        return None
    ahead = (Meeting(known, it) for it in coming(known, present.now))
    meeting = next((it for it in ahead if in_the_way(came, it)), None)
    return None if meeting is None else _conflict(present, reading, plans, meeting)


def _conflict(present: Present, reading: Reading, plans: list[Known], meeting: Meeting) -> Conflict:
    both = both_in(present, reading, plans, mine_in(present, reading))
    start, end = span_of(meeting.when)
    minutes = end - start
    found = () if both.theirs is None else both.good(least=minutes, most=INSTEAD)
    as_long = [replace(it, end=it.start + minutes) for it in found]
    return Conflict(
        day=meeting.when.day,
        told=told_once(meeting.when, zone=both.zone, their_zone=both.their_zone, today=present.day),
        minutes=minutes,
        instead=tuple(card(it, both, plans, least=minutes, today=present.day) for it in as_long),
    )


def coming(known: Known, now: datetime) -> Iterator[Occurrence]:
    """Its agreed meetings of the next half year that are not over."""
    return known.coming(after=now, within=plan_rules.AHEAD)


def span_of(when: Occurrence) -> Span:
    """When it takes place, in minutes."""
    return sweep.minute(when.start), sweep.minute_after(when.end)


def times_of(plans: Iterable[Known], now: datetime) -> Iterator[Taken]:
    """The times of all that is agreed, and of what I proposed myself."""
    for known in plans:
        for when in coming(known, now):
            yield Taken(known.thread.hex, span_of(when))
        for step in known.plan.own:
            if step.when:
                ahead = occurrences(step.when, after=now, before=now + plan_rules.AHEAD)
                yield from (Taken(known.thread.hex, span_of(it)) for it in ahead)


def busy(source: Source | None, *, zone: str) -> tuple[Span, ...]:
    """When one calendar makes its owner busy, where they live now."""
    if source is None:
        return ()
    place = zone_or_utc(zone)
    days = sweep.days_as_spans(calendar_rules.still_busy(source.days, source.free_days), place)
    return sweep.merge([*((start, end) for start, end in source.spans), *days])
