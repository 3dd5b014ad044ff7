"""The one question that would make an honest sentence possible."""

import re
from functools import cache
from typing import Final
from zlib import crc32

from nearer.coach.packs import pack
from nearer.coach.reading import Mark
from nearer.coach.rewriting.spoken import plain

_LOUD: Final = {"strong": 2, "soft": 1, "tip": 0}
# Of two marks that are equally strong, what is further from a thing that happened asks.
_FIRST: Final = (
    *("contempt", "character", "defensive", "withdrawal", "mind_reading", "demand"),
    *("accusation", "absolute"),
)


def question(text: str, marks: tuple[Mark, ...]) -> str:
    """The same text is asked the same thing, whoever writes it and when."""
    asked: dict[str, list[str]] = pack("questions")["ask"]
    several = asked.get(_about(text, marks), asked["any"])
    return several[crc32(text.encode("utf-8", "replace")) % len(several)]


def _about(text: str, marks: tuple[Mark, ...]) -> str:
    blaming = [mark for mark in marks if mark.level != "tip" and mark.label in _FIRST]
    if not blaming:
        return "any"
    worst = max(blaming, key=lambda m: (_LOUD[m.level], -_FIRST.index(m.label), m.end - m.start))
    reach = text[max(worst.start - 80, 0) : worst.end + 80]
    if worst.label in {"demand", "withdrawal", "accusation"} and threatens(reach):
        return "threat"
    return worst.label


def threatens(text: str) -> bool:
    return bool(_threat().search(plain(text)))


@cache
def _threat() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(pack('rewriting')['refuse']['threat'])})", re.IGNORECASE)
