"""Stretches of time as whole minutes: joined, cut, taken away, and told from a wall clock.

A span is half-open and counts minutes since 1970 in UTC. Everything returned is merged: sorted,
no two touching, none empty.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Stretch = tuple[int, int, int]
"""A span, and by how many minutes a zone's clocks are ahead of UTC in it."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY: Final = EPOCH.toordinal()
MINUTE: Final = timedelta(minutes=1)
DAY: Final = 24 * 60
LOOK: Final = 3 * DAY
FARTHEST: Final = DAY
"""No clock on earth ever differed from UTC by more."""


def minute(moment: datetime) -> int:
    """The minute in which an aware moment lies. For starts: they round down."""
    return (moment - EPOCH) // MINUTE


def minute_after(moment: datetime) -> int:
    """The first minute that begins no earlier than an aware moment. For ends: they round up."""
    return -((EPOCH - moment) // MINUTE)


def moment(minute: int) -> datetime:
    """When a minute begins, in UTC."""
    return EPOCH + minute * MINUTE


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time, sorted; what overlaps or touches is joined, what is empty is dropped."""
    whole: list[Span] = []
    last = None
    for start, end in sorted(spans):
        if end <= start:
            continue
        if last is None or start > last:
            whole.append((start, end))
            last = end
        elif end > last:
            whole[-1] = (whole[-1][0], end)
            last = end
    return tuple(whole)


def clip(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """What lies from `start` to before `end`."""
    return merge((max(a, start), min(b, end)) for a, b in spans)


def minus(whole: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `whole` outside of `taken`."""
    left: list[Span] = []
    holes = merge(taken)
    at, most = 0, len(holes)
    for start, end in merge(whole):
        since = start
        while at < most and holes[at][1] <= since:
            at += 1
        hole = at
        while hole < most and holes[hole][0] < end:
            hole_start, hole_end = holes[hole]
            if hole_start > since:
                left.append((since, hole_start))
            since = hole_end
            hole += 1
        if since < end:
            left.append((since, end))
    return tuple(left)


def both(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in both."""
    shared: list[Span] = []
    ours, theirs = merge(a), merge(b)
    one = other = 0
    while one < len(ours) and other < len(theirs):
        (start, end), (other_start, other_end) = ours[one], theirs[other]
        since, until = max(start, other_start), min(end, other_end)
        if since < until:
            shared.append((since, until))
        if end <= other_end:
            one += 1
        else:
            other += 1
    return tuple(shared)


def stretches(zone: ZoneInfo, start: int, end: int) -> tuple[Stretch, ...]:
    """From `start` to before `end`, cut where the zone's clocks are put forward or back.

    Looks every three days, so a change that is undone within them is not seen. Since 1970 no zone
    has undone one within a week.
    """
    if end <= start:
        return ()
    found: list[Stretch] = []
    since, ahead = start, _ahead(zone, start)
    before = start
    for look in (*range(start + LOOK, end - 1, LOOK), end - 1):
        now_ahead = _ahead(zone, look)
        if now_ahead != ahead:
            change = _change(zone, before, look)
            found.append((since, change, ahead))
            since, ahead = change, now_ahead
        before = look
    return (*found, (since, end, ahead))


def _ahead(zone: ZoneInfo, minute: int) -> int:
    offset = datetime.fromtimestamp(minute * 60, zone).utcoffset()
    return round(offset / MINUTE) if offset else 0


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The first minute with the clocks of `after`, when those of `before` were others."""
    ahead = _ahead(zone, after)
    while after - before > 1:
        middle = (before + after) // 2
        if _ahead(zone, middle) == ahead:
            after = middle
        else:
            before = middle
    return after


def on_the_clock(walls: Iterable[Span], zone: ZoneInfo) -> tuple[Span, ...]:
    """When the zone's clocks show what `walls` says, in minutes of the wall since 1970.

    A night on which clocks are put forward has no minutes for what they skip, and one on which
    they are put back has what they repeat twice.
    """
    shown = merge(walls)
    if not shown:
        return ()
    found: list[Span] = []
    for since, until, ahead in stretches(zone, shown[0][0] - FARTHEST, shown[-1][1] + FARTHEST):
        first, last = since + ahead, until + ahead
        found += [(max(first, start) - ahead, min(last, end) - ahead) for start, end in shown]
    return merge(found)


def days_as_spans(days: Iterable[tuple[int, int]], zone: ZoneInfo) -> tuple[Span, ...]:
    """Whole dates, first and last as `date.toordinal` counts them, between the zone's midnights.

    A date that a zone skipped has no minutes.
    """
    return on_the_clock(
        ((DAY * (first - EPOCH_DAY), DAY * (last + 1 - EPOCH_DAY)) for first, last in days), zone
    )
