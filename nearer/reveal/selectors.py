"""Rounds of this reader: where each stands, and what may be read of it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from nearer.journal.models import Visibility
from nearer.journal.selectors import rows_of
from nearer.reveal.rules import Answer, Round, round_state
from nearer.sealing.vault import Vault


def rounds(
    vault: Vault, couple: UUID, *, kind: str, subjects: Collection[UUID]
) -> dict[UUID, Round]:
    """Where each of these rounds stands. One query, whatever the partner did."""
    partner = vault.keyring.partner
    answers = _answers(couple, kind=kind, subjects=subjects)
    return {
        subject: round_state(
            mine=answers.get((subject, vault.person)),
            theirs=answers.get((subject, partner.person)) if partner else None,
            i_give_first=partner.i_give_first if partner else None,
        )
        for subject in subjects
    }


def _answers(
    couple: UUID, *, kind: str, subjects: Collection[UUID]
) -> Mapping[tuple[UUID, UUID], Answer]:
    rows = (
        rows_of(couple)
        .filter(kind=kind, subject__in=subjects, visibility=Visibility.WHEN_BOTH)
        .values_list("subject", "owner_id", "given_key")
    )
    return {(subject, owner): Answer(given is not None) for subject, owner, given in rows}
