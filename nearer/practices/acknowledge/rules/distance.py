"""Two pictures of one distance: which round it is, and what is said of both. Pure."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

WEEKS: Final = timedelta(weeks=3)
"""How long an opened round is left to stand before the next one can begin."""
NEARLY: Final = 1
"""A step that means nothing: nobody puts a circle in the same place twice."""


def current_round(
    *, opened: Mapping[int, date], mine: Collection[int], asked: Collection[int], day: date
) -> int:
    """The number of the round that can be drawn now, the same for both.

    It follows from the rounds that are open to both and from those that one of the two
    visibly asked for, so nothing about a sealed picture goes into it but one's own.
    """
    last = max(opened, default=0)
    rested = not last or day - opened[last] >= WEEKS
    return max(last + 1 if rested else last, *mine, *asked, 1)


def both_recognise(
    mine: Iterable[str], theirs: Iterable[str], *, order: Iterable[str]
) -> list[str]:
    """What stands on both lists, in the order of the bank, whoever looks."""
    common = set(mine) & set(theirs)
    return [cause for cause in order if cause in common]


def one_recognises(
    mine: Iterable[str], theirs: Iterable[str], *, order: Iterable[str]
) -> list[str]:
    """What stands on one list only. Whose it is, is not said."""
    single = set(mine) ^ set(theirs)
    return [cause for cause in order if cause in single]


def between(one: int, other: int) -> str:
    """How far two pictures lie from each other, as the lines of the bank are sorted."""
    steps = abs(one - other)
    bands = (("same", 1), ("near", 3), ("apart", 6))
    return next((band for band, most in bands if steps <= most), "far")


def recognised(count: int) -> str:
    """The kind of line for as many causes as both named."""
    return {0: "recognised-none", 1: "recognised-one"}.get(count, "recognised-several")


def since_then(*, before: tuple[int, int], now: tuple[int, int]) -> str:
    """How this opening lies beside the earlier one; "" when the two moved different ways.

    Each pair is in the same order, and turning both round changes nothing.
    """
    moved = [late - early for early, late in zip(before, now, strict=True)]
    if all(abs(steps) <= NEARLY for steps in moved):
        return "again-same"
    if min(moved) >= 0:
        return "again-nearer"
    return "again-further" if max(moved) <= 0 else ""


def chosen(lines: Sequence[str], *, seed: bytes) -> str:
    """One of several lines: the same for both, and on every visit."""
    number = int.from_bytes(hashlib.sha256(seed).digest()[:4], "big")
    return lines[number % len(lines)]
