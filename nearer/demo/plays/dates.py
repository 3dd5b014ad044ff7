"""Dates of the two: proposed and answered, one every second week, and what was said around them.

A step finds its plan by what it is about, as whoever taps it in the list does. Of a story that is
told only from its last days on, a plan that was proposed before is not there.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Final

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.demo.cast import FIRST, SECOND, Act, Calendar, other
from nearer.demo.plays.talking import comes_by
from nearer.demo.story import Story
from nearer.demo.times import Away, Coming, Lately, Liked, Move, Plan, Ritual
from nearer.lib import clock
from nearer.practices.quality_time.actions import afterwards, feed
from nearer.practices.quality_time.actions import ideas as picking
from nearer.practices.quality_time.actions import plans as stepping
from nearer.practices.quality_time.entries import afterwards as entries
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.rules.dates import FIRST_YEAR, Date, Repeat
from nearer.practices.quality_time.selectors import free
from nearer.practices.quality_time.selectors.afterwards import liked_subject
from nearer.practices.quality_time.selectors.picks import all_rounds
from nearer.practices.quality_time.selectors.plans import Known, all_plans, meetings
from nearer.reveal.rules import Round

TWO_WEEKS: Final = 14
QUARTER: Final = 15


def _known(present: Present, line: str) -> Known | None:
    """The newest plan that is about this."""
    return next((known for known in all_plans(present) if known.line == line), None)


def _zone(present: Present) -> str:
    return clock.zone_or_utc(present.zone).key


def _date(present: Present, day: date, said: str, minutes: int) -> Date:
    return Date(datetime.combine(day, time.fromisoformat(said)), _zone(present), minutes)


# --- The title ----------------------------------------------------------------------------


def the_title(story: Story, when: Calendar) -> Iterator[Act]:
    told = story.title
    if told is not None and not when.back:
        named = partial(feed.name_dates, text=told.text)
        yield Act(when.at(told.day, "20:50"), told.who, named, lasts=True)


# --- Once ---------------------------------------------------------------------------------


def plans(story: Story, when: Calendar) -> Iterator[Act]:
    """From the first step to what both liked."""
    for told in story.plan:
        meant = when.before_sunday(told.weekday, week=told.week)
        if when.day(meant).year <= FIRST_YEAR:
            continue  # nobody's date lies so far back, however often the story is told
        for step in told.steps:
            day = when.day(meant + step.shift)
            taken = partial(_steps, told=told, step=step, day=day)
            yield Act(when.at(meant - step.before, CLOCKS[step.said]), step.who, taken)
        for away in told.away:
            yield Act(when.at(meant, "07:35"), away.who, partial(_away, told.line, away))
        after = meant + max(step.shift for step in told.steps) + 1
        yield from _likes(told.line, told.liked, after, when)


CLOCKS: Final = {"propose": "19:40", "accept": "12:40", "not-now": "22:20", "call-off": "12:10"}


def _steps(present: Present, *, told: Plan, step: Move, day: date) -> None:
    known = _known(present, told.line) if step is not told.steps[0] else None
    if step.said == "propose" and step is told.steps[0]:
        at = _date(present, day, step.time, step.minutes)
        stepping.propose(present, at, idea=told.idea, line=told.line)
    elif known is None:
        return
    elif step.said == "propose":
        at = _date(present, day, step.time, step.minutes)
        stepping.suggest(present, known.thread, at, seen=known.seen)
    else:
        _answers(present, known, step.said)


def _answers(present: Present, known: Known, said: str) -> None:
    if said == "call-off":
        stepping.call_off(present, known.thread, known.plan.by, seen=known.seen)
        return
    answer = {"accept": stepping.accept, "not-now": stepping.not_now}[said]
    answer(present, known.thread, known.plan.theirs[-1].mark, seen=known.seen)


# --- Every second week --------------------------------------------------------------------


def the_ritual(story: Story, when: Calendar) -> Iterator[Act]:
    """One proposes it, the other agrees the day after. It stands ever since, so it is one."""
    told = story.ritual
    if told is None or when.back:
        return
    first = when.before_sunday(told.weekday, week=told.week)
    start = _wall(when.day(first), told.time)
    yield Act(
        when.at(told.day, "21:15"),
        told.proposed_by,
        partial(_proposes_ritual, told=told, start=start),
        lasts=True,
    )
    accepts = partial(_accepts, line=told.line)
    yield Act(when.at(told.day + 1, "08:05"), other(told.proposed_by), accepts, lasts=True)
    yield from _otherwise(told, when)
    for then in told.liked:
        day = when.before_sunday(told.weekday, week=then.week)
        yield from _likes(told.line, Liked(then.first, then.second), day + 1, when, day)


def _wall(day: date, said: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(said))


def _proposes_ritual(present: Present, *, told: Ritual, start: datetime) -> None:
    comes_back = Date(start, _zone(present), told.minutes, Repeat.FORTNIGHTLY)
    stepping.propose(present, comes_back, line=told.line)


def _accepts(present: Present, *, line: str) -> None:
    if (known := _known(present, line)) is not None:
        _answers(present, known, "accept")


def _otherwise(told: Ritual, when: Calendar) -> Iterator[Act]:
    """The times that were left out, and those that took place on another day."""
    for out in told.left_out:
        day = when.before_sunday(told.weekday, week=out.week)
        left = partial(_leaves_out, line=told.line, day=when.day(day))
        yield Act(when.at(day - 1, "13:05"), out.who, left)
    for moved in told.moved:
        day = when.before_sunday(told.weekday, week=moved.week)
        start = _wall(when.day(day + moved.later), moved.time)
        moves = partial(_moves, told=told, day=when.day(day), start=start)
        yield Act(when.at(day - 3, "18:25"), moved.who, moves)
        yield Act(when.at(day - 2, "07:45"), other(moved.who), partial(_accepts, line=told.line))


def _leaves_out(present: Present, *, line: str, day: date) -> None:
    if (known := _known(present, line)) is not None:
        stepping.leave_out(present, known.thread, known.plan.by, day, seen=known.seen)


def _moves(present: Present, *, told: Ritual, day: date, start: datetime) -> None:
    known = _known(present, told.line)
    if known is not None:
        instead = Date(start, _zone(present), told.minutes)
        stepping.propose_instead(present, known.thread, known.plan.by, day, instead)


# --- Around a meeting ---------------------------------------------------------------------


def _away(line: str, away: Away, present: Present) -> None:
    if (known := _known(present, line)) is not None:
        day = _day_of(known, present)
        afterwards.put_away(present, known.thread, day, things=sorted(away.things), line=away.line)


def _day_of(known: Known, present: Present) -> date:
    """The day by which the page of a plan's meeting is called."""
    assert known.last is not None
    return known.last.start.date() if known.last else present.day


def _likes(
    line: str, liked: Liked, after: int, when: Calendar, meeting: int | None = None
) -> Iterator[Act]:
    """Each seals a line; whoever hosts hands over first, and the other one opens."""
    day = when.day(meeting) if meeting is not None else None
    about = partial(partial, line=line, day=day)
    if liked.first:
        yield Act(when.at(after, "18:10"), FIRST, about(_seals, text=liked.first))
    if liked.second:
        yield Act(when.at(after, "19:20"), SECOND, about(_seals, text=liked.second))
    if liked.first and liked.second:
        yield Act(when.at(after, "21:35"), FIRST, about(_looks))
        yield Act(when.at(after, "22:10"), SECOND, about(_opens))


def _seals(present: Present, *, line: str, day: date | None, text: str) -> None:
    if (known := _known(present, line)) is not None:
        afterwards.seal_liked(present, known.thread, day or _day_of(known, present), text)


def _looks(present: Present, *, line: str, day: date | None) -> None:
    if (known := _known(present, line)) is not None:
        day = day or _day_of(known, present)
        subject = liked_subject(present.vault, known.thread, day)
        comes_by(present, kind=entries.Liked.kind, subject=subject)


def _opens(present: Present, *, line: str, day: date | None) -> None:
    if (known := _known(present, line)) is not None:
        afterwards.open_both(present, known.thread, day or _day_of(known, present))


# --- Ideas --------------------------------------------------------------------------------


def both_pick(story: Story, when: Calendar) -> Iterator[Act]:
    """Rounds count from the first, so these are there once."""
    for told in story.picks if not when.back else ():
        if told.second:
            yield Act(when.at(told.day, "21:20"), SECOND, partial(_picks, ideas=told.second))
        if told.first:
            yield Act(when.at(told.day, "21:45"), FIRST, partial(_picks, ideas=told.first))
        if told.first and told.second:
            yield Act(when.at(told.day, "21:55"), FIRST, all_rounds)  # which hands over
            yield Act(when.at(told.day, "22:20"), SECOND, _opens_picks)


def _picks(present: Present, *, ideas: tuple[str, ...]) -> None:
    picking.seal(present, all_rounds(present).current, ideas)


def _opens_picks(present: Present) -> None:
    ready = [n for n, it in all_rounds(present).picked.items() if it.state is Round.READY]
    picking.open_both(present, ready[0])


# --- Of the last days, and ahead ----------------------------------------------------------


def lately(story: Story, when: Calendar) -> Iterator[Act]:
    """A date after which one has said what they liked, and the other one not yet."""
    for told in story.lately if not when.back else ():
        asks = partial(_asks_lately, told=told, day=when.day(told.day))
        yield Act(when.at(told.day - 2, "20:25"), told.who, asks)
        accepts = partial(_accepts, line=told.line)
        yield Act(when.at(told.day - 1, "08:20"), other(told.who), accepts)
        yield from _likes(told.line, told.liked, told.day + 1, when)


def _asks_lately(present: Present, *, told: Lately, day: date) -> None:
    at = _date(present, day, told.time, told.minutes)
    stepping.propose(present, at, idea=told.idea, line=told.line)


def coming(story: Story, when: Calendar) -> Iterator[Act]:
    """What is ahead now: agreed, or waiting for the other one's word."""
    for told in story.coming if not when.back else ():
        first = when.day(told.soonest)
        yield Act(when.at(told.day, "18:50"), told.who, partial(_asks, told=told, first=first))
        if told.agreed:
            accepts = partial(_accepts, line=told.line)
            yield Act(when.at(told.day, "22:35"), other(told.who), accepts)
        for away in told.away:
            yield Act(when.at(-1, "22:50"), away.who, partial(_away, told.line, away))


def _asks(present: Present, *, told: Coming, first: date) -> None:
    start = first_free(
        present, first=first, minutes=told.minutes, weekdays=frozenset(told.weekdays)
    )
    wall = start.astimezone(clock.zone_or_utc(present.zone)).replace(tzinfo=None)
    when = Date(wall, _zone(present), told.minutes)
    stepping.propose(present, when, idea=told.idea, line=told.line)


def first_free(
    present: Present, *, first: date, minutes: int, weekdays: frozenset[int]
) -> datetime:
    """The first time from this day on that both shared as free, and that holds no date yet."""
    place = clock.zone_or_utc(present.zone)
    given = [entry.payload.spans for entry in free.everything(present).of(Free)]
    mine, theirs = ([(start, end) for start, end in spans] for spans in given)
    ahead = meetings(all_plans(present), after=present.now)
    taken = [(sweep.minute(it.when.start), sweep.minute(it.when.end)) for it in ahead]
    begin = sweep.minute(datetime.combine(first, time(), place))
    for start, end in sweep.minus(sweep.both(mine, theirs), taken):
        since = -(-max(start, begin) // QUARTER) * QUARTER
        found = sweep.moment(since)
        if end - since >= minutes and found.astimezone(place).weekday() in weekdays:
            return found
    raise LookupError("Nothing is free for both.")
