"""What the coach says about a text. Places are code points of the text as it was given."""

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["tip", "soft", "strong"]
JudgeName = Literal["model", "rules"]

LABELS: Final = (
    *("absolute", "accusation", "mind_reading", "character", "contempt"),
    *("defensive", "withdrawal", "pseudo_feeling", "demand"),
)
"""Ways in which words may land as blame. `pseudo_feeling` is a hint about a word, never blame."""

PARTS: Final = ("observation", "feeling", "need", "request", "own_part", "appreciation")
"""What an honest message may be made of, in the order in which pages show it."""

DANGERS: Final = ("self_harm", "violence", "i_hurt", "child", "addiction")

PSEUDO: Final = "pseudo_feeling"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that may land as blame, and why; `0 <= start < end <= len(text)`."""

    start: int
    end: int
    label: str
    why: str
    level: Level


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The same thing as an “I” statement, for `text[start:end]` of what was written.

    Where a feeling can be chosen, the offer is `before + feeling + after` for each of `feelings`,
    and `text` has the first; where the writer named their own, `before` is all of it.
    """

    text: str
    before: str
    after: str
    feelings: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is said about one text. `danger` is one of `DANGERS`, or None."""

    marks: tuple[Mark, ...]
    parts: tuple[str, ...]
    rewrite: Rewrite | None
    question: str | None
    danger: str | None
    judge: JudgeName

    @property
    def blame(self) -> bool:
        return any(mark.level != "tip" for mark in self.marks)
