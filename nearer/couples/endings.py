"""What lies outside a couple's tables because of a person, and has to go when they go."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID


class End(StrEnum):
    """How it ends for this person."""

    DELETED = "deleted"
    LEFT = "left"
    STAYED = "stayed"
    """The other one left, or deleted everything."""


Ending = Callable[[UUID, UUID, End], None]
_endings: list[Ending] = []


def at_each(ending: Ending) -> Ending:
    """Register what is to be done; it runs in the transaction, before the rows go."""
    _endings.append(ending)
    return ending


def end(couple: UUID, person: UUID, how: End) -> None:
    for ending in _endings:
        ending(couple, person, how)
