"""When the two sit down for the check-in: what is agreed, what is proposed. Pure.

Steps come from two phones, and two may be taken at once. Everything here follows from what
each step says it had seen, so the order in which they arrive makes no difference.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class Word(StrEnum):
    """What a step says."""

    PROPOSE = "propose"
    AGREE = "agree"
    LET_GO = "let-go"


@dataclass(frozen=True, slots=True)
class Evening:
    """Days of the week, Monday being 0, and a time on the wall where each of them lives."""

    days: tuple[int, ...]
    time: str

    @property
    def words(self) -> str:
        names = [f"{DAYS[day]}s" for day in self.days]
        *first, last = names
        return f"{', '.join(first)} and {last}" if first else last


def evening(days: Iterable[int], at: str) -> Evening | None:
    """Days and a time, or None for what is neither."""
    chosen = tuple(sorted(set(days)))
    if not chosen or not set(chosen) <= set(range(len(DAYS))) or not _TIME.fullmatch(at):
        return None
    return Evening(chosen, at)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as its reader sees it."""

    mark: str
    mine: bool
    number: int
    at: datetime
    said: str
    after: frozenset[str] = frozenset()
    about: str = ""
    evening: Evening | None = None

    @property
    def order(self) -> tuple[int, datetime, str]:
        return self.number, self.at, self.mark


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What stands now. An agreement goes on while something else is proposed."""

    agreed: Evening | None = None
    by: str = ""
    """The mark of the step that agreed."""
    proposals: tuple[Step, ...] = ()

    @property
    def state(self) -> str:
        return "proposed" if self.proposals else "agreed" if self.agreed else "none"


def fold(steps: Iterable[Step]) -> Rhythm:
    """What the steps come to, whatever their order.

    A proposal stands until somebody who had seen it agrees to something or proposes anew, or
    until it is let go. Agreeing needs the other one. Letting go beats agreeing at the same
    moment: nobody is held to what they took back.
    """
    known = {step.mark: step for step in steps}
    seen = {mark: _before(known, mark) for mark in known}
    let_go = {step.about for step in known.values() if step.said == Word.LET_GO}
    settled = set(let_go)
    for step in known.values():
        if step.said in {Word.AGREE, Word.PROPOSE}:
            settled |= seen[step.mark]
    proposals = [s for s in known.values() if s.said == Word.PROPOSE and s.evening]
    valid = [step for step in known.values() if _agrees(step, known, let_go)]
    last = max(valid, key=lambda step: step.order, default=None)
    standing = sorted((s for s in proposals if s.mark not in settled), key=lambda s: s.order)
    if last is None or last.mark in let_go:
        return Rhythm(proposals=tuple(standing))
    return Rhythm(known[last.about].evening, last.mark, tuple(standing))


def _before(known: Mapping[str, Step], mark: str) -> set[str]:
    """Everything that was before this step's writer's eyes."""
    found: set[str] = set()
    ahead = list(known[mark].after)
    while ahead:
        if (next_ := ahead.pop()) in known and next_ not in found:
            found.add(next_)
            ahead += known[next_].after
    return found


def _agrees(step: Step, known: Mapping[str, Step], let_go: set[str]) -> bool:
    asked = known.get(step.about)
    return (
        step.said == Word.AGREE
        and asked is not None
        and asked.said == Word.PROPOSE
        and asked.evening is not None
        and asked.mine != step.mine
        and asked.mark not in let_go
    )


def moments(agreed: Evening, *, zone: ZoneInfo, after: datetime, days: int) -> list[datetime]:
    """The agreed moments of the next days for somebody in this zone, in order.

    A time that the clocks skip is as long after midnight as it says; one that comes twice is
    the first of the two.
    """
    hour, minute = map(int, agreed.time.split(":"))
    first = after.astimezone(zone).date()
    dates = (first + timedelta(days=n) for n in range(days + 1))
    walls = (
        datetime.combine(day, time(hour, minute), zone)
        for day in dates
        if day.weekday() in agreed.days
    )
    until = after + timedelta(days=days)
    found = (wall.astimezone(after.tzinfo) for wall in walls)
    return [moment for moment in found if after < moment <= until]
