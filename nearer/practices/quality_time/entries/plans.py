"""Steps towards a date of the two, or towards one that comes back. Shared, and never changed."""

from dataclasses import dataclass
from datetime import date

from nearer.journal.payloads import Payload
from nearer.practices.quality_time.rules.dates import Date, date_of

LINE = 200
"""Characters of what it is about."""
HIGHEST = 100_000
"""No plan has so many steps."""


@dataclass(frozen=True, slots=True)
class Step(Payload, kind="quality_time.step"):
    """A step of a plan that takes place once. A payload that cannot be one does not open."""

    thread: str
    number: int
    after: list[str]
    said: str
    about: str = ""
    """The mark of the step that is answered; of a proposal, the one that agreed to the ritual of
    which it takes the place for once.
    """
    start: str = ""
    """On the wall where it was proposed, as `2026-10-24T19:30`."""
    zone: str = ""
    minutes: int = 0
    repeat: str = ""
    idea: str = ""
    """The id of an idea of the bank."""
    line: str = ""
    """What it is about, in their own words."""
    once: str = ""
    """The day on which a ritual is left out, or for which this is proposed, in ISO format."""

    def __post_init__(self) -> None:
        words = (self.thread, self.said, self.about, self.zone, self.idea, self.line)
        if not isinstance(self.after, list):
            raise ValueError("These are no marks.")  # noqa: TRY004 - like the others
        if not all(isinstance(said, str) for said in (*words, *self.after)):
            raise ValueError("These are no words.")
        if len(self.line) > LINE:
            raise ValueError("This is too long.")
        if type(self.number) is not int or not 0 < self.number <= HIGHEST:
            raise ValueError("This is no number of a step.")
        if self.start and bool(self.repeat) is not self.comes_back():
            raise ValueError("This is another kind of plan.")
        if self.start:
            date_of(self.start, self.zone, self.minutes, self.repeat)
        if self.once:
            date.fromisoformat(self.once)

    @classmethod
    def comes_back(cls) -> bool:
        """Whether this kind of plan takes place again and again."""
        return False

    @property
    def when(self) -> Date | None:
        """The time, if this step proposes one."""
        if not self.start:
            return None
        return date_of(self.start, self.zone, self.minutes, self.repeat)

    @property
    def left_out(self) -> date | None:
        """The day on which the ritual is left out, if this step says so."""
        return date.fromisoformat(self.once) if self.once else None


@dataclass(frozen=True, slots=True)
class Ritual(Step, kind="quality_time.ritual"):
    """A step of a plan that comes back: there are few of these, and they stand for years."""

    @classmethod
    def comes_back(cls) -> bool:
        return True
