"""Writers of what a reader does with a letter, and of the words that follow."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.actions import NoPartnerYet, Pen
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Opened
from nearer.journal.selectors import one, read
from nearer.lib import clock
from nearer.notices import actions as notices
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Opens, Received, Reply
from nearer.practices.honesty.rules import letters as rules
from nearer.practices.honesty.rules.letters import REPLIES, When
from nearer.practices.honesty.selectors.letters import (
    Letters,
    opens_in,
    rows_about,
    with_partner,
)
from nearer.sealing import padding

REMEMBERED = 60
"""Letters whose chosen moment is remembered; an older one would only be asked for again."""


class NothingToAnswer(Exception):
    """The letter is not here any more, or free words about it are not open."""


class AnsweredOften(Exception):
    """There is no room for one more answer to this letter."""


@transaction.atomic
def choose_moment(present: Present, letter: UUID, when: When) -> None:
    """Say to myself when I want to read a letter. Nobody else ever learns of it.

    Raises `NothingToAnswer` for what is no letter to me.
    """
    journal.hold(present.couple)
    _to_me(present, letter)
    mine = subjects.opens(present.vault)
    kept = opens_in(read(present.vault, present.couple, kinds=[Opens.kind], subjects=[mine]))
    zone = clock.zone_or_utc(present.zone)
    kept[letter] = rules.opens_at(when, now=present.now, zone=zone)
    latest = sorted(kept.items(), key=lambda chosen: chosen[1])[-REMEMBERED:]
    said = Opens({name.hex: at.isoformat() for name, at in latest})
    journal.write(present.pen, said, subject=mine, at_least=padding.ANSWER)


@transaction.atomic
def receive(
    present: Present, letter: UUID, *, sentence: str, about: str = "", back: datetime | None = None
) -> None:
    """Answer a letter with one sentence, shared. Saying another one takes its place.

    A time to come back by is planned as a notice for whoever asked for those. Raises
    `NothingToAnswer`.
    """
    journal.hold(present.couple)
    found = _to_me(present, letter)
    assert found.newest is not None
    said = Received(
        letter.hex,
        sentence,
        number=found.newest.payload.number,
        about=about,
        back=back.isoformat() if back else "",
    )
    journal.write(
        present.pen, said, visibility=Visibility.SHARED, subject=subjects.received(letter)
    )
    notices.look_ahead(present.pen)


@transaction.atomic
def unsay(present: Present, letter: UUID) -> None:
    """Take my first sentence back. It may already have been read."""
    journal.discard_about(present.pen, Received.kind, subjects.received(letter))
    notices.look_ahead(present.pen)


@transaction.atomic
def reply(present: Present, letter: UUID, text: str) -> None:
    """Answer in free words, shared at once; sent twice, it is one answer.

    Raises `NothingToAnswer`, `AnsweredOften` and `NoPartnerYet`.
    """
    journal.hold(present.couple)
    if present.partner is None:
        raise NoPartnerYet
    found = rows_about(present, letter)
    if not found.words_open:
        raise NothingToAnswer
    mine = [entry for entry in found.replies if entry.mine]
    # What was taken back is with nobody, so that the same words can be sent again.
    if mine and with_partner(mine[-1]) and mine[-1].payload.text == text:
        return
    number = max((entry.payload.number for entry in mine), default=0) + 1
    if number > REPLIES:
        raise AnsweredOften
    before = found.replies[-1] if found.replies else found.newest
    _write(
        present.pen,
        Reply(letter.hex, number, text),
        to=Visibility.SHARED,
        predecessor=before.id if before else None,
    )
    notices.look_ahead(present.pen)


@transaction.atomic
def take_reply_back(present: Present, entry: UUID) -> UUID:
    """Make an answer mine alone again; returns the letter. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    found, letter = _my_reply(present, entry)
    if not found.only_mine:
        then = Pen(present.vault, present.couple, found.at, found.day)
        _write(then, found.payload, to=Visibility.ONLY_ME)
    return letter


@transaction.atomic
def let_reply_go(present: Present, entry: UUID) -> UUID:
    """Delete an answer of mine; returns the letter. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    found, letter = _my_reply(present, entry)
    journal.discard(present.pen, found.id)
    return letter


def _to_me(present: Present, letter: UUID) -> Letters:
    found = rows_about(present, letter)
    if found.newest is None or found.mine:
        raise NothingToAnswer
    return found


def _my_reply(present: Present, entry: UUID) -> tuple[Opened[Any], UUID]:
    found = one(present.vault, present.couple, entry)
    if found is None or not found.mine or not isinstance(found.payload, Reply):
        raise Entry.DoesNotExist
    letter = subjects.letter_of(found)
    if letter is None:
        raise Entry.DoesNotExist
    return found, letter


def _write(pen: Pen, said: Reply, *, to: Visibility, predecessor: UUID | None = None) -> None:
    journal.write(
        pen,
        said,
        visibility=to,
        subject=subjects.reply(UUID(said.letter), said.number),
        predecessor=predecessor,
        at_least=padding.ANSWER,
    )
