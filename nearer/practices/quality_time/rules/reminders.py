"""When to remind somebody of a date that was agreed on. Pure."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from nearer.notices.rules import Quiet

BEFORE: Final = timedelta(hours=2)
"""Enough to come home from somewhere, and to put something away."""
EVENING: Final = timedelta(hours=1)
"""Before the quiet hours, where they last until shortly before the date."""


def reminder(begins: datetime, *, quiet: Quiet, zone: ZoneInfo) -> datetime:
    """One moment before a date: some hours, or the evening before where that hour is quiet.

    Quiet hours would put it off until after the date began; so it comes before them.
    """
    moment = begins - BEFORE
    wall = moment.astimezone(zone)
    if not quiet.covers(wall.time()):
        return moment
    back = timedelta(days=int(wall.time() < quiet.begins))
    evening = datetime.combine(wall.date() - back, quiet.begins, zone).astimezone(begins.tzinfo)
    return min(evening - EVENING, moment)
