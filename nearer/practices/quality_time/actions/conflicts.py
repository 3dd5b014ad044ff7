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
from nearer.practices.quality_time.selectors.plans import all_plans, one_plan

ONE_SIZE = 4096


@transaction.atomic
def calendar_changed(present: Present, before: Source | None, after: Source | None) -> None:
    """Keep what a calendar of mine has come to say about the times of our plans.

    Reads the plans only where the calendar makes me busy at other times than before, and writes
    only a change.
    """
    busy_before = selectors.busy(before, zone=present.zone)
    busy_after = selectors.busy(after, zone=present.zone)
    if busy_before == busy_after or present.partner is None:
        return
    journal.hold(present.couple)
    came = selectors.came_for(present)
    found = rules.renewed(
        came,
        selectors.times_of(all_plans(present), present.now),
        before=busy_before,
        after=busy_after,
        now=sweep.minute(present.now),
    )
    _keep(present, came, found)


@transaction.atomic
def fine(present: Present, thread: UUID, day: date) -> None:
    """Say that this meeting takes place all the same. What was not in its way stays as it is."""
    journal.hold(present.couple)
    came, known = selectors.came_for(present), one_plan(present, thread)
    ahead = () if known is None else selectors.coming(known, present.now)
    left = came
    for when in ahead:
        if when.day == day:
            left = rules.without(left, thread.hex, selectors.span_of(when))
    _keep(present, came, left)


def _keep(present: Present, came: tuple[Came, ...], found: tuple[Came, ...]) -> None:
    if came != found:
        subject = present.vault.own_subject(Conflicts.kind)
        journal.write(present.pen, conflicts_of(found), subject=subject, at_least=ONE_SIZE)
