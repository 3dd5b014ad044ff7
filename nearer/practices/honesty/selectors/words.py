"""The pages of words: what is felt, what is needed, and what only sounds like a feeling."""

from dataclasses import dataclass

from nearer.vocabulary import words
from nearer.vocabulary.words import Family, Faux, Feeling, Group, Need


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Every family of feelings and every group of needs."""

    families: tuple[Family, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The words of a family that are equally exact."""

    title: str
    words: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    family: Family
    levels: tuple[Level, ...]
    others: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Underneath:
    """A word that is a verdict, and what may lie under it."""

    word: Faux
    feelings: tuple[Feeling, ...]
    needs: tuple[Need, ...]


def all_words() -> WordsPage:
    return WordsPage(tuple(words.families().values()), tuple(words.groups().values()))


def family(name: str) -> FamilyPage | None:
    """One family, from plain words to exact ones; None if there is none of this name."""
    found = words.families().get(name)
    if found is None:
        return None
    levels = (Level(title, found.of_level(number)) for number, title in words.LEVELS.items())
    return FamilyPage(
        found,
        levels=tuple(level for level in levels if level.words),
        others=tuple(it for it in words.families().values() if it.id != name),
    )


def group(name: str) -> Group | None:
    return words.groups().get(name)


def underneath() -> tuple[Underneath, ...]:
    """Every word that only sounds like a feeling. What a list does not know is left out."""
    feelings, needs = words.every_feeling(), words.every_need()
    return tuple(
        Underneath(
            word,
            feelings=tuple(feelings[it] for it in word.feelings if it in feelings),
            needs=tuple(needs[it] for it in word.needs if it in needs),
        )
        for word in words.faux()
    )
