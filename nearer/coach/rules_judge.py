"""Blame and honesty by phrases: what reads when there is no trained model.

It knows what its pack says and nothing of what is meant, so it misses most irony and some
unusual blame. A bare “you” is no phrase here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from nearer.coach.hearing import Heard, hear
from nearer.coach.judging import Judgement
from nearer.coach.packs import pack, phrases, table
from nearer.coach.reading import LABELS, PARTS, PSEUDO

STRENGTH: Final = {"strong": 0.9, "soft": 0.6}

Found = tuple[int, int, str, float]


class RulesJudge:
    """A judge that needs no file but its packs. Keeps nothing of what it reads."""

    name: Literal["model", "rules"] = "rules"

    def judge(self, passages: Sequence[str]) -> list[Judgement]:
        return [_judge(hear(passage)) for passage in passages]


def _judge(heard: Heard) -> Judgement:
    spans = tuple(
        (*heard.place(start, end), label, strength)
        for label in LABELS
        for start, end, strength in _joined(_found(heard.said, label))
    )
    return Judgement(
        spans=tuple(sorted(spans)),
        parts=tuple(part for part in PARTS if _parts()[part].search(heard.said)),
        blame=max((strength for *_, label, strength in spans if label != PSEUDO), default=0.0),
    )


def _found(said: str, label: str) -> list[tuple[int, int, float]]:
    return sorted(
        (*match.span(), strength)
        for pattern, strength, unless in _blame()[label]
        for match in pattern.finditer(said)
        if not (unless and unless.match(said, match.start()))
        and not (label in _warm().labels and _is_warm(said, *match.span()))
    )


def _is_warm(said: str, start: int, end: int) -> bool:
    """Whether the sentence around it has a word of fondness and none that takes it back."""
    first = said.rfind(" . ", 0, start + 1) + 1
    last = said.find(" . ", end - 1)
    place = (max(first, 0), len(said) if last < 0 else last + 1)
    return bool(_warm().says.search(said, *place)) and not _warm().unless.search(said, *place)


def _joined(found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Stretches of one label that overlap are one."""
    joined: list[tuple[int, int, float]] = []
    for start, end, strength in found:
        if joined and start < joined[-1][1]:
            first, last, most = joined[-1]
            joined[-1] = (first, max(last, end), max(most, strength))
        else:
            joined.append((start, end, strength))
    return joined


@dataclass(frozen=True, slots=True)
class _Warm:
    labels: frozenset[str]
    says: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _warm() -> _Warm:
    read = pack("blame")["warm"]
    return _Warm(frozenset(read["labels"]), phrases(read["any"], {}), phrases(read["unless"], {}))


@cache
def _blame() -> dict[str, list[tuple[re.Pattern[str], float, re.Pattern[str] | None]]]:
    words = table("blame", "words")
    read = pack("blame")
    return {
        label: [
            (
                phrases(read[label][loudness], words),
                strength,
                phrases(read[label]["unless"], words) if "unless" in read[label] else None,
            )
            for loudness, strength in STRENGTH.items()
            if loudness in read[label]
        ]
        for label in LABELS
    }


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    words = table("parts", "words")
    return {part: phrases(pack("parts")[part]["any"], words) for part in PARTS}
