"""The pages about plans: one frozen object each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.lib.clock import zone_or_utc
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.rules.proposals import begin_of, has_begun, is_over
from nearer.practices.quality_time.rules.words import Told, day_in_words, told, told_once
from nearer.practices.quality_time.selectors.plans import (
    Known,
    Meeting,
    meetings,
    one_plan,
    plans_in,
    steps_of,
    their_zone,
)

SHOWN = 4
"""So many of the next days of a ritual stand on its page."""
EARLIER = 20
NEXT = 12
NAMELESS = "A time for two"


@dataclass(frozen=True, slots=True)
class Clocks:
    """By whose clocks times are told, and which day it is for the reader."""

    zone: ZoneInfo
    theirs: ZoneInfo | None
    today: date

    def told(self, when: Date) -> Told:
        return told(when, zone=self.zone, their_zone=self.theirs, today=self.today)

    def told_meeting(self, meeting: Meeting) -> Told:
        return told_once(meeting.when, zone=self.zone, their_zone=self.theirs, today=self.today)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal that stands."""

    mark: str
    mine: bool
    told: Told
    minutes: int
    gone: bool
    """Its time has begun, so that nobody can say yes to it any more."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One meeting that is ahead, or of today."""

    thread: UUID
    day: date
    """By which its page is called, and by which it can be left out."""
    told: Told
    title: str
    comes_back: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: what is agreed, what is proposed, and what can be done about it."""

    thread: UUID
    title: str
    comes_back: bool
    idea: str
    instead: str
    """The day of a ritual of which this takes the place, in words."""
    agreed: Told | None
    agreed_by: str
    minutes: int
    over: bool
    """It has taken place."""
    proposals: tuple[Proposal, ...]
    coming: tuple[Coming, ...]
    seen: tuple[str, ...]
    was: Told | None
    """What was agreed or proposed last, where nothing stands."""

    day: date | None
    """By which the page of the next meeting is called, or of the one that was."""

    begin: dict[str, Any]
    """What a form for another time begins with."""

    @property
    def open(self) -> bool:
        """Whether something can be answered."""
        return any(not it.gone for it in self.proposals)


@dataclass(frozen=True, slots=True)
class Line:
    """One plan in a list."""

    thread: UUID
    title: str
    told: Told | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class PlansPage:
    """Every plan of the two that is not long past, by what it waits for."""

    to_answer: tuple[Line, ...]
    coming: tuple[Coming, ...]
    rituals: tuple[Line, ...]
    waiting: tuple[Line, ...]
    earlier: tuple[Line, ...]

    @property
    def empty(self) -> bool:
        return not (self.to_answer or self.coming or self.rituals or self.waiting or self.earlier)


def plans_page(present: Present) -> PlansPage:
    """All of them, out of one reading."""
    reading = steps_of(present)
    known = plans_in(present.vault, reading)
    clocks = Clocks(_zone(present), their_zone(present.vault, reading), present.day)
    coming = meetings(known, after=present.now, within=rules.AHEAD)
    return PlansPage(
        to_answer=tuple(_to_answer(known, clocks, present.now)),
        coming=tuple(_coming(it, clocks) for it in islice(_once_each(coming), NEXT)),
        rituals=tuple(_line(it, clocks) for it in known if it.comes_back and it.plan.agreed),
        waiting=tuple(_waiting(known, clocks, present.now)),
        earlier=tuple(islice(_earlier(known, clocks, present.now), EARLIER)),
    )


def plan_page(present: Present, thread: UUID) -> PlanPage | None:
    """One plan, or None where these two have none of this name."""
    reading = steps_of(present)
    known = one_plan(present, thread, reading)
    if known is None:
        return None
    clocks = Clocks(_zone(present), their_zone(present.vault, reading), present.day)
    plan = known.plan
    shown = SHOWN if known.comes_back else 1
    coming = islice(known.coming(after=present.now, within=rules.AHEAD), shown)
    return PlanPage(
        thread=thread,
        title=title_of(known),
        comes_back=known.comes_back,
        idea=known.idea,
        instead=day_in_words(known.once, today=present.day) if known.once else "",
        agreed=clocks.told(plan.agreed) if plan.agreed else None,
        agreed_by=plan.by,
        minutes=plan.agreed.minutes if plan.agreed else 0,
        over=plan.agreed is not None and is_over(plan.agreed, now=present.now),
        proposals=tuple(_proposals(known, clocks, present.now)),
        coming=tuple(_coming(Meeting(known, it), clocks) for it in coming),
        seen=known.seen,
        was=clocks.told(known.last) if known.last else None,
        day=_day(known, present.now),
        begin=_begin(known),
    )


def _day(known: Known, now: datetime) -> date | None:
    if known.plan.agreed is None:
        return None
    if not known.comes_back:
        return known.plan.agreed.start.date()
    return next((it.day for it in known.coming(after=now, within=rules.AHEAD)), None)


def _begin(known: Known) -> dict[str, Any]:
    if known.last is None:
        return {}
    return {"minutes": known.last.minutes, "repeat": known.last.repeat.value}


def title_of(known: Known) -> str:
    """What it is about in their own words, else the idea it is for."""
    idea = ideas_bank.ideas().get(known.idea)
    return known.line or (idea.title if idea else NAMELESS)


def to_answer(known: Known, now: datetime) -> list[Date]:
    """The other's proposals to which one can still say yes."""
    found = (step.when for step in known.plan.theirs if step.when)
    return [when for when in found if not has_begun(when, now=now)]


def _zone(present: Present) -> ZoneInfo:
    return zone_or_utc(present.zone)


def _proposals(known: Known, clocks: Clocks, now: datetime) -> Iterator[Proposal]:
    for step in known.plan.proposals:
        if step.when is not None:
            gone = has_begun(step.when, now=now)
            yield Proposal(step.mark, step.mine, clocks.told(step.when), step.when.minutes, gone)


def _coming(meeting: Meeting, clocks: Clocks) -> Coming:
    known = meeting.known
    return Coming(
        thread=known.thread,
        day=meeting.when.day,
        told=clocks.told_meeting(meeting),
        title=title_of(known),
        comes_back=known.comes_back,
    )


def _once_each(found: list[Meeting]) -> Iterator[Meeting]:
    """Of a ritual the next meeting alone: its page has the others."""
    seen = set()
    for meeting in found:
        if meeting.known.thread not in seen:
            seen.add(meeting.known.thread)
            yield meeting


def _line(known: Known, clocks: Clocks, said: str = "") -> Line:
    when = known.plan.agreed or known.last
    return Line(known.thread, title_of(known), clocks.told(when) if when else None, said)


def _to_answer(plans: list[Known], clocks: Clocks, now: datetime) -> Iterator[Line]:
    for known in plans:
        for when in to_answer(known, now)[:1]:
            yield Line(known.thread, title_of(known), clocks.told(when))


def _waiting(plans: list[Known], clocks: Clocks, now: datetime) -> Iterator[Line]:
    """What I proposed and the other has not answered, unless something of theirs is there too."""
    for known in plans:
        own = [it.when for it in known.plan.own if it.when and not has_begun(it.when, now=now)]
        if own and not to_answer(known, now):
            yield Line(known.thread, title_of(known), clocks.told(own[0]))


def _earlier(plans: list[Known], clocks: Clocks, now: datetime) -> Iterator[Line]:
    """What is over, and what came to nothing, the newest first."""
    for known in sorted(plans, key=_when, reverse=True):
        plan = known.plan
        if plan.agreed is not None:
            if is_over(plan.agreed, now=now):
                yield _line(known, clocks)
        elif all(it.when is None or has_begun(it.when, now=now) for it in plan.proposals):
            yield _line(known, clocks, "It was not agreed" if plan.proposals else "Set aside")


def _when(known: Known) -> datetime:
    return known.changed if known.last is None else begin_of(known.last)
