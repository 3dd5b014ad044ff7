"""Ordinary lines from GoEmotions' train part, so that not every “you” is suspicious.

The file is given by path and is no part of this repository (Demszky and others 2020,
Apache-2.0). Only its train part may be used here; the test part measures false alarms.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from training.notation import Message

EMOTIONS = (
    *("admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion"),
    *("curiosity", "desire", "disappointment", "disapproval", "disgust", "embarrassment"),
    *("excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness", "optimism"),
    *("pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral"),
)
"""In the order of their numbers in the file."""
WARM = frozenset(
    {"admiration", "approval", "caring", "gratitude", "joy", "love", "optimism", "pride"}
    | {"relief", "amusement", "excitement"}
)
HOSTILE = frozenset({"anger", "annoyance", "disgust", "disapproval"})
YOU = re.compile(r"\b(you|your|u|ur)\b", re.IGNORECASE)


def lines(file: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Id, text and emotions of each line of a GoEmotions file."""
    for row in file.read_text(encoding="utf-8").splitlines():
        text, numbers, name = row.split("\t")
        yield name, text, frozenset(EMOTIONS[int(number)] for number in numbers.split(","))


def sort_of(text: str, emotions: frozenset[str]) -> str | None:
    """`warm` or `hostile` for a line that says “you”, `plain` for one that does not and is
    not hostile, None for the rest.
    """
    if YOU.search(text):
        if emotions <= WARM:
            return "warm"
        return "hostile" if emotions <= HOSTILE else None
    return "plain" if not emotions & HOSTILE else None


def sample(file: Path, *, counts: dict[str, int], seed: int) -> list[Message]:
    """So many lines of each sort, as messages of which only blame or none is known."""
    sorted_: dict[str, list[tuple[str, str]]] = {sort: [] for sort in counts}
    for name, text, emotions in lines(file):
        sort = sort_of(text, emotions)
        if sort in sorted_:
            sorted_[sort].append((name, text))
    chance = random.Random(seed)  # noqa: S311  # which lines, not a secret
    return [
        Message(
            f"ordinary/{name}",
            "ordinary",
            sort,
            text,
            weak="hostile" if sort == "hostile" else "kind",
        )
        for sort, wanted in counts.items()
        for name, text in chance.sample(sorted_[sort], min(wanted, len(sorted_[sort])))
    ]
