"""The banks: questions, agendas for the weekly check-in, places to look for a kind line."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks

PACKAGE: Final = "nearer.practices.conversation"
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
    return banks.by_id(PACKAGE, "content/en/questions.toml", table="question", item=Question)


@cache
def bank() -> tuple[Question, ...]:
    """The questions that are asked now."""
    return banks.offered(everything())


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
    return banks.by_id(PACKAGE, "content/en/agendas.toml", table="agenda", item=Agenda)


@cache
def prompts() -> tuple[Prompt, ...]:
    """The places to look, as they are offered now."""
    path = "content/en/appreciations.toml"
    return banks.offered(banks.by_id(PACKAGE, path, table="prompt", item=Prompt))
