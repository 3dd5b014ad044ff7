"""Who judges marks and parts can be exchanged; this is what a judge takes and gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final, Protocol

from nearer.coach.reading import DANGERS, LABELS, PARTS, JudgeName

STRONG: Final = 0.8
"""From which strength on a mark is strong."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge found in one passage; offsets and labels only, never words.

    `spans`: start, end (code points of the passage), label, strength from 0 to 1. A judge gives
    those it stands behind; the strength says how loudly.
    `blame`: how sure the judge is that the passage blames, and 0 where it would not say so; then
    no span is shown but those of `pseudo_feeling`.
    `danger`: one of `DANGERS` that this judge hears besides the rules. It can add to what the
    rules hear and take nothing away.
    `careful`: too little for a card, too much to be said more softly: no offer is made.
    """

    spans: tuple[tuple[int, int, str, float], ...]
    parts: tuple[str, ...]
    blame: float
    danger: str | None = None
    careful: bool = False


class Judge(Protocol):
    """Reads passages and gives one judgement for each, in their order. Two may ask at once."""

    @property
    def name(self) -> JudgeName: ...

    def judge(self, passages: Sequence[str]) -> list[Judgement]: ...


class NoJudgement(ValueError):
    """What came back is not what a judge gives."""


def checked(judgements: Sequence[Judgement], passages: Sequence[str]) -> list[Judgement]:
    """The judgements, if there is a sound one for each passage; else raises `NoJudgement`."""
    if len(judgements) != len(passages):
        raise NoJudgement("There is not one judgement for each passage.")
    for judgement, passage in zip(judgements, passages, strict=True):
        if not (isfinite(judgement.blame) and set(judgement.parts) <= set(PARTS)):
            raise NoJudgement("A judgement has a part or a number that does not exist.")
        if judgement.danger not in {None, *DANGERS}:
            raise NoJudgement("A judgement has a danger that does not exist.")
        for start, end, label, strength in judgement.spans:
            if not (0 <= start < end <= len(passage) and label in LABELS and isfinite(strength)):
                raise NoJudgement("A span lies outside its passage, or has no known label.")
    return list(judgements)
