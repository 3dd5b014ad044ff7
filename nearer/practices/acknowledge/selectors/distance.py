"""The rounds of "How far apart does it feel?", as their pages need them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.content import Cause
from nearer.practices.acknowledge.entries import Again, Picture
from nearer.practices.acknowledge.rules import distance as rules
from nearer.reveal.pairs import Turn, answered_in, turns_in
from nearer.reveal.rules import Round
from nearer.reveal.selectors import as_it_was_opened, in_a_round, rounds
from nearer.sealing.vault import Vault

ROUND = "acknowledge.distance"


def subject_of(vault: Vault, number: int) -> UUID:
    """The name of the round of this number: only the two can compute it."""
    return vault.subject(ROUND, str(number))


Drawn = Turn[Picture]
"""One round that this reader took part in."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds of this reader, and which one can be drawn now."""

    current: int
    drawn: dict[int, Drawn]
    broken: bool

    def earlier(self, number: int) -> Drawn | None:
        """The last opened round before this one."""
        opened = [n for n, drawn in self.drawn.items() if n < number and drawn.state is Round.OPEN]
        return self.drawn[max(opened)] if opened else None

    @property
    def last_open(self) -> Drawn | None:
        return self.earlier(max(self.drawn, default=0) + 1)


def all_rounds(present: Present) -> Rounds:
    """Where every round stands, after handing over what is due. One query, and one for states."""
    reading = read(present.vault, present.couple, kinds=(Picture.kind, Again.kind))
    drawn = turns_in(present.pen, reading, Picture, subject_of)
    opened = {n: it.day for n, it in drawn.items() if it.state is Round.OPEN}
    asked = [e.payload.round for e in reading.of(Again) if _of_us(present.vault, e)]
    current = rules.current_round(opened=opened, mine=drawn, asked=asked, day=present.day)
    return Rounds(current, drawn, bool(reading.broken))


def in_rounds(vault: Vault, reading: Reading) -> Iterator[Opened[Picture]]:
    """One's own pictures that belong to a round, under the name that belongs to its number."""
    return (entry for _, _, entry in answered_in(vault, reading, Picture, subject_of))


def _of_us(vault: Vault, entry: Opened[Again]) -> bool:
    return not before_us(vault, entry) and entry.subject == again_subject_of(
        vault, entry.payload.round
    )


def before_us(vault: Vault, entry: Opened[Any]) -> bool:
    """Whether this was written before the last couple ended, and so belongs to nobody here."""
    return not vault.keyring.is_ours(entry.at)


def again_subject_of(vault: Vault, number: int) -> UUID:
    """The name under which one of the two asks for the round of this number."""
    return vault.subject(ROUND, "again", str(number))


@dataclass(frozen=True, slots=True)
class Beside:
    """Two pictures beside each other, and what is said of them."""

    mine: Picture
    theirs: Picture
    both: tuple[Cause, ...]
    one: tuple[Cause, ...]
    said: str
    said_of_both: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: where it stands, and only what may be read of it."""

    number: int
    state: Round
    mine: Opened[Picture] | None
    beside: Beside | None
    earlier: Beside | None
    earlier_day: date | None
    earlier_number: int
    said_again: str
    current: int
    broken: bool

    @property
    def waits(self) -> bool:
        return self.state in {Round.WAITING, Round.GIVEN}


def round_page(present: Present, number: int | None = None) -> RoundPage | None:
    """The round of this number, or the current one; None when it has not begun."""
    found = all_rounds(present)
    number = found.current if number is None else number
    if not 1 <= number <= found.current:
        return None
    drawn, state = found.drawn.get(number), Round.YOUR_TURN
    swapped = False
    if drawn is not None:
        state = drawn.state
        swapped = state is Round.OPEN and not _as_opened(present, number)
    beside = None if drawn is None or swapped else _beside(present.vault, drawn)
    before = found.earlier(number)
    earlier = (
        _beside(present.vault, before) if before and _as_opened(present, before.number) else None
    )
    return RoundPage(
        number=number,
        state=state,
        mine=drawn.mine if drawn else None,
        beside=beside,
        earlier=earlier,
        earlier_day=before.day if earlier and before else None,
        earlier_number=before.number if before else 0,
        said_again=_said_again(present.vault, number, earlier, beside),
        current=found.current,
        broken=swapped or found.broken,
    )


def is_open(present: Present, number: int) -> bool:
    """Whether the pictures of this round lie open to both."""
    key = (Picture.kind, subject_of(present.vault, number))
    return rounds(present.vault, present.couple, [key])[key] is Round.OPEN


def _as_opened(present: Present, number: int) -> bool:
    key = (Picture.kind, subject_of(present.vault, number))
    return as_it_was_opened(present.vault, present.couple, key)


def _beside(vault: Vault, drawn: Drawn) -> Beside | None:
    if drawn.state is not Round.OPEN or drawn.theirs is None:
        return None
    mine, theirs = drawn.mine.payload, drawn.theirs.payload
    bank = content.causes()
    both = rules.both_recognise(mine.causes, theirs.causes, order=bank)
    seed = subject_of(vault, drawn.number).bytes
    return Beside(
        mine=mine,
        theirs=theirs,
        both=_causes(both),
        one=_causes(rules.one_recognises(mine.causes, theirs.causes, order=bank)),
        said=_line(rules.between(mine.overlap, theirs.overlap), seed),
        said_of_both=_line(rules.recognised(len(both)), seed),
    )


def _causes(names: Iterable[str]) -> tuple[Cause, ...]:
    return tuple(content.causes()[name] for name in names)


def _line(when: str, seed: bytes) -> str:
    """One of the bank's lines for this, the same for both."""
    return rules.chosen([line.text for line in content.lines() if line.when == when], seed=seed)


def _said_again(vault: Vault, number: int, before: Beside | None, now: Beside | None) -> str:
    if before is None or now is None:
        return ""
    when = rules.since_then(
        before=(before.mine.overlap, before.theirs.overlap),
        now=(now.mine.overlap, now.theirs.overlap),
    )
    return _line(when, subject_of(vault, number).bytes) if when else ""


@dataclass(frozen=True, slots=True)
class MyPictures:
    """The pictures that are for oneself, newest first."""

    kept: tuple[Opened[Picture], ...]
    broken: bool


def my_pictures(present: Present) -> MyPictures:
    """What one drew for oneself, and what one drew with somebody who is not here any more."""
    reading = read(present.vault, present.couple, kinds=(Picture.kind,))
    two = present.partner is not None
    kept = [e for e in reading.own(Picture) if not (two and in_a_round(e, present.vault))]
    return MyPictures(tuple(kept), bool(reading.broken))
