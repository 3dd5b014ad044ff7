"""The ways to a person's key, and the lines of the directory that lead to them."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from nearer.accounts import selectors
from nearer.accounts.models import Directory, Slot
from nearer.sealing import passphrase, recovery, slots
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Vault


class WordsDoNotOpen(Exception):
    """These words open nothing under this name."""


class ChangedOutside(WordsDoNotOpen):
    """The words are right, but what they open was changed outside Nearer."""


class WordsTaken(Exception):
    """The very same name and words exist already."""


def cost() -> passphrase.Cost:
    """What stretching costs here; the tests take less."""
    return passphrase.Cost(settings.ARGON2_MEMORY_KIB, settings.ARGON2_PASSES)


def salt_of(name: str) -> bytes:
    """What this name's words are stretched with; without the key file nobody can prepare it."""
    return passphrase.salt_for(name, settings.NAME_KEY)


def fill_words(couple: UUID, vault: Vault, stretched: passphrase.Stretched, name: str) -> None:
    """Let these words open the key. Raises `WordsTaken`."""
    if Directory.objects.filter(id=stretched.lookup).exists():
        raise WordsTaken
    _replace_slot(
        couple,
        vault,
        Slot.Kind.WORDS,
        salt=salt_of(name),
        key=stretched.key,
        commitment=stretched.commitment,
        lookup=stretched.lookup,
    )


def fill_recovery(couple: UUID, vault: Vault) -> str:
    """Let a new recovery code open the key; it is returned this once."""
    code = recovery.new_code()
    recovered = recovery.stretch(code)
    _replace_slot(
        couple,
        vault,
        Slot.Kind.RECOVERY,
        salt=b"",
        key=recovered.key,
        commitment=recovered.commitment,
        lookup=recovered.lookup,
    )
    return code


def _replace_slot(
    couple: UUID,
    vault: Vault,
    kind: Slot.Kind,
    *,
    salt: bytes,
    key: bytes,
    commitment: bytes,
    lookup: bytes,
) -> None:
    drop_slots(couple, vault.person, kind)
    Slot.objects.create(
        couple_id=couple,
        person_id=vault.person,
        kind=kind,
        salt=salt,
        box=slots.fill(vault.user_key, key=key, kind=kind, person=vault.person),
        commitment=commitment,
        lookup=lookup,
    )
    Directory.objects.create(id=lookup, couple_id=couple, target_id=vault.person)


@transaction.atomic
def drop_slots(couple: UUID, person: UUID, *kinds: Slot.Kind) -> None:
    """Remove these ways to a person's key, and their lines in the directory."""
    found = Slot.objects.of(couple).filter(person_id=person, kind__in=kinds)
    lookups = [bytes(line) for line in found.values_list("lookup", flat=True) if line]
    Directory.objects.filter(id__in=lookups).delete()
    found.delete()


def open_slot(line: Directory, kind: Slot.Kind, *, key: bytes, commitment: bytes) -> Vault:
    """What a line of the directory leads to. Raises `ChangedOutside`."""
    couple, person = line.couple_id, line.target_id
    slot = Slot.objects.of(couple).filter(person_id=person, kind=kind).first()
    # Only the right words lead to this line of the directory: what fails now was changed.
    if slot is None:
        raise ChangedOutside
    try:
        user_key = slots.empty(
            bytes(slot.box),
            key=key,
            kind=kind,
            person=person,
            commitment=commitment,
            expected=bytes(slot.commitment),
        )
        opened = selectors.open_person(selectors.people(couple), person=person, user_key=user_key)
    except DoesNotOpen as fault:
        raise ChangedOutside from fault
    return opened.vault
