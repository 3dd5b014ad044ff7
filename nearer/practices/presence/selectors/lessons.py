"""One frozen object for each page of the lessons."""

from dataclasses import dataclass
from datetime import date

from nearer.accounts.present import Present
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.entries.lessons import Done
from nearer.practices.presence.lessons_bank import Choice, Lesson, Prompt, Step
from nearer.practices.presence.rules import lessons as rules


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson in the list, and when it was last done, if it was."""

    lesson: Lesson
    done_on: date | None


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """All lessons, in their order."""

    lines: tuple[Line, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of a lesson: to choose, or with the reasons once something was chosen."""

    lesson: Lesson
    step: Step
    number: int
    """From 1."""
    last: bool
    chosen: Choice | None = None
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptPage:
    """One thing that somebody says, to answer."""

    lesson: Lesson
    prompt: Prompt
    following: int
    """The number of the next one."""


def lessons(present: Present) -> LessonsPage:
    found = read(present.vault, present.couple, kinds=(), standing=[Done.kind])
    days = done_days(found)
    lines = tuple(Line(lesson, days.get(lesson.id)) for lesson in bank.lessons())
    return LessonsPage(lines, broken=bool(found.broken))


def done_days(reading: Reading) -> dict[str, date]:
    """When this reader last did which lesson, from the earliest day to the latest."""
    entries = sorted(reading.own(Done), key=lambda entry: entry.at)
    days = {entry.payload.lesson: entry.day for entry in entries}
    return dict(sorted(days.items(), key=lambda found: found[1]))


def step(lesson: Lesson, number: int, *, chosen: int | None = None) -> StepPage | None:
    """None where the lesson has no such step. `chosen` is the place of one of its choices."""
    if not 1 <= number <= len(lesson.steps):
        return None
    found = lesson.steps[number - 1]
    last = number == len(lesson.steps)
    if chosen is None:
        return StepPage(lesson, found, number, last)
    others = tuple(it for place, it in enumerate(found.choices) if place != chosen)
    return StepPage(lesson, found, number, last, found.choices[chosen], others)


def prompt(lesson: Lesson, number: int) -> PromptPage | None:
    """The n-th prompt of a lesson, from 0; None where it has none."""
    prompts = bank.prompts(lesson.id)
    if not prompts:
        return None
    place = rules.place(number, there=len(prompts))
    following = rules.place(place + 1, there=len(prompts))
    return PromptPage(lesson, prompts[place], following)
