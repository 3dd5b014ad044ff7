"""One frozen object for each page of this practice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.practices.conversation import content, deck
from nearer.practices.conversation.apps import Conversation
from nearer.practices.conversation.content import Question
from nearer.practices.conversation.entries import Answer, Mine, Put, Reply
from nearer.practices.conversation.selectors.checkin import Weekly, weekly
from nearer.reveal.actions import settle
from nearer.reveal.rules import Round
from nearer.reveal.selectors import Key, as_it_was_opened, in_a_round, rounds, rounds_among
from nearer.sealing.boxes import DoesNotOpen


@dataclass(frozen=True, slots=True)
class Line:
    """One round in a list."""

    subject: UUID
    question: Question
    state: Round


@dataclass(frozen=True, slots=True)
class IndexPage:
    todays: Line | None
    waiting: tuple[Line, ...]
    ready: tuple[Line, ...]
    opened: tuple[Line, ...]
    earlier: tuple[Line, ...]
    alone: Question | None
    weekly: Weekly


def index(present: Present) -> IndexPage:
    """Today's question, what waits, and what was opened in the last two weeks."""
    reading = _recent(present)
    states = settle(present.pen, rounds_among(present.vault, present.couple, reading))
    lines, week = _lines(reading, states), weekly(present, reading, states)
    if present.partner is None:
        question = deck.next_for_oneself(present.vault, deck.mine(reading), number=0)
        return IndexPage(None, tuple(lines), (), (), (), question, week)
    asked = deck.asked_of_both(present.vault, reading, present.day)
    answered = {line.subject for line in lines}
    fresh = [
        Line(subject, content.everything()[name], Round.YOUR_TURN)
        for subject, name in asked.items()
        if subject not in answered
    ]
    return IndexPage(
        todays=fresh[0] if fresh else None,
        waiting=tuple(x for x in lines if x.state in {Round.WAITING, Round.GIVEN}),
        ready=tuple(x for x in lines if x.state is Round.READY),
        opened=tuple(x for x in lines if x.state in {Round.OPEN, Round.TAKEN_BACK}),
        earlier=tuple(fresh[1:]),
        alone=None,
        weekly=week,
    )


def _recent(present: Present) -> Reading:
    return read(
        present.vault,
        present.couple,
        kinds=Conversation.kinds,
        standing=Conversation.standing,
        since=present.day - timedelta(days=Conversation.days),
        waiting_since=present.day - timedelta(days=Conversation.waits),
    )


def _lines(reading: Reading, states: dict[Key, Round]) -> list[Line]:
    return [
        Line(entry.subject, content.everything()[entry.payload.question], state)
        for entry in reading.of(Answer)
        if entry.mine
        and entry.subject
        and (state := states.get((Answer.kind, entry.subject))) is not None
    ]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: the question, where it stands, and only what may be read of it."""

    subject: UUID
    question: Question
    state: Round
    mine: Opened[Answer] | None
    theirs: Opened[Answer] | None
    my_reply: Opened[Reply] | None
    their_reply: Opened[Reply] | None
    favourite: bool
    broken: bool

    @property
    def waits(self) -> bool:
        return self.state in {Round.WAITING, Round.GIVEN}


def round_page(present: Present, subject: UUID) -> RoundPage | None:
    """The round with this name, or None when it is nobody's here.

    Raises `DoesNotOpen` when too much of it was changed to say what it was about.
    """
    reading = read(
        present.vault,
        present.couple,
        kinds=(Answer.kind, Reply.kind, Put.kind),
        subjects=[subject],
        standing=Conversation.standing,
    )
    answers = [e for e in reading.of(Answer) if e.subject == subject]
    mine = next((e for e in answers if e.mine), None)
    question = _question_of(present, subject, reading, mine)
    if question is None and reading.broken:
        raise DoesNotOpen
    if question is None:
        return None
    over = mine is not None and not in_a_round(mine, present.vault)
    state = Round.TAKEN_BACK if over else _state(present, subject)
    theirs = next((e for e in answers if not e.mine), None)
    swapped = state is Round.OPEN and not as_it_was_opened(
        present.vault, present.couple, (Answer.kind, subject)
    )
    return RoundPage(
        subject=subject,
        question=question,
        state=state,
        mine=mine,
        theirs=None if swapped else theirs,
        my_reply=next((e for e in reading.of(Reply) if e.mine), None),
        their_reply=next((e for e in reading.of(Reply) if not e.mine), None),
        favourite=question.id in deck.mine(reading).favourites,
        broken=swapped or bool(reading.broken),
    )


def _state(present: Present, subject: UUID) -> Round:
    """Where it stands, after handing over what is due. Never asked of what is over."""
    key = (Answer.kind, subject)
    return settle(present.pen, rounds(present.vault, present.couple, [key]))[key]


def _question_of(
    present: Present, subject: UUID, reading: Reading, mine: Opened[Answer] | None
) -> Question | None:
    if mine is not None:
        return content.everything().get(mine.payload.question)
    asked = deck.put_questions(present.vault, reading)
    if subject not in asked and present.partner is not None:
        asked = deck.open_questions(present.vault, reading, present.day)
    name = asked.get(subject)
    return content.everything().get(name) if name else None


@dataclass(frozen=True, slots=True)
class AlonePage:
    """One question for oneself, and what one wrote about it before."""

    question: Question
    mine: Opened[Answer] | None
    favourite: bool
    number: int = 0
    depth: int = 0
    theme: str = ""
    broken: bool = False


def another(present: Present, *, number: int, depth: int = 0, theme: str = "") -> AlonePage:
    """A question nobody else learns of: showing it writes nothing."""
    reading = read(
        present.vault, present.couple, kinds=(Mine.kind,), standing=Conversation.standing
    )
    summary = deck.mine(reading)
    depths = [depth] if depth in content.DEPTHS else content.DEPTHS
    question = deck.next_for_oneself(
        present.vault, summary, number=number, depths=depths, theme=theme
    )
    return AlonePage(question, None, question.id in summary.favourites, number, depth, theme)


def alone(present: Present, question: Question) -> AlonePage:
    """This question, for oneself."""
    reading = read(
        present.vault,
        present.couple,
        kinds=(Answer.kind,),
        subjects=[deck.own_subject_of(present.vault, question.id)],
        standing=Conversation.standing,
    )
    mine = next((entry for entry in reading.of(Answer) if entry.mine), None)
    favourite = question.id in deck.mine(reading).favourites
    return AlonePage(question, mine, favourite, broken=bool(reading.broken))


def favourites(present: Present) -> list[Question]:
    """The questions this person marked, for themselves."""
    reading = read(
        present.vault, present.couple, kinds=(Mine.kind,), standing=Conversation.standing
    )
    names = deck.mine(reading).favourites
    return [content.everything()[name] for name in names if name in content.everything()]


def is_shared(entry: Opened[Answer]) -> bool:
    return entry.visibility == Visibility.SHARED


def chosen(present: Present) -> dict[str, list[Any]]:
    """The deck as it is chosen now, for the form."""
    reading = read(present.vault, present.couple, kinds=Conversation.standing)
    choice = deck.choices(reading)[-1]
    return {
        "depths": sorted(choice.depths),
        "themes": sorted(choice.themes),
        "fits": sorted(choice.fits),
    }
