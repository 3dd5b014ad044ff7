"""A text in passages: paragraphs of at most 130 words, longer ones cut between sentences.

What a judge reads at once is never longer, so that a letter costs as much as it is long, and
of a letter that is being written only the passage that changed is read again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

WORDS: Final = 130
SIGNS: Final = 1_000
"""Some people write without spaces, and some languages do."""

_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?…。！？؟]+[\"'”’»)\]]*$")
_TAIL = 12  # the end of a word is enough to see whether it ends a sentence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is what stands from `start`, without the white around it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def passages(text: str) -> list[Passage]:
    """In their order; together they hold every sign of the text that is not white."""
    words = [piece for found in _WORD.finditer(text) for piece in _pieces(found.span())]
    if not words:
        return []
    groups = [words] if _fits(words, 0, len(words)) else _paragraphs(text, words)
    return [
        Passage(part[0][0], text[part[0][0] : part[-1][1]])
        for group in groups
        for part in _cut(text, group)
    ]


def _pieces(span: Span) -> Iterator[Span]:
    start, end = span
    for place in range(start, end, SIGNS):
        yield place, min(place + SIGNS, end)


def _fits(words: list[Span], first: int, last: int) -> bool:
    return last - first <= WORDS and words[last - 1][1] - words[first][0] <= SIGNS


def _paragraphs(text: str, words: list[Span]) -> Iterator[list[Span]]:
    """Words between empty lines."""
    group: list[Span] = []
    for word in words:
        if group and text.count("\n", group[-1][1], word[0]) > 1:
            yield group
            group = []
        group.append(word)
    yield group


def _cut(text: str, words: list[Span]) -> Iterator[list[Span]]:
    """As many whole sentences as fit, or as many words where one sentence does not."""
    first, sentence, place = 0, 0, 0
    while place < len(words):
        if not _fits(words, first, place + 1):
            cut = sentence if sentence > first else place
            yield words[first:cut]
            first = sentence = cut
        start, end = words[place]
        place += 1
        if _ENDS.search(text, max(start, end - _TAIL), end):
            sentence = place
    yield words[first:]
