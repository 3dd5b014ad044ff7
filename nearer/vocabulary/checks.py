"""The rules that the three lists are held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from nearer.content import gate, reading
from nearer.vocabulary import words
from nearer.vocabulary.words import Faux, Feeling, Need

LEAST_FEELINGS: Final = 160
LEAST_NEEDS: Final = 90
LEAST_FAUX: Final = 36
LEAST_OF_A_LEVEL: Final = 30
EXAMPLES: Final = 2
WORD: Final = 5
"""So many words a word may have: “to be heard” is one need."""
GLOSS: Final = 16
BODY: Final = 14
EXAMPLE: Final = 22
WHY: Final = 30
FEELS: Final = {"level": words.LEVELS, "valence": range(-2, 3), "arousal": range(4)}


def problems() -> Iterator[str]:
    """Everything that is wrong with the three lists as they are."""
    yield from of_feelings(words.feelings())
    yield from of_needs(words.needs())
    yield from of_faux(words.faux(), words.feelings(), words.needs())


def of_feelings(bank: Sequence[Feeling]) -> Iterator[str]:
    """Three levels of words, each with a gloss and the body; no family without a plain word."""
    yield from gate.enough("feelings", len(bank), LEAST_FEELINGS)
    levels = Counter(it.level for it in bank)
    for level in words.LEVELS:
        yield from gate.enough(f"feelings of level {level}", levels[level], LEAST_OF_A_LEVEL)
    for it in bank:
        yield from gate.tags(it, FEELS)
        yield from _word(it)
        yield from gate.wording(f"{it.id}, gloss", it.gloss, longest=GLOSS)
        yield from gate.wording(f"{it.id}, body", it.body, longest=BODY)
    yield from _plain_to_read("glosses", [it.gloss for it in bank])
    yield from _plain_to_read("lines about the body", [it.body for it in bank])
    yield from _twice(bank)
    yield from gate.twins(bank, "gloss")
    yield from gate.each_tag("feelings", bank, ["family"])
    plain = {it.family for it in bank if it.level == 1}
    for family in dict.fromkeys(it.family for it in bank):
        if family not in plain:
            yield f"{family} has no word of level 1 to begin with."


def of_needs(bank: Sequence[Need]) -> Iterator[str]:
    """Each with two things that could be asked for, so that no need stays a cloud."""
    yield from gate.enough("needs", len(bank), LEAST_NEEDS)
    for it in bank:
        yield from _word(it)
        yield from gate.wording(f"{it.id}, gloss", it.gloss, longest=GLOSS)
        if len(it.examples) != EXAMPLES:
            yield f"{it.id}: {len(it.examples)} examples are not {EXAMPLES}."
        for example in it.examples:
            yield from gate.text(f"{it.id}, example", example, longest=EXAMPLE)
            yield from gate.one_thing(f"{it.id}, example", example)
    yield from _plain_to_read("glosses of needs", [it.gloss for it in bank])
    yield from _twice(bank)
    yield from gate.twins(bank, "gloss")
    yield from gate.each_tag("needs", bank, ["group"])


def of_faux(
    bank: Sequence[Faux], feelings: Sequence[Feeling], needs: Sequence[Need]
) -> Iterator[str]:
    """Each says why it is a verdict, and leads to a feeling and a need that there are."""
    yield from gate.enough("words that only sound like feelings", len(bank), LEAST_FAUX)
    felt, needed = {it.id for it in feelings}, {it.id for it in needs}
    real = {it.word.casefold() for it in feelings}
    for it in bank:
        yield from _word(it)
        yield from gate.text(f"{it.id}, why", it.why, longest=WHY)
        yield from _leads(it.id, "feelings", it.feelings, felt)
        yield from _leads(it.id, "needs", it.needs, needed)
        if it.word.casefold() in real:
            yield f"{it.id}: “{it.word}” stands among the feelings, too."
    yield from _twice(bank)
    yield from gate.twins(bank, "why")


def _word(it: Any) -> Iterator[str]:
    yield from gate.lasting(it.id)
    yield from gate.wording(it.id, it.word, longest=WORD)


def _leads(name: str, what: str, there: Collection[str], known: Collection[str]) -> Iterator[str]:
    if not there:
        yield f"{name}: no {what} lie underneath."
    for one in there:
        if one not in known:
            yield f"{name}: there is no {one} among the {what}."


def _twice(bank: Iterable[Any]) -> Iterator[str]:
    for word, count in Counter(it.word.casefold() for it in bank).items():
        if count > 1:
            yield f"“{word}” stands in the list {count} times."


def _plain_to_read(what: str, lines: Sequence[str]) -> Iterator[str]:
    """A line of five words has no grade to speak of: one long word decides. So all together."""
    grade = reading.grade(" ".join(f"{line.rstrip('.')}." for line in lines))
    if grade > gate.HARDEST_GRADE:
        yield f"The {what} have grade {grade:.1f}, harder to read than {gate.HARDEST_GRADE:.0f}."
