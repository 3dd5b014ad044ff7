"""A text as it sounds: small words in one spelling, each knowing where it stood.

Phrases are looked for here and not in the text, so that “you're”, “youre” and “ur” are one
phrase in the packs, and “kil myslef” is heard too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.coach.packs import table, words_of

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*|[.!?…]+|[\n,;:()—–]|[^\w\s]")
_ENDINGS: Final = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
_IS_AFTER: Final = frozenset(
    (
        *("he", "she", "it", "that", "this", "what", "who", "where", "when", "how", "there"),
        *("here", "let", "everything", "nothing", "one"),
    )
)
_PLAIN = str.maketrans("’‘`´", "''''")
_SHORTEST: Final = 5  # of shorter words too many neighbours are words themselves


@dataclass(frozen=True, slots=True)
class Heard:
    """`said`: the words with one space before and after each; stops are words too.

    `begins`: where in `said` each word begins; `spans`: where in the text it stood.
    """

    said: str
    begins: list[int]
    spans: list[tuple[int, int]]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the words of `said[start:end]` stood."""
        first = bisect_right(self.begins, start + 1) - 1
        last = bisect_right(self.begins, end - 1) - 1
        return self.spans[max(first, 0)][0], self.spans[max(last, 0)][1]


def hear(text: str) -> Heard:
    """Costs as much as the text is long."""
    said, begins, spans, at = [" "], [], [], 1
    short, typos = spellings(), slips()
    for found in _TOKEN.finditer(text):
        for word in _spoken(found[0], short, typos):
            said.append(f"{word} ")
            begins.append(at)
            spans.append(found.span())
            at += len(word) + 1
    return Heard("".join(said), begins, spans)


def _spoken(token: str, short: Mapping[str, str], typos: Mapping[str, str]) -> Iterator[str]:
    if not token[0].isalnum():
        if "?" in token:
            yield "?"
        yield "." if token[0] in ".!?…\n" else "," if token[0] in ",;:()—–" else token
        return
    word = token.lower().translate(_PLAIN)
    word = short.get(word, typos.get(word, word))
    for piece in word.split():
        yield from _expanded(piece) if "'" in piece else (piece,)


def _expanded(word: str) -> Iterator[str]:
    """“don't” is “do not” and “she's” is “she is”; “Sam's” stays what it is."""
    stem, _, ending = word.rpartition("'")
    if ending == "t" and stem.endswith("n"):
        yield from (
            {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}.get(stem[:-1], stem[:-1]),
            "not",
        )
    elif ending in _ENDINGS and stem:
        yield from (stem, _ENDINGS[ending])
    elif ending == "s" and stem in _IS_AFTER:
        yield from (stem, "is" if stem != "let" else "us")
    else:
        yield word


@cache
def spellings() -> dict[str, str]:
    """Short forms and known misspellings, each with what it stands for."""
    return {short: full for full, shorts in table("spelling", "short").items() for short in shorts}


@cache
def slips() -> dict[str, str]:
    """Words with one slip of the finger, for the words that must not be missed."""
    known = set(words_of("spelling", "careful"))
    near_words = set(words_of("spelling", "other_words"))
    found: dict[str, str] = {}
    for word in sorted(known):
        if len(word) >= _SHORTEST:
            found.update(
                (slip, word)
                for slip in _slips(word)
                if slip not in known and slip not in near_words
            )
    return found


def _slips(word: str) -> Iterator[str]:
    """One letter left out, doubled or struck beside its place, two exchanged; never the first."""
    for place in range(1, len(word)):
        head, tail = word[:place], word[place:]
        yield head + tail[1:]
        yield head + tail[0] + tail
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        if len(word) > _SHORTEST:
            yield from (head + letter + tail for letter in "abcdefghijklmnopqrstuvwxyz")
