"""The next good times for both, and a week of them: one frozen object for the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.calendars.ranking import LATELY
from nearer.calendars.spans import Span
from nearer.calendars.windows import Window, windows
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.lib.clock import known_zone, zone_or_utc
from nearer.practices.quality_time import drawing
from nearer.practices.quality_time.drawing import Kind, Week
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.entries.sources import Free, Hours, Source
from nearer.practices.quality_time.rules import ages
from nearer.practices.quality_time.rules import plans as plan_rules
from nearer.practices.quality_time.rules import windows as rules
from nearer.practices.quality_time.rules.dates import Occurrence, occurrences
from nearer.practices.quality_time.rules.words import Told, city, told_once
from nearer.practices.quality_time.selectors.free import Offered, offered, shared_in
from nearer.practices.quality_time.selectors.hours import hours_in
from nearer.practices.quality_time.selectors.plans import Known, meetings, plans_in, their_zone

BACK: Final = timedelta(minutes=LATELY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal that stands already, at this time."""

    thread: UUID
    mine: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One time that is free for both; or for me, where nobody else is here."""

    start: str
    """On the reader's wall, as a form gives it back."""
    told: Told
    minutes: int
    lengths: tuple[int, ...]
    usual: int
    why: tuple[str, ...]
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Theirs:
    """What I know of the other one's times."""

    as_of: str
    """Since which day, in words."""
    old: bool
    place: str
    """Where they live by the clock, where that is another one now."""


@dataclass(frozen=True, slots=True)
class For:
    """The plan for which another time is looked for."""

    thread: UUID
    line: str
    seen: tuple[str, ...]
    repeat: str


@dataclass(frozen=True, slots=True)
class WindowsPage:
    """The next good times, a week of free time, and what stands in the way of more."""

    hours: bool
    """Whether I said when I like to meet."""
    shared: bool
    theirs: Theirs | None
    unclear: tuple[str, ...]
    """My own calendars because of which nothing can be called free."""
    as_of: str
    old: bool
    """Whether my own calendars were last read long ago."""
    first: tuple[Card, ...]
    more: tuple[Card, ...]
    least: int
    number: int
    """Which seven days are shown."""
    said: str
    week: Week
    plan: For | None

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number + 1 < rules.WEEKS else None


@dataclass(frozen=True, slots=True)
class Both:
    """What the two sides are, without what the two have planned already."""

    mine: tuple[Span, ...]
    theirs: tuple[Span, ...] | None
    """None where the other one gives nothing, or nobody is there."""
    agreed: tuple[Span, ...]
    had: tuple[Span, ...]
    zone: ZoneInfo
    their_zone: ZoneInfo
    now: int

    def good(self, *, least: int, most: int = rules.MOST) -> tuple[Window, ...]:
        """The next good ones, best first. Where nobody else is here, they are mine."""
        found = windows(
            self.mine,
            self.mine if self.theirs is None else self.theirs,
            zone=self.zone.key,
            their_zone=self.their_zone.key,
            shortest=least,
            longest=rules.LONGEST,
            now=self.now + rules.LEAD,
            had=self.had,
            most=most,
        )
        return tuple(it for it in found if not rules.comes_again(sweep.moment(it.start), self.zone))


def everything(present: Present) -> Reading:
    """My calendars and hours, what either gives the other, and the plans: in one query."""
    return read(
        present.vault,
        present.couple,
        kinds=[Step.kind],
        since=present.day - plan_rules.BACK,
        standing=[Ritual.kind, Free.kind, Hours.kind, Source.kind],
    )


def windows_page(
    present: Present, *, least: int, number: int, thread: UUID | None = None
) -> WindowsPage:
    """All of the page. Of the other one it knows the free times they gave, and nothing else."""
    reading = everything(present)
    known = plans_in(present.vault, reading)
    own = mine_in(present, reading)
    theirs = theirs_in(present, reading)
    both = both_in(present, reading, known, own)
    place = both.zone
    found = both.good(least=least) if theirs or present.partner is None else ()
    cards = _cards(found, both, known, least=least, today=present.day)
    days = rules.days_from(present.day, number)
    return WindowsPage(
        hours=hours_in(reading) is not None,
        shared=shared_in(present, reading) is not None,
        theirs=_theirs(theirs, both, present) if theirs else None,
        unclear=own.unclear,
        as_of=ages.since(own.since, now=present.now, zone=place),
        old=ages.is_old(own.since, now=present.now),
        first=cards[: rules.SHOWN],
        more=cards[rules.SHOWN :],
        least=least,
        number=number,
        said=rules.between(days[0], days[-1]),
        week=drawing.week(days, _kinds(both), all_year=both.mine, zone=place),
        plan=next((_for(it) for it in known if it.thread == thread), None),
    )


def _for(known: Known) -> For:
    repeat = known.last.repeat.value if known.comes_back and known.last else ""
    return For(known.thread, known.line, known.seen, repeat)


def mine_in(present: Present, reading: Reading) -> Offered:
    """When I am free, as my hours and calendars are now."""
    sources = [entry.payload for entry in reading.own(Source)]
    return offered(hours_in(reading) or Hours(), sources, zone=present.zone, now=present.now)


def theirs_in(present: Present, reading: Reading) -> Free | None:
    """What the other one gives of theirs, if anything."""
    if present.partner is None:
        return None
    name = present.vault.subject(Free.kind)
    found = (it.payload for it in reading.of(Free) if not it.mine and it.subject == name)
    return next(found, None)


def both_in(present: Present, reading: Reading, known: Sequence[Known], own: Offered) -> Both:
    """Both sides from now on, cut free of what the two agreed on."""
    now = sweep.minute(present.now)
    found = meetings(known, after=present.now - BACK, within=BACK + plan_rules.AHEAD)
    spans = [_span(meeting.when) for meeting in found]
    agreed = sweep.merge(span for span in spans if span[1] > now)
    end = sweep.minute(own.until)
    theirs = theirs_in(present, reading)
    zone = zone_or_utc(present.zone)
    return Both(
        mine=sweep.minus(sweep.clip(own.spans, now, end), agreed),
        theirs=None
        if theirs is None
        else sweep.minus(sweep.clip(((a, b) for a, b in theirs.spans), now, end), agreed),
        agreed=agreed,
        had=tuple(span for span in spans if span[0] < now),
        zone=zone,
        their_zone=_zone_of(theirs) or their_zone(present.vault, reading) or zone,
        now=now,
    )


def _zone_of(theirs: Free | None) -> ZoneInfo | None:
    return ZoneInfo(theirs.zone) if theirs and known_zone(theirs.zone) else None


def _span(when: Occurrence) -> Span:
    return sweep.minute(when.start), sweep.minute_after(when.end)


def _theirs(theirs: Free, both: Both, present: Present) -> Theirs:
    day = date.fromisoformat(theirs.made_on)
    other = present.now.astimezone(both.zone).replace(tzinfo=None) != present.now.astimezone(
        both.their_zone
    ).replace(tzinfo=None)
    return Theirs(
        as_of=rules.from_day(day, today=present.day),
        old=rules.is_old(day, today=present.day),
        place=city(both.their_zone.key) if other else "",
    )


def _kinds(both: Both) -> Iterable[Kind]:
    shared = sweep.both(both.mine, both.theirs or ())
    return (
        Kind("mine", sweep.minus(both.mine, shared)),
        Kind("ours", shared),
        Kind("agreed", both.agreed),
    )


def _cards(
    found: Sequence[Window], both: Both, known: Sequence[Known], *, least: int, today: date
) -> tuple[Card, ...]:
    return tuple(
        card(it, both, known, least=least, today=today, first=number == 0)
        for number, it in enumerate(found)
    )


def card(
    window: Window,
    both: Both,
    known: Sequence[Known],
    *,
    least: int,
    today: date,
    first: bool = True,
) -> Card:
    """One time, by the clock of each."""
    start, end = sweep.moment(window.start), sweep.moment(window.end)
    wall = start.astimezone(both.zone)
    minutes = window.end - window.start
    other = None if both.theirs is None else both.their_zone
    return Card(
        start=f"{wall:%Y-%m-%dT%H:%M}",
        told=told_once(
            Occurrence(start, end, wall.date()), zone=both.zone, their_zone=other, today=today
        ),
        minutes=minutes,
        lengths=rules.lengths(minutes),
        usual=rules.usual(minutes, least=least),
        why=rules.reasons(window.why, first=first),
        asked=_asked(start, end, known),
    )


def _asked(start: datetime, end: datetime, known: Iterable[Known]) -> Asked | None:
    """What is proposed already within this time; the other one's first."""
    found = [
        Asked(it.thread, step.mine)
        for it in known
        for step in it.plan.proposals
        if step.when and any(occurrences(step.when, after=start, before=end))
    ]
    return min(found, key=lambda asked: asked.mine, default=None)
