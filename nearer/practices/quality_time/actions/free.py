"""Sharing when I am free. What is shared follows my calendars and hours until I stop it."""

from datetime import date, datetime, time

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.actions import NoPartnerYet, Pen
from nearer.journal.models import Visibility
from nearer.lib import clock
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.selectors import free as selectors

ONE_SIZE = 16 * 1024
"""What is shared has at least this size, however many free times there are."""


class NoHoursYet(Exception):
    """When somebody likes to meet is not said, so there is nothing to share."""


@transaction.atomic
def share(present: Present) -> None:
    """Give my partner when I am free, from now on. Raises `NoPartnerYet` and `NoHoursYet`."""
    if present.partner is None:
        raise NoPartnerYet
    journal.hold(present.couple)
    free = selectors.to_share(present, selectors.everything(present))
    if free is None:
        raise NoHoursYet
    _write(present, free)


@transaction.atomic
def stop(present: Present) -> None:
    """Take it back. It may have been read already; nothing of it is left."""
    journal.discard_about(present.pen, Free.kind, selectors.name_of_free(present))


@transaction.atomic
def keep_up(present: Present) -> None:
    """Where I share, let what my partner has be what is true now. Writes only a change."""
    if present.partner is None:
        return
    journal.hold(present.couple)
    reading = selectors.everything(present)
    has = selectors.shared_in(present, reading)
    free = selectors.to_share(present, reading)
    if has is not None and free is not None and free != has:
        _write(present, free)


def _write(present: Present, free: Free) -> None:
    """Sealed as of the midnight that began the day it is true of: the moment of writing would
    tell the other one when its owner was here.
    """
    day = date.fromisoformat(free.made_on)
    midnight = datetime.combine(day, time(), clock.zone_or_utc(present.zone))
    pen = Pen(present.vault, present.couple, midnight, day)
    journal.write(
        pen,
        free,
        visibility=Visibility.SHARED,
        subject=selectors.name_of_free(present),
        at_least=ONE_SIZE,
    )
