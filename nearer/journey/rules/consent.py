"""A yes of both that either may take back and say again. Pure.

A yes lies in a round, which opens once. Whoever takes theirs back ends that round for good,
so saying it again goes into the next one. Both programs find the same one by what is there.
"""

from collections.abc import Sequence
from typing import Final

ROUNDS: Final = 8
"""So often it can be said anew. After that it stays as it is by default."""

Given = bool | None
"""Whether an answer was handed over; None where there is no answer."""


def current(rounds: Sequence[tuple[Given, Given]]) -> int:
    """The latest round with an answer in it, or the one after that where it was ended."""
    said = [number for number, two in enumerate(rounds) if two != (None, None)]
    latest = max(said, default=0)
    return min(latest + ended(*rounds[latest]), len(rounds) - 1)


def ended(one: Given, other: Given) -> bool:
    """Handed over, and nothing there in return: the other had answered, and took it back."""
    return (one is None and other is True) or (other is None and one is True)
