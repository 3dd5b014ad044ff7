"""Writers of kind lines."""

from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Entry, Visibility
from nearer.journal.selectors import one, read
from nearer.practices.conversation.entries import Appreciation


@transaction.atomic
def appreciate(present: Present, text: str, *, for_me: bool = False) -> None:
    """Say a kind line: to the other at once, or to oneself. Once a day, when sent twice."""
    journal.hold(present.couple)
    visibility = Visibility.ONLY_ME if for_me or not present.partner else Visibility.SHARED
    today = read(present.vault, present.couple, kinds=[Appreciation.kind], since=present.day)
    said = [(line.payload.text, line.visibility) for line in today.own(Appreciation)]
    if (text, visibility) not in said:
        journal.write(present.pen, Appreciation(text), visibility=visibility)


@transaction.atomic
def show(present: Present, line: UUID, *, to: Visibility) -> None:
    """Share a line after all, or take one back: it may already have been read.

    Raises `Entry.DoesNotExist` for what is no line of mine, and `NoPartnerYet`.
    """
    journal.hold(present.couple)
    found = one(present.vault, present.couple, line)
    if found is None or not found.mine or not isinstance(found.payload, Appreciation):
        raise Entry.DoesNotExist
    if found.visibility != to:
        journal.change_visibility(present.pen, line, to=to)
