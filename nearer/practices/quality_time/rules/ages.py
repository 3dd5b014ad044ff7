"""How old something is, in words. Pure."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

NOON, EVENING = 12, 18
WEEK: Final = 6
OLD: Final = timedelta(days=3)
"""From then on a page says by itself that something may be missing."""


def since(moment: datetime, *, now: datetime, zone: tzinfo) -> str:
    """`this morning`, `yesterday`, `Tuesday`, `12 June`: as one would say it there."""
    then, today = moment.astimezone(zone), now.astimezone(zone)
    days = today.date().toordinal() - then.date().toordinal()
    if days <= 0:
        part = "morning" if then.hour < NOON else "afternoon" if then.hour < EVENING else "evening"
        return f"this {part}"
    if days == 1:
        return "yesterday"
    if days <= WEEK:
        return f"{then:%A}"
    return f"{then.day} {then:%B}" + (f" {then.year}" if then.year != today.year else "")


def is_old(moment: datetime, *, now: datetime) -> bool:
    """Whether it is so old that what came since may be missing."""
    return now - moment > OLD
