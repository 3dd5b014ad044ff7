"""The only writers of what somebody picked."""

from collections.abc import Collection

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.practices.quality_time.entries.ideas import PickAgain, Picks
from nearer.practices.quality_time.selectors.picks import again_subject_of, subject_of
from nearer.reveal import actions as reveal


def seal(present: Present, number: int, ideas: Collection[str]) -> None:
    """Seal what I picked until both have. Raises `AlreadyGiven` after the first give."""
    payload = Picks(list(ideas), number)
    reveal.answer(present.pen, payload, subject=subject_of(present.vault, number))


def open_both(present: Present, number: int) -> None:
    """Press Open: the other's picks are opened, and so mine are handed over.

    Raises `NotOpenYet`.
    """
    reveal.open_round(present.pen, kind=Picks.kind, subject=subject_of(present.vault, number))


@transaction.atomic
def take_back(present: Present, number: int) -> None:
    """Delete what I picked, with every key to it. It may already have been seen."""
    journal.hold(present.couple)
    journal.discard_about(present.pen, Picks.kind, subject_of(present.vault, number))


def begin_again(present: Present, number: int) -> None:
    """Ask for a new round where the last one cannot open any more: the other sees that.

    Raises `NoPartnerYet`.
    """
    journal.write(
        present.pen,
        PickAgain(number),
        visibility=Visibility.SHARED,
        subject=again_subject_of(present.vault, number),
    )
