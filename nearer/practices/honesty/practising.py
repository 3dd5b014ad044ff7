"""What the coach's part of a page is made of besides a reading: exercises, and a few needs."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks
from nearer.practices.honesty.content import PACKAGE

EXERCISES: Final = "content/en/exercises.toml"
NEEDS: Final = "content/en/coach_needs.toml"


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
