"""What is kept of a sitting, as its page needs it; and what is mine alone."""

from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.selectors import one as one_entry
from nearer.journal.selectors import read, stream, years
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.rules.terms import Kind, Way
from nearer.practices.presence.selectors.sittings import Known, one, them
from nearer.reveal.pairs import Pair, pair_in
from nearer.reveal.selectors import in_a_round
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class AfterPage:
    """A sitting that is over: what each takes along."""

    thread: UUID
    kind: Kind
    minutes: int
    alone: bool
    """Whether there was one phone: what is written then is only mine."""
    them: str
    can_write: bool
    """Whether the sitting is still known. Its steps go after a day or two."""
    taken: Pair[Taken] = field(default_factory=Pair)
    broken: bool = False


def taken_subject(vault: Vault, thread: UUID) -> UUID:
    """The name of the round about one sitting: only the two can compute it."""
    return vault.subject(Taken.kind, thread.hex)


def after_page(present: Present, thread: UUID) -> AfterPage | None:
    """None where these two have no such sitting behind them."""
    known = one(present, thread)
    over = known is not None and known.state.ended and known.state.took_place
    if present.partner is None or (known is not None and known.terms.way is Way.ONE):
        return _alone(present, known) if known is not None and over else None
    subject = taken_subject(present.vault, thread)
    reading = read(present.vault, present.couple, kinds=[Taken.kind], subjects=[subject])
    mine = next(reading.own(Taken), None)
    if not over and mine is None:
        return None
    return AfterPage(
        thread=thread,
        kind=known.terms.kind if known else Kind(mine.payload.sort) if mine else Kind.LISTEN,
        minutes=known.terms.minutes if known else mine.payload.minutes if mine else 0,
        alone=False,
        them=them(present),
        can_write=over,
        taken=pair_in(present.pen, reading, Taken, subject),
        broken=bool(reading.broken),
    )


def _alone(present: Present, known: Known) -> AfterPage:
    return AfterPage(
        thread=known.thread,
        kind=known.terms.kind,
        minutes=known.terms.minutes,
        alone=True,
        them=them(present),
        can_write=True,
    )


def gone_page(present: Present, thread: UUID) -> AfterPage:
    """Where a line is sent about a sitting that nobody knows any more: it can still be kept."""
    return AfterPage(
        thread=thread,
        kind=Kind.LISTEN,
        minutes=0,
        alone=present.partner is None,
        them=them(present),
        can_write=False,
    )


def is_alone(present: Present, entry: Opened[Taken]) -> bool:
    """Whether this line is mine alone: kept for me, or about somebody who is gone."""
    return entry.only_mine or not in_a_round(entry, present.vault)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What I took along in one year, alone and of sittings of two, newest first."""

    years: tuple[int, ...]
    year: int
    mine: tuple[Opened[Taken], ...]
    alone: frozenset[UUID]
    """Those that I may let go here: they belong to no round that the other could still open."""
    broken: bool


def kept_page(present: Present, *, year: int | None = None) -> KeptPage:
    """One year of it; without one, the last with a line."""
    known = years(present.vault, present.couple, kinds=[Taken.kind])
    chosen = year if year in known else (known[0] if known else present.day.year)
    broken: list[UUID] = []
    lines = stream(present.vault, present.couple, kinds=[Taken.kind], year=chosen, broken=broken)
    mine = tuple(cast("Opened[Taken]", entry) for entry in lines if entry.mine)
    alone = frozenset(entry.id for entry in mine if is_alone(present, entry))
    return KeptPage(tuple(known), chosen, mine, alone, bool(broken))


def is_mine_alone(present: Present, entry: UUID) -> bool:
    """Whether this is a line of mine, and in no round."""
    found = one_entry(present.vault, present.couple, entry)
    if found is None or not found.mine or not isinstance(found.payload, Taken):
        return False
    return is_alone(present, cast("Opened[Taken]", found))
