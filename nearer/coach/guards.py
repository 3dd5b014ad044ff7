"""What no judge may decide alone: words that are quoted, owned, denied or about somebody else.

Each guard is a habit of the language that turns blame into none, and only where it is plain.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.coach.hearing import hear
from nearer.coach.packs import pack, phrases, table
from nearer.coach.quotes import quoted
from nearer.coach.reading import PSEUDO

Span = tuple[int, int, str, float]

NEAR: Final = 160
"""Signs before and after a stretch that can turn it round; a sentence is seldom longer."""

_STOPS = re.compile(r"[.!?…\n]+")


@dataclass(frozen=True, slots=True)
class _Turns:
    """`before`: what turns round what follows it at once; `whole`: a sentence of no blame."""

    labels: frozenset[str]
    before: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    unless: re.Pattern[str] | None


def guarded(text: str, spans: list[Span]) -> list[Span]:
    """The spans that stand; `spans` come in their order."""
    if not spans:
        return []
    said_by_others = _quotations(text)
    stops = [found.end() for found in _STOPS.finditer(text)]
    return [
        span
        for span in spans
        if not _within(span, said_by_others)
        and (span[2] == PSEUDO or not _turned(text, stops, span))
    ]


def _quotations(text: str) -> list[tuple[int, int]]:
    """Who puts their whole message between marks quotes nobody."""
    found = quoted(text)
    inside = sum(end - start for start, end in found)
    outside = len("".join(text.split())) - inside
    return found if outside > len(found) * 4 else []


def _within(span: Span, stretches: list[tuple[int, int]]) -> bool:
    place = bisect_right(stretches, (span[0] + 1, -1)) - 1
    for start, end in stretches[max(place, 0) : place + 2]:
        both = min(end, span[1]) - max(start, span[0])
        if both * 2 > span[1] - span[0]:
            return True
    return False


def _turned(text: str, stops: list[int], span: Span) -> bool:
    start, end = _sentence(text, stops, span)
    before = hear(text[start : span[0]]).said
    whole = hear(text[start:end]).said
    for turn in _turns():
        if span[2] not in turn.labels or (turn.unless and turn.unless.search(whole)):
            continue
        if turn.before and turn.before.search(before):
            return True
        if turn.whole and turn.whole.search(whole):
            return True
    return False


def _sentence(text: str, stops: list[int], span: Span) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, at most `NEAR` away."""
    place = bisect_right(stops, span[0])
    start = stops[place - 1] if place else 0
    place = bisect_right(stops, span[1] - 1)
    end = stops[place] if place < len(stops) else len(text)
    return max(start, span[0] - NEAR), min(end, span[1] + NEAR)


@cache
def _turns() -> tuple[_Turns, ...]:
    words = table("guards", "words")

    def one(entry: dict[str, list[str]], key: str, tail: str = "") -> re.Pattern[str] | None:
        if key not in entry:
            return None
        found = phrases(entry[key], words)
        return re.compile(found.pattern + tail) if tail else found

    return tuple(
        _Turns(
            labels=frozenset(entry["labels"]),
            before=one(entry, "before", r" $"),
            whole=one(entry, "whole"),
            unless=one(entry, "unless"),
        )
        for entry in pack("guards")["turn"]
    )
