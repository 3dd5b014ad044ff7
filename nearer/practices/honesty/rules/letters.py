"""When a letter may be read, and when words may follow it. Pure."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

VERSIONS: Final = 9
REPLIES: Final = 20
"""So many of each of the two; a longer talk is one to have aloud, or a new letter."""
EVENING: Final = time(18)
A_DAY: Final = timedelta(days=1)
AHEAD: Final = timedelta(weeks=4)
"""As far ahead as somebody can say that they come back: so far, notices are planned."""
REMINDED: Final = timedelta(days=14)


class When(StrEnum):
    """The moment that a reader chooses before anything of a letter is shown."""

    NOW = "now"
    TONIGHT = "tonight"
    DAY = "day"


class Door(StrEnum):
    """Where a reader stands before a letter."""

    ASK = "ask"  # no moment was chosen yet
    LATER = "later"  # the chosen one has not come
    READ = "read"


def opens_at(when: When, *, now: datetime, zone: ZoneInfo) -> datetime:
    """From which moment on a letter shows itself. An evening that has begun is now."""
    match when:
        case When.TONIGHT:
            today = now.astimezone(zone).date()
            evening = datetime.combine(today, EVENING, zone)
            return max(now, evening.astimezone(now.tzinfo))
        case When.DAY:
            return now + A_DAY
        case When.NOW:
            return now


def door(*, opens: datetime | None, answered: bool, now: datetime) -> Door:
    """Whoever has answered has read it; anybody else reads it from the moment they chose."""
    if answered or (opens is not None and opens <= now):
        return Door.READ
    return Door.ASK if opens is None else Door.LATER


def words_open(*, mine: bool, sentence: bool, asked_for_time: bool, in_words: bool) -> bool:
    """Whether free text is open to this person about a letter that is `mine` or not.

    First the reader says one sentence. While they asked for a little time and have written
    nothing more, its writer lets them have it.
    """
    if not sentence:
        return False
    return not (mine and asked_for_time and not in_words)


def back_by(wall: datetime, *, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The moment that is meant by a time on the wall, if it lies ahead and not too far."""
    try:
        moment = wall.replace(tzinfo=zone).astimezone(now.tzinfo)
    except OverflowError:  # at either end of the calendar
        return None
    return moment if now < moment <= now + AHEAD else None


def comes_back(back: datetime, *, zone: ZoneInfo, day: date) -> bool:
    """Whether today is a day on which to be reminded of having said so."""
    since = day - back.astimezone(zone).date()
    return timedelta() <= since <= REMINDED
