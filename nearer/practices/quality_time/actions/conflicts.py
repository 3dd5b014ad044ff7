"""Keeping what came into my calendars at the time of a plan, and saying that it is fine."""

from datetime import date
from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.journal import actions as journal
from nearer.practices.quality_time.entries.conflicts import Conflicts, conflicts_of
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.rules import conflicts as rules
from nearer.practices.quality_time.rules.conflicts import Came
from nearer.practices.quality_time.selectors import conflicts as selectors
from nearer.practices.quality_time.selectors.calendars import own_sources
from nearer.practices.quality_time.selectors.plans import all_plans, one_plan
from nearer.sealing.padding import BUCKETS

ONE_SIZE = 4096
OF_A_CALENDAR = BUCKETS[3]
"""A calendar has at least this size, whether it is full or empty."""


@transaction.atomic
def calendar_changed(present: Present, before: Source | None, after: Source | None) -> None:
    """Keep what a calendar of mine has come to say about the times of our plans.

    Written with every calendar, also where nothing came: a row that is there only then would
    tell whoever reads the database. Reads the plans only where I am busy at other times now.
    """
    if present.partner is None:
        return
    busy_before = selectors.busy(before, zone=present.zone)
    busy_after = selectors.busy(after, zone=present.zone)
    journal.hold(present.couple)
    plans = all_plans(present) if busy_before != busy_after else ()
    found = rules.renewed(
        selectors.came_for(present),
        selectors.times_of(plans, present.now),
        before=busy_before,
        after=busy_after,
        now=sweep.minute(present.now),
    )
    _keep(present, found)


@transaction.atomic
def fine(present: Present, thread: UUID, day: date) -> None:
    """Say that this meeting takes place all the same. What was not in its way stays as it is.

    It is written with one of my calendars, so that it looks like news of that.
    """
    journal.hold(present.couple)
    came, known = selectors.came_for(present), one_plan(present, thread)
    ahead = () if known is None else selectors.coming(known, present.now)
    left = came
    for when in ahead:
        if when.day == day:
            left = rules.without(left, thread.hex, selectors.span_of(when))
    if came == left:
        return
    for calendar in own_sources(present)[:1]:
        journal.write(
            present.pen, calendar.payload, subject=calendar.subject, at_least=OF_A_CALENDAR
        )
    _keep(present, left)


def _keep(present: Present, found: tuple[Came, ...]) -> None:
    subject = present.vault.own_subject(Conflicts.kind)
    journal.write(present.pen, conflicts_of(found), subject=subject, at_least=ONE_SIZE)
