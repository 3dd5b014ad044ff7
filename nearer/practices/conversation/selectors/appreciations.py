"""The quiet page of kind lines, a year at a time, one body in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.practices.conversation import content
from nearer.practices.conversation.content import Prompt
from nearer.practices.conversation.entries import Appreciation
from nearer.practices.conversation.rules.questions import shuffled

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one of the two."""

    id: UUID
    day: date
    text: str
    mine: bool
    only_mine: bool


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AppreciationsPage:
    """Lines of both, newest first, by month; and a place to look if one was asked for."""

    years: tuple[int, ...]
    year: int
    months: tuple[Month, ...]
    next_start: int | None
    prompt: Prompt | None
    broken: bool


def appreciations(
    present: Present, *, year: int = 0, start: int = 0, number: int | None = None
) -> AppreciationsPage:
    """The lines of a year; with a `number` also the n-th place to look. Nothing is written."""
    found = years(present.vault, present.couple, kinds=[Appreciation.kind])
    chosen = year if year in found else (found[0] if found else present.day.year)
    broken: list[UUID] = []
    lines = list(islice(_lines(present, chosen, broken), start, start + SHOWN + 1))
    by_month = groupby(lines[:SHOWN], key=lambda line: line.day.strftime("%B %Y"))
    return AppreciationsPage(
        years=tuple(found),
        year=chosen,
        months=tuple(Month(name, tuple(group)) for name, group in by_month),
        next_start=start + SHOWN if len(lines) > SHOWN else None,
        prompt=None if number is None else prompt(present, number),
        broken=bool(broken),
    )


def _lines(present: Present, year: int, broken: list[UUID]) -> Iterator[Line]:
    entries = stream(
        present.vault, present.couple, kinds=[Appreciation.kind], year=year, broken=broken
    )
    # The rows come by day; the time of day is sealed, and known only now.
    for _, of_day in groupby(entries, key=lambda entry: entry.day):
        for entry in sorted(of_day, key=lambda entry: entry.at, reverse=True):
            yield from _line(entry)


def _line(entry: Opened[Payload]) -> Iterator[Line]:
    if isinstance(entry.payload, Appreciation):
        yield Line(entry.id, entry.day, entry.payload.text, entry.mine, entry.only_mine)


def prompt(present: Present, number: int) -> Prompt:
    """A place to look, in an order of one's own that begins elsewhere every day."""
    places = {prompt.id: prompt for prompt in content.prompts()}
    order = shuffled(places, seed=present.vault.own_subject(Appreciation.kind).bytes)
    return places[order[(present.day.toordinal() + number) % len(order)]]
