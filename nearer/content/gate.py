"""The gate that every item of a bank goes through (docs/writing-content.md)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from nearer.content import reading

HARDEST_GRADE: Final = 6.0
LEAST_OF_EACH: Final = 5
TWINS_ALLOWED: Final = 0.02
NEIGHBOURS: Final = 10
ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOT_HERE: Final = (
    *("!", "toxic", "narcissis", "husband", "wife", "boyfriend", "girlfriend"),
    *("you never", "you always", "emotional needs", "password"),
)


def lasting(name: str) -> Iterator[str]:
    """An id is for ever and stands in addresses, so it is plain."""
    if not ID.fullmatch(name):
        yield f"{name}: an id has small letters, numbers and single hyphens."


def text(name: str, said: str, *, longest: int, never: Collection[str] = ()) -> Iterator[str]:
    """Plain to read, not too long, and nothing that is not said here."""
    yield from wording(name, said, longest=longest, never=never)
    if (grade := reading.grade(said)) > HARDEST_GRADE:
        yield f"{name}: grade {grade:.1f} is harder to read than {HARDEST_GRADE:.0f}."


def wording(name: str, said: str, *, longest: int, never: Collection[str] = ()) -> Iterator[str]:
    """The same without the grade, which says nothing of a name of two words."""
    if not said.strip():
        yield f"{name}: it says nothing."
    if (count := len(reading.words(said))) > longest:
        yield f"{name}: {count} words are more than {longest}."
    for word in (*NOT_HERE, *never):
        if word in said.casefold():
            yield f"{name}: “{word}” is not said here."


def one_thing(name: str, said: str) -> Iterator[str]:
    if said.count("?") > 1:
        yield f"{name}: it asks more than one thing."


def tags(item: Any, allowed: Mapping[str, Collection[Any]]) -> Iterator[str]:
    """Each tag of an item is one of those that there are."""
    for name, values in allowed.items():
        if (value := getattr(item, name)) not in values:
            yield f"{item.id}: {name} cannot be {value}."


def each_tag(what: str, bank: Iterable[Any], names: Sequence[str]) -> Iterator[str]:
    """Whoever filters by a tag finds more than one or two."""
    found = list(bank)
    for name in names:
        for value, count in Counter(getattr(item, name) for item in found).items():
            if count < LEAST_OF_EACH:
                yield f"{name} {value} stands on only {count} {what}."


def enough(what: str, there: int, least: int) -> Iterator[str]:
    if there < least:
        yield f"{there} {what} are fewer than {least}."


def twins(bank: Sequence[Any], part: str = "text") -> Iterator[str]:
    """Texts that say nearly the same: a few are allowed, as a measure of likeness errs."""
    found = list(reading.alike([getattr(item, part) for item in bank]))
    if len(found) > TWINS_ALLOWED * len(bank):
        for first, second, score in found:
            yield f"{bank[first].id} and {bank[second].id} are nearly the same ({score:.0f})."


def openings(bank: Sequence[Any], part: str = "text") -> Iterator[str]:
    """Of ten neighbours no two begin with the same three words."""
    first_three = [
        [word.casefold() for word in reading.words(getattr(item, part))[:3]] for item in bank
    ]
    for place, item in enumerate(bank):
        for other in range(max(0, place - NEIGHBOURS + 1), place):
            if first_three[other] == first_three[place]:
                yield f"{bank[other].id} and {item.id} begin with the same three words."
