"""The rounds in which both pick ideas, as their pages need them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.entries.ideas import PickAgain, Picks
from nearer.practices.quality_time.rules import ideas as rules
from nearer.practices.quality_time.rules.tags import Idea
from nearer.reveal.pairs import Turn, answered_in, turns_in
from nearer.reveal.rules import Round
from nearer.reveal.selectors import as_it_was_opened
from nearer.sealing.vault import Vault


def subject_of(vault: Vault, number: int) -> UUID:
    """The name of the round of this number: only the two can compute it."""
    return vault.subject(Picks.kind, str(number))


def again_subject_of(vault: Vault, number: int) -> UUID:
    """The name under which one of the two asks for the round of this number."""
    return vault.subject(Picks.kind, "again", str(number))


Picked = Turn[Picks]
"""One round that this reader took part in."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds of this reader, and in which one they can pick now."""

    current: int
    picked: dict[int, Picked]
    broken: bool

    @property
    def last_open(self) -> int:
        """The number of the newest round that lies open, or 0."""
        opened = (n for n, picked in self.picked.items() if picked.state is Round.OPEN)
        return max(opened, default=0)

    def both_picked(self) -> tuple[str, ...]:
        """What both picked in any round that lies open to both, in the order of the bank."""
        names = {name for one in self.picked.values() for name in _common(one)}
        return tuple(name for name in ideas_bank.ideas() if name in names)


def _common(picked: Picked) -> set[str]:
    if picked.state is not Round.OPEN or picked.theirs is None:
        return set()
    return set(picked.mine.payload.ideas) & set(picked.theirs.payload.ideas)


def all_rounds(present: Present) -> Rounds:
    """Where every round stands, after handing over what is due. One query, and one for states."""
    if present.partner is None:
        return Rounds(1, {}, broken=False)
    reading = read(present.vault, present.couple, kinds=(Picks.kind, PickAgain.kind))
    picked = turns_in(present.pen, reading, Picks, subject_of)
    current = rules.current_round(
        opened=[n for n, one in picked.items() if one.state is Round.OPEN],
        mine=picked,
        asked=[it.payload.round for it in reading.of(PickAgain) if _is_ours(present.vault, it)],
    )
    return Rounds(current, picked, bool(reading.broken))


def in_rounds(vault: Vault, reading: Reading) -> Iterator[Opened[Picks]]:
    """One's own picks that belong to a round, under the name that belongs to its number."""
    return (entry for _, _, entry in answered_in(vault, reading, Picks, subject_of))


def _is_ours(vault: Vault, entry: Opened[Any]) -> bool:
    """Whether it was asked in this couple, and under the name that belongs to its number."""
    named = again_subject_of(vault, entry.payload.round)
    return vault.keyring.is_ours(entry.at) and entry.subject == named


@dataclass(frozen=True, slots=True)
class Beside:
    """Both choices beside each other: what both want first."""

    both: tuple[Idea, ...]
    mine: tuple[Idea, ...]
    theirs: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class PicksPage:
    """One round: where it stands, and only what may be read of it."""

    number: int
    state: Round
    mine: tuple[Idea, ...]
    beside: Beside | None
    current: int
    opened: int
    """The newest round that lies open, or 0."""
    broken: bool

    @property
    def waits(self) -> bool:
        return self.state in {Round.WAITING, Round.GIVEN}


def picks_page(present: Present, number: int | None = None) -> PicksPage | None:
    """The round of this number, or the current one; None where it has not begun."""
    found = all_rounds(present)
    number = found.current if number is None else number
    if present.partner is None or not 1 <= number <= found.current:
        return None
    picked = found.picked.get(number)
    state = picked.state if picked else Round.YOUR_TURN
    swapped = state is Round.OPEN and not _as_opened(present, number)
    return PicksPage(
        number=number,
        state=state,
        mine=named(picked.mine.payload.ideas) if picked else (),
        beside=None if picked is None or swapped else _beside(picked),
        current=found.current,
        opened=found.last_open,
        broken=swapped or found.broken,
    )


def _as_opened(present: Present, number: int) -> bool:
    key = (Picks.kind, subject_of(present.vault, number))
    return as_it_was_opened(present.vault, present.couple, key)


def _beside(picked: Picked) -> Beside | None:
    if picked.state is not Round.OPEN or picked.theirs is None:
        return None
    mine, theirs = picked.mine.payload.ideas, picked.theirs.payload.ideas
    order = ideas_bank.ideas()
    return Beside(
        both=named(rules.both(mine, theirs, order=order)),
        mine=named(rules.only(mine, theirs, order=order)),
        theirs=named(rules.only(theirs, mine, order=order)),
    )


def named(names: Collection[str]) -> tuple[Idea, ...]:
    """The ideas of these names, as far as the bank knows them."""
    bank = ideas_bank.ideas()
    return tuple(bank[name] for name in names if name in bank)
