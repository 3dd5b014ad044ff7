"""Slowing down whoever guesses at one name. Answered at once with the time to wait."""

import math
from datetime import datetime, timedelta

from django.db import transaction

from nearer.accounts.models import Delay
from nearer.accounts.rules import FORGIVEN_AFTER, still_waits, wait_after
from nearer.sealing.boxes import derive


class TooSoon(Exception):
    """Too many wrong tries for this name; try again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait

    @property
    def seconds(self) -> int:
        return max(1, math.ceil(self.wait.total_seconds()))

    @property
    def sentence(self) -> str:
        return f"That was tried too often. Try again in {self.seconds} seconds."


def line(salt: bytes) -> bytes:
    """The row for a name. Made from the stirred name, so no name stands in the table."""
    return derive(salt, "delay", length=16)


def check(salt: bytes, *, now: datetime) -> None:
    """Raise `TooSoon` while this name has to wait."""
    until = Delay.objects.filter(id=line(salt)).values_list("until", flat=True).first()
    if until and (wait := still_waits(until=until, now=now)):
        raise TooSoon(wait)


@transaction.atomic
def failed(salt: bytes, *, now: datetime) -> None:
    """Count a wrong try. Long after the last one the counting starts anew."""
    row, _ = Delay.objects.select_for_update().get_or_create(id=line(salt), defaults={"until": now})
    if now - row.until > FORGIVEN_AFTER:
        row.failures = 0
    row.failures = min(row.failures + 1, 99)
    row.until = now + wait_after(row.failures)
    row.save(update_fields=["failures", "until"])


def opened(salt: bytes, *, now: datetime) -> None:
    """The right words were given, so nobody waits now. The tries still count.

    Two people may have one name: whoever could forget another's wrong tries by signing in
    as themselves would guess without ever waiting.
    """
    Delay.objects.filter(id=line(salt)).update(until=now)


def forget(salt: bytes) -> None:
    """Leave no line of this name: its person is gone."""
    Delay.objects.filter(id=line(salt)).delete()
