"""Which idea fits, which one is today's, and what two chose. Pure."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import gcd
from typing import Final

from nearer.practices.quality_time.rules.tags import Children, Cost, Idea, Place, Season, Sense

MOST: Final = 5
"""How many one picks in a round."""
HAND: Final = 15
"""How many are dealt to both: few enough that two find the same one now and then."""
GOLDEN: Final = 0.382
"""A step of this share of a circle leaves the longest way between two that follow each other."""
SOUTH: Final = (
    *("Antarctica/", "Australia/", "Atlantic/Stanley", "Atlantic/South_Georgia"),
    *("Africa/Gaborone", "Africa/Harare", "Africa/Johannesburg", "Africa/Lusaka", "Africa/Maputo"),
    *("Africa/Maseru", "Africa/Mbabane", "Africa/Windhoek", "America/Argentina/", "Indian/Reunion"),
    *("America/Asuncion", "America/Buenos_Aires", "America/La_Paz", "America/Lima"),
    *("America/Montevideo", "America/Santiago", "America/Sao_Paulo", "America/Punta_Arenas"),
    *("Indian/Antananarivo", "Indian/Mauritius", "Pacific/Auckland", "Pacific/Chatham"),
    *("Pacific/Fiji", "Pacific/Noumea", "Pacific/Tongatapu"),
)
"""Zones where it is winter in July."""
YEAR: Final = (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)


class Calm(StrEnum):
    """What somebody may want of an idea, or not stand today."""

    QUIET = "quiet"
    STILL = "still"
    DIM = "dim"
    ODOURLESS = "odourless"
    HANDS = "hands"
    MOVING = "moving"


CALM: Final[Mapping[Calm, Callable[[Collection[str]], bool]]] = {
    Calm.QUIET: lambda senses: Sense.NOISY not in senses,
    Calm.STILL: lambda senses: Sense.MOVING not in senses,
    Calm.DIM: lambda senses: Sense.BRIGHT not in senses,
    Calm.ODOURLESS: lambda senses: Sense.SMELLS not in senses,
    Calm.HANDS: lambda senses: Sense.HANDS in senses,
    Calm.MOVING: lambda senses: Sense.MOVING in senses,
}
CHEAP: Final[Mapping[str, Collection[str]]] = {
    Cost.FREE: {Cost.FREE},
    Cost.LOW: {Cost.FREE, Cost.LOW},
}
CAN: Final[Mapping[str, Collection[str]]] = {
    Children.WITH: {Children.WITH},
    Children.ASLEEP: {Children.WITH, Children.ASLEEP},
}
"""What can be done where children are. Where they are away, or there are none, all can."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; a part that says nothing asks for nothing."""

    minutes: int = 0
    cost: str = ""
    energy: int = 0
    place: str = ""
    children: str = ""
    apart: bool = False
    season: str = ""
    """The season that it is now."""
    calm: tuple[Calm, ...] = ()

    def parts(self) -> list[Callable[[Idea], bool]]:
        """What is asked, one by one."""
        asked: list[tuple[bool, Callable[[Idea], bool]]] = [
            (bool(self.minutes), lambda it: it.minutes <= self.minutes),
            (self.cost in CHEAP, lambda it: it.cost in CHEAP[self.cost]),
            (bool(self.energy), lambda it: it.energy <= self.energy),
            (bool(self.place), lambda it: it.place in {self.place, Place.ANYWHERE}),
            (self.children in CAN, lambda it: _with_children(it, self.children)),
            (self.apart, lambda it: bool(it.apart)),
            (bool(self.season), lambda it: not it.season or self.season in it.season),
        ]
        wanted = [_calm(calm) for calm in self.calm]
        return [part for is_asked, part in asked if is_asked] + wanted


def _calm(calm: Calm) -> Callable[[Idea], bool]:
    return lambda it: CALM[calm](it.senses)


def _with_children(idea: Idea, where: str) -> bool:
    """Somebody stays in while children sleep, so what is done outside waits for another day."""
    indoors = where != Children.ASLEEP or idea.place in {Place.HOME, Place.ANYWHERE}
    return indoors and idea.children in CAN[where]


def fitting(bank: Iterable[Idea], wish: Wish) -> list[Idea]:
    """What fits all of it, in the order of the bank."""
    parts = wish.parts()
    return [idea for idea in bank if all(part(idea) for part in parts)]


def nearest(bank: Iterable[Idea], wish: Wish) -> list[Idea]:
    """What fits the most of it, where nothing fits all."""
    parts = wish.parts()
    known = [(sum(part(idea) for part in parts), idea) for idea in bank]
    most = max((count for count, _ in known), default=0)
    return [idea for count, idea in known if count == most]


def in_order(ideas: Iterable[Idea], done: Collection[str]) -> list[Idea]:
    """What the two have done comes later in the list."""
    return sorted(ideas, key=lambda idea: idea.id in done)


def season_of(day: date, zone: str) -> Season:
    """By months, which is near enough for picking blackberries."""
    quarter = day.month % 12 // 3
    return YEAR[(quarter + 2 * zone.startswith(SOUTH)) % len(YEAR)]


def shuffled(ideas: Iterable[Idea], *, seed: bytes) -> list[Idea]:
    """An order that only those who know the seed can tell, and that both of them get."""
    return sorted(ideas, key=lambda idea: hashlib.sha256(seed + idea.id.encode()).digest())


def surprise(
    ideas: Sequence[Idea], *, done: Collection[str], seed: bytes, day: date, number: int = 0
) -> Idea | None:
    """The idea of the day, the same for both; `number` counts how often another one was wanted.

    None comes again before all others were there, and what was done waits until all are.
    """
    fresh = [idea for idea in ideas if idea.id not in done] or list(ideas)
    if not fresh:
        return None
    order = shuffled(fresh, seed=seed)
    place = day.toordinal() + number * _stride(len(order))
    return order[place % len(order)]


def _stride(count: int) -> int:
    """So far on that today's other one is not tomorrow's, and everyone has their turn."""
    steps = range(int(count * GOLDEN) + 1, 2 * count + 2)
    return next(step for step in steps if gcd(step, count) == 1)


def hand(bank: Iterable[Idea], *, done: Collection[str], seed: bytes) -> list[Idea]:
    """What a round deals to both: for any season, as the two may live where it is another one."""
    fits = [idea for idea in bank if not idea.season]
    return in_order(shuffled(fits, seed=seed), done)[:HAND]


def current_round(*, opened: Collection[int], mine: Collection[int], asked: Collection[int]) -> int:
    """The number of the round in which one can pick, the same for both but for one's own picks.

    It follows from what lies open to both and from what one of the two visibly asked for. Each
    asks for the round after the last one; whoever asks for a farther one leads nobody there.
    """
    current = max(max(opened, default=0) + 1, *mine, 1)
    for number in sorted(asked):
        current = max(current, number) if number <= current + 1 else current
    return current


def both(
    mine: Collection[str], theirs: Collection[str], *, order: Iterable[str]
) -> tuple[str, ...]:
    """What both picked, in the order of the bank, whoever looks."""
    return tuple(name for name in order if name in mine and name in theirs)


def only(
    mine: Collection[str], theirs: Collection[str], *, order: Iterable[str]
) -> tuple[str, ...]:
    """What stands in this one alone, in the order of the bank."""
    return tuple(name for name in order if name in mine and name not in theirs)
