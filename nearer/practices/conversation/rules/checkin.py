"""Which agenda is whose week's, which weeks are open, and what comes back. Pure."""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from nearer.practices.conversation.rules.questions import shuffled

PARTS = ("appreciation", "heavy", "hope", "small")
WEEK = timedelta(days=7)
FIRST_MONDAY = date(2026, 1, 5)
SLIPS_TO = 2
"""On Monday and Tuesday last week's check-in still comes first where it was not done."""
COMES_BACK = range(5, 14)
"""So many days after it was written the small thing is asked about: about the next week."""

_NAME = re.compile(r"(\d{4})-w(\d{2})", re.ASCII)


def monday_of(day: date) -> date:
    """The week of this date, by its Monday (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """How the week is called in an address and in its round: `2026-w19`."""
    year, number, _ = monday.isocalendar()
    return f"{year:04}-w{number:02}"


def week_called(name: str) -> date | None:
    """The Monday of the week with this name, or None for what is no week."""
    found = _NAME.fullmatch(name)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def open_weeks(day: date) -> tuple[date, date]:
    """The weeks that may be answered on this date: this one, then the last.

    Two zones are at most two dates apart, so whatever comes first for one of two people
    (`comes_first`) is open for the other too.
    """
    monday = monday_of(day)
    return monday, monday - WEEK


def comes_first(day: date, *, done: Collection[date] = ()) -> date:
    """The week whose check-in is shown first. A talk planned for Sunday may slip a little.

    So the border lies in the middle of the week, where two people in two zones seldom sit
    down for this, and not between one's Sunday evening and the other's Monday.
    """
    this, last = open_weeks(day)
    return last if day.weekday() < SLIPS_TO and last not in done else this


def agenda_of(ids: Iterable[str], monday: date, *, seed: bytes) -> str:
    """The agenda of a week: the same for all who have the seed, none again before its turn."""
    order = shuffled(ids, seed=seed)
    return order[((monday - FIRST_MONDAY) // WEEK) % len(order)]


def comes_back(written: date, day: date) -> bool:
    """Whether the small thing chosen on one date is asked about on another."""
    return (day - written).days in COMES_BACK


def next_part(part: str) -> str:
    """The part of a talk after this one; nothing after the last."""
    place = PARTS.index(part) + 1
    return PARTS[place] if place < len(PARTS) else ""
