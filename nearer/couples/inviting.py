"""Making links and taking them back. Each action holds the couple's lock."""

import json
from base64 import b64encode
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from nearer.accounts import sweeps
from nearer.accounts.models import Directory
from nearer.accounts.present import Present
from nearer.couples.models import Invitation
from nearer.couples.selectors import code_of
from nearer.journal.actions import hold
from nearer.sealing.boxes import context, derive, seal
from nearer.sealing.pairing import Code, new_code


class AlreadyTwo(Exception):
    """There are two people here already."""


@transaction.atomic
def invite(present: Present, *, attached: dict[str, str] | None = None) -> Code:
    """Make a link that one other person can use once. An older open one is withdrawn."""
    hold(present.couple)
    if present.partner is not None:
        raise AlreadyTwo
    void_unused(present)
    keyring, invitation = present.vault.keyring, uuid4()
    code = new_code(keyring.public_key)
    asked = {
        "name": present.name,
        "public_key": b64encode(keyring.public_key).decode(),
        "attached": attached or {},
    }
    until = present.now + timedelta(days=settings.INVITATION_DAYS)
    Invitation.objects.create(
        couple_id=present.couple,
        id=invitation,
        inviter_id=present.id,
        for_guest=seal(
            code.key("guest"), json.dumps(asked).encode(), context("invitation", invitation)
        ),
        for_inviter=seal(
            derive(present.vault.user_key, "invitation"),
            code.text.encode(),
            context("code", invitation),
        ),
        expires_at=until,
    )
    Directory.objects.create(id=code.lookup, couple_id=present.couple, target_id=invitation)
    sweeps.remember("invitation", couple=present.couple, target=invitation, due=until)
    return code


@transaction.atomic
def withdraw(present: Present, invitation: UUID) -> None:
    """Make an unused link void."""
    hold(present.couple)
    row = (
        Invitation.objects.of(present.couple)
        .filter(id=invitation, inviter_id=present.id, guest_id__isnull=True)
        .first()
    )
    if row is not None:
        _void(row.couple_id, row.id, code_of(present, row))


def void_unused(present: Present) -> None:
    """Make every link of this person that nobody used void."""
    unused = Invitation.objects.of(present.couple).filter(
        inviter_id=present.id, guest_id__isnull=True
    )
    for row in unused:
        _void(row.couple_id, row.id, code_of(present, row))


def _void(couple: UUID, invitation: UUID, code: Code) -> None:
    Directory.objects.filter(id=code.lookup).delete()
    Invitation.objects.of(couple).filter(id=invitation).delete()
