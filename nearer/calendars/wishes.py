"""What somebody typed at a terminal: moments, zones, and the hours they like."""

import re
from datetime import MAXYEAR, datetime
from typing import Final
from zoneinfo import ZoneInfo

from nearer.calendars.spans import DAY
from nearer.calendars.windows import Piece

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL: Final = "mon-fri 18:00-22:30, sat-sun 10:00-23:00"
"""Evenings and weekends."""
_DAY = "|".join(DAYS)
_PART: Final = re.compile(
    rf"(?P<first>{_DAY})(?:-(?P<last>{_DAY}))?\s+(?P<since>\d\d?:\d\d)-(?P<until>\d\d?:\d\d)",
    re.IGNORECASE | re.ASCII,
)


class NotUnderstood(ValueError):
    """What was typed cannot be meant; the message is one sentence about it."""


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises `NotUnderstood`."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no zone's name, a folder's, and none at all
        raise NotUnderstood(
            f"There is no zone “{name}”; zones have names such as Europe/Berlin."
        ) from None


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """A date or a time in ISO format; without an offset it is one in `zone`.

    Raises `NotUnderstood`, also for the first and last days there are, since no zone may leave
    them behind.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(
            f"“{text}” is no moment; 2026-10-24 and 2026-10-24T18:00+02:00 are."
        ) from None
    if not 1 < moment.year < MAXYEAR:
        raise NotUnderstood(f"“{text}” is too far away.")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def hours_of(text: str) -> tuple[Piece, ...]:
    """`mon-fri 18:00-22:30, sat 22:00-02:00` as pieces of the week. Raises `NotUnderstood`."""
    return tuple(piece for part in text.split(",") for piece in _pieces(part.strip()))


def _pieces(part: str) -> list[Piece]:
    found = _PART.fullmatch(part)
    if not found:
        raise NotUnderstood(f"“{part}” are no hours; “{USUAL}” are.")
    first = DAYS.index(found["first"].lower())
    last = DAYS.index((found["last"] or found["first"]).lower())
    since, until = _minute(found["since"]), _minute(found["until"])
    if since == until:
        raise NotUnderstood(f"“{part}” ends when it begins.")
    days = [(first + more) % 7 for more in range((last - first) % 7 + 1)]
    if since < until:
        return [(day, since, until) for day in days]
    return [(day, since, DAY) for day in days] + [((day + 1) % 7, 0, until) for day in days]


def _minute(wall: str) -> int:
    hours, minutes = map(int, wall.split(":"))
    minute = 60 * hours + minutes
    if minutes >= 60 or minute > DAY:  # noqa: PLR2004
        raise NotUnderstood(f"No clock shows {wall}.")
    return minute
