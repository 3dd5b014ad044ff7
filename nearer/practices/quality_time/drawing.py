"""Seven days as a drawing: a column for each, and a block for each stretch of time. Pure.

All is told by the wall where its reader is. A night on which clocks go back shows the hour that
comes twice once, and one on which they go forward has a gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from nearer.calendars import spans as sweep
from nearer.calendars.spans import DAY, EPOCH_DAY, Span

WIDE: Final = 100
"""How wide a day is drawn; a minute is 1 high. The drawing is stretched to its page."""
EDGE: Final = 5
HOUR: Final = 60
STEP: Final = 2 * HOUR
"""Hours are written beside every second line, and the drawing begins and ends on such a one."""
FEWEST: Final = 6 * HOUR
TALL: Final = 22
"""Pixels that an hour is high; in a long day fewer."""
TALLEST: Final = 352


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of time: `ours`, `agreed` or `mine`, and its spans."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch on one day, where it is drawn."""

    kind: str
    x: int
    y: int
    high: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The same, in words."""

    start: int
    """The minute it begins, as the clocks of the world count."""
    minutes: int
    clock: str


@dataclass(frozen=True, slots=True)
class Row:
    """One day of the list beside the drawing."""

    day: date
    kinds: dict[str, tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour that is written, and where."""

    label: str
    y: int
    """In minutes below the top."""
    pixels: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days."""

    days: tuple[date, ...]
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    hours: tuple[Hour, ...]
    high: int
    """In minutes."""
    tall: int
    """In pixels."""

    @property
    def wide(self) -> int:
        return WIDE * len(self.days)

    @property
    def empty(self) -> bool:
        return not self.blocks


def week(
    days: Sequence[date], kinds: Iterable[Kind], *, all_year: Iterable[Span], zone: ZoneInfo
) -> Week:
    """These days in a row. `all_year` says which hours the drawing has, whatever week it is."""
    known = tuple(kinds)
    start, end = _midnight(days[0], zone), _midnight(days[-1] + timedelta(days=1), zone)
    top, bottom = _hours([*all_year, *(span for kind in known for span in kind.spans)], zone)
    tall = min(TALLEST, TALL * (bottom - top) // HOUR)
    blocks = tuple(
        block
        for kind in known
        for block in _blocks(kind.name, walls(sweep.clip(kind.spans, start, end), zone), days, top)
    )
    hours = tuple(
        Hour(f"{at // HOUR:02}", at - top, (at - top) * tall // (bottom - top))
        for at in range(top, bottom + 1, STEP)
    )
    rows = tuple(_rows(days, known, zone))
    return Week(tuple(days), blocks, rows, hours, bottom - top, tall)


def walls(spans: Sequence[Span], zone: ZoneInfo) -> tuple[Span, ...]:
    """What the wall shows during these spans, in minutes of the wall since 1970."""
    if not spans:
        return ()
    found: list[Span] = []
    for since, until, ahead in sweep.stretches(zone, spans[0][0], spans[-1][1]):
        found += [(a + ahead, b + ahead) for a, b in sweep.clip(spans, since, until)]
    return sweep.merge(found)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return sweep.minute(datetime.combine(day, time(), zone))


def _hours(spans: Sequence[Span], zone: ZoneInfo) -> Span:
    """From which minute of the day to which it is drawn."""
    first, last = DAY, 0
    for start, end in walls(sweep.merge(spans), zone):
        if start // DAY != (end - 1) // DAY:
            return 0, DAY
        first, last = min(first, start % DAY), max(last, (end - 1) % DAY + 1)
    if last <= first:
        first, last = 16 * HOUR, DAY
    top, bottom = first // STEP * STEP, -(-last // STEP) * STEP
    if bottom - top < FEWEST:
        bottom = min(DAY, top + FEWEST)
        top = bottom - FEWEST
    return top, bottom


def _blocks(kind: str, shown: Iterable[Span], days: Sequence[date], top: int) -> Iterator[Block]:
    for start, end in shown:
        for since, until in _by_midnight(start, end):
            column = since // DAY + EPOCH_DAY - days[0].toordinal()
            if 0 <= column < len(days):
                yield Block(kind, WIDE * column + EDGE, since % DAY - top, until - since)


def _by_midnight(start: int, end: int) -> Iterator[Span]:
    nights = range((start // DAY + 1) * DAY, end, DAY)
    yield from pairwise((start, *nights, end))


def _rows(days: Sequence[date], kinds: Sequence[Kind], zone: ZoneInfo) -> Iterator[Row]:
    """Each day with what begins on it; what began the night before stands on its midnight."""
    for day in days:
        since, until = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
        found = {
            kind.name: tuple(
                Stretch(start, end - start, _clock(start, end, zone))
                for start, end in sweep.clip(kind.spans, since, until)
            )
            for kind in kinds
        }
        if any(found.values()):
            yield Row(day, found)


def _clock(start: int, end: int, zone: ZoneInfo) -> str:
    since, until = (sweep.moment(edge).astimezone(zone) for edge in (start, end))
    midnight = until.date() != since.date()
    return f"{since:%H:%M}–{'24:00' if midnight else f'{until:%H:%M}'}"
