"""When a calendar is asked again, what of its answer counts, and what it makes of days. Pure.

A span is from and until, in minutes since 1970 in UTC; a day is counted as `date.toordinal` does.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

Span = tuple[int, int]
OFTEN: Final = timedelta(minutes=30)
SELDOM: Final = timedelta(hours=24)
"""How long to wait where asking again only annoys: the way in is wrong, or nothing is there."""
LONGEST_WAIT: Final = timedelta(hours=24)
"""No server can ask to be left alone for longer: its clock, or ours, may be wrong."""
SKEW: Final = timedelta(minutes=10)
REFETCH: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=100)
"""An unchanged answer shows nothing of later days; with less than this ahead, all is fetched."""
BACK: Final = timedelta(days=1)
FAR: Final = timedelta(days=180)
FAR_OF_A_FILE: Final = timedelta(days=400)
"""A file cannot be asked again."""
MOST_SPANS: Final = 5_000
NEEDS_ITS_OWNER: Final = frozenset(
    {
        *("sign-in", "other-sign-in", "sign-in-inside", "sign-in-open"),
        *("gone", "refused", "not-an-address", "not-public", "port"),
    }
)
"""What asking again will not mend."""


def is_due(
    *, state: str, asked_at: datetime | None, wait_until: datetime | None, now: datetime
) -> bool:
    """Whether a calendar may be asked now. A clock that ran ahead keeps nothing waiting."""
    if wait_until is not None and now < wait_until <= now + LONGEST_WAIT:
        return False
    if asked_at is None or asked_at > now + SKEW:
        return True
    return now - asked_at >= (SELDOM if state in NEEDS_ITS_OWNER else OFTEN)


def may_ask_for_news(*, whole_at: datetime | None, covers_until: datetime, now: datetime) -> bool:
    """Whether "not changed" would do for an answer. Otherwise all of it is asked for."""
    if whole_at is None or whole_at > now + SKEW or now - whole_at >= REFETCH:
        return False
    return covers_until >= now + AHEAD


def retry_at(seconds: int | None, *, now: datetime) -> datetime | None:
    """Until when a server that said so is left alone."""
    if seconds is None or seconds <= 0:
        return None
    return now + min(timedelta(seconds=min(seconds, 10**6)), LONGEST_WAIT)


def fitted(spans: Sequence[Span], *, most: int = MOST_SPANS) -> tuple[Span, ...]:
    """The same in at most `most` spans: the shortest gaps between them count as busy too.

    A calendar can make more spans than there is room for, and must then never read as free.
    """
    if len(spans) <= most:
        return tuple(spans)
    gaps = sorted(later[0] - earlier[1] for earlier, later in pairwise(spans))
    closed = gaps[len(spans) - most - 1]
    whole = [spans[0]]
    for start, until in spans[1:]:
        if start - whole[-1][1] <= closed:
            whole[-1] = (whole[-1][0], max(until, whole[-1][1]))
        else:
            whole.append((start, until))
    return tuple(whole)


def is_usable(*, complete: bool, unread: int, accepted: int) -> bool:
    """Whether anything may be called free by this calendar: what could not be read may be busy,
    until its owner says that they know. With more that cannot be read they are asked again.
    """
    return complete or unread <= accepted


def still_busy(days: Iterable[Sequence[int]], free: Collection[Sequence[int]]) -> tuple[Span, ...]:
    """The all-day dates that count. One put aside counts again once it begins or ends otherwise:
    then something else lies there too.
    """
    aside = {tuple(one) for one in free}
    return tuple((first, last) for first, last in days if (first, last) not in aside)


def cut(days: Iterable[Sequence[int]], *, first: int, last: int) -> tuple[Span, ...]:
    """The part of these days that lies between two of them, both included."""
    shorter = ((max(start, first), min(end, last)) for start, end in days)
    return tuple((start, end) for start, end in shorter if start <= end)


def true_since(read: Iterable[datetime], *, now: datetime) -> datetime:
    """Since when all of it is known: as the oldest of the calendars says, and never from now on."""
    return min([now, *read])
