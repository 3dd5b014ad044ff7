"""Saying when I like to meet."""

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.practices.quality_time.actions import free
from nearer.practices.quality_time.entries.sources import Hours

ONE_SIZE = 4096
"""Hours have this size, however many were typed."""


@transaction.atomic
def say(present: Present, hours: Hours) -> None:
    """Keep my hours, in place of those from before. What I share follows at once."""
    journal.hold(present.couple)
    subject = present.vault.own_subject(Hours.kind)
    journal.write(present.pen, hours, subject=subject, at_least=ONE_SIZE)
    free.keep_up(present)
