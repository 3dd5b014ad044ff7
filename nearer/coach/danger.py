"""Words that suggest danger, in five kinds: for the writer's eyes, never stored, never a verdict.

An alarm is a phrase that is enough by itself, or a frame: several things that stand in one
sentence. Each has its own exceptions (idiom, negation, film, sport, long ago), because a card
that comes for nothing is not believed the day it is needed. Signs are weaker and add up over
three sentences. What is found is what is said outright; much that is not will be missed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.coach.hearing import hear
from nearer.coach.packs import pack, phrases, table

POINTS: Final = {"plain": 3.0, "strong": 2.0, "weak": 1.0}
TOGETHER: Final = 3
"""Sentences in which signs add up."""

_STOP = re.compile(r" \. ")
# A sign behind one of these says the contrary.
_DENIED: Final = (" not", " never", " no", " without", " nobody")
# Two people are spoken of; without them it is talk about the world.
_US = re.compile(r" (?:i|me|my|myself|us|our|we|mine|you|your) ")


@dataclass(frozen=True, slots=True)
class _Alarm:
    """`near`: words of which a sentence needs one; it spares the pattern most sentences."""

    category: str
    near: frozenset[str]
    says: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]

    def rings(self, sentence: str) -> bool:
        if not all(pattern.search(sentence) for pattern in self.says):
            return False
        return not self.unless.search(sentence)


def danger_in(passages: Iterable[str]) -> str | None:
    """The gravest kind that is said in any of the passages: the order of the pack decides."""
    found = {category for passage in passages for category in _categories(passage)}
    return next((category for category in gravest_first() if category in found), None)


def gravest_first() -> tuple[str, ...]:
    """The kinds in the order in which one of several is shown."""
    return tuple(pack("danger")["order"])


def _categories(passage: str) -> Iterator[str]:
    said = [f" {part.strip()} " for part in _STOP.split(hear(passage).said) if part.strip()]
    for sentence in said:
        words = set(sentence.split())
        for alarm in _alarms():
            if alarm.near & words and alarm.rings(sentence):
                yield alarm.category
    yield from _adding_up(said)


def _adding_up(said: list[str]) -> Iterator[str]:
    """Kinds of which enough signs stand together, one of them more than weak."""
    enough = float(pack("signs")["enough"])
    found = [_signs_in(sentence) for sentence in said]
    for first in range(len(said)):
        close = range(first, min(first + TOGETHER, len(said)))
        if not any(_US.search(said[number]) for number in close):
            continue
        for category in _signs():
            signs = {sign for number in close for sign in found[number] if sign[0] == category}
            points = [points for _, points, _ in signs]
            if sum(points) >= enough and max(points) > POINTS["weak"]:
                yield category


def _signs_in(sentence: str) -> set[tuple[str, float, str]]:
    """Category, points and words of each sign; of two that overlap only the stronger."""
    if _elsewhere().search(sentence):
        return set()
    found: set[tuple[str, float, str]] = set()
    for category, kinds in _signs().items():
        taken: list[tuple[int, int]] = []
        for points, pattern in kinds:
            for match in pattern.finditer(sentence):
                start, end = match.span()
                apart = all(end <= first or last <= start for first, last in taken)
                if apart and not sentence.endswith(_DENIED, 0, start):
                    taken.append((start, end))
                    found.add((category, points, match[0]))
    return found


@cache
def _signs() -> dict[str, list[tuple[float, re.Pattern[str]]]]:
    read, words = pack("signs"), table("signs", "words")
    return {
        category: [
            (points, phrases(read[category][kind], words)) for kind, points in POINTS.items()
        ]
        for category in pack("danger")["order"]
    }


@cache
def _elsewhere() -> re.Pattern[str]:
    return phrases(pack("danger")["elsewhere"], table("danger", "words"))


@cache
def _alarms() -> tuple[_Alarm, ...]:
    read = pack("danger")
    settings = table("danger", "words")
    alarms = [(entry, [entry["any"]], settings, "elsewhere") for entry in read["alarm"]]
    words = table("frames", "words")
    alarms += [(entry, entry["all"], words, "films") for entry in pack("frames")["frame"]]
    return tuple(
        _Alarm(
            category=entry["category"],
            near=frozenset(entry["near"].split()),
            says=tuple(phrases(several, words) for several in says),
            unless=phrases([*entry.get("unless", ()), *read[entry.get("veto", veto)]], words),
        )
        for entry, says, words, veto in alarms
    )
