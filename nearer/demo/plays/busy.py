"""Hours, calendars and free times, as the two said, brought and shared them.

A calendar is brought as a file and anew on the story's last day, so that what both see of each
other is true of today. Nothing is asked of any network.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.calendars import reading
from nearer.calendars import spans as sweep
from nearer.demo.cast import A_WEEK, Act, Calendar
from nearer.demo.story import Story
from nearer.demo.times import Busy, Hours
from nearer.demo.times import Calendar as Brought
from nearer.lib import clock
from nearer.practices.quality_time.actions import calendars as bringing
from nearer.practices.quality_time.actions import free
from nearer.practices.quality_time.actions import hours as saying
from nearer.practices.quality_time.asking import Answer, Where
from nearer.practices.quality_time.entries import sources
from nearer.practices.quality_time.rules import calendars as rules
from nearer.practices.quality_time.selectors.calendars import name_of, own_sources
from nearer.practices.quality_time.selectors.plans import all_plans, meetings

FILE: Final = "file"
OVER: Final = timedelta(hours=2)
"""So long before and after a date lasts what came over it."""


def hours(story: Story, when: Calendar) -> Iterator[Act]:
    """Each says their hours and, some days later, lets the other one see what is free."""
    for told in story.hours if not when.back else ():
        yield Act(when.at(told.day, "21:05"), told.who, partial(_says, told=told), lasts=True)
        shared = when.at(told.day + told.shared_after, "21:25")
        yield Act(shared, told.who, free.share, lasts=True)


def _says(present: Present, *, told: Hours) -> None:
    said = sources.Hours(
        presets=list(told.presets),
        never=[list(row) for row in told.never],
        travel=told.travel,
        rest=told.rest,
        shortest=told.shortest,
    )
    saying.say(present, said)


def calendars(story: Story, when: Calendar) -> Iterator[Act]:
    """What stands in them counts from the last day, so they are there once."""
    for told in story.calendar if not when.back else ():
        today = when.day(0)
        brought = partial(_brings, told=told, today=today)
        anew = partial(_brings_anew, told=told, today=today)
        yield Act(when.at(told.day, "20:15"), told.who, brought, lasts=True)
        yield Act(when.at(0, "07:10"), told.who, anew, lasts=True)


def _brings(
    present: Present, *, told: Brought, today: date, taken: Sequence[sweep.Span] = ()
) -> None:
    place = clock.zone_or_utc(present.zone)
    busy = busy_in(told.busy, now=present.now, place=place, today=today, taken=taken)
    bringing.add(present, Answer(busy=busy), name=told.name, place=FILE, where=Where(FILE, ""))


def _brings_anew(present: Present, *, told: Brought, today: date) -> None:
    """The newer file takes the place of the older one."""
    for entry in own_sources(present):
        if entry.payload.name == told.name:
            bringing.remove(present, name_of(entry))
    taken = _over(present, told.over) if told.over else ()
    _brings(present, told=told, today=today, taken=taken)


def _over(present: Present, line: str) -> list[sweep.Span]:
    """What came over the date that is about this."""
    ahead = meetings(all_plans(present), after=present.now)
    walls = [meeting.when for meeting in ahead if meeting.known.line == line]
    return [(sweep.minute(it.start - OVER), sweep.minute(it.end + OVER)) for it in walls]


def busy_in(
    told: Sequence[Busy],
    *,
    now: datetime,
    place: ZoneInfo,
    today: date,
    taken: Sequence[sweep.Span] = (),
) -> reading.Busy:
    """When all this makes somebody busy, as a file is read: from yesterday on, for a year."""
    covers = sweep.minute(now - rules.BACK), sweep.minute(now + rules.FAR_OF_A_FILE)
    since = now.astimezone(place).date()
    each = [(busy, list(_days(busy, since=since, today=today))) for busy in told]
    spans = [_span(busy, day, place) for busy, days in each if busy.start for day in days]
    whole = [day.toordinal() for busy, days in each if not busy.start for day in days]
    return reading.Busy(
        spans=sweep.clip([*spans, *taken], *covers),
        days=tuple(_runs(sorted(whole))),
        complete=True,
        warnings=(),
        unread=0,
        covers=covers,
    )


def _days(busy: Busy, *, since: date, today: date) -> Iterator[date]:
    """Every day on which it comes within what a file covers."""
    ahead = range(-1, rules.FAR_OF_A_FILE.days // A_WEEK + 1)
    this, first = ((day.toordinal() - 1) // A_WEEK for day in (today, since))
    for week in (first + it for it in ahead):
        if (week - this - busy.week) % busy.every == 0:
            for weekday in busy.weekdays:
                yield date.fromordinal(1 + A_WEEK * week + weekday)


def _span(busy: Busy, day: date, place: ZoneInfo) -> sweep.Span:
    start, until = time.fromisoformat(busy.start), time.fromisoformat(busy.until)
    last = day if start < until else day + timedelta(days=1)
    begins = datetime.combine(day, start, place)
    return sweep.minute(begins), sweep.minute(datetime.combine(last, until, place))


def _runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Days that touch, as one."""
    first = last = days[0] if days else 0
    for day in days[1:]:
        if day > last + 1:
            yield first, last
            first = day
        last = day
    if days:
        yield first, last
