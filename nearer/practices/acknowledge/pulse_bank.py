"""The items of the weekly pulse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks, reading

PACKAGE: Final = "nearer.practices.acknowledge"
PATH: Final = "content/en/pulse.toml"
WEEKLY: Final = ("closeness", "understood", "time", "tender", "affection", "tension")
MONTHLY: Final = ("hope", "load")
STEPS: Final = 11
HARDEST_GRADE: Final = 7.0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the pulse asks. The id is for ever: old answers name it."""

    id: str
    every: str
    text: str
    low: str
    high: str
    reverse: bool = False
    words: tuple[str, ...] = ()
    """What each place is called, where there is a word for each."""


@dataclass(frozen=True, slots=True)
class Intro:
    """What stands above the items."""

    title: str
    purpose: str
    skip: str
    month: str


@cache
def intro() -> Intro:
    return Intro(**banks.tables(PACKAGE, PATH)["intro"])


@cache
def items() -> dict[str, Item]:
    """Every item, the weekly ones first, as the file has them."""
    found = banks.load(PACKAGE, PATH, table="item", item=Item, beside=("intro",))
    return {item.id: item for item in found}


def weekly() -> tuple[Item, ...]:
    return tuple(item for item in items().values() if item.every == "week")


def monthly() -> tuple[Item, ...]:
    return tuple(item for item in items().values() if item.every == "month")


def problems(bank: Sequence[Item]) -> Iterator[str]:
    """What is wrong with the items, one sentence each."""
    for every, names in (("week", WEEKLY), ("month", MONTHLY)):
        if tuple(item.id for item in bank if item.every == every) != names:
            yield f"pulse: the items of the {every} are not {', '.join(names)}."
    for item in bank:
        if item.words and len(item.words) != STEPS:
            yield f"{item.id}: {len(item.words)} words are not one for each of {STEPS} places."
        if item.reverse != (item.id == "tension"):
            yield f"{item.id}: only tension counts the other way round."
        if (grade := reading.grade(item.text)) > HARDEST_GRADE:
            yield f"{item.id}: grade {grade:.1f} is harder to read than {HARDEST_GRADE:.0f}."
    if not next(iter(bank)).words:
        yield "pulse: the first item is the two circles, and needs a word for each place."
