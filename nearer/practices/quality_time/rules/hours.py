"""When somebody likes to meet: ticked and typed hours as the pieces of a week. Pure.

A piece is a weekday, Monday being 0, with from and until in minutes of that day (at most 1440).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

Piece = tuple[int, int, int]
DAY: Final = 24 * 60
WEEK: Final = tuple(range(7))
DAYS: Final[dict[str, tuple[int, ...]]] = {
    "every": WEEK,
    "week": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "mon": (0,),
    "tue": (1,),
    "wed": (2,),
    "thu": (3,),
    "fri": (4,),
    "sat": (5,),
    "sun": (6,),
}
"""What can be chosen beside a time, by its name in the form."""
CLOCK: Final = 2
"""Hours and minutes."""


def minute_of(wall: str) -> int:
    """`18:30` as a minute of the day. Raises ValueError for what stands on no clock."""
    hours, minutes = (int(part) for part in wall.split(":", CLOCK)[:CLOCK])
    if not (0 <= hours < DAY // 60 and 0 <= minutes < 60):  # noqa: PLR2004
        raise ValueError(wall)
    return 60 * hours + minutes


def pieces(days: Iterable[int], start: str, until: str) -> Iterator[Piece]:
    """These hours on each of these days, two over midnight. From noon to noon are 24 hours."""
    first, last = minute_of(start), minute_of(until)
    for day in days:
        if first < last:
            yield day, first, last
            continue
        yield day, first, DAY
        if last:
            yield (day + 1) % 7, 0, last


def typed(rows: Iterable[Sequence[str]]) -> Iterator[Piece]:
    """The pieces of hours that somebody typed. A row that this version cannot read gives none."""
    for row in rows:
        try:
            days, start, until = row
            yield from pieces(DAYS[days], start, until)
        except (KeyError, ValueError, TypeError):
            continue


def joined(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """In the order of the week, those that overlap or touch being one."""
    whole: list[Piece] = []
    for day, some in groupby(sorted(found), key=itemgetter(0)):
        for _, start, until in some:
            if whole and whole[-1][0] == day and start <= whole[-1][2]:
                whole[-1] = (day, whole[-1][1], max(whole[-1][2], until))
            else:
                whole.append((day, start, until))
    return tuple(whole)


def hours_in(found: Collection[Piece]) -> float:
    """How many hours of a week these are, never counting one twice."""
    return sum(until - start for _, start, until in joined(found)) / 60
