"""The rules a bank of questions is held against."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from nearer.content import gate
from nearer.practices.conversation import content
from nearer.practices.conversation.content import Question

LEAST: Final = {1: 100, 2: 100, 3: 80, 4: 40}
LONGEST_WORDS: Final = 30
VALUES: Final[Mapping[str, Collection[Any]]] = {
    "depth": content.DEPTHS,
    "theme": content.THEMES,
    "tense": content.TENSES,
    "sensitivity": content.SENSITIVITIES,
}


def problems(bank: Sequence[Question]) -> Iterator[str]:
    """Everything that is wrong with a bank, one sentence each."""
    for question in bank:
        yield from _wrong_with(question)
    depths = Counter(question.depth for question in bank)
    for depth, least in LEAST.items():
        yield from gate.enough(f"questions of depth {depth}", depths[depth], least)
    yield from gate.each_tag("questions", bank, ("theme", "tense", "sensitivity", "minutes"))
    yield from gate.twins(bank)
    yield from gate.openings(bank)


def _wrong_with(question: Question) -> Iterator[str]:
    yield from gate.tags(question, VALUES)
    for tag in question.assumes:
        if tag not in content.ASSUMES:
            yield f"{question.id}: it assumes {tag}, which nobody knows."
    yield from gate.text(question.id, question.text, longest=LONGEST_WORDS)
    yield from gate.one_thing(question.id, question.text)
