"""What each would like to do, sealed until both have said so."""

from dataclasses import dataclass, field

from nearer.journal.payloads import Payload
from nearer.practices.quality_time.rules.ideas import MOST


@dataclass(frozen=True, slots=True)
class Picks(Payload, kind="quality_time.picks"):
    """The ideas one person picked in one round."""

    ideas: list[str] = field(default_factory=list)
    """Ids of the bank."""
    number: int = 0
    """Which of the rounds they belong to."""

    def __post_init__(self) -> None:
        if not all(isinstance(name, str) for name in self.ideas):
            raise ValueError("These are no ideas.")
        if not 0 < len(self.ideas) <= MOST or self.number < 1:
            raise ValueError("This is no choice of a round.")


@dataclass(frozen=True, slots=True)
class PickAgain(Payload, kind="quality_time.again"):
    """Let us pick afresh, in the round of this number: a visible act of one of the two."""

    round: int

    def __post_init__(self) -> None:
        if not isinstance(self.round, int) or self.round < 1:
            raise ValueError("There is no such round.")
