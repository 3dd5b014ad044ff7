"""What changes an account. The words themselves are never kept, only what they open."""

import json
import os
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nearer.accounts import delay, selectors, sessions, sweeps
from nearer.accounts.models import Directory, Person, Slot
from nearer.accounts.present import Present
from nearer.accounts.sessions import Ticket
from nearer.accounts.ways import (
    WordsDoNotOpen,
    cost,
    drop_slots,
    fill_recovery,
    fill_words,
    open_slot,
    salt_of,
)
from nearer.couples.models import Couple
from nearer.sealing import passphrase, recovery
from nearer.sealing.keyring import Keyring, new_secret_key, public, seal_keyring
from nearer.sealing.pairing import certify
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who has just come to be, and the cookie that holds the only way back."""

    vault: Vault
    couple: UUID
    ticket: Ticket


@transaction.atomic
def begin(
    *,
    now: datetime,
    zone: str,
    label: str,
    couple: UUID | None = None,
    name: str = "",
    choices: dict[str, str] | None = None,
) -> Newcomer:
    """Make a person who has no words yet: the first exercise comes before the account.

    Their key lives only in the split session, and they are swept away after a day unless
    they take words. Without `couple` they get a couple of one.
    """
    home = couple or Couple.objects.create().pk
    user_key, secret_key, person = os.urandom(32), new_secret_key(), uuid4()
    keyring = Keyring(
        secret_keys=(secret_key,),
        seed=os.urandom(32),
        name=name,
        zone=zone,
        choices=choices or {},
    )
    until = now + timedelta(hours=settings.PROVISIONAL_HOURS)
    Person.objects.create(
        couple_id=home,
        id=person,
        public_key=keyring.public_key,
        keyring=seal_keyring(keyring, user_key=user_key, person=person),
        provisional_until=until,
    )
    sweeps.remember("guest", couple=home, target=person, due=until)
    vault = Vault(person=person, user_key=user_key, keyring=keyring)
    return Newcomer(vault, home, sessions.start(vault, home, label=label, now=now))


@transaction.atomic
def take_words(present: Present, *, name: str, words: str) -> str:
    """Give a person their words and a recovery code, which is returned this once.

    Raises `WordsTaken` for a name and words that exist together already.
    """
    stretched = passphrase.stretch(words, salt_of(name), cost())
    fill_words(present.couple, present.vault, stretched, name)
    code = fill_recovery(present.couple, present.vault)
    change_keyring(present, name=name, sign_in_name=name)
    Person.objects.of(present.couple).filter(id=present.id).update(provisional_until=None)
    return code


@transaction.atomic
def change_keyring(present: Present, **changes: object) -> Vault:
    """Write down something new in a person's own keyring; returns the vault that has it.

    Reads the row anew inside the lock, so that two tabs do not undo each other.
    """
    rows = selectors.people(present.couple)
    opened = selectors.open_person(rows, person=present.id, user_key=present.vault.user_key)
    kept = opened.vault.keyring
    if opened.ended_with is not None and "partner" not in changes:
        kept = kept.with_(partner=opened.ended_with)
    return _write_keyring(present, kept.with_(**changes))


def become_one(present: Present) -> Vault:
    """Take the partner out of one's own keyring, for good."""
    alone = present.vault.keyring.parted(seed=os.urandom(32), now=present.now)
    return _write_keyring(present, alone)


def _write_keyring(present: Present, keyring: Keyring) -> Vault:
    box = seal_keyring(keyring, user_key=present.vault.user_key, person=present.id)
    Person.objects.of(present.couple).filter(id=present.id).update(keyring=box)
    return Vault(person=present.id, user_key=present.vault.user_key, keyring=keyring)


def sign_in(*, name: str, words: str, label: str, now: datetime) -> tuple[Ticket, Vault]:
    """Open a person's keyring with their name and words, and start a session.

    Raises `WordsDoNotOpen`, and `delay.TooSoon` while this name has to wait.
    """
    salt = salt_of(name)
    delay.check(salt, now=now)
    stretched = passphrase.stretch(words, salt, cost())
    line = Directory.objects.filter(id=stretched.lookup).first()
    if line is None:
        delay.failed(salt, now=now)
        raise WordsDoNotOpen
    vault = open_slot(line, Slot.Kind.WORDS, key=stretched.key, commitment=stretched.commitment)
    delay.opened(salt, now=now)
    return sessions.start(vault, line.couple_id, label=label, now=now), vault


def unlock(
    locked: sessions.Locked, *, words: str, label: str, now: datetime
) -> tuple[Ticket, Vault]:
    """Open the lock of a known session with the words alone: the slot keeps the salt."""
    couple = locked.ticket.couple
    slot = Slot.objects.of(couple).filter(person_id=locked.person, kind=Slot.Kind.WORDS).first()
    if slot is None:
        raise WordsDoNotOpen
    salt = bytes(slot.salt)
    # This device waits for itself: whoever guesses elsewhere must not keep its owner out here.
    slow = salt + locked.ticket.session.bytes
    delay.check(slow, now=now)
    stretched = passphrase.stretch(words, salt, cost())
    line = Directory.objects.filter(id=stretched.lookup).first()
    if line is None or line.target_id != locked.person:
        delay.failed(slow, now=now)
        raise WordsDoNotOpen
    vault = open_slot(line, Slot.Kind.WORDS, key=stretched.key, commitment=stretched.commitment)
    delay.opened(slow, now=now)
    sessions.end(couple, locked.ticket.session)
    return sessions.start(vault, line.couple_id, label=label, now=now), vault


def recover(*, code: str, label: str, now: datetime) -> tuple[Ticket, Vault]:
    """Come back with the recovery code. Raises `WordsDoNotOpen`."""
    try:
        recovered = recovery.stretch(code)
    except recovery.NotACode as fault:
        raise WordsDoNotOpen from fault
    line = Directory.objects.filter(id=recovered.lookup).first()
    if line is None:
        raise WordsDoNotOpen
    vault = open_slot(line, Slot.Kind.RECOVERY, key=recovered.key, commitment=recovered.commitment)
    ticket = sessions.start(
        vault, line.couple_id, label=label, now=now, only_for=reverse("change-words")
    )
    return ticket, vault


@transaction.atomic
def change_words(present: Present, *, name: str, words: str, label: str) -> tuple[str, Ticket]:
    """New words, and with them a new user key and a new key pair.

    An old backup with the old words then opens only what is in that backup. Other devices
    sign in again. The last key pair vouches for the new one to the partner. Returns the
    new recovery code, this once, and a fresh session.
    """
    stretched = passphrase.stretch(words, salt_of(name), cost())
    keyring = present.vault.keyring
    secret_key, user_key = new_secret_key(), os.urandom(32)
    partner = keyring.partner
    renewed = keyring.with_(
        secret_keys=(secret_key, *keyring.secret_keys),
        user_keys=(present.vault.user_key, *keyring.user_keys),
        name=name,
        sign_in_name=name,
    )
    certificate = certify(
        public(secret_key),
        old_secrets=keyring.secret_keys,
        partner_keys=partner.keys if partner else _asked_by(keyring),
        person=present.id,
    )
    vault = Vault(person=present.id, user_key=user_key, keyring=renewed)
    Person.objects.of(present.couple).filter(id=present.id).update(
        public_key=renewed.public_key,
        keyring=seal_keyring(renewed, user_key=user_key, person=present.id),
        certificate=certificate or None,
    )
    drop_slots(present.couple, present.id, Slot.Kind.WORDS, Slot.Kind.PIN)
    fill_words(present.couple, vault, stretched, name)
    code = fill_recovery(present.couple, vault)
    sessions.end_all(present)
    return code, sessions.start(vault, present.couple, label=label, now=present.now)


def _asked_by(keyring: Keyring) -> list[bytes]:
    """The key of whoever asked this person in and may say yes to the older key meanwhile."""
    link = keyring.choices.get("joining")
    return [b64decode(json.loads(link)["public_key"])] if link else []


def prove(present: Present, *, words: str) -> None:
    """Check the words of whoever is here. Raises `WordsDoNotOpen` and `delay.TooSoon`."""
    salt = salt_of(present.vault.keyring.sign_in_name)
    slow = salt + present.session.bytes
    delay.check(slow, now=present.now)
    stretched = passphrase.stretch(words, salt, cost())
    line = Directory.objects.filter(id=stretched.lookup).first()
    if line is None or line.target_id != present.id:
        delay.failed(slow, now=present.now)
        raise WordsDoNotOpen
    delay.opened(slow, now=present.now)


def forget_name(present: Present) -> None:
    """After somebody deleted everything: not even their wrong tries are left."""
    delay.forget(salt_of(present.vault.keyring.sign_in_name))
