"""Rounds as a page needs them: mine, and theirs where it may be read.

A practice in which each of two says something, sealed until both have, gathers it here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from nearer.journal.actions import Pen
from nearer.journal.opened import Opened, Reading
from nearer.journal.payloads import Payload
from nearer.reveal.actions import settle
from nearer.reveal.rules import Round
from nearer.reveal.selectors import as_it_was_opened, in_a_round, rounds, rounds_among
from nearer.sealing.vault import Vault

WAITS: Final = frozenset({Round.WAITING, Round.GIVEN, Round.GIVE})
"""Mine is sealed, and there is nothing for me to do."""

P = TypeVar("P", bound=Payload)


@dataclass(frozen=True, slots=True)
class Pair(Generic[P]):
    """One round: where it stands, and only what may be read of it."""

    state: Round = Round.YOUR_TURN
    mine: Opened[P] | None = None
    theirs: Opened[P] | None = None
    """None until it is open to both, and where it was exchanged since it was opened."""

    @property
    def waits(self) -> bool:
        return self.state in WAITS


def pair_in(pen: Pen, reading: Reading, payload: type[P], subject: UUID) -> Pair[P]:
    """The round about this subject, out of a reading of it; hands over what is due."""
    key = (payload.kind, subject)
    state = settle(pen, rounds(pen.vault, pen.couple, [key]))[key]
    opened = state is Round.OPEN and as_it_was_opened(pen.vault, pen.couple, key)
    mine = (entry for entry in reading.own(payload) if entry.subject == subject)
    return Pair(state, next(mine, None), _theirs(reading, payload, subject) if opened else None)


class Numbered(Protocol):
    """A payload of one of several rounds: the first has the number 1."""

    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Turn(Generic[P]):
    """One of several rounds, in which this reader has answered."""

    number: int
    state: Round
    mine: Opened[P]
    theirs: Opened[P] | None

    @property
    def day(self) -> date:
        """When the later of the two answered, as far as this reader may know."""
        return max(self.mine.day, self.theirs.day) if self.theirs else self.mine.day


def turns_in(
    pen: Pen, reading: Reading, payload: type[P], named: Callable[[Vault, int], UUID]
) -> dict[int, Turn[P]]:
    """Every round in which this reader has answered, by its number; hands over what is due.

    `named` gives the name of the round of a number, which only the two can compute: an answer
    under another name belongs to none.
    """
    states = settle(pen, rounds_among(pen.vault, pen.couple, reading))
    return {
        number: Turn(
            number, states[payload.kind, subject], entry, _theirs(reading, payload, subject)
        )
        for number, subject, entry in answered_in(pen.vault, reading, payload, named)
    }


def answered_in(
    vault: Vault, reading: Reading, payload: type[P], named: Callable[[Vault, int], UUID]
) -> Iterator[tuple[int, UUID, Opened[P]]]:
    """One's own answers that belong to a round, with its number and its name."""
    for entry in reading.own(payload):
        number: int = entry.payload.number  # type: ignore[attr-defined]
        if in_a_round(entry, vault) and entry.subject == named(vault, number):
            yield number, entry.subject, entry


def _theirs(reading: Reading, payload: type[P], subject: UUID) -> Opened[P] | None:
    found = (entry for entry in reading.of(payload) if not entry.mine and entry.subject == subject)
    return next(found, None)
