"""What was written: one's own words and what was opened, searched and copied in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake
from nearer.practices.conversation import content
from nearer.practices.conversation.entries import (
    Answer,
    Appreciation,
    Checkin,
    Parked,
    Passed,
    Reply,
    Rhythm,
    Small,
    Talked,
)
from nearer.practices.conversation.rules.rhythm import evening
from nearer.reveal.selectors import in_a_round, is_as_opened

SHOWN = 50
KINDS = (Answer.kind, Passed.kind)
WEEKLY = (
    Checkin.kind,
    Talked.kind,
    Small.kind,
    Parked.kind,
    Rhythm.kind,
    Appreciation.kind,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words on the page: `who` is mine or theirs."""

    who: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the journal."""

    id: UUID
    day: date
    question: str
    voices: tuple[Voice, ...]
    seen_by: str
    round: UUID | None = None
    """Where both answers come to stand beside each other."""
    can_share: bool = False
    can_take_back: bool = False


@dataclass(frozen=True, slots=True)
class JournalPage:
    years: tuple[int, ...]
    year: int
    lines: tuple[Line, ...]
    search: str
    next_start: int | None
    broken: bool = False
    """Something among these was changed outside and does not open."""


def journal(present: Present, *, year: int | None, search: str, start: int = 0) -> JournalPage:
    """One's own answers and those that were opened, a year at a time, newest first.

    A search goes through all years, opening one entry at a time and keeping only hits.
    """
    found = years(present.vault, present.couple, kinds=KINDS)
    chosen = year if year in found else (found[0] if found else present.day.year)
    broken: list[UUID] = []
    lines = _lines(present, found if search else [chosen], search.casefold(), broken)
    hits = list(islice(lines, start, start + SHOWN + 1))
    more = start + SHOWN if len(hits) > SHOWN else None
    return JournalPage(tuple(found), chosen, tuple(hits[:SHOWN]), search, more, bool(broken))


def _lines(
    present: Present, looked_at: list[int], search: str, broken: list[UUID]
) -> Iterator[Line]:
    for year in looked_at:
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year, broken=broken):
            line = _line(present, entry)
            if search and not _holds(line, search):
                continue
            if as_opened(present, entry):
                yield line
            else:
                broken.append(entry.id)


def as_opened(present: Present, entry: Opened[Payload]) -> bool:
    """Whether this is still what was opened: its writer could have put other words in its place."""
    return is_as_opened(present.vault, present.couple, entry)


def _holds(line: Line, search: str) -> bool:
    texts = (line.question, *(voice.text for voice in line.voices))
    return any(search in text.casefold() for text in texts)


def _line(present: Present, entry: Opened[Payload]) -> Line:
    payload = entry.payload
    if isinstance(payload, Passed):
        voices = (Voice("mine", "You", payload.first), Voice("theirs", payload.who, payload.second))
        return Line(entry.id, entry.day, _title(payload.question), voices, "only you")
    assert isinstance(payload, Answer)
    who = Voice("mine", "You", payload.text)
    if not entry.mine:
        who = Voice("theirs", _their_name(present), payload.text)
    two = present.partner is not None
    together = in_a_round(entry, present.vault)
    return Line(
        entry.id,
        entry.day,
        _title(payload.question),
        (who,),
        _seen_by(entry, together=together),
        round=entry.subject if together else None,
        can_share=two and entry.mine and entry.visibility == "only_me",
        can_take_back=two and entry.mine and entry.visibility == "shared",
    )


def _seen_by(entry: Opened[Payload], *, together: bool) -> str:
    if together:
        return "for you both"  # whether the other has opened it is said in the round only
    if not entry.mine:
        return "shared with you"
    return "shared" if entry.visibility == "shared" and entry.given else "only you"


def _their_name(present: Present) -> str:
    return present.partner.name if present.partner else "My partner"


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every answer and reply this person may read, newest year first, opened one by one."""
    kinds = (*KINDS, Reply.kind, *WEEKLY)
    for year in years(present.vault, present.couple, kinds=kinds):
        for entry in stream(present.vault, present.couple, kinds=kinds, year=year):
            if as_opened(present, entry):
                yield from _kept(present, entry)


def _kept(present: Present, entry: Opened[Payload]) -> Iterator[Keepsake]:
    who = "Me" if entry.mine else _their_name(present)
    match entry.payload:
        case Answer(question, text):
            yield Keepsake(entry.day, _title(question), who, text)
        case Reply(text):
            yield Keepsake(entry.day, "A line in reply", who, text)
        case Passed(question, first, second, other):
            yield Keepsake(entry.day, _title(question), "Me", first)
            yield Keepsake(entry.day, _title(question), other, second)
        case Checkin() | Talked() as said:
            yield from _parts(entry.day, who, said)
        case Small(_, how):
            yield Keepsake(entry.day, "The small thing", who, content.HOW.get(how, how))
        case Parked(text):
            yield Keepsake(entry.day, "Parked", who, text)
        case Rhythm() as step if step.days and (found := evening(step.days, step.time)):
            yield Keepsake(entry.day, "Suggested", who, f"{found.words} at {found.time}")
        case Appreciation(text):
            yield Keepsake(entry.day, "A kind line", who, text)


def _parts(day: date, who: str, said: Checkin | Talked) -> Iterator[Keepsake]:
    agenda = content.agendas().get(said.agenda)
    for part in content.PARTS:
        if text := getattr(said, part):
            asked = getattr(agenda, part) if agenda else content.PARTS[part]
            yield Keepsake(day, asked, who, text)


def _title(question: str) -> str:
    found = content.everything().get(question)
    return found.text if found else question
