"""The story in `story.toml`, read into frozen dataclasses. A key that nobody knows is refused."""

import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from nearer.demo.sittings import Lesson, Sat
from nearer.demo.times import Calendar, Coming, Hours, Lately, Picks, Plan, Ritual, Title

T = TypeVar("T")
WEEKS: Final = 35
"""How many weeks the story is long; told again, it begins so many weeks earlier."""


class StoryFault(ValueError):
    """The story cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Couple:
    first: str
    second: str
    label: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The evening on which the two sit down; Monday is 0."""

    proposed_by: str
    weekday: int
    time: str
    agreed_day: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question, two answers, and perhaps one line back."""

    day: int
    question: str
    first: str
    second: str
    second_after: int = 0
    reply_by: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Alone:
    """An answer that only its writer can open."""

    day: int
    who: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """A question that the second put to both and answered; the first has not."""

    day: int
    question: str
    second: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What one of the two wrote in a check-in."""

    appreciation: str = ""
    heavy: str = ""
    hope: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Went:
    """How the small thing went, said a week later: did, bit, other or nothing."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Checkin:
    week: int
    agenda: str
    first: Parts
    second: Parts
    small_went: Went = Went()


@dataclass(frozen=True, slots=True)
class Parked:
    day: int
    who: str
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Appreciation:
    day: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One of two pictures of the distance."""

    overlap: int
    causes: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    day: int
    first: Drawn
    second: Drawn


@dataclass(frozen=True, slots=True)
class Step:
    """One version of the text of both."""

    day: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    day_started: int
    kept_on: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    day: int
    who: str
    script: str
    text: str


@dataclass(frozen=True, slots=True)
class Received:
    """How a letter was received, some days after it was shared."""

    after: int
    sentence: str
    about: str = ""
    reply: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: kept, shared, or shared and received. A wish without `shared` says nothing."""

    day: int
    who: str
    text: str
    shared: bool = False
    wish: str = ""
    received: Received | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """How somebody finished a sentence, for themselves."""

    day: int
    who: str
    stem: str
    rest: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A writing as a kind observer, for its writer alone."""

    day: int
    who: str
    prompt: str
    first: str
    second: str
    third: str


@dataclass(frozen=True, slots=True)
class HopeLoad:
    """The two items of the month: week, hope, load."""

    first: tuple[tuple[int, ...], ...] = ()
    second: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pulse:
    """A list for each week, oldest first: six items, -1 for one left out, or none at all."""

    first: tuple[tuple[int, ...], ...] = ()
    second: tuple[tuple[int, ...], ...] = ()
    hope_load: HopeLoad = HopeLoad()


@dataclass(frozen=True, slots=True)
class Story:
    """Eight months of two people who do not exist."""

    couple: Couple
    rhythm: Rhythm | None = None
    pulse: Pulse = Pulse()
    exchange: tuple[Exchange, ...] = ()
    alone: tuple[Alone, ...] = ()
    open: tuple[Open, ...] = ()
    checkin: tuple[Checkin, ...] = ()
    parked: tuple[Parked, ...] = ()
    appreciation: tuple[Appreciation, ...] = ()
    picture: tuple[Picture, ...] = ()
    acknowledgement: tuple[Acknowledgement, ...] = ()
    talk: tuple[Talk, ...] = ()
    letter: tuple[Letter, ...] = ()
    line: tuple[Line, ...] = ()
    observed: tuple[Observed, ...] = ()
    hours: tuple[Hours, ...] = ()
    calendar: tuple[Calendar, ...] = ()
    title: Title | None = None
    ritual: Ritual | None = None
    plan: tuple[Plan, ...] = ()
    picks: tuple[Picks, ...] = ()
    lately: tuple[Lately, ...] = ()
    coming: tuple[Coming, ...] = ()
    sat: tuple[Sat, ...] = ()
    lesson: tuple[Lesson, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        return {"first": self.couple.first, "second": self.couple.second}


@cache
def story() -> Story:
    """The story that ships with Nearer."""
    return read(files("nearer.demo").joinpath("story.toml").read_text("utf-8"))


def read(text: str) -> Story:
    """A story out of TOML. Raises `StoryFault`."""
    return _table(Story, tomllib.loads(text), "the story")


def _table(shape: type[T], said: Mapping[str, Any], where: str) -> T:
    known = {field.name: field for field in fields(shape)}  # type: ignore[arg-type]
    if strange := set(said) - set(known):
        raise StoryFault(f"{where}: nobody knows {', '.join(sorted(strange))}.")
    needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := needed - set(said):
        raise StoryFault(f"{where}: {', '.join(sorted(missing))} is missing.")
    hints = get_type_hints(shape)
    return shape(**{name: _value(hints[name], it, f"{where}: {name}") for name, it in said.items()})


def _value(hint: Any, it: Any, where: str) -> Any:
    if isinstance(hint, types.UnionType):  # a table that may be left out
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], part, where) for part in it)
    if is_dataclass(hint):
        return _table(hint, it, where)  # type: ignore[arg-type]
    if type(it) is not hint:
        raise StoryFault(f"{where}: {it!r} is no {hint.__name__}.")
    return it
