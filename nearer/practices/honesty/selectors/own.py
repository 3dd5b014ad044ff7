"""A year of what somebody wrote here for themselves, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import one, stream, years

SHOWN = 30
Written = TypeVar("Written", bound=Payload)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Written]):
    """One of them, with its day."""

    id: UUID
    day: date
    said: Written


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Written]):
    """One page of one year."""

    kept: tuple[Kept[Written], ...]
    years: tuple[int, ...]
    year: int
    next_start: int | None
    broken: bool


def shelf(
    present: Present, kind: type[Written], *, year: int = 0, start: int = 0
) -> Shelf[Written]:
    """One's own entries of a kind; of a kind that is never shared, so there are no others."""
    found = years(present.vault, present.couple, kinds=[kind.kind])
    chosen = year if year in found else (found[0] if found else present.day.year)
    broken: list[UUID] = []
    entries = stream(present.vault, present.couple, kinds=[kind.kind], year=chosen, broken=broken)
    lines = [as_kept(entry) for entry in islice(_in_order(entries), start, start + SHOWN + 1)]
    return Shelf(
        kept=tuple(lines[:SHOWN]),
        years=tuple(found),
        year=chosen,
        next_start=start + SHOWN if len(lines) > SHOWN else None,
        broken=bool(broken),
    )


def _in_order(entries: Iterator[Opened[Any]]) -> Iterator[Opened[Any]]:
    """The rows come by day; the time of day is sealed, and known only now."""
    for _, of_day in groupby(entries, key=lambda entry: entry.day):
        mine = (entry for entry in of_day if entry.mine)
        yield from sorted(mine, key=lambda entry: entry.at, reverse=True)


def as_kept(entry: Opened[Any]) -> Kept[Any]:
    return Kept(entry.id, entry.day, entry.payload)


def kept(present: Present, kind: type[Written], entry: UUID) -> Kept[Written] | None:
    """One of one's own, by id."""
    found = one(present.vault, present.couple, entry)
    if found is None or not found.mine or not isinstance(found.payload, kind):
        return None
    return as_kept(found)
