"""The lists themselves: feelings, needs, and words that only sound like feelings."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from nearer.content import banks

PACKAGE: Final = "nearer.vocabulary"
FEELINGS: Final = "content/en/feelings.toml"
NEEDS: Final = "content/en/needs.toml"
FAUX: Final = "content/en/faux.toml"
LEVELS: Final = {1: "To begin with", 2: "Closer", 3: "Closer still"}
"""From words that everybody uses to those that say it most exactly."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """A word for how somebody feels, as it follows “I feel”."""

    id: str
    word: str
    level: int
    family: str
    gloss: str
    """What it is like, in a few plain words."""
    body: str
    """Where and how it can be noticed in the body."""
    valence: int
    """From -2, hard to bear, to 2, good to have."""
    arousal: int
    """From 0, quite still, to 3, all awake."""
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs, as it follows “I need”."""

    id: str
    word: str
    group: str
    gloss: str
    examples: tuple[str, ...]
    """Two things that one could ask for, as they would be said."""
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Faux:
    """A word that sounds like a feeling and is a verdict on the other one."""

    id: str
    word: str
    why: str
    feelings: tuple[str, ...]
    """Ids of feelings that may lie underneath."""
    needs: tuple[str, ...]
    source: str
    replaces: str = ""
    retired: bool = False


Word = TypeVar("Word", Feeling, Need)


@dataclass(frozen=True, slots=True)
class Family:
    """Feelings that are alike, the plainest words first."""

    id: str
    title: str
    words: tuple[Feeling, ...]

    def of_level(self, level: int) -> tuple[Feeling, ...]:
        return tuple(word for word in self.words if word.level == level)


@dataclass(frozen=True, slots=True)
class Group:
    """Needs of one kind."""

    id: str
    title: str
    words: tuple[Need, ...]


@cache
def every_feeling() -> dict[str, Feeling]:
    """Every feeling there ever was, retired ones too, since what was written may name them."""
    return banks.by_id(PACKAGE, FEELINGS, table="feeling", item=Feeling)


@cache
def every_need() -> dict[str, Need]:
    """Every need there ever was, retired ones too."""
    return banks.by_id(PACKAGE, NEEDS, table="need", item=Need)


@cache
def every_faux() -> dict[str, Faux]:
    """Every word that only sounds like a feeling, retired ones too."""
    return banks.by_id(PACKAGE, FAUX, table="faux", item=Faux)


@cache
def feelings() -> tuple[Feeling, ...]:
    """The feelings that are offered now, in their order."""
    return banks.offered(every_feeling())


@cache
def needs() -> tuple[Need, ...]:
    return banks.offered(every_need())


@cache
def faux() -> tuple[Faux, ...]:
    return banks.offered(every_faux())


@cache
def families() -> dict[str, Family]:
    """The feelings by family, in the order in which families come up; keys are their ids."""
    found = _by(feelings(), lambda feeling: feeling.family)
    return {
        slug(name): Family(slug(name), title(name), tuple(sorted(words, key=lambda it: it.level)))
        for name, words in found.items()
    }


@cache
def groups() -> dict[str, Group]:
    """The needs by group, likewise."""
    found = _by(needs(), lambda need: need.group)
    return {
        slug(name): Group(slug(name), title(name), tuple(words)) for name, words in found.items()
    }


def slug(name: str) -> str:
    """A name as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def title(name: str) -> str:
    """A name as it stands over a list: with a capital, and with spaces."""
    spaced = name.replace("-", " ").replace("_", " ").strip()
    return spaced[:1].upper() + spaced[1:]


def _by(words: Iterable[Word], named: Callable[[Word], str]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        found.setdefault(named(word), []).append(word)
    return found
