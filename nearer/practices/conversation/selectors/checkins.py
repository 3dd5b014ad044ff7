"""Earlier check-ins, a year at a time: one's own and those that were opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.practices.conversation import content
from nearer.practices.conversation.entries import Checkin, Talked
from nearer.practices.conversation.selectors.written import Voice, as_opened

SHOWN = 20
KINDS = (Checkin.kind, Talked.kind)


@dataclass(frozen=True, slots=True)
class Part:
    """What was asked, and what one of the two wrote to it."""

    asked: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Written:
    """What one of the two wrote in one week."""

    day: date
    title: str
    only_mine: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CheckinsPage:
    years: tuple[int, ...]
    year: int
    written: tuple[Written, ...]
    next_start: int | None
    broken: bool


def checkins(present: Present, *, year: int = 0, start: int = 0) -> CheckinsPage:
    """The check-ins of a year, newest first. What was sealed with somebody who left is here."""
    found = years(present.vault, present.couple, kinds=KINDS)
    chosen = year if year in found else (found[0] if found else present.day.year)
    broken: list[UUID] = []
    hits = list(islice(_written(present, chosen, broken), start, start + SHOWN + 1))
    more = start + SHOWN if len(hits) > SHOWN else None
    return CheckinsPage(tuple(found), chosen, tuple(hits[:SHOWN]), more, bool(broken))


def _written(present: Present, year: int, broken: list[UUID]) -> Iterator[Written]:
    for entry in stream(present.vault, present.couple, kinds=KINDS, year=year, broken=broken):
        if as_opened(present, entry):
            yield _one(present, entry)
        else:
            broken.append(entry.id)


def _one(present: Present, entry: Opened[Payload]) -> Written:
    said = entry.payload
    assert isinstance(said, (Checkin, Talked))
    agenda = content.agendas().get(said.agenda)
    them = present.partner.name if present.partner else "My partner"
    who, name = ("mine", "You") if entry.mine else ("theirs", them)
    parts = tuple(
        Part(getattr(agenda, part, label), Voice(who, name, text))
        for part, label in content.PARTS.items()
        if (text := getattr(said, part))
    )
    return Written(entry.day, agenda.title if agenda else "Check-in", entry.only_mine, parts)
