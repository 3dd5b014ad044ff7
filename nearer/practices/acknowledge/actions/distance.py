"""The only writers of pictures."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.practices.acknowledge.entries import Again, Picture
from nearer.practices.acknowledge.selectors.distance import (
    again_subject_of,
    my_pictures,
    subject_of,
)
from nearer.reveal import actions as reveal


@transaction.atomic
def seal_picture(present: Present, *, number: int, drawn: dict[str, Any]) -> None:
    """Seal a picture until both have drawn. Raises `AlreadyGiven` after the first give.

    Two who parted and came back count their rounds anew: what was drawn in one of the same
    number before stays, as a picture for oneself.
    """
    subject = subject_of(present.vault, number)
    for old in my_pictures(present).kept:
        if old.subject == subject:
            take_back(present, old)
    reveal.answer(present.pen, Picture(**drawn, number=number), subject=subject)


@transaction.atomic
def keep_for_myself(present: Present, *, drawn: dict[str, Any], number: int | None = None) -> UUID:
    """Keep a picture that only I can open. What I had sealed in this round goes out of it."""
    if number is not None:
        journal.discard_about(present.pen, Picture.kind, subject_of(present.vault, number))
    return journal.write(present.pen, Picture(**drawn))


def open_both(present: Present, number: int) -> None:
    """Press Open: the other's picture is opened, and so mine is handed over."""
    subject = subject_of(present.vault, number)
    reveal.open_round(present.pen, kind=Picture.kind, subject=subject)


@transaction.atomic
def take_back(present: Present, picture: Opened[Picture]) -> None:
    """Make a picture mine alone again. It may already have been seen."""
    journal.discard(present.pen, picture.id)
    journal.write(
        journal.Pen(present.vault, present.couple, picture.at, picture.day),
        replace(picture.payload, number=0),
    )


def begin_again(present: Present, *, number: int) -> None:
    """Ask for a new round where the last one cannot open any more: the other sees that."""
    journal.write(
        present.pen,
        Again(number),
        visibility=Visibility.SHARED,
        subject=again_subject_of(present.vault, number),
    )


def let_go(present: Present, entry: UUID) -> None:
    """Delete something of mine, with every key to it."""
    journal.discard(present.pen, entry)
