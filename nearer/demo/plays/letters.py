"""Letters, as the two wrote, shared and received them."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from nearer.accounts.present import Present
from nearer.demo.cast import Act, Calendar, other
from nearer.demo.story import Letter, Received, Story
from nearer.journal.selectors import read
from nearer.practices.honesty import entries, subjects
from nearer.practices.honesty.actions import letters as writing
from nearer.practices.honesty.actions import reading
from nearer.practices.honesty.rules.letters import When


def letters(story: Story, when: Calendar) -> Iterator[Act]:
    """Each is kept; some are shared, and some of those are answered, first with a sentence.

    One that nobody has answered yet is there once, not again each time the story is told.
    """
    for told in story.letter:
        if told.shared and told.received is None and when.back:
            continue
        kept = partial(writing.keep, text=told.text)
        yield Act(when.at(told.day, "22:15"), told.who, kept)
        if told.shared:
            yield Act(when.at(told.day, "22:40"), told.who, partial(_shares, told=told))
        if told.received:
            yield from _receives(told, told.received, when)


def _receives(told: Letter, how: Received, when: Calendar) -> Iterator[Act]:
    day, reader = told.day + how.after, other(told.who)
    yield Act(when.at(day, "19:05"), reader, partial(_says, told=told, how=how))
    if how.reply:
        yield Act(when.at(day, "19:20"), reader, partial(_writes, told=told, text=how.reply))
    if how.answer:
        yield Act(when.at(day, "21:55"), told.who, partial(_writes, told=told, text=how.answer))


def _name(present: Present, told: Letter) -> UUID:
    """Which letter this is: the newest with these words, as this person may open it."""
    found = read(present.vault, present.couple, kinds=[entries.Letter.kind])
    names = (
        subjects.letter_of(it) for it in found.of(entries.Letter) if it.payload.text == told.text
    )
    return next(name for name in names if name)


def _shares(present: Present, *, told: Letter) -> None:
    writing.share(present, _name(present, told), wish=told.wish)


def _says(present: Present, *, told: Letter, how: Received) -> None:
    letter = _name(present, told)
    reading.choose_moment(present, letter, When.NOW)
    reading.receive(present, letter, sentence=how.sentence, about=how.about)


def _writes(present: Present, *, told: Letter, text: str) -> None:
    reading.reply(present, _name(present, told), text)
