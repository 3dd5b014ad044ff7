"""What the story says of sittings and lessons, as `story` reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sat:
    """A sitting of the two, to its end, and the line that each took along."""

    day: int
    who: str
    """Who laid it out."""
    sort: str
    minutes: int
    topic: str = ""
    silence: str = ""
    way: str = "two"
    first: str = ""
    second: str = ""
    kept: bool = True
    """Whether anything was kept of it. Without lines, that it took place."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in listening that somebody did, alone or with the other: `alone` or `together`."""

    day: int
    who: str
    lesson: str
    how: str = "alone"
