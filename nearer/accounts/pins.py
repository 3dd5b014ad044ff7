"""A PIN opens the lock on one device: six digits, a cookie and a row together."""

import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts import selectors, sessions
from nearer.accounts.models import Session, Slot
from nearer.accounts.present import Present
from nearer.accounts.rules import PIN_TRIES
from nearer.accounts.sessions import Ticket
from nearer.accounts.ways import cost
from nearer.sealing import slots
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Vault


class PinDoesNotOpen(Exception):
    """A wrong PIN; `left` tries remain before this device forgets it."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True, slots=True)
class DevicePin:
    """What a device keeps for its PIN: which slot, and 32 bytes that the row has not."""

    couple: UUID
    slot: UUID
    secret: bytes


@transaction.atomic
def set_pin(present: Present, pin: str) -> DevicePin:
    """Let six digits open the lock on this device."""
    device, share, slot = os.urandom(32), os.urandom(32), uuid4()
    key, commitment = slots.pin_key(pin, device=device, share=share, cost=cost())
    Slot.objects.create(
        couple_id=present.couple,
        id=slot,
        person_id=present.id,
        kind=Slot.Kind.PIN,
        salt=share,
        box=slots.fill(present.vault.user_key, key=key, kind=Slot.Kind.PIN, person=present.id),
        commitment=commitment,
    )
    return DevicePin(present.couple, slot, device)


def unlock_with_pin(
    device: DevicePin, pin: str, *, person: UUID, label: str, now: datetime
) -> tuple[Ticket, Vault]:
    """Open the lock of `person` with the PIN.

    Raises `PinDoesNotOpen`; after five wrong ones the slot is gone.
    """
    slot = _count_try(device, person)
    key, commitment = slots.pin_key(pin, device=device.secret, share=bytes(slot.salt), cost=cost())
    try:
        user_key = slots.empty(
            bytes(slot.box),
            key=key,
            kind=Slot.Kind.PIN,
            person=slot.person_id,
            commitment=commitment,
            expected=bytes(slot.commitment),
        )
        vault = selectors.open_person(
            selectors.people(device.couple), person=slot.person_id, user_key=user_key
        ).vault
    except DoesNotOpen as fault:
        if slot.tries >= PIN_TRIES:
            Slot.objects.of(device.couple).filter(id=slot.id).delete()
        raise PinDoesNotOpen(PIN_TRIES - slot.tries) from fault
    Slot.objects.of(device.couple).filter(id=slot.id).update(tries=0)
    return sessions.start(vault, device.couple, label=label, now=now), vault


@transaction.atomic
def _count_try(device: DevicePin, person: UUID) -> Slot:
    # Counted before the PIN is tried, so that ten tries at once are still ten.
    found = (
        Slot.objects.select_for_update()
        .of(device.couple)
        .filter(id=device.slot, person_id=person, kind=Slot.Kind.PIN)
    )
    slot = found.first()
    if slot is None or slot.tries >= PIN_TRIES:
        raise PinDoesNotOpen(0)
    slot.tries += 1
    Slot.objects.of(device.couple).filter(id=slot.id).update(tries=slot.tries)
    return slot  # type: ignore[no-any-return]


def revoke(present: Present, session: UUID, *, here: DevicePin | None) -> None:
    """Sign one device out, and let every other device forget its PIN: it may be that one."""
    Session.objects.of(present.couple).filter(person_id=present.id, id=session).delete()
    drop_other_pins(present, here)


def drop_other_pins(present: Present, here: DevicePin | None) -> None:
    pins = Slot.objects.of(present.couple).filter(person_id=present.id, kind=Slot.Kind.PIN)
    pins.exclude(id=here.slot if here else None).delete()


def drop_pin(present: Present, pin: DevicePin) -> None:
    """Let this device forget its PIN."""
    pins = Slot.objects.of(present.couple).filter(person_id=present.id, kind=Slot.Kind.PIN)
    pins.filter(id=pin.slot).delete()
