"""What is kept of a sitting, if both want: one line each, or only that it took place."""

from dataclasses import dataclass
from uuid import UUID

from nearer.journal.payloads import Payload
from nearer.practices.presence.rules.terms import Kind

MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Taken(Payload, kind="presence.taken"):
    """What I take along. About a sitting of two it is sealed until both; alone it is mine."""

    text: str
    """Nothing where only that it took place is to stay."""
    sitting: str = ""
    """The sitting's name, in hex; nothing for a line that is mine alone."""
    sort: str = Kind.LISTEN
    minutes: int = 0

    def __post_init__(self) -> None:
        if not all(isinstance(said, str) for said in (self.text, self.sitting, self.sort)):
            raise ValueError("These are no words.")
        if self.sitting and UUID(self.sitting).hex != self.sitting:
            raise ValueError("This is no sitting.")
        if type(self.minutes) is not int or not 0 <= self.minutes <= MOST_MINUTES:
            raise ValueError("No sitting has this length.")
        Kind(self.sort)

    @property
    def thread(self) -> UUID | None:
        """The sitting it is about; None for a line of one's own."""
        return UUID(self.sitting) if self.sitting else None
