"""The only writers of the shared acknowledgement and of the one for oneself."""

from collections.abc import Collection

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.steps import take_step
from nearer.practices.acknowledge.entries import Keep, Kept, Step, Words
from nearer.practices.acknowledge.selectors.together import (
    TogetherPage,
    keep_subject,
    kept_subject,
    thread_name,
    words_subject,
)
from nearer.reveal import actions as reveal
from nearer.reveal.rules import Round


def write_version(present: Present, *, number: int, text: str, seen: Collection[str]) -> None:
    """Add a version, shared at once. What the other wrote meanwhile stays beside it.

    Raises `NoPartnerYet`.
    """
    name = thread_name(present.vault, number)
    take_step(present.pen, Step, thread=name, seen=seen, text=text)


def want_to_keep(present: Present, mark: str) -> None:
    """Say that I want to keep this version, sealed until both say so."""
    reveal.answer(present.pen, Keep(mark), subject=keep_subject(present.vault, mark))


@transaction.atomic
def keep_both(present: Present, page: TogetherPage) -> None:
    """Press Keep when both want to: mine is handed over, and my own copy is written."""
    subject = keep_subject(present.vault, page.mark)
    reveal.open_round(present.pen, kind=Keep.kind, subject=subject)
    _copy(present, page)


def copy_when_due(present: Present, page: TogetherPage) -> bool:
    """In the visit of whoever gives first: write one's own copy of what both now keep.

    Only that one can come to a page that is open already without having pressed anything,
    so the row says no more than handing over did.
    """
    due = page.keeping is Round.OPEN and page.kept is None
    if due:
        _copy(present, page)
    return due


def _copy(present: Present, page: TogetherPage) -> None:
    payload = Kept(mark=page.mark, text=page.text)
    journal.write(present.pen, payload, subject=kept_subject(present.vault, page.mark))


def not_yet(present: Present, mark: str) -> None:
    """Take it back while it is sealed: that looks the same as never having said it."""
    journal.discard_about(present.pen, Keep.kind, keep_subject(present.vault, mark))


def keep_words(present: Present, text: str) -> None:
    """An acknowledgement that only I can open; writing again takes its place."""
    journal.write(present.pen, Words(text), subject=words_subject(present.vault))
