"""The only writers of feeds."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nearer.accounts.models import Directory
from nearer.feeds.boxes import Calendar, close
from nearer.feeds.keys import Key
from nearer.feeds.models import Published
from nearer.feeds.selectors import calendar_of

A_SECOND = timedelta(seconds=1)
"""What a date in a header can tell apart."""


@transaction.atomic
def begin(couple: UUID, person: UUID, key: Key, calendar: Calendar) -> None:
    """Publish a calendar for the first time. It is handed out from now on."""
    Directory.objects.create(id=key.line, couple_id=couple, target_id=person)
    Published.objects.create(id=key.line, box=close(calendar, key))


@transaction.atomic
def publish(couple: UUID, person: UUID, key: Key, calendar: Calendar) -> bool:
    """Put this in the place of what is handed out for this person.

    The same bytes stay as they lie there, and what changed is dated later than what it takes the
    place of: there are programs that only ask whether the date is another. False where this
    key is to no calendar of theirs, so that a key which somebody else made up spoils nobody's.
    Raises `padding.TooLong`.
    """
    if not Directory.objects.filter(id=key.line, couple_id=couple, target_id=person).exists():
        return False
    before = calendar_of(key)
    if before is not None and before.body == calendar.body:
        return True
    if before is not None and calendar.changed < before.changed + A_SECOND:
        calendar = Calendar(calendar.body, before.changed + A_SECOND)
    return bool(Published.objects.filter(id=key.line).update(box=close(calendar, key)))


@transaction.atomic
def withdraw(couple: UUID, person: UUID) -> None:
    """Nothing of this person's is handed out any more, under whatever address."""
    lines = Directory.objects.filter(couple_id=couple, target_id=person)
    feeds = Published.objects.filter(id__in=lines.values("id"))
    ids = list(feeds.values_list("id", flat=True))
    feeds.delete()
    lines.filter(id__in=ids).delete()


def drop_what_is_nobodys() -> None:
    """Delete what no line of the directory leads to: its owner deleted everything."""
    Published.objects.exclude(id__in=Directory.objects.values("id")).delete()
