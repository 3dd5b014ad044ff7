"""What two agree on before they sit down: how, for how long, and about what. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What one sits down to."""

    LISTEN = "listen"
    """One speaks, the other listens and gives back what they heard; then the other way round."""
    AWAY = "away"
    """The phones are away until the chime."""
    SILENT = "silent"
    """Together without words."""


class Way(StrEnum):
    """With which phones."""

    TWO = "two"
    ONE = "one"
    """One phone between two. Also without anybody else here, for oneself."""
    APART = "apart"
    """Two phones, and the voices in a call elsewhere."""


MINUTES: Final = {
    Kind.LISTEN: (10, 20, 30),
    Kind.AWAY: (15, 30, 60, 90, 120),
    Kind.SILENT: (3, 5, 10, 20),
}
USUAL: Final = {Kind.LISTEN: 20, Kind.AWAY: 30, Kind.SILENT: 5}

COIN: Final = timedelta(seconds=10)
"""So long it is shown who speaks first."""
SETTLE: Final = timedelta(seconds=10)
"""To put the phone down, or to find one's place, before it begins."""
SWAP: Final = timedelta(seconds=20)
CLOSE: Final = timedelta(seconds=30)
"""One breath, and another."""
MORE: Final = timedelta(minutes=2)
"""What “there’s more” gives the speaker."""
MOST_MORE: Final = 3
"""How often in one turn: the other waits to be heard as well."""
READY_LASTS: Final = timedelta(minutes=15)
"""After that, whoever pressed may long be doing something else."""
LONGEST: Final = timedelta(hours=12)
"""Whatever was laid out is over then, so that nothing stays open for ever."""
MOST_STEPS: Final = 300
"""So many steps of one person in the days that are read: every page and every press reads them
all, and who only sits down does not come near."""
TURNS: Final = {10: (180, 90), 20: (390, 180), 30: (600, 270)}
"""Seconds to speak, and to give back, in each of the two turns. With the coin, the change of
turns and the close they make up the minutes that were laid out."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one sitting. Raises `ValueError` for a length that is not offered."""

    kind: Kind
    way: Way
    minutes: int
    topic: str = ""
    """The id of a topic of the bank; none is fine."""
    silence: str = ""
    """The id of a way of being silent together."""

    def __post_init__(self) -> None:
        if self.minutes not in MINUTES[self.kind]:
            raise ValueError("No sitting has this length.")

    @property
    def speak(self) -> timedelta:
        """How long each speaks."""
        return timedelta(seconds=TURNS[self.minutes][0])

    @property
    def give_back(self) -> timedelta:
        """How long there is to give back what was heard."""
        return timedelta(seconds=TURNS[self.minutes][1])

    @property
    def still(self) -> timedelta:
        """How long nobody has to say anything."""
        return timedelta(minutes=self.minutes)
