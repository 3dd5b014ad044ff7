"""The only writers of the journal. Each runs in a transaction that holds the couple's lock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from nearer.couples.models import Couple
from nearer.journal import payloads
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Row
from nearer.journal.selectors import as_rows, rows_of
from nearer.sealing import padding
from nearer.sealing.vault import Label, Vault


class NoPartnerYet(Exception):
    """There is nobody to share this with yet."""


class AlreadyGiven(Exception):
    """The other has it already, so it can be taken back but not changed."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, in which couple, and when."""

    vault: Vault
    couple: UUID
    now: datetime
    day: date


def hold(couple: UUID) -> None:
    """Take the couple's row lock; on SQLite the immediate transaction is the lock."""
    Couple.objects.select_for_update(no_key=True).get(pk=couple)


@transaction.atomic
def write(
    pen: Pen,
    payload: payloads.Payload,
    *,
    visibility: str = Visibility.ONLY_ME,
    subject: UUID | None = None,
    predecessor: UUID | None = None,
    expires_on: date | None = None,
    at_least: int = padding.BUCKETS[0],
) -> UUID:
    """Seal an entry and keep it. A `SHARED` one is given at once.

    With a subject there is one entry of a kind about it for each owner: writing again
    replaces what was not given yet, and raises `AlreadyGiven` otherwise. Raises
    `NoPartnerYet` and `padding.TooLong`.
    """
    hold(pen.couple)
    if subject is not None:
        _make_room(pen, payload.kind, subject)
    plain = payloads.dump(payload, at=pen.now, day=pen.day)
    if visibility == Visibility.WHEN_BOTH:
        plain = padding.exactly(plain, at_least := padding.ANSWER)
    label = Label(
        kind=payload.kind,
        id=uuid4(),
        owner=pen.vault.person,
        visibility=visibility,
        subject=subject,
        size=padding.bucket(len(plain), at_least=at_least),
        predecessor=predecessor,
    )
    sealed = pen.vault.seal(label, plain)
    Entry.objects.create(
        couple_id=pen.couple,
        id=label.id,
        owner_id=label.owner,
        kind=label.kind,
        subject=subject,
        visibility=visibility,
        day=pen.day,
        size=label.size,
        predecessor=predecessor,
        expires_on=expires_on,
        body=sealed.body,
        own_key=sealed.own_key,
        given_key=_given(pen, label, sealed.body, sealed.own_key),
    )
    return label.id


def _given(pen: Pen, label: Label, body: bytes, own_key: bytes) -> bytes | None:
    if label.visibility != Visibility.SHARED:
        return None
    if pen.vault.keyring.partner is None:
        raise NoPartnerYet
    return pen.vault.give(label, body=body, own_key=own_key)


def _make_room(pen: Pen, kind: str, subject: UUID) -> None:
    mine = rows_of(pen.couple).filter(owner_id=pen.vault.person, kind=kind, subject=subject)
    if mine.filter(given_key__isnull=False, visibility=Visibility.WHEN_BOTH).exists():
        raise AlreadyGiven
    mine.delete()


@transaction.atomic
def change_visibility(pen: Pen, entry: UUID, *, to: str, subject: UUID | None = None) -> UUID:
    """Share a private entry later, or take a shared one back. The old row is destroyed.

    The text goes under a new id and a new key, so what the partner was given before opens
    nothing any more. It may already have been read.
    """
    hold(pen.couple)
    row = own_row(pen, entry)
    inside = payloads.load(
        row.kind, pen.vault.open_own(row.label, body=row.body, own_key=row.own_key)
    )
    rows_of(pen.couple).filter(id=entry).delete()
    then = Pen(pen.vault, pen.couple, inside.at, inside.day)
    return write(then, inside.payload, visibility=to, subject=subject or row.subject)


@transaction.atomic
def give(pen: Pen, row: Row, *, against: bytes = b"") -> None:
    """Hand the key to an own entry over to the partner. Changes nothing if it was given."""
    given = pen.vault.give(row.label, body=row.body, own_key=row.own_key, against=against)
    rows_of(pen.couple).filter(id=row.id, given_key__isnull=True).update(given_key=given)


@transaction.atomic
def discard(pen: Pen, entry: UUID) -> None:
    """Delete an own entry, and with it every key to it."""
    hold(pen.couple)
    rows_of(pen.couple).filter(id=entry, owner_id=pen.vault.person).delete()


def own_row(pen: Pen, entry: UUID) -> Row:
    """The row of an own entry. Raises `Entry.DoesNotExist`, also for the partner's."""
    found = rows_of(pen.couple).filter(id=entry, owner_id=pen.vault.person)
    row = next(as_rows(found), None)
    if row is None:
        raise Entry.DoesNotExist
    return row


@transaction.atomic
def discard_about(pen: Pen, kind: str, subject: UUID) -> None:
    """Delete one's own entry of a kind about a subject, if there is one."""
    hold(pen.couple)
    rows_of(pen.couple).filter(owner_id=pen.vault.person, kind=kind, subject=subject).delete()
