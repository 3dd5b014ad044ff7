"""When a rule's event begins inside a window, found without walking there.

A rule repeats in periods (years, months, weeks, days or hours), and periods have numbers. Which
period a window begins in, and whether the rule means that one, is a division. So a rule costs as
much as its window has instances, however long ago it began.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import product

from nearer.calendars.recurrence import days as on
from nearer.calendars.recurrence.rule import Freq, Rule, Unreadable
from nearer.calendars.warnings import Warn

# Looked at for one rule in one window, empty periods too. Every five minutes of a day for two
# months is more than this; every half hour for a year is less.
MOST = 20_000
ENDLESS = 1 << 62


def starts(
    rule: Rule, *, first: datetime, until: datetime | None, after: datetime, before: datetime
) -> Iterator[datetime]:
    """The walls at which the event begins, ascending, with `after` <= start < `before`.

    All are naive walls of the event's own zone, and a wall is a wall: whether it exists on the
    night of a change of clocks is the caller's question. `first` is DTSTART. It is an instance
    always and once, and the first that COUNT counts, whether or not the rule would name it and
    even if `until` is earlier. `until` is inclusive and already a wall.

    All is found before anything is given out. Raises `Unreadable` where more than `MOST` periods
    or instances would have to be looked at, in the window or to count up to it.
    """
    found = [first] if after <= first < before else []
    last = before - datetime.resolution
    if until is not None:
        last = min(last, until)
    if last >= max(first, after) and rule.count != 1:
        found += _seek(Periods(_in_weeks(rule), first), after=after, last=last)
    return iter(found)


def walked(rule: Rule, *, first: datetime) -> int:
    """How many instances `starts` may have to walk only to count them. Mostly it divides: none."""
    if rule.count is None or Periods(_in_weeks(rule), first).each() is not None:
        return 0
    return min(rule.count, MOST)


def _in_weeks(rule: Rule) -> Rule:
    """Every day that is a Monday or a Tuesday, said as Mondays and Tuesdays of every week.

    Weeks can be counted by division, and there are fewer of them.
    """
    every_day = rule.freq == Freq.DAILY and rule.interval == 1
    if every_day and rule.day and not (rule.month_day or rule.place):
        return replace(rule, freq=Freq.WEEKLY)
    return rule


@dataclass(frozen=True, slots=True)
class Periods:
    """The numbered periods of a rule, and the instances in them, those before `first` too."""

    rule: Rule
    first: datetime

    def number(self, moment: datetime) -> int:
        """The period a moment lies in."""
        match self.rule.freq:
            case Freq.YEARLY if self.rule.week:
                return on.week_year(moment.toordinal(), self.rule.week_start)
            case Freq.YEARLY:
                return moment.year
            case Freq.MONTHLY:
                return moment.year * 12 + moment.month - 1
            case Freq.WEEKLY:
                return on.week_of(moment.toordinal(), self.rule.week_start)
            case Freq.DAILY:
                return moment.toordinal()
        return moment.toordinal() * 24 + moment.hour

    def meant(self, since: int, last: int) -> range:
        """The numbers of the periods that INTERVAL leaves, from `since` to `last` inclusive."""
        began, step = self.number(self.first), self.rule.interval
        skipped = max(0, -((began - since) // step))
        return range(began + skipped * step, last + 1, step)

    def instances(self, numbers: range) -> Iterator[datetime]:
        """Ascending."""
        if not self.rule.place:
            yield from self._all(numbers)
            return
        for number in numbers:
            whole = list(self._all(range(number, number + 1)))
            size = len(whole)
            places = {p - 1 if p > 0 else size + p for p in self.rule.place if abs(p) <= size}
            yield from (whole[place] for place in sorted(places))

    def each(self) -> int | None:
        """How many instances every period has, or None where they differ."""
        rule = self.rule
        size = self._days_each()
        if size is None:
            return None
        size *= len(self._times())
        if not rule.place:
            return size
        return len({p if p > 0 else size + 1 + p for p in rule.place if abs(p) <= size})

    def at_most(self) -> int:
        """No period has more instances than this."""
        days = {Freq.YEARLY: 53 * 7, Freq.MONTHLY: 31, Freq.WEEKLY: 7}.get(self.rule.freq, 1)
        return days * len(self._times())

    def _all(self, numbers: range) -> Iterator[datetime]:
        if self.rule.freq == Freq.HOURLY:
            return self._hours(numbers)
        times = self._times()
        there = map(date.fromordinal, (d for d in self._days(numbers) if 0 < d <= on.LAST_DAY))
        if len(times) == 1:
            return (datetime.combine(day, times[0]) for day in there)
        return (datetime.combine(day, at) for day in there for at in times)

    def _days(self, numbers: range) -> Iterable[int]:
        rule, first = self.rule, self.first
        match rule.freq:
            case Freq.YEARLY:
                return (day for year in numbers for day in on.of_year(rule, year, first))
            case Freq.MONTHLY:
                months = ((number // 12, number % 12 + 1) for number in numbers)
                return (
                    day
                    for year, month in months
                    if not rule.month or month in rule.month
                    for day in on.of_month(rule, year, month, first)
                )
            case Freq.WEEKLY:
                return (day for week in numbers for day in on.of_week(rule, week, first))
        return (day for day in numbers if on.allowed(rule, day)) if self._picky() else numbers

    def _hours(self, numbers: range) -> Iterator[datetime]:
        times = self._times()
        for number in numbers:
            day, hour = divmod(number, 24)
            if self.rule.hour and hour not in self.rule.hour:
                continue
            if on.allowed(self.rule, day):
                of_day = date.fromordinal(day)
                yield from (datetime.combine(of_day, at.replace(hour=hour)) for at in times)

    def _times(self) -> list[time]:
        """The times of a day; of an hour, with hour 0, where the rule repeats every hour."""
        rule, at = self.rule, self.first
        hours = (0,) if rule.freq == Freq.HOURLY else rule.hour or (at.hour,)
        minutes, seconds = rule.minute or (at.minute,), rule.second or (at.second,)
        return [time(*clock) for clock in product(hours, minutes, seconds)]

    def _picky(self) -> bool:
        """Whether some of the days or hours are left out."""
        rule = self.rule
        return bool(rule.month or rule.month_day or rule.year_day or rule.day)

    def _days_each(self) -> int | None:
        rule = self.rule
        match rule.freq:
            case Freq.HOURLY:
                return None if self._picky() or rule.hour else 1
            case Freq.DAILY:
                return None if self._picky() else 1
            case Freq.WEEKLY:
                return None if rule.month else len(rule.day) or 1
            case Freq.MONTHLY:
                return None if rule.month else self._month_each()
        if rule.week or rule.year_day or (rule.day and not (rule.month or rule.month_day)):
            return None
        month = self._month_each()
        return None if month is None else month * (len(rule.month) or 1)

    def _month_each(self) -> int | None:
        """How many days every month has, for what each month has surely and only once."""
        rule = self.rule
        if rule.month_day and rule.day:
            return None
        shortest, whole_weeks = 28, 4
        sure = [0 < abs(day) <= shortest for day in rule.month_day or (self.first.day,)]
        places = list(rule.month_day)
        if rule.day:
            places = [which for which, _ in rule.day]
            sure = [0 < abs(which) <= whole_weeks for which in places]
        one_end = all(place > 0 for place in places) or all(place < 0 for place in places)
        return len(sure) if all(sure) and one_end else None


def _seek(periods: Periods, *, after: datetime, last: datetime) -> list[datetime]:
    """The instances later than the first, from `after` to `last`, both inclusive."""
    numbers = periods.meant(periods.number(max(periods.first, after)), periods.number(last))
    if len(numbers) > MOST:
        raise Unreadable(Warn.TOO_MANY)
    left = _left(periods, numbers)
    found: list[datetime] = []
    for steps, instance in enumerate(periods.instances(numbers)):
        if instance > last or not left:
            break
        if steps == MOST:
            raise Unreadable(Warn.TOO_MANY)
        if instance > periods.first:
            left -= 1
            if instance >= after:
                found.append(instance)
    return found


def _left(periods: Periods, numbers: range) -> int:
    """How many more instances COUNT allows when the window's periods begin."""
    count, first = periods.rule.count, periods.first
    earlier = periods.meant(periods.number(first), numbers.start - 1)
    if count is None or (len(earlier) + len(numbers)) * periods.at_most() < count:
        return ENDLESS
    left = count - 1 - sum(instance > first for instance in periods.instances(earlier[:1]))
    each = periods.each()
    if each is not None:
        return max(0, left - each * len(earlier[1:]))
    for steps, _ in enumerate(periods.instances(earlier[1 : MOST + 1])):
        if not left:
            break
        if steps == MOST:
            raise Unreadable(Warn.TOO_MANY)
        left -= 1
    if left and len(earlier) > MOST:
        raise Unreadable(Warn.TOO_MANY)
    return max(0, left)
