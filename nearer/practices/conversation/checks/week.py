"""The rules that the agendas and the places to look are held against."""

from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import gate
from nearer.practices.conversation import content
from nearer.practices.conversation.content import Agenda, Prompt

AGENDAS, PROMPTS = 26, 60
SHORT = 8
"""So many agendas at least are for a tired evening."""
LONGEST_WORDS: Final = 30
MINUTES: Final = {"short": range(5, 11), "usual": range(12, 21), "long": range(25, 31)}
OF_AGENDAS: Final = {"length": content.LENGTHS, "mood": content.MOODS}
OF_PROMPTS: Final = {"where": content.WHERES, "size": content.SIZES}


def problems(agendas: Sequence[Agenda], prompts: Sequence[Prompt]) -> Iterator[str]:
    """Everything that is wrong with the two banks, one sentence each."""
    asked = [agenda for agenda in agendas if not agenda.retired]
    short = sum(agenda.length == "short" for agenda in asked)
    yield from gate.enough("agendas", len(asked), AGENDAS)
    yield from gate.enough("short agendas", short, SHORT)
    yield from gate.enough("places to look", len(prompts), PROMPTS)
    for agenda in asked:
        yield from _agenda(agenda)
    for prompt in prompts:
        yield from gate.tags(prompt, OF_PROMPTS)
        yield from gate.text(prompt.id, prompt.text, longest=LONGEST_WORDS)
    yield from gate.each_tag("agendas", asked, (*OF_AGENDAS, "repair", "remote"))
    yield from gate.each_tag("places to look", prompts, tuple(OF_PROMPTS))
    for part in content.PARTS:
        yield from gate.twins(asked, part)
        yield from gate.openings(asked, part)
    yield from gate.twins(prompts)
    yield from gate.openings(prompts)


def _agenda(agenda: Agenda) -> Iterator[str]:
    yield from gate.tags(agenda, OF_AGENDAS)
    if agenda.minutes not in MINUTES.get(agenda.length, ()):
        yield f"{agenda.id}: {agenda.minutes} minutes are not {agenda.length}."
    for part in (*content.PARTS, "after"):
        said = getattr(agenda, part)
        yield from gate.text(f"{agenda.id}, {part}", said, longest=LONGEST_WORDS)
    for part in content.PARTS:
        yield from gate.one_thing(f"{agenda.id}, {part}", getattr(agenda, part))
