"""Where a text gives somebody's words: what stands between quotation marks."""

import re
from typing import Final

LONGEST: Final = 600
"""A mark that is not closed within so many signs is a mark that was forgotten."""

_CLOSERS: Final = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‹": "›", '"': '"'}
_SINGLE: Final = {"'": "'", "‘": "’"}
# 'cause, 'til and 'em begin with an apostrophe and quote nobody.
_CLIPPED = re.compile(
    r"(?:cause|coz|cos|til|till|em|tis|twas|bout|round|n|d|ve|s|re|ll|m|t)\b", re.IGNORECASE
)

Span = tuple[int, int]


def quoted(text: str) -> list[Span]:
    """Stretches between marks, without the marks, in their order; they do not overlap.

    Nothing where a mark is not closed in the same paragraph.
    """
    found: list[Span] = []
    place = 0
    while place < len(text):
        sign = text[place]
        end = -1
        if sign in _CLOSERS:
            end = _close(text, place, _CLOSERS[sign])
        elif sign in _SINGLE and _opens(text, place):
            end = _close_single(text, place, _SINGLE[sign])
        if end > place + 1:
            found.append((place + 1, end))
            place = end
        place += 1
    return found


def _reach(text: str, place: int) -> int:
    """How far a quotation that opens at `place` may go."""
    end = text.find("\n\n", place, place + LONGEST)
    return min(len(text), place + LONGEST) if end < 0 else end


def _close(text: str, place: int, closers: str) -> int:
    reach = _reach(text, place)
    return min((at for c in closers if (at := text.find(c, place + 1, reach)) > 0), default=-1)


def _opens(text: str, place: int) -> bool:
    """An apostrophe that has a word behind it and none before it."""
    before = text[place - 1] if place else " "
    after = text[place + 1 : place + 2]
    return not before.isalnum() and after.isalnum() and not _CLIPPED.match(text, place + 1)


def _close_single(text: str, place: int, closer: str) -> int:
    reach = _reach(text, place)
    at = text.find(closer, place + 1, reach)
    while at > 0:
        if not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace():
            return at
        at = text.find(closer, at + 1, reach)
    return -1
