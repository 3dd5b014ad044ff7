"""When a repeating event takes place, found by asking every single day.

No rule library and none of ours: each day since the event began is held against the sentences
of RFC 5545, 3.3.10, one after the other. It is slow and it is meant to be read. A rule comes as
what its text says, `{"FREQ": "MONTHLY", "BYDAY": ["-1FR"], "COUNT": 10}`, so that our parser is
not needed either.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE = timedelta(days=1)


def text(rule) -> str:
    """The rule as it stands in a calendar."""
    lists = {k: ",".join(map(str, v)) if isinstance(v, list) else v for k, v in rule.items()}
    return ";".join(f"{part}={value}" for part, value in lists.items())


def instances(rule, *, first: datetime, after: datetime, before: datetime, until=None):
    """Every start with `after` <= start < `before`; `first` is one always, and the first."""
    found = [first]
    for start in stepped(rule, first, before):
        if "COUNT" in rule and len(found) == rule["COUNT"]:
            break
        if start > first and (until is None or start <= until):
            found.append(start)
    return [start for start in found if after <= start < before]


def stepped(rule, first: datetime, before: datetime):
    """What the rule names, day by day, from the beginning of the period that `first` lies in."""
    group, together = None, []
    # Three weeks more on either side, so that no period is seen only in part.
    day = date(first.year, 1, 1) - 21 * ONE
    while day <= before.date() + 400 * ONE:
        for at in times(rule, first):
            start = datetime.combine(day, at)
            where = period(rule, start)
            if where != group:
                yield from placed(rule, together)
                group, together = where, []
            if meant(rule, first, start) and fits(rule, first, start):
                together.append(start)
        if together and together[0] >= before:
            return
        day += ONE
    yield from placed(rule, together)


def times(rule, first: datetime):
    hours = rule.get("BYHOUR", range(24) if rule["FREQ"] == "HOURLY" else [first.hour])
    return [
        time(hour, minute, second)
        for hour in sorted(hours)
        for minute in sorted(rule.get("BYMINUTE", [first.minute]))
        for second in sorted(rule.get("BYSECOND", [first.second]))
    ]


def placed(rule, together):
    """BYSETPOS: the third of them, the last but one."""
    if "BYSETPOS" not in rule:
        return together
    forth = dict(enumerate(together, start=1))
    back = {place - len(together) - 1: start for place, start in forth.items()}
    return sorted({(forth | back)[p] for p in rule["BYSETPOS"] if p in forth | back})


def weekstart(rule) -> int:
    return NAMES.index(rule.get("WKST", "MO"))


def week(rule, day: date) -> date:
    """The day its week begins with."""
    while day.weekday() != weekstart(rule):
        day -= ONE
    return day


def fourth(rule, day: date) -> date:
    """The day in the middle of its week, which says what year the week is counted in."""
    return week(rule, day) + 3 * ONE


def period(rule, start: datetime):
    """Two starts belong together where this is the same."""
    day = start.date()
    match rule["FREQ"]:
        case "YEARLY":
            return fourth(rule, day).year if "BYWEEKNO" in rule else day.year
        case "MONTHLY":
            return day.year, day.month
        case "WEEKLY":
            return week(rule, day)
        case "DAILY":
            return day
    return day, start.hour


def meant(rule, first: datetime, start: datetime) -> bool:
    """INTERVAL: every second year, every third week."""
    one, other = period(rule, first), period(rule, start)
    match rule["FREQ"]:
        case "YEARLY":
            apart = other - one
        case "MONTHLY":
            apart = (other[0] - one[0]) * 12 + other[1] - one[1]
        case "WEEKLY":
            apart = (other - one).days // 7
        case "DAILY":
            apart = (other - one).days
        case "HOURLY":
            apart = (other[0] - one[0]).days * 24 + other[1] - one[1]
    return apart >= 0 and apart % rule.get("INTERVAL", 1) == 0


def fits(rule, first: datetime, start: datetime) -> bool:  # noqa: PLR0911  # a sentence each
    """Whether the day is one the rule names, with what it leaves open taken from `first`."""
    day, freq = start.date(), rule["FREQ"]
    of_day = {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(rule)
    if "BYMONTH" in rule:
        if day.month not in rule["BYMONTH"]:
            return False
    elif freq == "YEARLY" and not {"BYWEEKNO", "BYYEARDAY"} & set(rule):
        only_weekdays = of_day == {"BYDAY"}
        if not only_weekdays and day.month != first.month:
            return False
    if "BYWEEKNO" in rule and not set(numbers_of_week(rule, day)) & set(rule["BYWEEKNO"]):
        return False
    if not of_day and (freq == "WEEKLY" or "BYWEEKNO" in rule):
        return day.weekday() == first.weekday()
    if not of_day and freq in ("MONTHLY", "YEARLY"):
        return day.day == first.day
    in_month = day.day, day.day - monthrange(day.year, day.month)[1] - 1
    if "BYMONTHDAY" in rule and not set(in_month) & set(rule["BYMONTHDAY"]):
        return False
    in_year = day.timetuple().tm_yday, (day - date(day.year, 12, 31)).days - 1
    if "BYYEARDAY" in rule and not set(in_year) & set(rule["BYYEARDAY"]):
        return False
    return "BYDAY" not in rule or any(is_named(rule, name, day) for name in rule["BYDAY"])


def numbers_of_week(rule, day: date):
    """Its number from the beginning of the year, and from the end."""
    middle = fourth(rule, day)
    number, following = 1, 1
    while (middle - 7 * number * ONE).year == middle.year:
        number += 1
    while (middle + 7 * following * ONE).year == middle.year:
        following += 1
    return number, -following


def is_named(rule, name: str, day: date) -> bool:
    """Whether the day is this MO, 2MO or -1MO."""
    if NAMES[day.weekday()] != name[-2:]:
        return False
    if name[:-2] == "":
        return True
    of_a_month = "BYMONTHDAY" in rule and "BYYEARDAY" not in rule
    if rule["FREQ"] == "MONTHLY" or "BYMONTH" in rule or of_a_month:
        inside = lambda other: (other.year, other.month) == (day.year, day.month)  # noqa: E731
    else:
        inside = lambda other: other.year == day.year  # noqa: E731
    forth = back = 1
    while inside(day - 7 * forth * ONE):
        forth += 1
    while inside(day + 7 * back * ONE):
        back += 1
    return int(name[:-2]) in (forth, -back)
