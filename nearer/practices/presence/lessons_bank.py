"""Six lessons in listening, and what somebody says, to practise on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from nearer.content import banks
from nearer.content.banks import BankFault
from nearer.practices.presence.content import PACKAGE

LESSONS: Final = "content/en/lessons.toml"
PROMPTS: Final = "content/en/prompts.toml"
WORTHS: Final = ("good", "half", "closes")
"""What an answer may do: leave room, go half of the way, or close the door."""
Made = TypeVar("Made")


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


@dataclass(frozen=True, slots=True)
class _Written:
    """A lesson as its file has it, with tables inside it."""

    id: str
    title: str
    about: str
    opening: str
    closing: str
    together: str
    apart: str
    alone: str
    step: tuple[Mapping[str, Any], ...]
    replaces: str = ""
    retired: bool = False


@cache
def every_lesson() -> dict[str, Lesson]:
    """Every lesson there ever was, retired ones too, since what is kept names them."""
    written = banks.by_id(PACKAGE, LESSONS, table="lesson", item=_Written)
    return {name: _lesson(it) for name, it in written.items()}


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


def _lesson(written: _Written) -> Lesson:
    return Lesson(
        id=written.id,
        title=written.title,
        about=written.about,
        opening=written.opening,
        steps=tuple(_step(written.id, row) for row in written.step),
        closing=written.closing,
        together=written.together,
        apart=written.apart,
        alone=written.alone,
        replaces=written.replaces,
        retired=written.retired,
    )


def _step(lesson: str, row: Mapping[str, Any]) -> Step:
    choices = tuple(_made(lesson, Choice, choice) for choice in row.get("choice", ()))
    rest = {name: said for name, said in row.items() if name != "choice"}
    return _made(lesson, Step, {**rest, "choices": choices})


def _made(lesson: str, item: type[Made], row: Mapping[str, Any]) -> Made:
    """Raises BankFault for what is missing, and for what nobody knows."""
    try:
        return item(**row)
    except TypeError as fault:
        raise BankFault(f"{lesson}: {fault}.") from fault
