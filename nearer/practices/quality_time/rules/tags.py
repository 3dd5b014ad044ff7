"""What an idea says of itself, so that it can be found. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Cost(StrEnum):
    FREE = "free"
    LOW = "low"
    """Under a coffee for two."""
    SOME = "some"


class Place(StrEnum):
    HOME = "home"
    OUTSIDE = "outside"
    TOWN = "town"
    ANYWHERE = "anywhere"


class Children(StrEnum):
    """Where children are, for those who have some."""

    WITH = "with"
    ASLEEP = "asleep"
    """Somebody has to stay in."""
    AWAY = "away"


class Season(StrEnum):
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


class Sense(StrEnum):
    """What an idea is like for the body."""

    QUIET = "quiet"
    NOISY = "noisy"
    DARK = "dark"
    BRIGHT = "bright"
    SMELLS = "smells"
    TASTES = "tastes"
    MOVING = "moving"
    STILL = "still"
    HANDS = "hands"


ENERGIES = (1, 2, 3)
"""1 works when worn out, 3 takes a good deal."""
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180)


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing to do, and how it is done alone or in two places."""

    id: str
    title: str
    text: str
    minutes: int
    cost: str
    energy: int
    place: str
    children: str
    senses: tuple[str, ...]
    alone: str
    """For one, with no partner taking part."""
    season: tuple[str, ...] = ()
    """Nothing where any will do."""
    apart: str = ""
    """For two in two places; nothing where it cannot be done."""
    replaces: str = ""
    retired: bool = False
