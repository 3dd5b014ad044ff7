"""Invitations as each side may see them."""

import json
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nearer.accounts.models import Directory
from nearer.accounts.present import Present
from nearer.couples.models import Invitation
from nearer.sealing import recovery
from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, unseal
from nearer.sealing.pairing import Code, read_code


class LinkNotUsable(Exception):
    """The link was used, withdrawn, has run out, or never was one. It is never said which."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the guest sees behind a link: who asks, and what was attached."""

    code: Code
    couple: UUID
    invitation: UUID
    inviter: UUID
    name: str
    public_key: bytes
    attached: dict[str, str]


def behind(text: str, *, now: datetime) -> Asked:
    """Open an invitation with its code. Uses nothing up. Raises `LinkNotUsable`."""
    try:
        code = read_code(text)
    except recovery.NotACode as fault:
        raise LinkNotUsable from fault
    line = Directory.objects.filter(id=code.lookup).first()
    row = line and Invitation.objects.of(line.couple_id).filter(id=line.target_id).first()
    if not row or row.guest_id is not None or row.expires_at <= now:
        raise LinkNotUsable
    try:
        plain = unseal(code.key("guest"), bytes(row.for_guest), context("invitation", row.id))
    except DoesNotOpen as fault:
        raise LinkNotUsable from fault
    asked = json.loads(plain)
    public_key = b64decode(asked["public_key"])
    if not code.fits(public_key):
        raise LinkNotUsable
    return Asked(
        code=code,
        couple=row.couple_id,
        invitation=row.id,
        inviter=row.inviter_id,
        name=asked["name"],
        public_key=public_key,
        attached=asked["attached"],
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """Who answered through the link, as only someone with the code could write it."""

    person: UUID
    couple: UUID
    name: str
    public_key: bytes
    hosted_by: str
    seen: str
    """A name for exactly this reply, so that a yes is to what was on the screen."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as its maker sees it."""

    id: UUID
    code: Code
    expires_at: datetime
    used: bool
    reply: Reply | None
    confirmed: bool
    changed: bool = False
    """The reply was not written by whoever had the link."""


def invitations(present: Present) -> list[Invited]:
    """This person's invitations, newest first. What does not open is said, never believed."""
    rows = Invitation.objects.of(present.couple).filter(inviter_id=present.id)
    found = []
    for row in rows.order_by("-expires_at"):
        try:
            found.append(_invited(present, row))
        except DoesNotOpen:
            continue
    return found


def invitation_under_way(present: Present) -> Invited | None:
    """What Today says of a link: one that somebody answered, else one that may still be used."""
    if present.partner is not None or present.provisional_until is not None:
        return None
    open_ones = [i for i in invitations(present) if not i.confirmed and not i.changed]
    alive = [i for i in open_ones if i.used or i.expires_at > present.now]
    return max(alive, key=lambda i: (i.reply is not None, i.used), default=None)


def _invited(present: Present, row: Any) -> Invited:
    code = code_of(present, row)
    reply, changed = None, False
    try:
        reply = open_reply(code, row) if row.reply else None
    except DoesNotOpen:
        changed = True
    return Invited(
        id=row.id,
        code=code,
        expires_at=row.expires_at,
        used=row.guest_id is not None,
        reply=reply,
        confirmed=row.confirmation is not None,
        changed=changed,
    )


def code_of(present: Present, row: Any) -> Code:
    """The code, which only its maker can open again."""
    for key in (present.vault.user_key, *present.vault.keyring.user_keys):
        try:
            text = unseal(
                derive(key, "invitation"), bytes(row.for_inviter), context("code", row.id)
            )
        except DoesNotOpen:
            continue
        return read_code(text.decode())
    raise DoesNotOpen


def open_reply(code: Code, row: Any) -> Reply:
    """What the guest wrote under the code. Raises `DoesNotOpen`."""
    plain = json.loads(unseal(code.key("reply"), bytes(row.reply), context("reply", row.id)))
    return Reply(
        person=UUID(plain["person"]),
        couple=UUID(plain["couple"]),
        name=plain["name"],
        public_key=b64decode(plain["public_key"]),
        hosted_by=plain["hosted_by"],
        seen=digest(bytes(row.reply)).hex(),
    )


def waiting_for_confirmation(present: Present) -> bool:
    """Whether this person answered through a link and the inviter has yet to say yes."""
    return present.partner is None and "joining" in present.vault.keyring.choices
