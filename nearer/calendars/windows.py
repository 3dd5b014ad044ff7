"""When two people could meet: what each offers, and the best of what both have free."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from nearer.calendars import ranking, why
from nearer.calendars.spans import (
    DAY,
    EPOCH_DAY,
    FARTHEST,
    Span,
    both,
    clip,
    days_as_spans,
    merge,
    minus,
    on_the_clock,
)

Piece = tuple[int, int, int]
"""A weekday, Monday being 0, then from and until in minutes of that day, at most 1440."""
GRIDS: Final = (15, 5, 1)
"""A window begins on a quarter of an hour, if it is then long enough; else on five minutes.

Clocks differ from UTC by quarters of an hour everywhere, so a quarter there is one here.
"""

_Scored = tuple[float, Span, list[int]]
"""Minus the score, so that the best comes first; the window, and what each wall shows then."""


@dataclass(frozen=True, slots=True)
class Hours:
    """What one person likes, and keeps for themselves, as the wall shows it where they live."""

    zone: str
    """The IANA name of it."""
    liked: tuple[Piece, ...]
    never: tuple[Piece, ...] = ()
    sleep: Span = (0, 0)
    """From and until in minutes of the day; over midnight if it ends before it begins."""
    travel: int = 0
    rest: int = 0
    """Minutes taken off before and after whatever the calendar says, whole days apart."""
    shortest: int = 0


class Taken(Protocol):
    """When somebody is busy, as `reading.Busy` says it."""

    @property
    def spans(self) -> Sequence[Span]:
        """Busy from and until."""

    @property
    def days(self) -> Sequence[tuple[int, int]]:
        """Busy all day, first and last as `date.toordinal` counts."""


@dataclass(frozen=True, slots=True)
class Window:
    """A time that is free for both."""

    start: int
    end: int
    score: float
    """From 0 to 1, the same from both sides."""
    why: tuple[str, ...]
    """Sentences about one's own side."""


def free(busy: Taken, *, hours: Hours, start: int, end: int) -> tuple[Span, ...]:
    """What somebody offers from `start` to before `end`.

    Their liked hours without those they never want, their sleep, whatever their calendar says
    with its margins, and whole days from midnight to midnight where they live. Of what is left,
    pieces shorter than `hours.shortest` are dropped. What was not read is for the caller to
    leave out: this takes for free what `busy` does not name.
    """
    zone = ZoneInfo(hours.zone)
    first, last = (start - FARTHEST) // DAY, (end + FARTHEST) // DAY
    kept = (*_weekly(hours.never, first, last), *_nightly(hours.sleep, first - 1, last))
    offered = on_the_clock(minus(_weekly(hours.liked, first, last), kept), zone)
    days = busy.days and days_as_spans(_from_to(busy.days, first, last), zone)
    taken = [(a - hours.travel, b + hours.rest) for a, b in busy.spans if a < b]
    left = minus(clip(offered, start, end), (*taken, *days))
    return tuple(span for span in left if span[1] - span[0] >= hours.shortest)


def _weekly(pieces: Iterable[Piece], first: int, last: int) -> Iterator[Span]:
    """Each piece in each week of these days since 1970, on the wall."""
    for weekday, since, until in pieces:
        for day in range(first + (weekday - first - 3) % 7, last + 1, 7):
            yield DAY * day + since, DAY * day + until


def _nightly(sleep: Span, first: int, last: int) -> Iterator[Span]:
    since, until = sleep
    if since == until:
        return
    for day in range(first, last + 1):
        yield DAY * day + since, DAY * (day + (until < since)) + until


def _from_to(days: Iterable[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """So that somebody who is away for a thousand years costs no more than the days asked for."""
    for since, until in days:
        yield max(since, first + EPOCH_DAY), min(until, last + EPOCH_DAY)


def windows(
    mine: Sequence[Span],
    theirs: Sequence[Span],
    *,
    zone: str,
    their_zone: str,
    shortest: int,
    longest: int,
    now: int,
    had: Sequence[Span] = (),
    most: int = 12,
) -> tuple[Window, ...]:
    """The best times that both offer, best first: one on each day, then others of those days.

    `mine` and `theirs` are what `free` gave; `had` is when the two met before, and says for
    whom it was late and which weekdays it was. Whoever asks for the other side gets the same
    windows with the same scores; only the reasons are each one's own.
    """
    shared = clip(both(mine, theirs), now, max((end for _, end in mine), default=now))
    spans = [slot for span in shared for slot in _slots(span, shortest=shortest, longest=longest)]
    if not spans:
        return ()
    sides = [
        ranking.Side(ZoneInfo(name), had=had, now=now, start=now, end=spans[-1][1] + 1)
        for name in (zone, their_zone)
    ]
    best: list[_Scored] = []
    for span in spans:
        walls = [side.wall(span[0]) for side in sides]
        score = ranking.score(span, walls, sides, now=now, longest=longest)
        best.append((-score, span, walls))
    best.sort()
    offered = merge(mine)
    return tuple(
        Window(
            *span,
            score,
            why.reasons(span, free=_around(span, offered), side=sides[0], now=now),
        )
        for score, span in _spread(best, most)
    )


def _slots(span: Span, *, shortest: int, longest: int) -> Iterator[Span]:
    """A free time as one window after another, if it is longer than they should be."""
    since, end = span
    while (start := _begin(since, end, shortest)) is not None:
        until = min(end, start + max(longest, shortest))
        yield start, until
        since = until


def _begin(since: int, end: int, shortest: int) -> int | None:
    for grid in GRIDS:
        start = -(-since // grid) * grid
        if end - start >= max(1, shortest):
            return start
    return None


def _spread(best: Sequence[_Scored], most: int) -> Iterator[tuple[float, Span]]:
    """The best of each day, a day being one on either wall; then the others, worth less."""
    seen: set[tuple[int, int]] = set()
    later: list[tuple[float, Span]] = []
    lowest, found = 1.0, 0
    for minus_score, span, walls in best:
        if found == most:
            return
        days = {(side, wall // DAY) for side, wall in enumerate(walls)}
        if days & seen:
            later.append((-minus_score, span))
            continue
        seen |= days
        lowest, found = -minus_score, found + 1
        yield lowest, span
    for score, span in later[: most - found]:
        yield round(score * lowest, 4), span


def _around(span: Span, offered: Sequence[Span]) -> Span:
    return offered[bisect_right(offered, (span[0], span[1] + DAY * DAY)) - 1]
