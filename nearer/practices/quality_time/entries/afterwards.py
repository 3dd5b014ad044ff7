"""Around one meeting: what each puts away before it, and one thing each liked about it."""

from dataclasses import dataclass, field
from uuid import UUID

from nearer.journal.payloads import Payload


@dataclass(frozen=True, slots=True)
class Away(Payload, kind="quality_time.away"):
    """What I put away, for one meeting. Shared: it is a word to the other, not a promise kept."""

    things: list[str] = field(default_factory=list)
    """Ids of the bank."""
    line: str = ""

    def __post_init__(self) -> None:
        if not all(isinstance(said, str) for said in (*self.things, self.line)):
            raise ValueError("These are no words.")


@dataclass(frozen=True, slots=True)
class Liked(Payload, kind="quality_time.liked"):
    """One thing I liked. About a meeting of two it is sealed until both; alone it is mine."""

    text: str
    plan: str = ""
    """The plan's name, in hex, and the day of the meeting; nothing for one's own."""
    on: str = ""

    def __post_init__(self) -> None:
        if not all(isinstance(said, str) for said in (self.text, self.plan, self.on)):
            raise ValueError("These are no words.")
        if self.plan and UUID(self.plan).hex != self.plan:
            raise ValueError("This is no plan.")

    @property
    def thread(self) -> UUID | None:
        """The plan it is about; None for a line of one's own."""
        return UUID(self.plan) if self.plan else None
