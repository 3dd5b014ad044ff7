"""What somebody sent after the lock: sealed to them, and there again after unlocking."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from nearer.accounts.models import Late, Session
from nearer.accounts.sessions import Locked
from nearer.sealing import sessions as halves
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Vault

LONGEST_LATE = 64 * 1024


def keep_late(locked: Locked, *, path: str, fields: dict[str, str]) -> bool:
    """Seal what was sent after the lock to its writer. False when it cannot be kept."""
    text = json.dumps({"path": path, "fields": fields}).encode()
    row = (
        Session.objects.of(locked.ticket.couple)
        .filter(id=locked.ticket.session)
        .values_list("late", flat=True)
        .first()
    )
    if row is None or len(text) > LONGEST_LATE:
        return False
    try:
        box = halves.seal_late(
            text,
            secret=locked.ticket.secret,
            late=bytes(row),
            session=locked.ticket.session,
        )
    except DoesNotOpen:
        return False
    Late.objects.create(
        couple_id=locked.ticket.couple,
        person_id=locked.person,
        session_id=locked.ticket.session,
        box=box,
    )
    return True


@dataclass(frozen=True, slots=True)
class CameLate:
    """Something sent after the lock, open again."""

    path: str
    fields: dict[str, str]


@transaction.atomic
def take_late(vault: Vault, couple: UUID) -> list[CameLate]:
    """Open and remove what came late for this person."""
    rows = Late.objects.of(couple).filter(person_id=vault.person)
    found = []
    for session, box in rows.values_list("session_id", "box"):
        try:
            plain = halves.open_late(
                bytes(box),
                secret_keys=vault.keyring.secret_keys,
                user_keys=(vault.user_key, *vault.keyring.user_keys),
                session=session,
            )
        except DoesNotOpen:
            continue
        found.append(CameLate(**json.loads(plain)))
    rows.delete()
    return found
