"""The page for trying sentences: exercises from the bank, and nothing of anybody's."""

from dataclasses import dataclass

from nearer.practices.honesty import practising
from nearer.practices.honesty.practising import Exercise


@dataclass(frozen=True, slots=True)
class PractisePage:
    """The exercise that is open, if one is, and all there are."""

    exercises: tuple[Exercise, ...]
    chosen: Exercise | None
    number: int
    following: Exercise | None


def practise(wanted: str) -> PractisePage:
    """`wanted` is the id of an exercise; any other word opens none."""
    bank = practising.exercises()
    place = next((n for n, it in enumerate(bank) if it.id == wanted), None)
    if place is None:
        return PractisePage(bank, chosen=None, number=0, following=None)
    following = bank[place + 1] if place + 1 < len(bank) else None
    return PractisePage(bank, chosen=bank[place], number=place + 1, following=following)
