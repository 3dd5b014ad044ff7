"""Which lesson is next, and which prompt. Pure."""

from collections.abc import Collection, Sequence
from typing import Final

AGAIN: Final = 14
"""Days after which a lesson may be practised again, once all are done."""


def next_lesson(ids: Sequence[str], *, done: Collection[str]) -> str:
    """The first that was not done yet; "" when all were."""
    return next((name for name in ids if name not in done), "")


def to_practise(ids: Sequence[str], *, done: Sequence[str]) -> str:
    """The one that was done the longest ago; `done` has them from the first to the last.

    "" where none of them was done.
    """
    latest = {name: place for place, name in enumerate(done)}
    return min((name for name in ids if name in latest), key=latest.__getitem__, default="")


def place(number: int, *, there: int) -> int:
    """Where the n-th of `there` prompts lies; after the last one it begins again."""
    return number % there
