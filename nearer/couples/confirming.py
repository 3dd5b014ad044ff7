"""The inviter's yes: it pins the guest, and in the guest's next visit the inviter."""

import json
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from nearer.accounts import actions as accounts
from nearer.accounts.models import Person
from nearer.accounts.present import Present
from nearer.couples import moving
from nearer.couples.inviting import AlreadyTwo, void_unused
from nearer.couples.joining import Joining, joining, step_back
from nearer.couples.models import Invitation
from nearer.couples.rules import HostedBy, agree, i_give_first
from nearer.couples.selectors import LinkNotUsable, Reply, code_of, open_reply
from nearer.journal.actions import hold
from nearer.sealing.boxes import DoesNotOpen, context, derive, seal, unseal
from nearer.sealing.keyring import Pin, public
from nearer.sealing.pairing import seed_of_two
from nearer.sealing.vault import Vault, pair_secret


class DifferentAnswers(Exception):
    """The two said different things about who runs this server, so nothing is joined."""


class SomebodyElse(Exception):
    """The reply to the link was changed after it was shown, so the yes was not to this one."""


@transaction.atomic
def confirm(
    present: Present, invitation: UUID, *, hosted_by: HostedBy, seen: str
) -> moving.Moved | None:
    """Yes, this is my partner. Pins their key and who gives first; now things can be given.

    `seen` names the reply that was on the screen: a yes is to that one and to no later one.
    Whoever has fewer rows moves, when both had accounts; returns what moved. Raises
    `DifferentAnswers` when the two tell different stories about the server, and
    `SomebodyElse` when the reply is not the one that was seen.
    """
    hold(present.couple)
    if present.partner is not None:
        raise AlreadyTwo
    row = Invitation.objects.of(present.couple).filter(id=invitation, inviter_id=present.id).first()
    if row is None or row.reply is None:
        raise LinkNotUsable
    code = code_of(present, row)
    reply = open_reply(code, row)
    if reply.seen != seen:
        raise SomebodyElse
    if not agree(hosted_by, HostedBy(reply.hosted_by)):
        raise DifferentAnswers
    here = moving.is_at_home(present.id, present.couple)
    if not here or not Person.objects.of(reply.couple).filter(id=reply.person).exists():
        raise LinkNotUsable
    void_unused(present)
    step_back(present)
    _pin(
        present,
        present.vault.keyring.secret_keys[0],
        Pin(
            person=reply.person,
            name=reply.name,
            keys=(reply.public_key,),
            i_give_first=i_give_first(hosted_by=hosted_by, i_invited=True),
            hosted_by=hosted_by,
        ),
    )
    keyring = present.vault.keyring
    yes = {
        "name": present.name,
        "hosted_by": hosted_by,
        "public_key": b64encode(keyring.public_key).decode(),
    }
    # The guest trusts the key that the link was made for; it vouches for a newer one.
    secret = next(key for key in keyring.secret_keys if code.fits(public(key)))
    row.confirmation = seal(
        _confirming(secret, reply.public_key),
        json.dumps(yes).encode(),
        context("confirmation", row.id),
    )
    Invitation.objects.of(present.couple).filter(id=row.id).update(confirmation=row.confirmation)
    moved = None
    if reply.couple != present.couple:
        moved = moving.bring_together(present, reply.person, reply.couple, keep=row.id)
    moving.leave_room_for_two(moved.couple if moved else present.couple, present.id, reply.person)
    return moved


def _confirming(secret: bytes, other: bytes) -> bytes:
    return derive(pair_secret(secret, other), "confirmation")


def _pin(present: Present, secret: bytes, pin: Pin) -> Vault:
    """Pin the other, and compute the seed from the two keys that both know of each other."""
    choices = {k: v for k, v in present.vault.keyring.choices.items() if k != "joining"}
    return accounts.change_keyring(
        present, partner=pin, seed=seed_of_two(secret, pin.keys[0]), choices=choices
    )


@transaction.atomic
def finish(present: Present, link: Joining) -> bool:
    """On the guest's side: see whether the inviter said yes, and pin them; or forget the link
    when it is gone. True when something changed.

    The inviter's key is the one whose fingerprint came with the link, never the table's.
    """
    row = _row_of(present, link)
    if row is None:
        _forget(present)
        return True
    if link.hosted_by is None:
        return False
    try:
        said = _yes(present, link, row)
    except DoesNotOpen:
        return False
    if said is None or not agree(link.hosted_by, HostedBy(said[1]["hosted_by"])):
        return False
    secret, yes = said
    _pin(
        present,
        secret,
        Pin(
            person=link.inviter,
            name=yes["name"],
            keys=tuple(dict.fromkeys((b64decode(yes["public_key"]), link.public_key))),
            i_give_first=i_give_first(hosted_by=link.hosted_by, i_invited=False),
            hosted_by=link.hosted_by,
        ),
    )
    Invitation.objects.of(present.couple).filter(id=link.invitation).delete()
    return True


def _row_of(present: Present, link: Joining) -> Any:
    """The invitation: here, or where the inviter still is."""
    for couple in dict.fromkeys((present.couple, link.couple)):
        row = Invitation.objects.of(couple).filter(id=link.invitation).first()
        if row is not None:
            return row
    return None


def _forget(present: Present) -> None:
    """The link was refused or its maker is gone: there is nothing to wait for."""
    choices = {k: v for k, v in present.vault.keyring.choices.items() if k != "joining"}
    accounts.change_keyring(present, choices=choices)


def _yes(present: Present, link: Joining, row: Any) -> tuple[bytes, dict[str, str]] | None:
    """What the inviter said, and the secret behind the key of mine that they know; None so far.

    Raises `DoesNotOpen` when they did not say it.
    """
    if row is None or row.confirmation is None or row.couple_id != present.couple:
        return None
    about = context("confirmation", row.id)
    for secret in present.vault.keyring.secret_keys:  # my words may have changed meanwhile
        with suppress(DoesNotOpen):
            opened = unseal(_confirming(secret, link.public_key), bytes(row.confirmation), about)
            return secret, json.loads(opened)
    raise DoesNotOpen


def yes_was_changed(present: Present) -> bool:
    """Whether a yes lies there that the inviter did not write."""
    link = joining(present)
    try:
        if link is not None:
            _yes(present, link, _row_of(present, link))
    except DoesNotOpen:
        return True
    return False


@transaction.atomic
def refuse(present: Present, invitation: UUID) -> None:
    """No, this is not my partner. Whoever has words keeps their own, in a couple of one."""
    hold(present.couple)
    row = Invitation.objects.of(present.couple).filter(id=invitation, inviter_id=present.id).first()
    if present.partner is not None or row is None or row.confirmation is not None:
        return
    moving.see_off(present.couple, row.guest_id)
    Invitation.objects.of(present.couple).filter(id=invitation).delete()


def reply_of(present: Present, invitation: UUID) -> Reply | None:
    """Who answered this invitation, if they said who they are."""
    row = Invitation.objects.of(present.couple).filter(id=invitation, inviter_id=present.id).first()
    if row is None or row.reply is None:
        return None
    return open_reply(code_of(present, row), row)


def note_compared(present: Present) -> None:
    """Both saw the same six words."""
    if present.partner is not None:
        accounts.change_keyring(present, partner=replace(present.partner, compared=True))


def let_go(present: Present) -> None:
    """The partner is not here any more; what is sealed from now on has a name of its own."""
    if present.ended_with is not None:
        accounts.become_one(present)
