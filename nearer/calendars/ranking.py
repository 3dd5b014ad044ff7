"""Which of two people's free times are better: sooner, longer, fair to both, another weekday.

The weights are judgement, not measurement. All of it is the same from either side, so that both
see the same windows in the same order.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from nearer.calendars.spans import DAY, Span, Stretch, stretches

EARLY_UNTIL: Final = 8 * 60
LATE_FROM: Final = 22 * 60
HARD: Final = EARLY_UNTIL + DAY - LATE_FROM
"""How many minutes of a day are late or very early."""

WEEK: Final = 7 * DAY
LATELY: Final = 6 * WEEK
"""How far back what the two had still counts."""
HALVES_IN: Final = 3 * WEEK
ENOUGH: Final = 240
"""Minutes beyond which longer is no better."""
MUCH: Final = 180
"""So many late or early minutes make a window half as fair."""

SOON, LONG, FAIR, FRESH = 0.35, 0.20, 0.30, 0.15


class Side:
    """What one of the two brings to a window, from their zone and from what the two had."""

    __slots__ = ("cost", "days", "known", "worn", "zone")

    def __init__(
        self, zone: ZoneInfo, *, had: Iterable[Span], now: int, start: int, end: int
    ) -> None:
        """`start` and `end` bound what will be asked about; `had` is looked at before `now`."""
        self.zone = zone
        self.known: tuple[Stretch, ...] = stretches(zone, start, end)
        self.days: Counter[int] = Counter()
        self.cost = 0.0
        """Minutes of the last weeks' times that were late or early here; older ones count less."""
        for since, until in had:
            if now - LATELY <= since < now:
                ahead = stretches(zone, since, since + 1)[0][2]
                self.days[weekday(since + ahead)] += 1
                self.cost += hard(since + ahead, until + ahead) * 0.5 ** ((now - since) / HALVES_IN)
        times = self.days.total()
        self.worn = {day: number / times for day, number in self.days.items()}
        """The share of the last weeks' times that fell on each weekday."""

    def wall(self, minute: int) -> int:
        """What this side's clock shows at a minute, in minutes since 1970."""
        for _, until, ahead in self.known:
            if minute < until:
                return minute + ahead
        return minute + self.known[-1][2]


def weekday(wall: int) -> int:
    """Monday is 0; the first of January 1970 was a Thursday."""
    return (wall // DAY + 3) % 7


def hard(start: int, end: int) -> int:
    """How many minutes of a span, as the wall shows it, are late or very early."""
    of_day = start % DAY
    if of_day >= EARLY_UNTIL and of_day + end - start <= LATE_FROM:  # as most are
        return 0
    return _hard_before(end) - _hard_before(start)


def _hard_before(wall: int) -> int:
    days, rest = divmod(wall, DAY)
    return days * HARD + min(rest, EARLY_UNTIL) + max(0, rest - LATE_FROM)


def score(
    span: Span, walls: Sequence[int], sides: Sequence[Side], *, now: int, longest: int
) -> float:
    """From 0 to 1, the same whoever is named first. `walls`: what each one's shows at its start."""
    start, end = span
    one, other = sides
    lasts = end - start
    cost_one, cost_other = (hard(wall, wall + lasts) for wall in walls)
    uneven = abs((one.cost + cost_one) - (other.cost + cost_other))
    soon = 1 / (1 + max(0, start - now) / WEEK)
    long = min(1.0, lasts / max(1, min(longest, ENOUGH)))
    fair = 1 / (1 + (uneven + (cost_one + cost_other) / 2) / MUCH)
    fresh = 1.0
    if one.worn:
        days = (weekday(wall) for wall in walls)
        worn = [side.worn.get(day, 0.0) for side, day in zip(sides, days, strict=True)]
        fresh -= sum(worn) / 2
    return round(SOON * soon + LONG * long + FAIR * fair + FRESH * fresh, 4)
