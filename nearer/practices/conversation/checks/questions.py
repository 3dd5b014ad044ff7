"""The rules a bank of questions is held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import reading
from nearer.practices.conversation import content
from nearer.practices.conversation.content import Question

LEAST: Final = {1: 100, 2: 100, 3: 80, 4: 40}
LONGEST_WORDS: Final = 30
HARDEST_GRADE: Final = 6.0
LEAST_OF_EACH: Final = 5
TWINS_ALLOWED: Final = 0.02
NOT_HERE: Final = (
    "!",
    "toxic",
    "narcissis",
    "husband",
    "wife",
    "boyfriend",
    "girlfriend",
    "you never",
    "you always",
    "emotional needs",
    "password",
)


def problems(bank: Sequence[Question]) -> Iterator[str]:
    """Everything that is wrong with a bank, one sentence each."""
    for question in bank:
        yield from _wrong_with(question)
    yield from _counts(bank)
    yield from _twins(bank)
    yield from _openings(bank)


def _wrong_with(question: Question) -> Iterator[str]:
    allowed = (
        ("depth", question.depth, content.DEPTHS),
        ("theme", question.theme, content.THEMES),
        ("tense", question.tense, content.TENSES),
        ("sensitivity", question.sensitivity, content.SENSITIVITIES),
    )
    for name, value, values in allowed:
        if value not in values:
            yield f"{question.id}: {name} cannot be {value}."
    for tag in question.assumes:
        if tag not in content.ASSUMES:
            yield f"{question.id}: it assumes {tag}, which nobody knows."
    count = len(reading.words(question.text))
    if count > LONGEST_WORDS:
        yield f"{question.id}: {count} words are more than {LONGEST_WORDS}."
    if (grade := reading.grade(question.text)) > HARDEST_GRADE:
        yield f"{question.id}: grade {grade:.1f} is harder to read than {HARDEST_GRADE:.0f}."
    for word in NOT_HERE:
        if word in question.text.casefold():
            yield f"{question.id}: “{word}” is not said here."
    if question.text.count("?") > 1:
        yield f"{question.id}: it asks more than one thing."


def _counts(bank: Sequence[Question]) -> Iterator[str]:
    depths = Counter(question.depth for question in bank)
    for depth, least in LEAST.items():
        if depths[depth] < least:
            yield f"depth {depth} has {depths[depth]} questions, fewer than {least}."
    for name in ("theme", "tense", "sensitivity", "minutes"):
        for value, count in Counter(getattr(question, name) for question in bank).items():
            if count < LEAST_OF_EACH:
                yield f"{name} {value} stands on only {count} questions."


def _twins(bank: Sequence[Question]) -> Iterator[str]:
    found = list(reading.alike([question.text for question in bank]))
    if len(found) > TWINS_ALLOWED * len(bank):
        for first, second, score in found:
            yield f"{bank[first].id} and {bank[second].id} are nearly the same ({score:.0f})."


def _openings(bank: Sequence[Question]) -> Iterator[str]:
    for place, question in enumerate(bank):
        opening = _first_three(question)
        for other in bank[max(0, place - 9) : place]:
            if _first_three(other) == opening:
                yield f"{other.id} and {question.id} begin with the same three words."


def _first_three(question: Question) -> list[str]:
    return [word.casefold() for word in reading.words(question.text)[:3]]
