"""Writers of letters. Nothing is ever shared by itself."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.actions import NoPartnerYet, Pen
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Opened
from nearer.journal.selectors import read
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Letter
from nearer.practices.honesty.rules.letters import VERSIONS
from nearer.practices.honesty.selectors.letters import rows_about, with_partner
from nearer.sealing import padding


class SharedMeanwhile(Exception):
    """This letter is shared or private now, and was the other when somebody began to type."""


class ChangedOften(Exception):
    """There is no room for one more version of this letter."""


@transaction.atomic
def keep(present: Present, text: str) -> UUID:
    """Keep a new letter that only I can open; returns its name. Sent twice, it is one letter."""
    journal.hold(present.couple)
    today = read(present.vault, present.couple, kinds=[Letter.kind], since=present.day)
    for entry in today.own(Letter):
        if entry.payload.text == text and (same := subjects.letter_of(entry)):
            return same
    letter = uuid4()
    _write(present.pen, Letter(letter.hex, text), to=Visibility.ONLY_ME)
    return letter


@transaction.atomic
def change(present: Present, letter: UUID, text: str, *, shared: bool) -> None:
    """Write a letter anew. A private one takes the old one's place; a shared one becomes a
    later version, and both can look at the earlier ones.

    `shared` is what the writer had before their eyes. Raises `SharedMeanwhile`,
    `ChangedOften`, and `Entry.DoesNotExist` for what is no letter of mine.
    """
    journal.hold(present.couple)
    newest = _newest(present, letter)
    if with_partner(newest) is not shared:
        raise SharedMeanwhile
    said = newest.payload
    if text == said.text:
        return
    if not shared:
        _write(present.pen, replace(said, text=text), to=Visibility.ONLY_ME)
        return
    if said.number >= VERSIONS:
        raise ChangedOften
    later = replace(said, text=text, number=said.number + 1)
    _write(present.pen, later, to=Visibility.SHARED, predecessor=newest.id)


@transaction.atomic
def share(present: Present, letter: UUID, *, wish: str) -> None:
    """Share a letter as it stands now, with how I would like to be received.

    It is shared as of this moment: when it was written stays with its writer. What is shared
    already stays as it is. Raises `NoPartnerYet` and `Entry.DoesNotExist`.
    """
    journal.hold(present.couple)
    newest = _newest(present, letter)
    if present.partner is None:
        raise NoPartnerYet
    if not with_partner(newest):
        _write(present.pen, replace(newest.payload, wish=wish), to=Visibility.SHARED)


@transaction.atomic
def take_back(present: Present, letter: UUID) -> None:
    """Make every version mine alone again, under new keys. It may already have been read.

    Raises `Entry.DoesNotExist` for what is no letter of mine.
    """
    journal.hold(present.couple)
    _newest(present, letter)
    for version in rows_about(present, letter).versions:
        if version.visibility == Visibility.SHARED:
            then = Pen(present.vault, present.couple, version.at, version.day)
            _write(then, version.payload, to=Visibility.ONLY_ME)


@transaction.atomic
def let_go(present: Present, letter: UUID) -> None:
    """Delete a letter of mine with all its versions. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    _newest(present, letter)
    for version in rows_about(present, letter).versions:
        journal.discard(present.pen, version.id)


def _newest(present: Present, letter: UUID) -> Opened[Letter]:
    newest = rows_about(present, letter).newest
    if newest is None or not newest.mine:
        raise Entry.DoesNotExist
    return newest


def _write(pen: Pen, said: Letter, *, to: Visibility, predecessor: UUID | None = None) -> None:
    """The row of this version. One that stood there goes, and with it every key to it."""
    journal.write(
        pen,
        said,
        visibility=to,
        subject=subjects.version(UUID(said.letter), said.number),
        predecessor=predecessor,
        at_least=padding.ANSWER,
    )
