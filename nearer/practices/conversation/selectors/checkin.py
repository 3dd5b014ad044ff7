"""The weekly check-in: one frozen object for each of its pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.practices.conversation import content, weeks
from nearer.practices.conversation.content import Agenda
from nearer.practices.conversation.entries import Checkin, Small, Talked
from nearer.practices.conversation.rules import checkin as rules
from nearer.practices.conversation.rules.rhythm import Rhythm
from nearer.practices.conversation.selectors.rhythm import rhythm_in
from nearer.reveal.actions import settle
from nearer.reveal.rules import Round
from nearer.reveal.selectors import Key, as_it_was_opened, in_a_round, rounds

KINDS = (Checkin.kind, Talked.kind, Small.kind)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four: what it asks, and whose words may be read here."""

    name: str
    asks: str
    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The small thing of an earlier week, and how it went if that was said."""

    week: str
    asked: str
    text: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What one of the two kept of talking it through on one phone."""

    mine: bool
    lines: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CheckinPage:
    """One week's check-in, where it stands, and only what may be read of it."""

    week: str
    monday: date
    agenda: Agenda
    state: Round
    mine: Opened[Checkin] | None
    kept: Opened[Checkin] | None
    parts: tuple[Part, ...]
    talks: tuple[Talk, ...]
    chosen: Chosen | None
    writable: bool
    this_week: str
    other_week: str
    """Another week that is open, or nothing."""
    broken: bool

    @property
    def waits(self) -> bool:
        return self.state in {Round.WAITING, Round.GIVEN}

    @property
    def last_week(self) -> bool:
        return self.week != self.this_week


def which_week(present: Present) -> date:
    """The week that the page about "the check-in" shows."""
    opened = rules.open_weeks(present.day)
    reading = _reading(present, opened)
    named = {e.payload.week for e in reading.own(Checkin)}
    named |= {e.payload.week for e in reading.of(Talked)}
    done = {rules.week_called(name) for name in named}
    return rules.comes_first(present.day, done={day for day in done if day})


def checkin_page(present: Present, monday: date) -> CheckinPage | None:
    """This week's check-in, or None where it is not open and nothing of it is mine."""
    opened = rules.open_weeks(present.day)
    reading = _reading(present, (monday, *opened))
    subject = weeks.subject_of(present.vault, monday)
    answers = [e for e in reading.of(Checkin) if e.subject == subject]
    mine = next((e for e in answers if e.mine), None)
    kept = _kept(present, reading, monday)
    talks = tuple(_talks(reading, monday))
    if monday not in opened and not (mine or kept or talks):
        return None
    state, theirs, swapped = _round(present, subject, mine, answers)
    name, this = rules.week_name(monday), rules.week_name(opened[0])
    agenda = _agenda(present, monday, mine or kept)
    others = [rules.week_name(day) for day in opened if day != monday]
    return CheckinPage(
        week=name,
        monday=monday,
        agenda=agenda,
        state=state,
        mine=mine,
        kept=kept,
        parts=tuple(_parts(agenda, (mine or kept), theirs)),
        talks=talks,
        chosen=chosen_lately(present.day, reading) if monday in opened else None,
        writable=monday in opened,
        this_week=this,
        other_week=others[-1] if monday in opened else "",
        broken=swapped or bool(reading.broken),
    )


def _reading(present: Present, mondays: Sequence[date]) -> Reading:
    """The check-ins of these weeks, and what the last two weeks left to come back to."""
    earlier = rules.monday_of(present.day) - 2 * rules.WEEK
    days = {*mondays, earlier}
    names = [rules.week_name(day) for day in days]
    subjects = [name for day in days for name in weeks.names_of(present.vault, day)]
    subjects += [present.vault.own_subject(Small.kind, name) for name in names]
    return read(present.vault, present.couple, kinds=KINDS, subjects=subjects)


def _kept(present: Present, reading: Reading, monday: date) -> Opened[Checkin] | None:
    subject = weeks.own_subject_of(present.vault, monday)
    return next((e for e in reading.own(Checkin) if e.subject == subject), None)


def _talks(reading: Reading, monday: date) -> Iterator[Talk]:
    name = rules.week_name(monday)
    for entry in reading.of(Talked):
        said, agenda = entry.payload, content.agendas().get(entry.payload.agenda)
        if said.week == name and agenda:
            yield Talk(entry.mine, tuple(p for p in _parts(agenda, entry, None) if p.mine))


def _round(
    present: Present,
    subject: UUID,
    mine: Opened[Checkin] | None,
    answers: Sequence[Opened[Checkin]],
) -> tuple[Round, Opened[Checkin] | None, bool]:
    """Where it stands, the other's part if it may be read, and whether it was exchanged."""
    key = (Checkin.kind, subject)
    if mine is not None and not in_a_round(mine, present.vault):
        state = Round.TAKEN_BACK
    else:
        state = settle(present.pen, rounds(present.vault, present.couple, [key]))[key]
    theirs = next((e for e in answers if not e.mine), None)
    swapped = state is Round.OPEN and not as_it_was_opened(present.vault, present.couple, key)
    return state, None if swapped else theirs, swapped


def _agenda(present: Present, monday: date, mine: Opened[Checkin] | None) -> Agenda:
    """The one that was answered, else the week's."""
    found = content.agendas().get(mine.payload.agenda) if mine else None
    return found or weeks.agenda(present.vault, monday)


def _parts(
    agenda: Agenda, mine: Opened[Any] | None, theirs: Opened[Checkin] | None
) -> Iterator[Part]:
    for name in rules.PARTS:
        said = [getattr(e.payload, name) if e else "" for e in (mine, theirs)]
        yield Part(name, getattr(agenda, name), *said)


def chosen_lately(day: date, reading: Reading) -> Chosen | None:
    """The newest small thing of one's own that comes back on this date. Pure."""
    own: list[Opened[Checkin] | Opened[Talked]]
    own = [*reading.own(Checkin), *reading.own(Talked)]
    for entry in sorted(own, key=lambda e: e.at, reverse=True):
        said = entry.payload
        agenda = content.agendas().get(said.agenda)
        if said.small and agenda and rules.comes_back(entry.day, day):
            how = (e.payload.how for e in reading.own(Small) if e.payload.week == said.week)
            return Chosen(said.week, agenda.small, said.small, next(how, ""))
    return None


@dataclass(frozen=True, slots=True)
class Weekly:
    """The week on the practice's first page: its check-in, and the days that were agreed on."""

    week: str
    agenda: Agenda
    state: Round
    done: bool
    rhythm: Rhythm


def weekly(present: Present, reading: Reading, states: Mapping[Key, Round]) -> Weekly:
    """The check-in that comes first, out of what the page has read already. Pure."""
    own = {entry.payload.week: entry for entry in reading.own(Checkin)}
    talked = {entry.payload.week for entry in reading.of(Talked)}
    done = {day for name in {*own, *talked} if (day := rules.week_called(name))}
    monday = rules.comes_first(present.day, done=done)
    name = rules.week_name(monday)
    mine = own.get(name)
    key = (Checkin.kind, weeks.subject_of(present.vault, monday))
    return Weekly(
        week=name,
        agenda=_agenda(present, monday, mine),
        state=states.get(key, Round.YOUR_TURN),
        done=mine is not None or name in talked,
        rhythm=rhythm_in(present.vault, reading),
    )


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One part of the check-in, to be talked about with the phone between the two."""

    week: str
    agenda: Agenda
    part: str
    asks: str
    line: str
    lines: tuple[Part, ...]
    number: int


def talk_page(present: Present, monday: date, part: str) -> TalkPage | None:
    """A part of this week's talk; with an empty `part` its end. None for a closed week."""
    if monday not in rules.open_weeks(present.day):
        return None
    agenda, mine = weeks.agenda(present.vault, monday), weeks.my_talk(present, monday)
    lines = [
        Part(name, getattr(agenda, name), getattr(mine.payload, name) if mine else "")
        for name in rules.PARTS
    ]
    here = next((line for line in lines if line.name == part), Part("", ""))
    number = rules.PARTS.index(part) + 1 if part else 0
    kept = tuple(line for line in lines if line.mine)
    name = rules.week_name(monday)
    return TalkPage(name, agenda, part, here.asks, here.mine, kept, number)
