"""Where this practice begins: what is to be read, and the letters of both, a year at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read, stream, years
from nearer.practices.honesty import content, subjects
from nearer.practices.honesty.content import Wish
from nearer.practices.honesty.entries import Letter, Opens, Received
from nearer.practices.honesty.rules import letters as rules
from nearer.practices.honesty.rules.letters import Door
from nearer.practices.honesty.selectors.letters import by_its_writer, opens_in, with_partner

SHOWN = 50
BEGINNING = 70
"""So many characters of one's own letter stand in the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One letter in the list: the beginning of one's own, and of the other's not a word."""

    letter: UUID
    day: date
    mine: bool
    shared: bool
    beginning: str
    wish: Wish | None
    door: Door


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Letters to read first, then all of a year, newest first."""

    to_read: tuple[Line, ...]
    lines: tuple[Line, ...]
    years: tuple[int, ...]
    year: int
    next_start: int | None
    broken: bool


def index(present: Present, *, year: int = 0, start: int = 0) -> IndexPage:
    """One page of one year's letters. Each stands once, whatever versions it has."""
    found = years(present.vault, present.couple, kinds=[Letter.kind])
    chosen = year if year in found else (found[0] if found else present.day.year)
    broken: list[UUID] = []
    lines = list(islice(_lines(present, chosen, broken), start, start + SHOWN + 1))
    shown = lines[:SHOWN]
    return IndexPage(
        to_read=tuple(line for line in shown if line.door is not Door.READ),
        lines=tuple(line for line in shown if line.door is Door.READ),
        years=tuple(found),
        year=chosen,
        next_start=start + SHOWN if len(lines) > SHOWN else None,
        broken=bool(broken),
    )


def _lines(present: Present, year: int, broken: list[UUID]) -> Iterator[Line]:
    mine = read(
        present.vault,
        present.couple,
        kinds=[Opens.kind],
        subjects=[subjects.opens(present.vault)],
        standing=[Received.kind],
    )
    seen: set[UUID] = set()
    kinds = [Letter.kind]
    found = stream(present.vault, present.couple, kinds=kinds, year=year, broken=broken)
    entries = by_its_writer(present, found)
    # The rows come by day; the time of day is sealed, and known only now.
    for _, of_day in groupby(entries, key=lambda entry: entry.day):
        newest = _newest(entry for entry in of_day if subjects.letter_of(entry) not in seen)
        seen |= newest.keys()
        for letter, entry in sorted(newest.items(), key=lambda it: it[1].at, reverse=True):
            yield _line(present, letter, entry, mine)


def _newest(entries: Iterable[Opened[Any]]) -> dict[UUID, Opened[Any]]:
    """The latest version of each letter. Clocks can be set back, so its number decides."""
    found: dict[UUID, Opened[Any]] = {}
    for entry in entries:
        letter = subjects.letter_of(entry)
        known = found.get(letter) if letter else None
        if letter and (known is None or known.payload.number < entry.payload.number):
            found[letter] = entry
    return found


def _line(present: Present, letter: UUID, entry: Opened[Any], mine: Reading) -> Line:
    said = entry.payload
    return Line(
        letter=letter,
        day=entry.day,
        mine=entry.mine,
        shared=with_partner(entry),
        beginning=beginning(said.text) if entry.mine else "",
        wish=content.wishes().get(said.wish),
        door=Door.READ if entry.mine else door_of(letter, mine, present),
    )


def door_of(letter: UUID, mine: Reading, present: Present) -> Door:
    """Where this reader stands before a letter of the other's, by their own entries alone."""
    answered = any(subjects.letter_of(said) == letter for said in mine.own(Received))
    return rules.door(opens=opens_in(mine).get(letter), answered=answered, now=present.now)


def beginning(text: str) -> str:
    """The first words of a letter, in one line."""
    line = " ".join(text.split())
    if len(line) <= BEGINNING:
        return line
    return line[:BEGINNING].rsplit(" ", 1)[0] + " …"
