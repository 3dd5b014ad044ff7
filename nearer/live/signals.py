"""What a stream may say: which turn it is, and until when. There is no room for words in it."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

RETRY: Final = b"retry: 1000\n\n"
"""How long a browser waits, in milliseconds, before it comes back by itself."""
HEARTBEAT: Final = b":\n\n"
"""A comment. Browsers do not show it to anybody; networks see that the line is in use."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Where something of two stands. Of two signals about one thing the higher version counts."""

    version: int
    """How often it has turned."""
    phase: StrEnum
    """A member of an enumeration that stands in the program, so it can never be what one wrote."""
    deadline: datetime | None = None
    """When it turns by itself, by the server's clock."""
    last: bool = False
    """Nothing comes after it: a stream that has said this ends, and keeps nobody awake."""

    def __post_init__(self) -> None:
        if not isinstance(self.phase, StrEnum):
            raise TypeError("A phase is a member of an enumeration, never a text.")


def as_event(signal: Signal, *, now: datetime) -> bytes:
    """The bytes of one event. `left` is in seconds, so that no phone's clock matters."""
    left = None if signal.deadline is None else seconds_left(signal.deadline, now=now)
    said = json.dumps({"version": signal.version, "phase": signal.phase.value, "left": left})
    return f"id: {signal.version}\nevent: state\ndata: {said}\n\n".encode()


def seconds_left(deadline: datetime, *, now: datetime) -> float:
    """Never below zero: what has passed is for the reader to turn."""
    return max(0.0, round((deadline - now).total_seconds(), 2))
