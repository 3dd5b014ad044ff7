"""What goes by itself: guests who took no words, and links nobody used."""

from datetime import datetime
from uuid import UUID

from nearer.accounts.models import Directory, Person
from nearer.accounts.sweeps import broom
from nearer.couples import moving
from nearer.couples.models import Invitation


@broom("guest")
def sweep_guest(couple: UUID, person: UUID, now: datetime) -> None:
    """Delete somebody who never took words; with their session gone no key is left."""
    if Person.objects.of(couple).filter(id=person, provisional_until__lte=now).exists():
        moving.delete_person(couple, person)
        Invitation.objects.of(couple).filter(guest_id=person).delete()


@broom("invitation")
def sweep_invitation(couple: UUID, invitation: UUID, now: datetime) -> None:
    """Delete a link that ran out unused."""
    row = Invitation.objects.of(couple).filter(
        id=invitation, guest_id__isnull=True, expires_at__lte=now
    )
    if row.exists():
        Directory.objects.filter(target_id=invitation).delete()
        row.delete()
