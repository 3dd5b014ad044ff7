"""The rules that the agendas and the places to look are held against."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import reading
from nearer.practices.conversation import content
from nearer.practices.conversation.checks.questions import NOT_HERE
from nearer.practices.conversation.content import Agenda, Prompt

AGENDAS, PROMPTS = 26, 60
SHORT = 8
"""So many agendas at least are for a tired evening."""
LONGEST_WORDS: Final = 30
HARDEST_GRADE: Final = 6.0
LEAST_OF_EACH: Final = 5
TWINS_ALLOWED: Final = 0.02
MINUTES: Final = {"short": range(5, 11), "usual": range(12, 21), "long": range(25, 31)}
VALUES: Final = {
    "length": content.LENGTHS,
    "mood": content.MOODS,
    "where": content.WHERES,
    "size": content.SIZES,
}


def problems(agendas: Sequence[Agenda], prompts: Sequence[Prompt]) -> Iterator[str]:
    """Everything that is wrong with the two banks, one sentence each."""
    asked = [agenda for agenda in agendas if not agenda.retired]
    yield from _too_few("agendas", len(asked), AGENDAS)
    yield from _too_few("short agendas", sum(a.length == "short" for a in asked), SHORT)
    yield from _too_few("places to look", len(prompts), PROMPTS)
    for agenda in asked:
        yield from _agenda(agenda)
    for prompt in prompts:
        yield from _tags(prompt, ("where", "size"))
        yield from _text(prompt.id, prompt.text)
    yield from _each_tag("agenda", asked, ("length", "mood", "repair", "remote"))
    yield from _each_tag("place to look", prompts, ("where", "size"))
    for part in content.PARTS:
        yield from _twins([(agenda.id, getattr(agenda, part)) for agenda in asked])
    yield from _twins([(prompt.id, prompt.text) for prompt in prompts])


def _too_few(what: str, there: int, least: int) -> Iterator[str]:
    if there < least:
        yield f"{there} {what} are fewer than {least}."


def _agenda(agenda: Agenda) -> Iterator[str]:
    yield from _tags(agenda, ("length", "mood"))
    if agenda.minutes not in MINUTES.get(agenda.length, ()):
        yield f"{agenda.id}: {agenda.minutes} minutes are not {agenda.length}."
    for part in (*content.PARTS, "after"):
        yield from _text(f"{agenda.id}, {part}", getattr(agenda, part))
    for part in content.PARTS:
        if getattr(agenda, part).count("?") > 1:
            yield f"{agenda.id}, {part}: it asks more than one thing."


def _tags(item: Agenda | Prompt, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if getattr(item, name) not in VALUES[name]:
            yield f"{item.id}: {name} cannot be {getattr(item, name)}."


def _text(name: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield f"{name}: it says nothing."
    if (count := len(reading.words(text))) > LONGEST_WORDS:
        yield f"{name}: {count} words are more than {LONGEST_WORDS}."
    if (grade := reading.grade(text)) > HARDEST_GRADE:
        yield f"{name}: grade {grade:.1f} is harder to read than {HARDEST_GRADE:.0f}."
    for word in NOT_HERE:
        if word in text.casefold():
            yield f"{name}: “{word}” is not said here."


def _each_tag(
    what: str, items: Sequence[Agenda] | Sequence[Prompt], names: Sequence[str]
) -> Iterator[str]:
    for name in names:
        for value, count in Counter(getattr(item, name) for item in items).items():
            if count < LEAST_OF_EACH:
                yield f"{what}: {name} {value} stands on only {count}."


def _twins(texts: Sequence[tuple[str, str]]) -> Iterator[str]:
    found = list(reading.alike([text for _, text in texts]))
    if len(found) > TWINS_ALLOWED * len(texts):
        for first, second, score in found:
            yield f"{texts[first][0]} and {texts[second][0]} are nearly the same ({score:.0f})."
