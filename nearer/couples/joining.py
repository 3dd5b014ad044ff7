"""Coming through a link: what the guest remembers, and what they tell the inviter."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nearer.accounts import actions as accounts
from nearer.accounts.models import Directory
from nearer.accounts.present import Present
from nearer.couples.inviting import AlreadyTwo
from nearer.couples.models import Invitation
from nearer.couples.rules import HostedBy
from nearer.couples.selectors import Asked, LinkNotUsable
from nearer.journal.actions import hold
from nearer.sealing.boxes import context, seal
from nearer.sealing.pairing import Code, read_code


@dataclass(frozen=True, slots=True)
class Joining:
    """What a guest's own keyring remembers until the inviter has confirmed."""

    invitation: UUID
    couple: UUID
    inviter: UUID
    name: str
    public_key: bytes
    code: Code
    hosted_by: HostedBy | None


def joining(present: Present) -> Joining | None:
    """The link this person came through, while it waits to be confirmed."""
    kept = present.vault.keyring.choices.get("joining")
    if not kept or present.partner is not None:
        return None
    data: dict[str, Any] = json.loads(kept)
    return Joining(
        invitation=UUID(data["invitation"]),
        couple=UUID(data["couple"]),
        inviter=UUID(data["inviter"]),
        name=data["name"],
        public_key=b64decode(data["public_key"]),
        code=read_code(data["code"]),
        hosted_by=HostedBy(data["hosted_by"]) if data["hosted_by"] else None,
    )


def _remember(keyring_choices: dict[str, str], asked: Asked, hosted_by: str) -> dict[str, str]:
    kept = {
        "invitation": asked.invitation.hex,
        "couple": asked.couple.hex,
        "inviter": asked.inviter.hex,
        "name": asked.name,
        "public_key": b64encode(asked.public_key).decode(),
        "code": asked.code.text,
        "hosted_by": hosted_by,
    }
    return {**keyring_choices, "joining": json.dumps(kept)}


@transaction.atomic
def come_as_guest(
    asked: Asked, *, name: str, zone: str, label: str, now: datetime
) -> accounts.Newcomer:
    """Answer through a link: a person without words yet, in the inviter's couple.

    Uses the link up. Raises `LinkNotUsable` when somebody else was quicker. Nothing is
    given to or by the guest before the inviter confirms.
    """
    hold(asked.couple)
    newcomer = accounts.begin(
        now=now,
        zone=zone,
        label=label,
        couple=asked.couple,
        name=name,
        choices=_remember({}, asked, ""),
    )
    _use_up(asked, newcomer.vault.person)
    return newcomer


@transaction.atomic
def come_with_account(present: Present, asked: Asked, *, hosted_by: HostedBy) -> None:
    """Join with an account one has already. Rows move when the inviter confirms."""
    if present.partner is not None:
        raise AlreadyTwo
    if asked.inviter == present.id:
        raise LinkNotUsable
    hold(asked.couple)
    _use_up(asked, present.id)
    step_back(present)
    choices = _remember(present.vault.keyring.choices, asked, hosted_by)
    accounts.change_keyring(present, choices=choices)
    _write_reply(present, asked.code, asked.couple, asked.invitation, hosted_by)


def step_back(present: Present) -> None:
    """Take one's answer to a link away again, so that nobody confirms it any more.

    Otherwise somebody who has found their partner elsewhere would be moved out again by
    whoever made the first link.
    """
    link = joining(present)
    if link is not None:
        Invitation.objects.of(link.couple).filter(
            id=link.invitation, guest_id=present.id, confirmation__isnull=True
        ).delete()


def _use_up(asked: Asked, guest: UUID) -> None:
    unused = Invitation.objects.of(asked.couple).filter(id=asked.invitation, guest_id__isnull=True)
    if not unused.update(guest_id=guest):
        raise LinkNotUsable
    Directory.objects.filter(id=asked.code.lookup).delete()


@transaction.atomic
def say_who_hosts(present: Present, *, hosted_by: HostedBy) -> None:
    """Tell the inviter, under the code, who answered and who they say runs the server."""
    link = joining(present)
    if link is None:
        raise LinkNotUsable
    hold(link.couple)
    kept = json.loads(present.vault.keyring.choices["joining"]) | {"hosted_by": hosted_by}
    choices = {**present.vault.keyring.choices, "joining": json.dumps(kept)}
    accounts.change_keyring(present, choices=choices)
    _write_reply(present, link.code, link.couple, link.invitation, hosted_by)


def _write_reply(
    present: Present, code: Code, couple: UUID, invitation: UUID, hosted_by: HostedBy
) -> None:
    who = {
        "person": present.id.hex,
        "couple": present.couple.hex,
        "name": present.name,
        "public_key": b64encode(present.vault.keyring.public_key).decode(),
        "hosted_by": hosted_by,
    }
    box = seal(code.key("reply"), json.dumps(who).encode(), context("reply", invitation))
    Invitation.objects.of(couple).filter(id=invitation).update(reply=box)
