"""Where a marked text is cut so that it can be shown, and what an offer makes of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SENTENCE: Final = re.compile(r"\S.*?(?:[.!?…]+[\"”’)]*(?=\s|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """`text[start:end]`, and which stretches cover it, by their places in the given order."""

    start: int
    end: int
    under: tuple[int, ...]


def segments(length: int, stretches: Sequence[tuple[int, int]]) -> list[Segment]:
    """The whole text in its order, cut wherever a stretch begins or ends.

    Stretches may overlap, lie in each other, or be the same. None covers a segment in part.
    """
    cuts = sorted({0, length, *(place for stretch in stretches for place in stretch)})
    starting: dict[int, list[int]] = {}
    for number, (start, _) in enumerate(stretches):
        starting.setdefault(start, []).append(number)
    found: list[Segment] = []
    under: list[int] = []
    for start, end in pairwise(cuts):
        under = [number for number in under if stretches[number][1] > start]
        under += starting.get(start, [])
        found.append(Segment(start, end, tuple(sorted(under))))
    return found


def sentences(text: str) -> list[str]:
    """The sentences of an offer, without the space between them."""
    return [found[0].rstrip() for found in SENTENCE.finditer(text)]


def replaced(text: str, *, start: int, end: int, by: str) -> str:
    return text[:start] + by + text[end:]


def with_sentence(text: str, sentence: str) -> str:
    """The text with one more sentence behind it, in the same paragraph."""
    said = text.rstrip()
    return f"{said} {sentence}" if said else sentence


def beginning(text: str, *, longest: int) -> str:
    """The first words of a stretch on one line, with dots where there are more."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line.rfind(" ", 0, longest)
    return line[: cut if cut > 0 else longest].rstrip(".,;:!?") + "…"
