"""The only writers of what is kept of a sitting."""

from dataclasses import replace
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.selectors.afterwards import AfterPage, taken_subject
from nearer.reveal import actions as reveal


def seal(present: Present, page: AfterPage, text: str) -> None:
    """Seal my line until both have said something. Raises `AlreadyGiven`."""
    payload = Taken(text, page.thread.hex, page.kind.value, page.minutes)
    reveal.answer(present.pen, payload, subject=taken_subject(present.vault, page.thread))


def open_both(present: Present, thread: UUID) -> None:
    """Press Open: the other's line is opened, and so mine is handed over. Raises `NotOpenYet`."""
    subject = taken_subject(present.vault, thread)
    reveal.open_round(present.pen, kind=Taken.kind, subject=subject)


def keep_for_myself(present: Present, page: AfterPage, text: str) -> None:
    """A line that only I can open."""
    journal.write(present.pen, Taken(text, "", page.kind.value, page.minutes))


def take_back(present: Present, thread: UUID) -> None:
    """Make my line mine alone again. It may already have been read."""
    subject = taken_subject(present.vault, thread)
    reveal.take_back(present.pen, Taken, subject=subject, alone=_for_me)


def _for_me(taken: Taken) -> Taken | None:
    """That it took place is nothing to keep for one alone."""
    return replace(taken, sitting="") if taken.text else None


def let_go(present: Present, entry: UUID) -> None:
    """Delete one of mine, with every key to it."""
    journal.discard(present.pen, entry)
