"""The bank of questions."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks

DEPTHS: Final = {1: "Light", 2: "Warm", 3: "Tender", 4: "Rarely said"}
THEMES: Final = {
    "everyday": "Everyday",
    "us": "Us",
    "gratitude": "Gratitude",
    "childhood": "Childhood",
    "dreams": "Dreams",
    "worries": "Worries",
    "play": "Play",
    "closeness": "Closeness",
    "money": "Money",
    "family": "Family",
    "work": "Work",
    "home": "Home",
    "body": "Body and years",
    "change": "Change",
}
TENSES: Final = ("past", "now", "future")
SENSITIVITIES: Final = ("light", "some", "tender")
ASSUMES: Final = ("living-together", "children", "work", "parents", "years-together")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. The id is for ever; a change of meaning is a new id."""

    id: str
    text: str
    depth: int
    theme: str
    tense: str
    sensitivity: str
    alone: bool
    minutes: int
    assumes: tuple[str, ...] = ()
    replaces: str = ""
    retired: bool = False


@cache
def everything() -> dict[str, Question]:
    """Every question there ever was, retired ones too, since old answers name them."""
    found = banks.load(
        "nearer.practices.conversation",
        "content/en/questions.toml",
        table="question",
        item=Question,
    )
    return {question.id: question for question in found}


@cache
def bank() -> tuple[Question, ...]:
    """The questions that are asked now."""
    return tuple(question for question in everything().values() if not question.retired)
