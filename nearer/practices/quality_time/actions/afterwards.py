"""The only writers of what is said around a meeting."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.selectors.afterwards import away_subject, liked_subject
from nearer.reveal import actions as reveal


@transaction.atomic
def put_away(
    present: Present, thread: UUID, day: date, *, things: Collection[str], line: str
) -> None:
    """Say what I put away. The other sees it at once; saying nothing any more takes it back.

    Raises `NoPartnerYet`.
    """
    subject = away_subject(present.vault, thread, day)
    if not things and not line:
        journal.discard_about(present.pen, Away.kind, subject)
        return
    journal.write(
        present.pen, Away(list(things), line), visibility=Visibility.SHARED, subject=subject
    )


def seal_liked(present: Present, thread: UUID, day: date, text: str) -> None:
    """Seal what I liked until both have said something. Raises `AlreadyGiven`."""
    payload = Liked(text, plan=thread.hex, on=day.isoformat())
    reveal.answer(present.pen, payload, subject=liked_subject(present.vault, thread, day))


def open_both(present: Present, thread: UUID, day: date) -> None:
    """Press Open: the other's line is opened, and so mine is handed over. Raises `NotOpenYet`."""
    subject = liked_subject(present.vault, thread, day)
    reveal.open_round(present.pen, kind=Liked.kind, subject=subject)


def take_back(present: Present, thread: UUID, day: date) -> None:
    """Make my line mine alone again. It may already have been read."""
    subject = liked_subject(present.vault, thread, day)
    reveal.take_back(present.pen, Liked, subject=subject, alone=lambda liked: Liked(liked.text))


def keep_for_myself(present: Present, text: str) -> None:
    """A line about time together that only I can open."""
    journal.write(present.pen, Liked(text))


def let_go(present: Present, entry: UUID) -> None:
    """Delete one of mine, with every key to it."""
    journal.discard(present.pen, entry)
