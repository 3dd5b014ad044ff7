"""Words that suggest danger, in five kinds: for the writer's eyes, never stored, never a verdict.

Phrases are looked for one sentence at a time. Each kind of phrase has its own exceptions (idiom,
negation, film, sport, long ago), because a card that comes for nothing is not believed the day
it is needed. What it finds is what is said outright; it will miss much that is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nearer.coach.hearing import hear
from nearer.coach.packs import pack, phrases, table

_STOP = re.compile(r" \. ")


@dataclass(frozen=True, slots=True)
class _Alarm:
    """`near`: words of which a sentence needs one; it spares the pattern most sentences."""

    category: str
    near: frozenset[str]
    says: re.Pattern[str]
    unless: re.Pattern[str] | None

    def rings(self, sentence: str) -> bool:
        return bool(self.says.search(sentence)) and not (
            self.unless and self.unless.search(sentence)
        )


def danger_in(passages: Iterable[str]) -> str | None:
    """The gravest kind that is said in any of the passages: the order of the pack decides."""
    found = {category for passage in passages for category in _categories(passage)}
    return next((category for category in pack("danger")["order"] if category in found), None)


def _categories(passage: str) -> Iterator[str]:
    for sentence in _sentences(hear(passage).said):
        words = set(sentence.split())
        for alarm in _alarms():
            if alarm.near & words and alarm.rings(sentence):
                yield alarm.category


def _sentences(said: str) -> Sequence[str]:
    return [f" {sentence.strip()} " for sentence in _STOP.split(said) if sentence.strip()]


@cache
def _alarms() -> tuple[_Alarm, ...]:
    words = table("danger", "words")
    read = pack("danger")
    return tuple(
        _Alarm(
            category=entry["category"],
            near=frozenset(entry["near"].split()),
            says=phrases(entry["any"], words),
            unless=phrases(
                [*entry.get("unless", ()), *read[entry.get("veto", "elsewhere")]], words
            ),
        )
        for entry in read["alarm"]
    )
