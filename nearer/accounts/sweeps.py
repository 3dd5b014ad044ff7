"""What has to go when its time has come: guests without words, used-up links, old sessions.

A sweep line names a couple and a row, so the deletion itself pins one couple like every
other statement.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from nearer.accounts.models import Delay, Sweep
from nearer.accounts.rules import FORGIVEN_AFTER

log = logging.getLogger("nearer.accounts")
AGAIN_AFTER = timedelta(hours=1)
Broom = Callable[[UUID, UUID, datetime], None]
_brooms: dict[str, Broom] = {}


def broom(what: str) -> Callable[[Broom], Broom]:
    """Register the function that sweeps one sort of thing away."""

    def register(function: Broom) -> Broom:
        _brooms[what] = function
        return function

    return register


def remember(what: str, *, couple: UUID, target: UUID, due: datetime) -> None:
    """Write down that something is to go later."""
    Sweep.objects.create(what=what, couple_id=couple, target_id=target, due_at=due)


def sweep(now: datetime) -> int:
    """Do what is due. Returns how many lines were done; a fault in one stops no other."""
    done = 0
    for line in list(Sweep.objects.filter(due_at__lte=now).order_by("due_at")[:200]):
        try:
            _do(line, now)
        except Exception as fault:  # noqa: BLE001 - whatever broke in one stops no other
            log.warning("sweep %s: %s, tried again later", line.pk, type(fault).__name__)
            _put_off(line, now)
        else:
            done += 1
    Delay.objects.filter(until__lt=now - FORGIVEN_AFTER).delete()
    return done


def _put_off(line: Sweep, now: datetime) -> None:
    # Later, or faults that stay would in time fill the whole of every sweep.
    with suppress(DatabaseError):
        Sweep.objects.filter(pk=line.pk).update(due_at=now + AGAIN_AFTER)


@transaction.atomic
def _do(line: Sweep, now: datetime) -> None:
    found = _brooms.get(line.what)
    if found is not None:
        found(line.couple_id, line.target_id, now)
    Sweep.objects.filter(pk=line.pk).delete()
