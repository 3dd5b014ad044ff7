"""What a sitting needs to keep its place: what was laid out, and what was pressed. Never words."""

from dataclasses import dataclass

from nearer.journal.payloads import Payload
from nearer.practices.presence.rules.sitting import Act
from nearer.practices.presence.rules.terms import Kind, Terms, Way

LAID_OUT = "laid-out"
HIGHEST = 100_000
"""No sitting has so many steps."""
MARK = 64
"""Characters of a mark or a name at most."""


@dataclass(frozen=True, slots=True)
class Step(Payload, kind="presence.step"):
    """One step of a sitting. The first lays it out; a payload that cannot be one does not open."""

    thread: str
    number: int
    after: list[str]
    did: str
    version_seen: int = 0
    """The version of the sitting before the eyes of whoever pressed."""
    once: str = ""
    sort: str = ""
    way: str = ""
    minutes: int = 0
    topic: str = ""
    silence: str = ""
    first: int = 0
    """Who speaks first: 0 laid it out, 1 is the other."""

    def __post_init__(self) -> None:
        words = (self.thread, self.did, self.once, self.sort, self.way, self.topic, self.silence)
        if not isinstance(self.after, list):
            raise ValueError("These are no marks.")  # noqa: TRY004 - like the others
        if not all(isinstance(said, str) and len(said) <= MARK for said in (*words, *self.after)):
            raise ValueError("These are no words.")
        numbers = (self.number, self.version_seen, self.minutes, self.first)
        if not all(type(number) is int and 0 <= number <= HIGHEST for number in numbers):
            raise ValueError("These are no numbers of a step.")
        if self.did == LAID_OUT:
            _ = self.terms
            if self.first > 1:
                raise ValueError("There are only two.")
        else:
            Act(self.did)

    @property
    def terms(self) -> Terms:
        """What was laid out."""
        return Terms(Kind(self.sort), Way(self.way), self.minutes, self.topic, self.silence)
