"""The banks: questions, agendas for the weekly check-in, places to look for a kind line."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks

WELCOME: Final = "kitchen-light"
"""The question of the welcome page."""
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
PARTS: Final = {
    "appreciation": "Something good",
    "heavy": "What was heavy",
    "hope": "What I hope for",
    "small": "One small thing",
}
HOW: Final = {"did": "I did it", "bit": "A bit", "else": "Something else came up"}
LENGTHS: Final = ("short", "usual", "long")
MOODS: Final = ("plain", "light", "heavy")
WHERES: Final = ("anywhere", "home", "apart")
SIZES: Final = ("tiny", "usual", "deep")


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


@dataclass(frozen=True, slots=True)
class Agenda:
    """One weekly check-in: the same four parts, asked in a way of its own."""

    id: str
    title: str
    length: str
    minutes: int
    mood: str
    repair: bool
    remote: bool
    appreciation: str
    heavy: str
    hope: str
    small: str
    after: str
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """A place to look on a day when nothing comes to mind."""

    id: str
    text: str
    where: str
    size: str
    source: str
    replaces: str = ""
    retired: bool = False


@cache
def agendas() -> dict[str, Agenda]:
    """Every agenda there ever was, since old check-ins name them."""
    found = banks.load(
        "nearer.practices.conversation",
        "content/en/agendas.toml",
        table="agenda",
        item=Agenda,
    )
    return {agenda.id: agenda for agenda in found}


@cache
def prompts() -> tuple[Prompt, ...]:
    """The places to look, as they are offered now."""
    found = banks.load(
        "nearer.practices.conversation",
        "content/en/appreciations.toml",
        table="prompt",
        item=Prompt,
    )
    return tuple(prompt for prompt in found if not prompt.retired)
