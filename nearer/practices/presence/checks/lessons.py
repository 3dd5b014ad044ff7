"""The rules that lessons and prompts are held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nearer.content import gate, reading
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.lessons_bank import WORTHS, Choice, Lesson, Prompt, Step

LESSONS: Final = 6
STEPS: Final = range(5, 7)
PROMPTS: Final = 20
"""For each lesson."""
LONGEST: Final = {"about": 20, "opening": 60, "closing": 25} | dict.fromkeys(
    ("together", "apart", "alone"), 30
)
TITLE: Final = 8
HEARD: Final = 40
SAID: Final = 25
LISTEN_FOR: Final = 12
ASK: Final = 12
MUCH_LONGER: Final = 12
"""By so many words the good answer may be longer than the next: length gives nothing away."""
NEVER: Final = (
    *("must", "should", "forgive", "calm down", "i understand how you feel"),
    *("boundar", "trauma", "trigger", "validate", "active listening", "communicat"),
)
"""Orders, and words of a therapist. What somebody says at home has neither."""


def problems() -> Iterator[str]:
    """Everything that is wrong with the two banks as they are, one sentence each."""
    yield from of_lessons(bank.lessons())
    yield from of_prompts([it for it in bank.every_prompt().values() if not it.retired])


def of_lessons(lessons: Sequence[Lesson]) -> Iterator[str]:
    """Six, each with a few steps, a last word, and a way to try it."""
    yield from gate.enough("lessons", len(lessons), LESSONS)
    for lesson in lessons:
        yield from _wrong_with(lesson)
    steps = [step for lesson in lessons for step in lesson.steps]
    yield from _twins("steps", [step.heard for step in steps])
    yield from _twins("answers", [choice.said for step in steps for choice in step.choices])
    yield from _twins("reasons", [choice.why for step in steps for choice in step.choices])


def _wrong_with(lesson: Lesson) -> Iterator[str]:
    yield from gate.lasting(lesson.id)
    yield from gate.wording(f"{lesson.id}, title", lesson.title, longest=TITLE, never=NEVER)
    for part, longest in LONGEST.items():
        name, said = f"{lesson.id}, {part}", getattr(lesson, part)
        yield from gate.text(name, said, longest=longest, never=NEVER)
    if len(lesson.steps) not in STEPS:
        yield f"{lesson.id}: {len(lesson.steps)} steps are too few or too many."
    for number, step in enumerate(lesson.steps, 1):
        yield from _of_step(f"{lesson.id}, step {number}", step)
    yield from _mixed(lesson)


def _of_step(name: str, step: Step) -> Iterator[str]:
    yield from gate.text(f"{name}, heard", step.heard, longest=HEARD, never=NEVER)
    yield from gate.wording(f"{name}, ask", step.ask, longest=ASK)
    yield from gate.one_thing(f"{name}, ask", step.ask)
    if sorted(it.worth for it in step.choices) != sorted(WORTHS):
        yield f"{name}: of three answers one is good, one is half, and one closes the door."
    for choice in step.choices:
        yield from gate.text(f"{name}, {choice.worth}", choice.said, longest=SAID, never=NEVER)
        why = f"{name}, why {choice.worth}"
        yield from gate.text(why, choice.why, longest=SAID, never=NEVER)
    yield from _lengths(name, step.choices)


def _lengths(name: str, choices: Sequence[Choice]) -> Iterator[str]:
    """Whoever chooses by length learns nothing."""
    good = [len(it.said.split()) for it in choices if it.worth == "good"]
    rest = [len(it.said.split()) for it in choices if it.worth != "good"]
    if good and rest and good[0] > max(rest) + MUCH_LONGER:
        yield f"{name}: the good answer is much longer than the others."


def _mixed(lesson: Lesson) -> Iterator[str]:
    """The order of the answers gives nothing away either."""
    worths = [tuple(it.worth for it in step.choices) for step in lesson.steps]
    firsts = Counter(order[0] for order in worths if order)
    if set(firsts) < set(WORTHS) or max(firsts.values(), default=0) > len(worths) / 2:
        yield f"{lesson.id}: one kind of answer stands first too often, or never."
    for number, (one, other) in enumerate(pairwise(worths), 1):
        if one == other:
            yield f"{lesson.id}: steps {number} and {number + 1} have their answers in one order."


def of_prompts(prompts: Sequence[Prompt]) -> Iterator[str]:
    """Enough for each lesson, and no two alike."""
    names = [lesson.id for lesson in bank.every_lesson().values()]
    counts = Counter(prompt.lesson for prompt in prompts)
    for lesson in bank.lessons():
        yield from gate.enough(f"prompts for {lesson.id}", counts[lesson.id], PROMPTS)
    for prompt in prompts:
        yield from gate.lasting(prompt.id)
        yield from gate.tags(prompt, {"lesson": names})
        heard, better = f"{prompt.id}, heard", f"{prompt.id}, better"
        yield from gate.text(heard, prompt.heard, longest=HEARD, never=NEVER)
        yield from gate.text(better, prompt.better, longest=SAID, never=NEVER)
        beneath = f"{prompt.id}, listen_for"
        yield from gate.wording(beneath, prompt.listen_for, longest=LISTEN_FOR, never=NEVER)
    for part in ("heard", "better", "listen_for"):
        yield from gate.twins(prompts, part)
    yield from gate.openings(prompts, "heard")


def _twins(what: str, said: Sequence[str]) -> Iterator[str]:
    """Of texts that have no name of their own, such as answers."""
    for one, other, score in reading.alike(said):
        yield f"Two {what} are nearly the same ({score:.0f}): “{said[one]}” “{said[other]}”"
