"""Slowing down whoever guesses at one name. Answered at once with the time to wait."""

from datetime import datetime, timedelta

from django.db import transaction

from nearer.accounts.models import Delay
from nearer.accounts.rules import FORGIVEN_AFTER, wait_after
from nearer.sealing.boxes import derive


class TooSoon(Exception):
    """Too many wrong tries for this name; try again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def line(salt: bytes) -> bytes:
    """The row for a name. Made from the stirred name, so no name stands in the table."""
    return derive(salt, "delay", length=16)


def check(salt: bytes, *, now: datetime) -> None:
    """Raise `TooSoon` while this name has to wait."""
    until = Delay.objects.filter(id=line(salt)).values_list("until", flat=True).first()
    if until and until > now:
        # A clock that was set back must not keep anybody out for hours.
        raise TooSoon(min(until - now, wait_after(99)))


@transaction.atomic
def failed(salt: bytes, *, now: datetime) -> None:
    """Count a wrong try. Long after the last one the counting starts anew."""
    row, _ = Delay.objects.select_for_update().get_or_create(id=line(salt), defaults={"until": now})
    if now - row.until > FORGIVEN_AFTER:
        row.failures = 0
    row.failures = min(row.failures + 1, 99)
    row.until = now + wait_after(row.failures)
    row.save(update_fields=["failures", "until"])


def opened(salt: bytes) -> None:
    """Forget the wrong tries: the right words were given."""
    Delay.objects.filter(id=line(salt)).delete()
