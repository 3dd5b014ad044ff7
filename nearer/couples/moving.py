"""Moving a person's rows to another couple, and deleting them. One transaction each.

The couple is not part of what an entry's encryption binds (owner and id are), so a row
opens in its new couple as it did in the old one. Django cannot change half of a primary
key, so rows are written anew and the old ones deleted.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from nearer.accounts import actions as accounts
from nearer.accounts.models import Directory, Person, Session, Sweep
from nearer.accounts.present import Present
from nearer.couples import endings
from nearer.couples.endings import End
from nearer.couples.models import Couple, Invitation
from nearer.journal.actions import hold
from nearer.journal.models import Entry, Visibility
from nearer.lib.owned import Owned, OwnedQuerySet, owned_models


@dataclass(frozen=True, slots=True)
class Moved:
    """Who moved where; their devices sign in again."""

    person: UUID
    couple: UUID


def bring_together(present: Present, other: UUID, others_couple: UUID, *, keep: UUID) -> Moved:
    """Put two people with accounts into one couple: whoever has fewer rows moves.

    The invitation `keep` goes along, so that the other side finds the confirmation.
    """
    hold(others_couple)
    mine = rows_of_person(present.couple, present.id)
    theirs = rows_of_person(others_couple, other)
    # Who waits as a guest in somebody else's couple leaves it: it is not theirs to bring anyone to.
    if theirs <= mine or Person.objects.of(others_couple).exclude(id=other).exists():
        move(other, source=others_couple, target=present.couple)
        return Moved(other, present.couple)
    row = Invitation.objects.of(present.couple).get(id=keep)
    move(present.id, source=present.couple, target=others_couple)
    _copy(Invitation, [row], others_couple)
    return Moved(present.id, others_couple)


def leave_room_for_two(couple: UUID, one: UUID, other: UUID) -> None:
    """Whoever else answered a link of one of the two goes on alone, in a place of their own.

    Somebody without words cannot move, since their only key lies in a session here; they go,
    as they would have within a day.
    """
    invitations = Invitation.objects.of(couple).filter(inviter_id__in=(one, other))
    guests = [guest for guest in invitations.values_list("guest_id", flat=True) if guest]
    invitations.exclude(guest_id__in=(one, other)).delete()
    third = Person.objects.of(couple).exclude(id__in=(one, other)).filter(id__in=guests)
    for person in list(third.values_list("id", flat=True)):
        see_off(couple, person)


def see_off(couple: UUID, guest: UUID) -> None:
    """Let a guest go who is not to join: with words, into a couple of one; without, for good."""
    row = Person.objects.of(couple).filter(id=guest).values_list("provisional_until").first()
    if row is None:
        return
    if row[0] is None:
        move(guest, source=couple, target=Couple.objects.create().pk)
    else:
        delete_person(couple, guest)


def is_at_home(person: UUID, couple: UUID) -> bool:
    """Whether nobody but this person's own guests lives here: only then may they pair here."""
    mine = Invitation.objects.of(couple).filter(inviter_id=person, guest_id__isnull=False)
    guests = list(mine.values_list("guest_id", flat=True))
    return not Person.objects.of(couple).exclude(id__in=[person, *guests]).exists()


def rows_of_person(couple: UUID, person: UUID) -> int:
    """How many rows this person has in this couple."""
    return sum(_rows(model, couple, person).count() for model in owned_models())


def _rows(model: type[Owned], couple: UUID, person: UUID) -> OwnedQuerySet:
    return model.objects.of(couple).filter(**{model.of_person: person})


@transaction.atomic
def move(person: UUID, *, source: UUID, target: UUID) -> None:
    """Write a person's rows into another couple and delete the old ones.

    Sessions and open invitations do not go along: other devices sign in again.
    """
    hold(source)
    hold(target)
    links = _ids(Invitation, source, person)
    for model in owned_models():
        rows = _rows(model, source, person)
        if model.moves:
            _copy(model, list(rows), target)
        rows.delete()
    Directory.objects.filter(target_id__in=links).delete()
    Directory.objects.filter(target_id=person, couple_id=source).update(couple_id=target)
    Sweep.objects.filter(target_id=person, couple_id=source).update(couple_id=target)
    close_if_empty(source)


def _copy(model: type[Owned], rows: list[Owned], target: UUID) -> None:
    for row in rows:
        row.couple_id = target
    model.objects.bulk_create(rows, batch_size=200)


def close_if_empty(couple: UUID) -> None:
    """Delete a couple in which nobody is left, and whatever still lies there."""
    if Person.objects.of(couple).exists():
        return
    for model in owned_models():
        model.objects.of(couple).delete()
    for lines in (Directory, Sweep):
        lines.objects.filter(couple_id=couple).delete()
    Couple.objects.filter(pk=couple).delete()


@transaction.atomic
def part(couple: UUID, *two: UUID) -> None:
    """End what two people gave each other: every given key, and every unrevealed answer."""
    entries = Entry.objects.of(couple).filter(owner_id__in=two)
    entries.filter(visibility=Visibility.WHEN_BOTH, given_key__isnull=True).delete()
    entries.exclude(given_key__isnull=True).update(given_key=None)


@transaction.atomic
def leave(present: Present) -> Moved | None:
    """Leave at once and alone, with one's own words: whoever leaves is the one who moves.

    Moving whoever has fewer rows would show the leaver which of the two wrote more.
    Undelivered keys and unrevealed answers of both are destroyed. The other is not told
    anything but that this space is theirs alone now.
    """
    hold(present.couple)
    partner = present.partner
    if partner is None:
        return None
    part(present.couple, present.id, partner.person)
    endings.end(present.couple, present.id, End.LEFT)
    endings.end(present.couple, partner.person, End.STAYED)
    # A yes that the other has not seen yet is void too.
    Invitation.objects.of(present.couple).filter(
        inviter_id__in=(present.id, partner.person)
    ).delete()
    accounts.become_one(present)
    home = Couple.objects.create().pk
    move(present.id, source=present.couple, target=home)
    return Moved(present.id, home)


@transaction.atomic
def delete_account(present: Present) -> int:
    """Delete everything of this person, and end what the two gave each other.

    Returns how many rows are left, which is 0.
    """
    hold(present.couple)
    if present.partner is not None:
        part(present.couple, present.id, present.partner.person)
        endings.end(present.couple, present.partner.person, End.STAYED)
    return delete_person(present.couple, present.id)


@transaction.atomic
def delete_person(couple: UUID, person: UUID) -> int:
    """Delete every row of a person in this couple; returns how many are left, which is 0."""
    hold(couple)
    gone = [person, *_ids(Invitation, couple, person), *_ids(Session, couple, person)]
    Directory.objects.filter(couple_id=couple, target_id__in=gone).delete()
    Sweep.objects.filter(couple_id=couple, target_id__in=gone).delete()
    endings.end(couple, person, End.DELETED)
    for model in owned_models():
        _rows(model, couple, person).delete()
    left = rows_of_person(couple, person)
    close_if_empty(couple)
    return left


def _ids(model: type[Owned], couple: UUID, person: UUID) -> list[UUID]:
    return list(_rows(model, couple, person).values_list("id", flat=True))


def forget_on_disk() -> None:
    """Empty SQLite's write-ahead log, where deleted rows lie until it is truncated."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
