"""Writers of finished sentences. They are their writer's alone, unless they become a letter."""

from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Entry
from nearer.journal.selectors import one, read
from nearer.practices.honesty.actions import letters
from nearer.practices.honesty.entries import Line
from nearer.sealing import padding


@transaction.atomic
def keep(present: Present, *, stem: str, text: str) -> UUID:
    """Keep a finished sentence for myself; returns its id. Sent twice, it is one."""
    journal.hold(present.couple)
    today = read(present.vault, present.couple, kinds=[Line.kind], since=present.day)
    for entry in today.own(Line):
        if entry.payload == Line(stem, text):
            return entry.id
    return journal.write(present.pen, Line(stem, text), at_least=padding.ANSWER)


@transaction.atomic
def make_letter(present: Present, line: UUID) -> UUID:
    """Turn a kept sentence into a letter, still mine alone; returns the letter's name.

    Raises `Entry.DoesNotExist` for what is no sentence of mine.
    """
    journal.hold(present.couple)
    letter = letters.keep(present, _mine(present, line).text)
    journal.discard(present.pen, line)
    return letter


@transaction.atomic
def let_go(present: Present, line: UUID) -> None:
    """Delete a kept sentence. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    _mine(present, line)
    journal.discard(present.pen, line)


def _mine(present: Present, line: UUID) -> Line:
    found = one(present.vault, present.couple, line)
    if found is None or not found.mine or not isinstance(found.payload, Line):
        raise Entry.DoesNotExist
    return found.payload
