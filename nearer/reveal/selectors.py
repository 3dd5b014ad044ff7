"""Rounds of this reader: where each stands, and what may be read of it."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from nearer.journal.models import Visibility
from nearer.journal.opened import Opened, Reading
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, rows_of
from nearer.lib.prepared import Prepared
from nearer.reveal.rules import Answer, Round, round_state
from nearer.sealing.boxes import DoesNotOpen, digest
from nearer.sealing.vault import Vault

Key = tuple[str, UUID]
"""A round: the kind of answer and the subject."""


def rounds(vault: Vault, couple: UUID, keys: Collection[Key]) -> dict[Key, Round]:
    """Where each of these rounds stands. One query, whatever the partner did."""
    partner = vault.keyring.partner
    answers = _answers(couple, keys)
    return {
        key: round_state(
            mine=answers.get((*key, vault.person)),
            theirs=answers.get((*key, partner.person)) if partner else None,
            i_give_first=partner.i_give_first if partner else None,
        )
        for key in keys
    }


def rounds_among(vault: Vault, couple: UUID, reading: Reading) -> dict[Key, Round]:
    """Where the reader's rounds among these entries stand.

    Two answers that both lie open need no asking, and after a while those are nearly all.
    """
    there, mine = _both_there(vault, reading), mine_in(reading, vault)
    return dict.fromkeys(mine & there, Round.OPEN) | rounds(vault, couple, mine - there)


def as_it_was_opened(vault: Vault, couple: UUID, key: Key) -> bool:
    """Whether the other's answer is still the one that mine was given for.

    Whoever wrote it could seal other words under the same label and give them again. My own
    give names the body that lay there.
    """
    kind, subject = key
    both = rows_of(couple).filter(kind=kind, subject=subject, visibility=Visibility.WHEN_BOTH)
    rows = {row.owner_id: row for row in as_rows(both)}
    mine, partner = rows.get(vault.person), vault.keyring.partner
    theirs = rows.get(partner.person) if partner else None
    if mine is None or theirs is None or mine.given_key is None:
        return False
    try:
        _, against = vault.open_given(mine.label, body=mine.body, given_key=mine.given_key)
    except DoesNotOpen:
        return False
    return against == digest(theirs.body)


def is_as_opened(vault: Vault, couple: UUID, entry: Opened[Payload]) -> bool:
    """Whether this may be shown as what was said: one's own, in no round, or as it was opened."""
    if entry.mine or entry.subject is None or not in_a_round(entry, vault):
        return True
    return as_it_was_opened(vault, couple, (entry.payload.kind, entry.subject))


def _both_there(vault: Vault, reading: Reading) -> set[Key]:
    given = {True: set[Key](), False: set[Key]()}
    for entry in reading.entries if vault.keyring.partner else ():
        if entry.given and entry.subject and entry.visibility == Visibility.WHEN_BOTH:
            given[entry.mine].add((entry.payload.kind, entry.subject))
    return given[True] & given[False]


def _answers(couple: UUID, keys: Collection[Key]) -> Mapping[tuple[str, UUID, UUID], Answer]:
    if not keys:
        return {}
    subjects = sorted({subject for _, subject in keys})
    # Filled up with the last one, so that there is a statement for every eight and not for each.
    subjects += [subjects[-1]] * (-len(subjects) % 8)
    asked = _asked(tuple(sorted({kind for kind, _ in keys})), len(subjects))
    return {
        (kind, subject, owner): Answer(given=given is not None)
        for kind, subject, owner, given in asked.rows(couple, *subjects)
    }


@lru_cache(maxsize=64)
def _asked(kinds: tuple[str, ...], subjects: int) -> Prepared:
    def build(couple: UUID, *subjects: UUID) -> QuerySet[Any, Any]:
        answers = rows_of(couple).filter(visibility=Visibility.WHEN_BOTH, kind__in=kinds)
        return answers.filter(subject__in=subjects).values_list(
            "kind", "subject", "owner_id", "given_key"
        )

    return Prepared(build, UUID, *[UUID] * subjects)


def mine_in(reading: Reading, vault: Vault) -> set[Key]:
    """The rounds among these entries in which the reader has answered."""
    return {
        (entry.payload.kind, entry.subject)
        for entry in reading.entries
        if entry.mine and entry.subject and in_a_round(entry, vault)
    }


def in_a_round(entry: Opened[Payload], vault: Vault) -> bool:
    """Whether an answer belongs to a round with somebody who is, or may come, here."""
    return entry.visibility == Visibility.WHEN_BOTH and vault.keyring.is_ours(entry.at)
