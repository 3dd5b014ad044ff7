"""The text of a repeat rule (RFC 5545, 3.3.10), read into numbers once.

What the standard forbids or leaves without a meaning is refused rather than guessed: a rule that
is guessed wrongly shows somebody as free who is not.
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from nearer.calendars.warnings import Warn


class Unreadable(Exception):
    """This rule cannot be followed, so nobody knows when its event takes place.

    `why` is a code; no text out of the calendar is kept.
    """

    def __init__(self, why: Warn) -> None:
        super().__init__(why.name)
        self.why = why


class Freq(IntEnum):
    """How often, rarest first. Every minute and every second are not appointments."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A repeat rule. Lists are sorted and hold each value once; an empty one was not given."""

    freq: Freq
    interval: int = 1
    count: int | None = None
    until: str = ""  # as written, e.g. 20261231 or 20261231T230000Z; its zone is the caller's
    month: tuple[int, ...] = ()
    week: tuple[int, ...] = ()  # 1…53 or -53…-1, counted from the end
    year_day: tuple[int, ...] = ()
    month_day: tuple[int, ...] = ()
    day: tuple[tuple[int, int], ...] = ()  # (which one, or 0 for each; weekday, Monday = 0)
    hour: tuple[int, ...] = ()
    minute: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    place: tuple[int, ...] = ()  # BYSETPOS
    week_start: int = 0

    def of_dates(self) -> "Rule":
        """This rule for an event that is a date and has no time: its times are left out.

        The standard says that BYHOUR and the like are ignored then.
        """
        return replace(self, hour=(), minute=(), second=())


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TOO_OFTEN = ("MINUTELY", "SECONDLY")
# A full list of BYYEARDAY has some 3,000 characters; nothing honest is longer than this.
LONGEST = 10_000
# Once every five minutes. Denser lists (86,400) are there to keep a reader busy.
TIMES_A_DAY = 288

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
# The part, the field, the largest value, and the smallest of those that may not be negative.
_LISTS = {
    "BYMONTH": ("month", 12, 1),
    "BYWEEKNO": ("week", 53, None),
    "BYYEARDAY": ("year_day", 366, None),
    "BYMONTHDAY": ("month_day", 31, None),
    "BYHOUR": ("hour", 23, 0),
    "BYMINUTE": ("minute", 59, 0),
    "BYSECOND": ("second", 60, 0),
    "BYSETPOS": ("place", 366, None),
}


def parse(text: str) -> Rule:
    """The value of an RRULE or EXRULE. Case and spaces do not matter.

    Raises `Unreadable` for what is no rule, for parts that the standard does not know or forbids
    in this place (RSCALE and SKIP of RFC 7529 among them), for a repeat every minute or second,
    INTERVAL=0 and COUNT=0, and for lists that make more than `TIMES_A_DAY` a day.
    """
    if len(text) > LONGEST:
        raise Unreadable(Warn.TOO_DENSE)
    parts = _parts("".join(text.split()).upper())
    freq = parts.pop("FREQ", "")
    if freq in TOO_OFTEN:
        raise Unreadable(Warn.TOO_OFTEN)
    if freq not in Freq.__members__:
        raise Unreadable(Warn.BAD_RULE)
    rule = replace(Rule(Freq[freq]), **dict(_field(*part) for part in parts.items()))
    _check(rule)
    if rule.freq in (Freq.DAILY, Freq.WEEKLY, Freq.HOURLY) or rule.week:
        # "The second Monday" has no meaning here. Each Monday is busy too often, never too rarely.
        rule = replace(rule, day=tuple(sorted({(0, weekday) for _, weekday in rule.day})))
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.split(";")):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise Unreadable(Warn.BAD_RULE)
        parts[name] = value
    return parts


def _field(name: str, value: str) -> tuple[str, Any]:
    """The field of `Rule` that a part sets, and its value."""
    if name in _LISTS:
        field, most, least = _LISTS[name]
        return field, _list(value, least=least, most=most)
    if name in ("INTERVAL", "COUNT"):
        return name.lower(), _positive(value)
    if name == "UNTIL" and _UNTIL.fullmatch(value):
        return "until", value
    if name == "BYDAY":
        return "day", _days(value)
    if name == "WKST" and value in WEEKDAYS:
        return "week_start", WEEKDAYS.index(value)
    raise Unreadable(Warn.BAD_RULE)


def _positive(value: str) -> int:
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise Unreadable(Warn.BAD_RULE)
    return int(value)


def _list(value: str, *, least: int | None, most: int) -> tuple[int, ...]:
    """Numbers up to `most`; where `least` is None, also their negatives, but no nought."""
    numbers = set()
    for item in value.split(","):
        if not _NUMBER.fullmatch(item):
            raise Unreadable(Warn.BAD_RULE)
        number = int(item)
        fits = 1 <= abs(number) <= most if least is None else least <= number <= most
        if not fits:
            raise Unreadable(Warn.BAD_RULE)
        # A leap second is the one before it to whoever does not keep leap seconds.
        numbers.add(59 if most == 60 and number == 60 else number)  # noqa: PLR2004
    return tuple(sorted(numbers))


def _days(value: str) -> tuple[tuple[int, int], ...]:
    days = set()
    for item in value.split(","):
        found = _DAY.fullmatch(item)
        if not found:
            raise Unreadable(Warn.BAD_RULE)
        which = int(found[1] or 0)
        if (found[1] and not which) or abs(which) > 53:  # noqa: PLR2004
            raise Unreadable(Warn.BAD_RULE)
        days.add((which, WEEKDAYS.index(found[2])))
    return tuple(sorted(days))


def _check(rule: Rule) -> None:
    """Refuse the parts that have no meaning with this FREQ, and lists that are too dense."""
    if (
        (rule.week and rule.freq != Freq.YEARLY)
        or (rule.year_day and rule.freq in (Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY))
        or (rule.month_day and rule.freq == Freq.WEEKLY)
    ):
        raise Unreadable(Warn.BAD_RULE)
    hours = 24 if rule.freq == Freq.HOURLY else len(rule.hour) or 1
    if hours * (len(rule.minute) or 1) * (len(rule.second) or 1) > TIMES_A_DAY:
        raise Unreadable(Warn.TOO_DENSE)
