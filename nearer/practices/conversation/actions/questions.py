"""The only writers of this practice."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts.present import Present
from nearer.couples import inviting
from nearer.journal import actions as journal
from nearer.journal import drafts
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.journal.selectors import read
from nearer.practices.conversation import deck
from nearer.practices.conversation.entries import Answer, Deck, Mine, Passed, Put, Reply
from nearer.reveal import actions as reveal
from nearer.sealing.pairing import Code

GUEST_PATH = "/conversation/guest/CODE/"


@transaction.atomic
def seal_answer(present: Present, *, subject: UUID, question: str, text: str) -> None:
    """Seal an answer until both have answered. Raises `AlreadyGiven` after the first give."""
    reveal.answer(present.pen, Answer(question, text), subject=subject)
    _note_answered(present, question)


@transaction.atomic
def keep_for_myself(present: Present, *, question: str, text: str) -> None:
    """Write an answer that only I can ever open."""
    subject = deck.own_subject_of(present.vault, question)
    journal.write(present.pen, Answer(question, text), subject=subject)
    _note_answered(present, question)


@transaction.atomic
def keep_out_of_round(present: Present, *, subject: UUID, question: str, text: str) -> None:
    """Keep it for myself, so that what was sealed before does not go on waiting in the round."""
    journal.discard_about(present.pen, Answer.kind, subject)
    keep_for_myself(present, question=question, text=text)


def _note_answered(present: Present, question: str) -> None:
    summary = _mine(present)
    if question not in summary.answered:
        _write_mine(present, replace(summary, answered=[*summary.answered, question]))


def _mine(present: Present) -> Mine:
    reading = read(present.vault, present.couple, kinds=[Mine.kind])
    return deck.mine(reading)


def _write_mine(present: Present, summary: Mine) -> None:
    journal.write(present.pen, summary, subject=present.vault.own_subject(Mine.kind))


@transaction.atomic
def mark_favourite(present: Present, question: str) -> None:
    """Mark a question, or unmark it. Only I ever see it."""
    summary = _mine(present)
    kept = [name for name in summary.favourites if name != question]
    if len(kept) == len(summary.favourites):
        kept.append(question)
    _write_mine(present, replace(summary, favourites=kept))


def open_both(present: Present, subject: UUID) -> None:
    """Press Open: the other's answer is opened, and so mine is handed over."""
    reveal.open_round(present.pen, kind=Answer.kind, subject=subject)


@transaction.atomic
def take_back(present: Present, answer: Opened[Answer]) -> None:
    """Make an answer mine alone again. It may already have been read."""
    journal.change_visibility(
        present.pen,
        answer.id,
        to=Visibility.ONLY_ME,
        subject=_free_subject(present, answer.payload.question),
    )
    if answer.subject is not None:
        journal.discard_about(present.pen, Reply.kind, answer.subject)


def _free_subject(present: Present, question: str) -> UUID:
    """The name of one's private answer, or another where one was written besides: neither
    may take the other's place.
    """
    usual = deck.own_subject_of(present.vault, question)
    taken = read(present.vault, present.couple, kinds=[Answer.kind], subjects=[usual])
    return uuid4() if taken.entries else usual


@transaction.atomic
def share_later(present: Present, entry: UUID) -> None:
    """Show an answer of mine to my partner after all."""
    journal.change_visibility(present.pen, entry, to=Visibility.SHARED)


def reply(present: Present, *, subject: UUID, text: str) -> None:
    """One line to what the other wrote. Writing again replaces it visibly as the newest."""
    journal.write(present.pen, Reply(text), visibility=Visibility.SHARED, subject=subject)


def put_to_both(present: Present, question: str) -> UUID:
    """Ask both of us this question: the partner sees that I did."""
    subject = deck.subject_of(present.vault, question, present.day)
    journal.write(present.pen, Put(question), visibility=Visibility.SHARED, subject=subject)
    return subject


def choose_deck(present: Present, *, depths: list[int], themes: list[str], fits: list[str]) -> None:
    """Choose the questions for both, from tomorrow on. Both see what was chosen."""
    journal.write(present.pen, Deck(depths, themes, fits), visibility=Visibility.SHARED)


@transaction.atomic
def invite_with(present: Present, *, question: str, text: str) -> Code:
    """Seal my answer and make a link that asks my partner the same question."""
    subject = uuid4()
    code = inviting.invite(
        present,
        attached={"path": GUEST_PATH, "question": question, "round": subject.hex},
    )
    reveal.answer(present.pen, Answer(question, text), subject=subject)
    journal.discard_about(present.pen, Answer.kind, deck.own_subject_of(present.vault, question))
    _note_answered(present, question)
    return code


def sent(present: Present, path: str) -> None:
    """A form was sent: its drafts are done."""
    drafts.drop(present.pen, path=path)


def unshare(present: Present, entry: UUID) -> None:
    """Make a shared answer mine alone again. It may already have been read."""
    journal.change_visibility(present.pen, entry, to=Visibility.ONLY_ME)


@transaction.atomic
def keep_passed(present: Present, texts: dict[str, str], *, second: str) -> None:
    """Both pressed keep: the two texts go into the journal of whose phone it is."""
    question = texts["question"]
    payload = Passed(question, first=texts["first"], second=texts["second"], who=second)
    journal.write(present.pen, payload)
    _note_answered(present, question)
