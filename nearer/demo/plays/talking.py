"""Questions, check-ins and the park-it list, as the two did them."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from nearer.accounts.present import Present
from nearer.demo.cast import A_WEEK, FIRST, SECOND, Act, Calendar, other
from nearer.demo.story import Checkin, Parts, Story
from nearer.practices.conversation import deck, entries, weeks
from nearer.practices.conversation.actions import appreciations, questions, rhythm
from nearer.practices.conversation.actions import checkin as checkins
from nearer.practices.conversation.actions import parked as parking
from nearer.practices.conversation.rules.checkin import monday_of, week_name
from nearer.practices.conversation.rules.rhythm import Evening
from nearer.practices.conversation.selectors import parked as on_the_list
from nearer.practices.conversation.selectors.rhythm import rhythm_page
from nearer.reveal.actions import settle
from nearer.reveal.selectors import rounds

DONE_AFTER: Final = 4
"""Days until something practical was done."""
SAID: Final = {"did": "did", "bit": "bit", "other": "else"}
SUNDAY: Final = 6


def comes_by(present: Present, *, kind: str, subject: UUID) -> None:
    """What every visit does: whoever gives first hands over what both have answered."""
    settle(present.pen, rounds(present.vault, present.couple, [(kind, subject)]))


# --- Questions --------------------------------------------------------------------------


def exchanges(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.exchange:
        day, later = when.day(told.day), told.day + told.second_after
        mine = partial(_answers, question=told.question, day=day)
        yield Act(when.at(told.day, "20:05"), FIRST, partial(_puts, question=told.question))
        yield Act(when.at(told.day, "20:12"), FIRST, partial(mine, text=told.first))
        yield Act(when.at(later, "21:20"), SECOND, partial(mine, text=told.second))
        yield Act(when.at(later, "21:40"), FIRST, partial(_looks, question=told.question, day=day))
        yield Act(when.at(later, "22:05"), SECOND, partial(_opens, question=told.question, day=day))
        if told.reply:
            line = partial(_replies, question=told.question, day=day, text=told.reply)
            yield Act(when.at(later, "22:30"), told.reply_by, line)


def waiting(story: Story, when: Calendar) -> Iterator[Act]:
    """Questions that the second put to both, and that wait for the first."""
    for told in story.open if not when.back else ():
        sealed = partial(_answers, question=told.question, day=when.day(told.day), text=told.second)
        yield Act(when.at(told.day, "19:30"), SECOND, partial(_puts, question=told.question))
        yield Act(when.at(told.day, "19:45"), SECOND, sealed)


def alone(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.alone:
        kept = partial(questions.keep_for_myself, question=told.question, text=told.text)
        yield Act(when.at(told.day, "23:05"), told.who, kept)


def _puts(present: Present, *, question: str) -> None:
    questions.put_to_both(present, question)


def _answers(present: Present, *, question: str, day: date, text: str) -> None:
    subject = deck.subject_of(present.vault, question, day)
    questions.seal_answer(present, subject=subject, question=question, text=text)


def _looks(present: Present, *, question: str, day: date) -> None:
    subject = deck.subject_of(present.vault, question, day)
    comes_by(present, kind=entries.Answer.kind, subject=subject)


def _opens(present: Present, *, question: str, day: date) -> None:
    questions.open_both(present, deck.subject_of(present.vault, question, day))


def _replies(present: Present, *, question: str, day: date, text: str) -> None:
    questions.reply(present, subject=deck.subject_of(present.vault, question, day), text=text)


# --- Check-ins --------------------------------------------------------------------------


def check_ins(story: Story, when: Calendar) -> Iterator[Act]:
    """On the agreed evening of the week; the agenda is the one that the words were written to."""
    weekday = story.rhythm.weekday if story.rhythm else SUNDAY
    for told in story.checkin:
        evening = when.on(weekday, week=told.week)
        monday = monday_of(when.day(evening))
        for clock, who, parts in (("20:40", FIRST, told.first), ("20:48", SECOND, told.second)):
            yield Act(when.at(evening, clock), who, partial(_checks_in, told, monday, parts))
        yield Act(when.at(evening, "21:00"), FIRST, partial(_looks_at_week, monday=monday))
        yield Act(when.at(evening, "21:02"), SECOND, partial(checkins.open_both, monday=monday))
        yield from _how_it_went(told, when, evening, monday)


def _how_it_went(told: Checkin, when: Calendar, evening: int, monday: date) -> Iterator[Act]:
    week_later = evening + A_WEEK
    if week_later > 0 and not when.back:
        return
    for who, how in ((FIRST, told.small_went.first), (SECOND, told.small_went.second)):
        if how:
            said = partial(checkins.say_how, week=week_name(monday), how=SAID[how])
            yield Act(when.at(week_later, "20:35"), who, said)


def _checks_in(told: Checkin, monday: date, parts: Parts, present: Present) -> None:
    said = {
        "appreciation": parts.appreciation,
        "heavy": parts.heavy,
        "hope": parts.hope,
        "small": parts.small,
    }
    checkins.seal(present, monday, said, agenda=told.agenda)


def _looks_at_week(present: Present, *, monday: date) -> None:
    subject = weeks.subject_of(present.vault, monday)
    comes_by(present, kind=entries.Checkin.kind, subject=subject)


# --- The park-it list -------------------------------------------------------------------


def parked(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.parked:
        yield Act(when.at(told.day, "18:15"), told.who, partial(parking.park, text=told.text))
        if told.done:
            ticked = partial(_ticks, text=told.text)
            yield Act(when.at(told.day + DONE_AFTER, "12:20"), other(told.who), ticked)


def _ticks(present: Present, *, text: str) -> None:
    for line in on_the_list.parked(present).lines:
        if line.text == text:
            parking.tick(present, line.id)


# --- The rhythm, and kind lines -----------------------------------------------------------


def the_rhythm(story: Story, when: Calendar) -> Iterator[Act]:
    """One proposes an evening, the other agrees the day after. It stands ever since."""
    told = story.rhythm
    if told is None or not when.first_time:
        return
    proposes = partial(_proposes, evening=Evening((told.weekday,), told.time))
    yield Act(when.at(told.agreed_day - 1, "21:30"), told.proposed_by, proposes, lasts=True)
    yield Act(when.at(told.agreed_day, "08:10"), other(told.proposed_by), _agrees, lasts=True)


def _proposes(present: Present, *, evening: Evening) -> None:
    rhythm.propose(present, evening, seen=rhythm_page(present).seen)


def _agrees(present: Present) -> None:
    page = rhythm_page(present)
    rhythm.agree(present, page.rhythm.proposals[0].mark, seen=page.seen)


def kind_lines(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.appreciation:
        said = partial(appreciations.appreciate, text=told.text)
        yield Act(when.at(told.day, "17:45"), told.who, said)
