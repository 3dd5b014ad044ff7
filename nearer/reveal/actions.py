"""Handing answers over, in the order that keeps a host from reading first."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from nearer.journal import actions as journal
from nearer.journal.actions import Pen
from nearer.journal.models import Visibility
from nearer.journal.opened import Row, open_row
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, read, rows_of
from nearer.reveal.rules import Answer, Round, may_edit, round_state
from nearer.reveal.selectors import Key
from nearer.sealing.boxes import DoesNotOpen, digest

P = TypeVar("P", bound=Payload)


class NotOpenYet(Exception):
    """The round is not at the point where it can be opened."""


@transaction.atomic
def answer(pen: Pen, payload: Payload, *, subject: UUID) -> UUID:
    """Seal an answer until both have answered, or seal it again while nobody has given.

    Raises `AlreadyGiven` from the first give on: it is bound to both bodies by their hashes.
    """
    journal.hold(pen.couple)
    mine, theirs = _two(pen, kind=payload.kind, subject=subject)
    if not may_edit(mine=_fact(mine), theirs=_fact(theirs)):
        raise journal.AlreadyGiven
    return journal.write(pen, payload, visibility=Visibility.WHEN_BOTH, subject=subject)


def settle(pen: Pen, rounds: dict[Key, Round]) -> dict[Key, Round]:
    """In the visit of whoever gives first: hand over what both have answered.

    Takes the lock only when there is something to give, which is only after both answered.
    """
    due = [key for key, state in rounds.items() if state is Round.GIVE]
    for key in due:
        give_first(pen, *key)
    return rounds | dict.fromkeys(due, Round.GIVEN)


@transaction.atomic
def give_first(pen: Pen, kind: str, subject: UUID) -> None:
    """Hand over my answer, bound to the one that lies there in return."""
    journal.hold(pen.couple)
    mine, theirs = _two(pen, kind=kind, subject=subject)
    if mine and theirs and _state(pen, mine, theirs) is Round.GIVE:
        journal.give(pen, mine, against=digest(theirs.body))


@transaction.atomic
def open_round(pen: Pen, *, kind: str, subject: UUID) -> None:
    """Open the other's answer and so give mine. Opening it again changes nothing.

    Mine is given only after theirs was really opened, and only against the very answer of
    mine that they gave for. Raises `NotOpenYet`, and `DoesNotOpen` when it was tampered with.
    """
    journal.hold(pen.couple)
    mine, theirs = _two(pen, kind=kind, subject=subject)
    if mine is None or theirs is None:
        raise NotOpenYet
    state = _state(pen, mine, theirs)
    if state is Round.OPEN:
        return
    if state is not Round.READY:
        raise NotOpenYet
    opened = open_row(pen.vault, theirs)
    if opened.against != digest(mine.body):
        raise DoesNotOpen
    journal.give(pen, mine, against=digest(theirs.body))


@transaction.atomic
def take_back(pen: Pen, payload: type[P], *, subject: UUID, alone: Callable[[P], P | None]) -> None:
    """Take my answer out of its round. It may already have been read.

    `alone` says what of it stays with me, as a new entry of its old day; None for nothing.
    """
    journal.hold(pen.couple)
    for mine in read(pen.vault, pen.couple, kinds=[payload.kind], subjects=[subject]).own(payload):
        journal.discard(pen, mine.id)
        if (kept := alone(mine.payload)) is not None:
            journal.write(replace(pen, now=mine.at, day=mine.day), kept)


def _state(pen: Pen, mine: Row, theirs: Row) -> Round:
    partner = pen.vault.keyring.partner
    return round_state(
        mine=_fact(mine),
        theirs=_fact(theirs),
        i_give_first=partner.i_give_first if partner else None,
    )


def _fact(row: Row | None) -> Answer | None:
    return row and Answer(given=row.given_key is not None)


def _two(pen: Pen, *, kind: str, subject: UUID) -> tuple[Row | None, Row | None]:
    partner = pen.vault.keyring.partner
    found = as_rows(
        rows_of(pen.couple).filter(kind=kind, subject=subject, visibility=Visibility.WHEN_BOTH)
    )
    by_owner = {row.owner_id: row for row in found}
    theirs = by_owner.get(partner.person) if partner else None
    return by_owner.get(pen.vault.person), theirs
