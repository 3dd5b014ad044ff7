"""The rules that wishes and first sentences are held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import gate
from nearer.practices.honesty import content
from nearer.practices.honesty.content import Sentence, Wish

LEAST_WISHES: Final = 8
LEAST_SENTENCES: Final = 6
LONGEST: Final = 16
REMOTE: Final = 0.5
NEVER: Final = ("must", "should", "forgive", "understand how", "calm down", "sorry you feel")
"""What gives an order, or says for the other what they feel."""


def problems() -> Iterator[str]:
    """Everything that is wrong with the two banks as they are."""
    yield from of_wishes([wish for wish in content.wishes().values() if not wish.retired])
    yield from of_sentences([it for it in content.sentences().values() if not it.retired])


def of_wishes(bank: Sequence[Wish]) -> Iterator[str]:
    """Small things that anybody can do, many of them from far away."""
    yield from gate.enough("wishes", len(bank), LEAST_WISHES)
    if sum(wish.remote for wish in bank) < REMOTE * len(bank):
        yield "Fewer than half of the wishes can be done from far away."
    for wish in bank:
        yield from gate.lasting(wish.id)
        yield from gate.text(wish.id, wish.text, longest=LONGEST, never=NEVER)
        if "?" in wish.text:
            yield f"{wish.id}: a wish asks for no answer."
    yield from gate.twins(bank)
    yield from gate.openings(bank)


def of_sentences(bank: Sequence[Sentence]) -> Iterator[str]:
    """What can be said first: most of it as it is, one with a thing and one with a time."""
    yield from gate.enough("first sentences", len(bank), LEAST_SENTENCES)
    gaps = Counter(sentence.gap for sentence in bank)
    for gap in ("about", "back"):
        if gaps[gap] != 1:
            yield f"{gaps[gap]} first sentences with {gap} are not one."
    for sentence in bank:
        yield from gate.lasting(sentence.id)
        if sentence.text.count("{") != bool(sentence.gap):
            yield f"{sentence.id}: there is a gap that nobody fills."
        yield from gate.text(sentence.id, sentence.text, longest=LONGEST, never=NEVER)
        yield from gate.one_thing(sentence.id, sentence.text)
    yield from gate.twins(bank)
