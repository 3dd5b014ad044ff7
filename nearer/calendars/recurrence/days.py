"""Which days of a year, a month or a week a rule means.

Days are proleptic ordinals (`date.toordinal`), of which the first is a Monday: arithmetic on
them needs no calendar. Nothing here knows about times or about where a series begins, except for
`first`, from whose date the standard takes what a rule leaves open.
"""

from collections.abc import Iterable
from datetime import date

from nearer.calendars.recurrence.rule import Rule

LAST_DAY = date.max.toordinal()
_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_FEBRUARY = 2
# A week belongs to the year that has most of its days, thus the one its fourth day lies in.
_FOURTH_DAY = 4


def weekday(ordinal: int) -> int:
    """Monday = 0."""
    return (ordinal - 1) % 7


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def new_year(year: int) -> int:
    """The 1st of January, also of the year after the last one that `date` knows."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def month_span(year: int, month: int) -> tuple[int, int]:
    """Its first day, and how many it has."""
    leap = is_leap(year)
    start = new_year(year) + _BEFORE_MONTH[month - 1] + (leap and month > _FEBRUARY)
    length = _BEFORE_MONTH[month] - _BEFORE_MONTH[month - 1] + (leap and month == _FEBRUARY)
    return start, length


def week_of(ordinal: int, week_start: int) -> int:
    """The number of a day's week, counted from the beginning of time."""
    return (ordinal - 1 - week_start) // 7


def first_day_of_week(week: int, week_start: int) -> int:
    return week * 7 + 1 + week_start


def week_one(year: int, week_start: int) -> int:
    """The first day of a year's week 1, the first week that has four of its days."""
    return first_day_of_week(week_of(new_year(year) + _FOURTH_DAY - 1, week_start), week_start)


def week_year(ordinal: int, week_start: int) -> int:
    """The year that a day's week is numbered in."""
    year = date.fromordinal(ordinal).year
    if ordinal < week_one(year, week_start):
        return year - 1
    return year + (ordinal >= week_one(year + 1, week_start))


def allowed(rule: Rule, ordinal: int) -> bool:
    """Whether the month, the day's number in month and year, and the weekday are among the rule's.

    "The second Monday" is not asked about here.
    """
    if rule.day and (0, weekday(ordinal)) not in rule.day:
        return False
    if not (rule.month or rule.month_day or rule.year_day):
        return True
    day = date.fromordinal(ordinal)
    if rule.month and day.month not in rule.month:
        return False
    if rule.month_day:
        start, length = month_span(day.year, day.month)
        if not {ordinal - start + 1, ordinal - start - length} & set(rule.month_day):
            return False
    if rule.year_day:
        start, after = new_year(day.year), new_year(day.year + 1)
        return bool({ordinal - start + 1, ordinal - after} & set(rule.year_day))
    return True


def of_week(rule: Rule, week: int, first: date) -> list[int]:
    """The days of a weekly rule in this week."""
    start = first_day_of_week(week, rule.week_start)
    weekdays = [day for _, day in rule.day] or [first.weekday()]
    days = sorted(start + (day - rule.week_start) % 7 for day in weekdays)
    if not rule.month:
        return days
    return [day for day in days if 0 < day <= LAST_DAY and allowed(rule, day)]


def of_month(rule: Rule, year: int, month: int, first: date) -> list[int]:
    """The days of a monthly rule in this month; its list of months is the caller's."""
    start, length = month_span(year, month)
    if rule.month_day:
        days = _counted(rule.month_day, start, length)
        return sorted(days & _weekdays(rule, start, length) if rule.day else days)
    if rule.day:
        return sorted(_weekdays(rule, start, length))
    # A month without a 31st has none: nothing is moved to its last day.
    return [start + first.day - 1] if first.day <= length else []


def of_year(rule: Rule, year: int, first: date) -> list[int]:
    """The days of a yearly rule; with week numbers, those of the year the weeks are counted in."""
    if rule.week:
        return _of_weeks(rule, year, first)
    start, length = new_year(year), 365 + is_leap(year)
    if rule.year_day:
        days = _counted(rule.year_day, start, length)
        return sorted(
            days & _limits(rule, year) if rule.month or rule.day or rule.month_day else days
        )
    if rule.day and not (rule.month or rule.month_day):
        return sorted(_weekdays(rule, start, length))
    # A rule that names a day of the month and no month means the month it began in. Several
    # libraries take every month; whoever writes such rules (Google, Windows) does not.
    months = rule.month or (first.month,)
    return [day for month in months for day in of_month(rule, year, month, first)]


def _limits(rule: Rule, year: int) -> set[int]:
    """The days of a year that BYMONTH, BYMONTHDAY and BYDAY leave."""
    days: set[int] = set()
    for month in rule.month or range(1, 13):
        start, length = month_span(year, month)
        inside = set(range(start, start + length))
        if rule.month_day:
            inside &= _counted(rule.month_day, start, length)
        if rule.day and rule.month:
            inside &= _weekdays(rule, start, length)
        days |= inside
    if rule.day and not rule.month:
        days &= _weekdays(rule, new_year(year), 365 + is_leap(year))
    return days


def _of_weeks(rule: Rule, year: int, first: date) -> list[int]:
    start, after = week_one(year, rule.week_start), week_one(year + 1, rule.week_start)
    weeks = (after - start) // 7
    mondays = {
        start + (no - 1 if no > 0 else weeks + no) * 7 for no in rule.week if abs(no) <= weeks
    }
    days = (day + more for day in sorted(mondays) for more in range(7))
    there = [day for day in days if 0 < day <= LAST_DAY]
    if not (rule.day or rule.month_day or rule.year_day):
        there = [day for day in there if weekday(day) == first.weekday()]
    return [day for day in there if allowed(rule, day)]


def _counted(places: Iterable[int], start: int, length: int) -> set[int]:
    """The days at these places of a stretch, counted from its end where they are negative."""
    return {
        start + (place - 1 if place > 0 else length + place)
        for place in places
        if abs(place) <= length
    }


def _weekdays(rule: Rule, start: int, length: int) -> set[int]:
    """The days of a stretch that BYDAY names: each Monday, the second, or the last but one."""
    days: set[int] = set()
    for which, day in rule.day:
        all_of_them = range(start + (day - weekday(start)) % 7, start + length, 7)
        if not which:
            days.update(all_of_them)
        elif abs(which) <= len(all_of_them):
            days.add(all_of_them[which - 1 if which > 0 else which])
    return days
