"""The rules that exercises and the coach's needs are held against (docs/writing-content.md)."""

from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import gate
from nearer.practices.honesty import practising
from nearer.practices.honesty.practising import Exercise, Need

TEN: Final = 10
EIGHT: Final = 8
LONGEST: Final = {"title": 8, "ask": 40, "hint": 40, "after": 40}
START: Final = 40


def problems() -> Iterator[str]:
    """Everything that is wrong with the exercises and the needs as they are."""
    yield from of_exercises(practising.exercises())
    yield from of_needs(practising.needs())


def of_exercises(bank: Sequence[Exercise]) -> Iterator[str]:
    """Ten short ones. What is to be mended may hold what is otherwise not said here."""
    yield from gate.enough("exercises", len(bank), TEN)
    for it in bank:
        yield from gate.lasting(it.id)
        for part, longest in LONGEST.items():
            yield from gate.wording(f"{it.id}, {part}", getattr(it, part), longest=longest)
        yield from gate.one_thing(it.id, it.ask)
        if not 1 <= len(it.start.split()) <= START:
            yield f"{it.id}: a sentence to mend has at most {START} words, and at least one."
    yield from gate.twins(bank, "start")


def of_needs(bank: Sequence[Need]) -> Iterator[str]:
    yield from gate.enough("needs", len(bank), EIGHT)
    for need in bank:
        yield from gate.lasting(need.id)
        yield from gate.text(need.id, need.text, longest=12)
        if not (need.text.startswith("I ") and need.text.endswith(".")):
            yield f"{need.id}: a need is a sentence of its own, said by its writer."
    yield from gate.twins(bank)
