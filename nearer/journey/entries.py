"""What Today seals. All of it is for its writer, but for one yes that both may say."""

from dataclasses import dataclass, field
from typing import Any

from nearer.journal.payloads import Payload


@dataclass(frozen=True, slots=True)
class Day(Payload, kind="journey.day"):
    """What there was room for on one day, and what was put off. One for each day."""

    minutes: int | None = None
    energy: int | None = None
    declined: list[str] = field(default_factory=list)
    drawn: list[dict[str, Any]] = field(default_factory=list)
    """What stood first when something was said, and how likely each step was to."""


@dataclass(frozen=True, slots=True)
class Mine(Payload, kind="journey.mine"):
    """When one's path began, and whether one wants it."""

    start: str
    path: bool = True


@dataclass(frozen=True, slots=True)
class Gentle(Payload, kind="journey.gentle"):
    """Not to be spared the steps that ask for a lot of openness. There is none of these where
    nothing was said, and none after it was taken back.
    """

    gentle: bool = False
