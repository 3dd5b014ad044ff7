"""Earlier check-ins, a year at a time: one's own and those that were opened."""

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
from nearer.practices.conversation.entries import Checkin, Talked
from nearer.practices.conversation.selectors.written import Voice, as_opened

SHOWN = 20
KINDS = (Checkin.kind, Talked.kind)


@dataclass(frozen=True, slots=True)
class Part:
    """What was asked, and what was written to it."""

    asked: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What one of the two, or both, wrote in one week."""

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
    """One for each week. Of a week whose entries stand apart in the year there may be two."""
    found = stream(present.vault, present.couple, kinds=KINDS, year=year, broken=broken)
    for _, of_week in groupby(found, key=lambda entry: _said(entry).week):
        entries = list(of_week)
        right = [entry for entry in entries if as_opened(present, entry)]
        broken += [entry.id for entry in entries if entry not in right]
        if right:
            yield _week(present, sorted(right, key=lambda entry: entry.mine, reverse=True))


def _said(entry: Opened[Payload]) -> Checkin | Talked:
    assert isinstance(entry.payload, (Checkin, Talked))
    return entry.payload


def _week(present: Present, entries: list[Opened[Payload]]) -> Written:
    them = present.partner.name if present.partner else "My partner"
    agenda = content.agendas().get(_said(entries[0]).agenda)
    parts = []
    for part, label in content.PARTS.items():
        voices = tuple(
            Voice("mine", "You", text) if entry.mine else Voice("theirs", them, text)
            for entry in entries
            if (text := getattr(_said(entry), part))
        )
        if voices:
            parts.append(Part(getattr(agenda, part, label), voices))
    return Written(
        day=max(entry.day for entry in entries),
        title=agenda.title if agenda else "Check-in",
        only_mine=all(entry.only_mine for entry in entries),
        parts=tuple(parts),
    )
