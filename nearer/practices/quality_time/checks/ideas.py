"""The rules that the ideas for the time of two are held against."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from nearer.content import gate
from nearer.practices.quality_time.rules.tags import (
    ENERGIES,
    MINUTES,
    Children,
    Cost,
    Idea,
    Place,
    Season,
    Sense,
)

LEAST: Final = 120
LONGEST_TITLE: Final = 32
"""Characters, so that it fits on one line of a phone."""
LONGEST: Final = 45
LONGEST_WAY: Final = 30
"""Words in a text, and in a way apart or alone."""
MOST_SENSES: Final = 3
QUICK: Final = 15
VALUES: Final[Mapping[str, Collection[Any]]] = {
    "minutes": MINUTES,
    "cost": tuple(Cost),
    "energy": ENERGIES,
    "place": tuple(Place),
    "children": tuple(Children),
}
LISTS: Final[Mapping[str, Collection[str]]] = {"season": tuple(Season), "senses": tuple(Sense)}
NOT_AN_IDEA: Final = (
    *("you must", "you should", "grateful", "gratitude", "wine", "beer", "cuddle", "kiss"),
    *("massage", "quality time", "communicat", "intimacy", "connect with", "mindful"),
)
"""Orders, sermons, therapy words, drink as the point; touch is another practice."""
SHARES: Final[Mapping[str, tuple[float, Callable[[Idea], bool]]]] = {
    "cost little or nothing": (0.70, lambda it: it.cost in {Cost.FREE, Cost.LOW}),
    "take a quarter of an hour at most": (0.40, lambda it: it.minutes <= QUICK),
    "have a way apart": (0.50, lambda it: bool(it.apart)),
    "work when worn out": (0.33, lambda it: it.energy == 1),
}


def problems(bank: Mapping[str, Idea]) -> Iterator[str]:
    """Everything that is wrong with them, one sentence each."""
    for idea in bank.values():
        yield from _wrong_with(idea)
    offered = [idea for idea in bank.values() if not idea.retired]
    yield from gate.enough("ideas", len(offered), LEAST)
    for what, (least, has) in SHARES.items():
        share = sum(map(has, offered)) / max(len(offered), 1)
        if share < least:
            yield f"Only {share:.0%} of the ideas {what}; {least:.0%} are the least."
    yield from _each_value(offered)
    if len({idea.title for idea in offered}) < len(offered):
        yield "Two ideas have one title."
    yield from gate.twins(offered)
    yield from gate.openings(offered)


def _each_value(offered: Sequence[Idea]) -> Iterator[str]:
    """Whoever filters by any value finds more than one or two, and no value stands empty."""
    counts = {name: Counter(getattr(idea, name) for idea in offered) for name in VALUES}
    for name in LISTS:
        counts[name] = Counter(value for idea in offered for value in getattr(idea, name))
    for name, values in {**VALUES, **LISTS}.items():
        for value in values:
            if (count := counts[name][value]) < gate.LEAST_OF_EACH:
                yield f"{name} {value} stands on only {count} ideas."


def _wrong_with(idea: Idea) -> Iterator[str]:
    yield from gate.lasting(idea.id)
    yield from gate.tags(idea, VALUES)
    for name, allowed in LISTS.items():
        given = getattr(idea, name)
        for value in given:
            if value not in allowed:
                yield f"{idea.id}: {name} cannot be {value}."
        if len(set(given)) < len(given):
            yield f"{idea.id}: {name} says one thing twice."
    if not 1 <= len(idea.senses) <= MOST_SENSES:
        yield f"{idea.id}: it has one to three senses."
    if len(idea.title) > LONGEST_TITLE or idea.title.endswith("."):
        yield f"{idea.id}: a title has {LONGEST_TITLE} characters at most and no full stop."
    yield from gate.wording(idea.id, idea.title, longest=LONGEST_TITLE, never=NOT_AN_IDEA)
    yield from gate.text(idea.id, idea.text, longest=LONGEST, never=NOT_AN_IDEA)
    yield from gate.text(idea.id, idea.alone, longest=LONGEST_WAY, never=NOT_AN_IDEA)
    if idea.apart:
        yield from gate.text(idea.id, idea.apart, longest=LONGEST_WAY, never=NOT_AN_IDEA)
    for said in (idea.text, idea.alone, idea.apart):
        yield from gate.one_thing(idea.id, said)
