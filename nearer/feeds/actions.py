"""The only writers of feeds."""

from uuid import UUID

from django.db import transaction

from nearer.accounts.models import Directory
from nearer.feeds.boxes import Calendar, close
from nearer.feeds.keys import Key
from nearer.feeds.models import Published
from nearer.feeds.selectors import calendar_of


@transaction.atomic
def begin(couple: UUID, person: UUID, key: Key, calendar: Calendar) -> None:
    """Publish a calendar for the first time. It is handed out from now on."""
    Directory.objects.create(id=key.line, couple_id=couple, target_id=person)
    Published.objects.create(id=key.line, box=close(calendar, key))


@transaction.atomic
def publish(key: Key, calendar: Calendar) -> bool:
    """Put this in the place of what is handed out; the same bytes stay as they lie there.

    False where nothing is handed out any more. Raises `padding.TooLong`.
    """
    before = calendar_of(key)
    if before is not None and before.body == calendar.body:
        return True
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
