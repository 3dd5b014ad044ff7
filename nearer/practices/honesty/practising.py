"""What the coach's part of a page is made of besides a reading: exercises, and a few needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks, gate
from nearer.practices.honesty.content import PACKAGE

EXERCISES: Final = "content/en/exercises.toml"
NEEDS: Final = "content/en/coach_needs.toml"
TEN: Final = 10
EIGHT: Final = 8
LONGEST: Final = {"title": 8, "ask": 40, "hint": 40, "after": 40}
START: Final = 40


@dataclass(frozen=True, slots=True)
class Exercise:
    """A sentence to mend, alone and for no one. `start` may blame: that is what it is for."""

    id: str
    title: str
    ask: str
    start: str
    hint: str
    after: str
    source: str = "house"
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A need as a word to press, and as a sentence in the writer's mouth."""

    id: str
    word: str
    text: str
    source: str = "house"
    replaces: str = ""
    retired: bool = False


@cache
def exercises() -> tuple[Exercise, ...]:
    """The exercises that are in use, in their order."""
    return banks.offered(banks.by_id(PACKAGE, EXERCISES, table="exercise", item=Exercise))


@cache
def needs() -> tuple[Need, ...]:
    return banks.offered(banks.by_id(PACKAGE, NEEDS, table="need", item=Need))


def problems() -> Iterator[str]:
    """Everything that is wrong with the exercises and the needs as they are."""
    yield from of_exercises(exercises())
    yield from of_needs(needs())


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
