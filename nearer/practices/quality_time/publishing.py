"""Keeping both calendars at their addresses as the two agreed: after each step, and at visits."""

import logging
from contextlib import suppress

from nearer.accounts.present import Present
from nearer.feeds import actions as feeds
from nearer.feeds.boxes import Calendar
from nearer.journal.opened import Reading
from nearer.practices.quality_time.selectors import feed as selectors
from nearer.sealing.padding import TooLong

log = logging.getLogger("nearer.practices.quality_time")


def renew(present: Present, reading: Reading | None = None) -> None:
    """Publish what is agreed now, for both. Writes only what changed.

    Called inside the transaction of the step that changed it. So many dates that they fit no
    more leave the calendar as it was: a step is worth more than that.
    """
    found = reading or selectors.everything(present)
    keys = selectors.keys_in(present, found)
    if not keys:
        return
    calendar = Calendar(selectors.calendar_in(present, found), present.now)
    with suppress(TooLong):
        for key in keys:
            feeds.publish(key, calendar)
        return
    log.warning("a feed of %s is too long", present.couple)
