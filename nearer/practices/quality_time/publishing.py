"""Keeping both calendars at their addresses as the two agreed: after each step, and at visits."""

from datetime import datetime, time

from django.db import transaction

from nearer.accounts.present import Present
from nearer.feeds import actions as feeds
from nearer.feeds.boxes import Calendar
from nearer.journal import actions as journal
from nearer.journal.opened import Reading
from nearer.lib import clock
from nearer.practices.quality_time.selectors import feed as selectors


def renew(present: Present, reading: Reading | None = None, *, at: datetime | None = None) -> None:
    """Publish what is agreed now, for both, as changed `at`, or now. Writes only what changed.

    Called inside the transaction of the step that changed it, which holds the couple's lock.
    """
    found = reading or selectors.everything(present)
    keys = selectors.keys_in(present, found)
    if not keys:
        return
    calendar = Calendar(selectors.calendar_in(present, found), at or present.now)
    for person, key in keys:
        feeds.publish(present.couple, person, key, calendar)


def keep_up(present: Present) -> None:
    """Somebody is here: mend what no step did, such as an older state that was put back.

    It says of itself that it changed at midnight: whoever asks at their own address would read
    there to the second when the other one came by, whenever an old date goes.
    Where neither has an address this is one query, and takes no lock.
    """
    if present.partner is None or not selectors.keys_in(present, selectors.everything(present)):
        return
    with transaction.atomic():
        journal.hold(present.couple)
        midnight = datetime.combine(present.day, time(), clock.zone_or_utc(present.zone))
        renew(present, at=midnight)
