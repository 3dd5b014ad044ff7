"""What is kept of a lesson: that it was done, and how."""

from dataclasses import dataclass
from typing import Final

from nearer.journal.payloads import Payload

HOW: Final = ("alone", "together")


@dataclass(frozen=True, slots=True)
class Done(Payload, kind="presence.lesson"):
    """A lesson that somebody did. What they chose in it is kept nowhere."""

    lesson: str
    how: str = "alone"
    """One of `HOW`, as they said it themselves."""
