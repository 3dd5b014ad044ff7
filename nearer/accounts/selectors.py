"""Who a session belongs to, and what a person may see of their own account."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from nearer.accounts.models import Person, Session, Slot
from nearer.lib.prepared import Prepared
from nearer.sealing.boxes import DoesNotOpen, context, derive, unseal
from nearer.sealing.keyring import Keyring, Pin, open_keyring
from nearer.sealing.pairing import certified
from nearer.sealing.vault import Vault


class PersonRow(NamedTuple):
    id: UUID
    public_key: bytes
    keyring: bytes
    certificate: bytes | None
    provisional_until: datetime | None


PEOPLE = Prepared(lambda couple: Person.objects.of(couple).values_list(*PersonRow._fields), UUID)


def people(couple: UUID) -> dict[UUID, PersonRow]:
    """Everybody in a couple: one or two, or a guest who waits to be confirmed."""
    return {row[0]: _person(row) for row in PEOPLE.rows(couple)}


def _person(values: Sequence[Any]) -> PersonRow:
    row = PersonRow._make(values)
    certificate = row.certificate
    return row._replace(
        public_key=bytes(row.public_key),
        keyring=bytes(row.keyring),
        certificate=None if certificate is None else bytes(certificate),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A person's keyring, opened and compared with who is really there."""

    vault: Vault
    row: PersonRow
    ended_with: Pin | None = None
    key_changed: bool = False
    repin: bool = False
    """The partner's new key is vouched for by their old one; the keyring wants writing."""


def open_person(rows: Mapping[UUID, PersonRow], *, person: UUID, user_key: bytes) -> Opened:
    """Open the keyring of `person`. Raises `DoesNotOpen` when the row was changed."""
    row = rows.get(person)
    if row is None:
        raise DoesNotOpen
    keyring = open_keyring(row.keyring, user_key=user_key, person=person)
    if keyring.public_key != row.public_key:
        raise DoesNotOpen  # somebody put a key of their own into the table
    opened = Opened(Vault(person=person, user_key=user_key, keyring=keyring), row)
    return _with_partner(opened, rows) if keyring.partner else opened


def _with_partner(opened: Opened, rows: Mapping[UUID, PersonRow]) -> Opened:
    keyring, pin = opened.vault.keyring, opened.vault.keyring.partner
    assert pin is not None
    there = rows.get(pin.person)
    if there is None:
        return replace(opened, vault=_vault(opened, keyring.with_(partner=None)), ended_with=pin)
    if there.public_key == pin.keys[0]:
        return opened
    try:
        new = certified(
            there.certificate or b"",
            my_secrets=keyring.secret_keys,
            old_public=pin.keys[0],
            person=pin.person,
        )
    except DoesNotOpen:
        return replace(opened, key_changed=True)
    if new != there.public_key:
        return replace(opened, key_changed=True)
    pinned = replace(pin, keys=(new, *pin.keys))
    return replace(opened, vault=_vault(opened, keyring.with_(partner=pinned)), repin=True)


def _vault(opened: Opened, keyring: Keyring) -> Vault:
    return Vault(person=opened.row.id, user_key=opened.vault.user_key, keyring=keyring)


@dataclass(frozen=True, slots=True)
class Device:
    """One line of the list of devices."""

    id: UUID
    label: str
    started_at: datetime
    here: bool
    locked: bool


def devices(vault: Vault, couple: UUID, *, here: UUID) -> list[Device]:
    """Where this person is signed in, newest first."""
    rows = (
        Session.objects.of(couple)
        .filter(person_id=vault.person)
        .order_by("-started_at")
        .values_list("id", "about", "started_at", "share")
    )
    return [
        Device(session, _label(vault, session, bytes(about)), started, session == here, not share)
        for session, about, started, share in rows
    ]


def _label(vault: Vault, session: UUID, about: bytes) -> str:
    for key in (vault.user_key, *vault.keyring.user_keys):
        try:
            plain = unseal(derive(key, "device"), about, context("device", session))
        except DoesNotOpen:
            continue
        return str(json.loads(plain)["label"])
    return "A device"


def has_slot(couple: UUID, person: UUID, kind: Slot.Kind) -> bool:
    return Slot.objects.of(couple).filter(person_id=person, kind=kind).exists()
