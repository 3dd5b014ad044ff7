"""How hard a text is to read, and how alike two texts are."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import pyphen
from rapidfuzz import fuzz

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")
ALIKE = 82
"""Token-sort similarity (0-100) from which two short questions are looked at as twins."""


@cache
def _syllables_of() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """By hyphenation, at least one; it counts a little low, as hyphens avoid short ends."""
    return max(1, len(_syllables_of().positions(word.lower())) + 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (Kincaid et al. 1975): years of schooling to read it easily."""
    found = words(text)
    if not found:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 0.39 * len(found) / sentences + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def alike(texts: Sequence[str], *, limit: int = ALIKE) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that say nearly the same in nearly the same words."""
    for (first, one), (second, other) in combinations(enumerate(texts), 2):
        if score := fuzz.token_sort_ratio(one, other, score_cutoff=limit):
            yield first, second, score
