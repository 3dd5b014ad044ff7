"""The banks of the round and of the opening talk: causes, lines, situations, scripts, replies.

The items of the pulse have a module of their own, `pulse_bank`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from nearer.content import banks

Item = TypeVar("Item")

GROUPS: Final = {
    "work": "Work",
    "home": "Home",
    "body": "Body and sleep",
    "heart": "Heart",
    "children": "Children",
    "family": "Family and people",
    "money": "Money",
    "habits": "Habits",
    "change": "Change",
}
TONES: Final = {"plain": "Plain", "warm": "Warm", "light": "Light"}
LENGTHS: Final = {"short": "Short", "long": "Longer"}
KINDS: Final = {
    "thanks": "Glad that it was said",
    "hear": "Saying back what you heard",
    "ask": "One open question",
    "time": "A little time first",
    "own": "Your own part, and not all of it",
    "no": "Not now, kindly",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One ordinary cause of distance: a name to tap, and a plain sentence about it."""

    id: str
    name: str
    gloss: str
    group: str
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One line that the page says when two pictures lie side by side."""

    id: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Where two people are when one of them would like to begin."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Script:
    """Words for the first conversation, and a way out that costs nothing."""

    id: str
    situation: str
    tone: str
    length: str
    minutes: int
    readiness: int
    remote: bool
    text: str
    exit: str
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A line for whoever hears such an opening."""

    id: str
    kind: str
    text: str
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the text that two people begin with."""

    id: str
    when: str
    text: str


def _bank(file: str, table: str, item: type[Item], *, beside: tuple[str, ...] = ()) -> list[Item]:
    path = f"content/en/{file}"
    found = banks.load("nearer.practices.acknowledge", path, table=table, item=item, beside=beside)
    return list(found)


@cache
def causes() -> dict[str, Cause]:
    """Every cause there ever was, retired ones too, since old pictures name them."""
    return {cause.id: cause for cause in _bank("causes.toml", "cause", Cause)}


@cache
def lines() -> tuple[Said, ...]:
    """What is said of two pictures beside each other, by when it is said."""
    return tuple(_bank("gap.toml", "line", Said))


@cache
def situations() -> dict[str, Situation]:
    found = _bank("talks.toml", "situation", Situation, beside=("talk",))
    return {situation.id: situation for situation in found}


@cache
def scripts() -> dict[str, Script]:
    """Every script there ever was, since a kept draft names the one it began with."""
    found = _bank("talks.toml", "talk", Script, beside=("situation",))
    return {script.id: script for script in found}


@cache
def replies() -> dict[str, Reply]:
    return {reply.id: reply for reply in _bank("replies.toml", "reply", Reply)}


@cache
def pieces() -> tuple[Piece, ...]:
    """How a shared acknowledgement begins, in the order in which it is read."""
    return tuple(_bank("together.toml", "piece", Piece))


def causes_by_group() -> dict[str, list[Cause]]:
    """The causes that can be chosen now, under the words that head them."""
    current = [cause for cause in causes().values() if not cause.retired]
    return {
        heading: [cause for cause in current if cause.group == group]
        for group, heading in GROUPS.items()
    }


def script_for(*, situation: str, tone: str, length: str) -> Script | None:
    """The one script for these three choices, or None where one of them is none of ours."""
    wanted = (situation, tone, length)
    for script in scripts().values():
        if not script.retired and (script.situation, script.tone, script.length) == wanted:
            return script
    return None
