"""Why a window is a good one, in words about one's own side alone.

Nothing here is handed the other one's calendar, so nothing here can tell of it.
"""

from collections.abc import Iterator
from typing import Final

from nearer.calendars.ranking import EARLY_UNTIL, ENOUGH, Side, hard, weekday
from nearer.calendars.spans import DAY, Span

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAWN, NOON, EVENING = 5 * 60, 12 * 60, 17 * 60
NEAR: Final = 30
"""Minutes between what is free and the window, up to which the one is the other's edge."""
STEP: Final = 5
"""Minutes to which the beginning of what is free is told."""
OFTEN: Final = 2
LATE: Final = 30
MOST: Final = 3
TODAY: Final = "It could be today."
TOMORROW: Final = "It could be tomorrow."
FAIR: Final = "The last times were late or early for you. This one is not."
WHOLE: Final = " in one piece."


def reasons(span: Span, *, free: Span, side: Side, now: int) -> tuple[str, ...]:
    """At most three sentences about a window that lies within `free`, my own free time."""
    return tuple(_all(span, free=free, side=side, now=now))[:MOST]


def _all(span: Span, *, free: Span, side: Side, now: int) -> Iterator[str]:
    start, lasts = side.wall(span[0]), span[1] - span[0]  # on some nights the wall says less
    yield from _when(start, today=side.wall(now))
    yield from _lately(start, start + lasts, side)
    yield from _around(span, free=free, side=side)
    if lasts >= ENOUGH:
        yield f"{_hours(lasts)}{WHOLE}"


def _when(start: int, *, today: int) -> Iterator[str]:
    days = start // DAY - today // DAY
    if days == 0:
        yield TODAY
    elif days == 1:
        yield TOMORROW


def _lately(start: int, end: int, side: Side) -> Iterator[str]:
    day = weekday(start)
    if side.days[day] >= OFTEN:
        yield f"You have had {DAYS[day]}s lately."
    elif side.days.total() >= OFTEN and not side.days[day]:
        yield f"A {DAYS[day]}, for a change."
    if hard(start, end) >= LATE:
        if _part(start) == "night":
            yield "It is night where you are."
        elif start % DAY < EARLY_UNTIL:
            yield "It is early where you are."
        else:
            yield "It gets late where you are."
    elif side.cost >= LATE:
        yield FAIR


def _around(span: Span, *, free: Span, side: Side) -> Iterator[str]:
    start, until = side.wall(span[0]), _clock(side.wall(free[1]), on=side.wall(span[0]))
    if span[0] - free[0] < NEAR:  # said from where it begins: what is free may begin right now
        yield f"Your {_part(start)} is clear from {_clock(start, on=start)} to {until}."
    else:
        since = -(-side.wall(free[0]) // STEP) * STEP
        yield f"You are free around it, from {_clock(since, on=start)} to {until}."


def _part(wall: int) -> str:
    of_day = wall % DAY
    if of_day < DAWN:
        return "night"
    if of_day < NOON:
        return "morning"
    return "afternoon" if of_day < EVENING else "evening"


def _clock(wall: int, *, on: int) -> str:
    """The time, and the day too where it is not the day of `on`. Midnight ends a day."""
    hour = f"{wall % DAY // 60:02}:{wall % 60:02}"
    if wall == (on // DAY + 1) * DAY:
        return "midnight"
    return hour if wall // DAY == on // DAY else f"{DAYS[weekday(wall)]} {hour}"


def _hours(minutes: int) -> str:
    words = ("Four", "Five", "Six", "Seven", "Eight")
    at = minutes // 60 - ENOUGH // 60
    return f"{words[at]} hours" if at < len(words) else "A whole day"
