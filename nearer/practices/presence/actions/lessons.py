"""The only writer of lessons that were done."""

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.selectors import read
from nearer.practices.presence.entries.lessons import Done


@transaction.atomic
def keep_done(present: Present, *, lesson: str, how: str) -> None:
    """Keep for myself that I did a lesson. Each way of doing it is kept once."""
    journal.hold(present.couple)
    found = read(present.vault, present.couple, kinds=(), standing=[Done.kind])
    if any(entry.payload == Done(lesson, how) for entry in found.own(Done)):
        return
    journal.write(present.pen, Done(lesson, how))
