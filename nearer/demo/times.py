"""What the story says of calendars, hours and dates, as `story` reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody likes to meet, and the day from which on the other one sees free times."""

    day: int
    who: str
    presets: tuple[str, ...]
    shared_after: int
    never: tuple[tuple[str, ...], ...] = ()
    travel: int = 0
    rest: int = 0
    shortest: int = 60


@dataclass(frozen=True, slots=True)
class Busy:
    """Hours that come back every so many weeks, counted from this one. All day without a time."""

    weekdays: tuple[int, ...]
    start: str = ""
    until: str = ""
    """At or before `start` it ends on the day after."""
    every: int = 1
    week: int = 0
    """How many weeks from this one the first is."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that somebody brought as a file, and brings anew on the story's last day."""

    day: int
    who: str
    name: str
    busy: tuple[Busy, ...]
    over: str = ""
    """What a date is about over which this calendar says busy when it is brought anew."""


@dataclass(frozen=True, slots=True)
class Title:
    """What stands in both calendars for all dates."""

    day: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Liked:
    """One thing that each liked; an empty one was not said."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """What somebody puts away, by its ids in the bank."""

    who: str
    things: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One step towards a date, so many days before the day that its plan is about."""

    before: int
    who: str
    said: str
    """`propose`, `accept`, `not-now` or `call-off`; to propose again is to suggest or to move."""
    shift: int = 0
    """So many days after that day the proposed time lies."""
    time: str = ""
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """A date: from its first step to what was liked about it."""

    week: int
    weekday: int
    line: str
    steps: tuple[Move, ...]
    idea: str = ""
    away: tuple[Away, ...] = ()
    liked: Liked = Liked()


@dataclass(frozen=True, slots=True)
class LeftOut:
    week: int
    who: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One meeting of a ritual that takes place so many days later."""

    week: int
    who: str
    later: int
    time: str


@dataclass(frozen=True, slots=True)
class LikedThen:
    week: int
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Ritual:
    """What comes back every second week."""

    proposed_by: str
    day: int
    week: int
    weekday: int
    time: str
    minutes: int
    line: str
    left_out: tuple[LeftOut, ...] = ()
    moved: tuple[Moved, ...] = ()
    liked: tuple[LikedThen, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A date that is ahead, at the first time that was free for both when it was proposed."""

    day: int
    who: str
    line: str
    soonest: int
    """So many days from today on it may lie."""
    minutes: int
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    agreed: bool = False
    idea: str = ""
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class Lately:
    """A date of the last days of which only one of the two has said anything yet."""

    day: int
    who: str
    line: str
    time: str
    minutes: int
    liked: Liked
    idea: str = ""


@dataclass(frozen=True, slots=True)
class Picks:
    """The ideas that each picked in one round; nothing where somebody has not yet."""

    day: int
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
