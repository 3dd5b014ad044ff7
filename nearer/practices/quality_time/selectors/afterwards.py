"""One meeting of the two, as its page needs it: what is put away, and what was liked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.journal.selectors import one, read, stream, years
from nearer.practices.quality_time import away_bank
from nearer.practices.quality_time.away_bank import Thing
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.rules import afterwards as rules
from nearer.practices.quality_time.rules.afterwards import Phase
from nearer.practices.quality_time.rules.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    Occurrence,
    occurrences,
)
from nearer.practices.quality_time.selectors.plans import Known, one_plan
from nearer.practices.registration import Opening, openings
from nearer.reveal.pairs import Pair, pair_in
from nearer.reveal.selectors import in_a_round
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting: when, and what the two say around it."""

    thread: UUID
    day: date
    line: str
    when: Occurrence | None
    """None where the plan was moved since; what was said about it stays."""
    phase: Phase
    my_away: Opened[Away] | None
    their_away: Opened[Away] | None
    liked: Pair[Liked]
    broken: bool
    openings: tuple[Opening, ...] = ()
    """What the two can begin now."""

    @property
    def things(self) -> dict[str, Thing]:
        return away_bank.things()


@dataclass(frozen=True, slots=True)
class LikedPage:
    """What I liked in one year, alone and of meetings, newest first."""

    years: tuple[int, ...]
    year: int
    mine: tuple[Opened[Liked], ...]
    broken: bool


def liked_subject(vault: Vault, thread: UUID, day: date) -> UUID:
    """The name of the round about one meeting: only the two can compute it."""
    return vault.subject(Liked.kind, thread.hex, day.isoformat())


def away_subject(vault: Vault, thread: UUID, day: date) -> UUID:
    return vault.subject(Away.kind, thread.hex, day.isoformat())


def meeting_page(present: Present, thread: UUID, day: date) -> MeetingPage | None:
    """None where these two have no such meeting, and said nothing about one."""
    if present.partner is None:
        return None
    known = one_plan(present, thread)
    when = occurrence_on(known, day) if known else None
    names = [subject(present.vault, thread, day) for subject in (liked_subject, away_subject)]
    kinds = (Liked.kind, Away.kind)
    reading = read(present.vault, present.couple, kinds=kinds, subjects=names)
    if when is None and not any(entry.mine for entry in reading.entries):
        return None
    return MeetingPage(
        thread=thread,
        day=day,
        line=known.line if known else "",
        when=when,
        phase=rules.phase(when, now=present.now) if when else Phase.AFTER,
        my_away=next(reading.own(Away), None),
        their_away=next((e for e in reading.of(Away) if not e.mine), None),
        liked=pair_in(present.pen, reading, Liked, names[0]),
        broken=bool(reading.broken),
        openings=tuple(_openings(when, present.now)),
    )


def _openings(when: Occurrence | None, now: datetime) -> list[Opening]:
    if when is None or not rules.opens(when, now=now):
        return []
    return openings(minutes=int((when.end - when.start).total_seconds() // 60))


def occurrence_on(known: Known, day: date) -> Occurrence | None:
    """The agreed meeting of this day on the wall where it was agreed."""
    if known.plan.agreed is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    begin = datetime.combine(day, time(), known.plan.agreed.place)
    found = occurrences(
        known.plan.agreed,
        after=begin - timedelta(minutes=1),
        before=begin + timedelta(days=2),
        left_out=known.plan.left_out,
    )
    return next((one for one in found if one.day == day), None)


def own_liked(present: Present, *, year: int | None = None) -> LikedPage:
    """What I liked in one year, the newest first; without a year, in the last one with a line."""
    known = years(present.vault, present.couple, kinds=[Liked.kind])
    chosen = year if year in known else (known[0] if known else present.day.year)
    broken: list[UUID] = []
    lines = stream(present.vault, present.couple, kinds=[Liked.kind], year=chosen, broken=broken)
    mine = tuple(_mine(lines))
    return LikedPage(tuple(known), chosen, mine, bool(broken))


def _mine(lines: Iterable[Opened[Any]]) -> Iterator[Opened[Liked]]:
    return (entry for entry in lines if entry.mine)


def own_line(present: Present, entry: UUID) -> Opened[Liked] | None:
    """One line of mine that belongs to no round which the other could still open."""
    found = one(present.vault, present.couple, entry)
    if found is None or not found.mine or not isinstance(found.payload, Liked):
        return None
    line = cast("Opened[Liked]", found)
    return line if is_alone(present, line) else None


def is_alone(present: Present, entry: Opened[Liked]) -> bool:
    """Whether it belongs to no round that the other could still open."""
    return entry.visibility == Visibility.ONLY_ME or not in_a_round(entry, present.vault)
