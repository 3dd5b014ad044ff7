"""What each would like to do, sealed until both have said so."""

from dataclasses import dataclass, field

from nearer.journal.payloads import Payload
from nearer.practices.quality_time.rules.ideas import MOST

ROUNDS = 99_999
"""More than ten a day for twenty years."""


def _is_round(number: object) -> bool:
    return type(number) is int and 1 <= number <= ROUNDS


@dataclass(frozen=True, slots=True)
class Picks(Payload, kind="quality_time.picks"):
    """The ideas one person picked in one round."""

    ideas: list[str] = field(default_factory=list)
    """Ids of the bank."""
    number: int = 0
    """Which of the rounds they belong to."""

    def __post_init__(self) -> None:
        if not isinstance(self.ideas, list) or not all(isinstance(it, str) for it in self.ideas):
            raise ValueError("These are no ideas.")
        if not 0 < len(self.ideas) <= MOST or not _is_round(self.number):
            raise ValueError("This is no choice of a round.")


@dataclass(frozen=True, slots=True)
class PickAgain(Payload, kind="quality_time.again"):
    """Let us pick afresh, in the round of this number: a visible act of one of the two."""

    round: int

    def __post_init__(self) -> None:
        if not _is_round(self.round):
            raise ValueError("There is no such round.")
