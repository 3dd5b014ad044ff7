"""Six lessons in listening, and what somebody says, to practise on."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks
from nearer.practices.presence.content import PACKAGE

LESSONS: Final = "content/en/lessons.toml"
PROMPTS: Final = "content/en/prompts.toml"
WORTHS: Final = ("good", "half", "closes")
"""What an answer may do: leave room, go half of the way, or close the door."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could be said, and how it may land."""

    said: str
    worth: str
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody says one evening, and three ways to answer."""

    heard: str
    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Five minutes for one idea."""

    id: str
    title: str
    about: str
    opening: str
    steps: tuple[Step, ...]
    closing: str
    together: str
    """How the two can try it, and below: far apart, and alone."""
    apart: str
    alone: str
    complaint: bool = False
    """Whether it is for hearing complaints: what is an insult, and fear, are named beside it."""
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What somebody says, to answer aloud or in one's head."""

    id: str
    lesson: str
    heard: str
    better: str
    """One good reply of many."""
    listen_for: str
    """What may be underneath."""
    replaces: str = ""
    retired: bool = False


@cache
def every_lesson() -> dict[str, Lesson]:
    """Every lesson there ever was, retired ones too, since what is kept names them."""
    return banks.by_id(PACKAGE, LESSONS, table="lesson", item=Lesson)


@cache
def lessons() -> tuple[Lesson, ...]:
    """Those that are offered now, in their order."""
    return banks.offered(every_lesson())


@cache
def every_prompt() -> dict[str, Prompt]:
    return banks.by_id(PACKAGE, PROMPTS, table="prompt", item=Prompt)


@cache
def prompts(lesson: str) -> tuple[Prompt, ...]:
    """Those of one lesson that are offered now, in their order."""
    return tuple(it for it in banks.offered(every_prompt()) if it.lesson == lesson)
