"""An event and everything that repeats, moves or cancels it, as busy time inside a window."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from nearer.calendars.events import Event, periods, shifted
from nearer.calendars.found import Found, alone
from nearer.calendars.places import Moment
from nearer.calendars.recurrence import Rule, Unreadable, parse, starts, walked
from nearer.calendars.recurrence.seeking import Periods
from nearer.calendars.times import Length, split, wall
from nearer.calendars.warnings import Warn
from nearer.calendars.zones import UTC

DAY: Final = timedelta(days=1)
LAST_SECOND: Final = timedelta(seconds=1)


class Series:
    """One master, and the instances that somebody changed."""

    def __init__(self, master: Event, changed: Iterable[Event], found: Found) -> None:
        self.master = master
        self.found = found
        self.why: set[Warn] = {master.why} if master.why else set()
        self.gone: set[int] = set()  # keys that EXDATE takes out
        self.gone_days: set[int] = set()  # dates of which it takes all
        self.lengths: dict[int, Length] = {}  # of RDATEs that are periods
        self._read_exceptions()
        self.changed = self._newest(changed)
        self.onward = sorted(key for key, event in self.changed.items() if event.onward)

    def expand(self) -> None:
        """Put all that is busy into `found`; what cannot be read there is counted as missed."""
        for key, event in self.changed.items():
            if not self._is_older_and_gone(key, event):
                alone(event, self.found)
        if not (self.master.busy or self.onward):
            return
        for at in self._instances():
            self._take(at)
        if self.why:
            self.found.miss(*self.why)

    def _newest(self, changed: Iterable[Event]) -> dict[int, Event]:
        """By the instance it changes; of several the newest, and of those as new the last."""
        newest: dict[int, Event] = {}
        for event in changed:
            assert event.instead_of is not None
            key = self._key(event.instead_of)
            if key not in newest or event.rank >= newest[key].rank:
                newest[key] = event
        return newest

    def _key(self, moment: Moment) -> int:
        """A date that names an instance with a time means the one of that day."""
        if moment.is_date and not self.master.start.is_date:
            clock = self.master.start.at.time()
            return self.master.zone.utc(datetime.combine(moment.at, clock))
        return self.master.key(moment)

    def _is_older_and_gone(self, key: int, event: Event) -> bool:
        """Whether the series was changed later, and this instance taken out then.

        Nobody says what counts if both are as new (RFC 5545 has no instance then that could be
        changed). Then somebody is busy.
        """
        if event.rank >= self.master.rank:
            return False
        return self.master.cancelled or self._is_gone(key)

    def _is_gone(self, key: int) -> bool:
        if key in self.gone:
            return True
        return bool(self.gone_days) and self._day(key) in self.gone_days

    def _day(self, key: int) -> int:
        return key if self.master.start.is_date else self.master.zone.wall(key).toordinal()

    def _take(self, at: datetime) -> None:
        """One instance of the master, unless something else counts for it."""
        master = self.master
        key = at.toordinal() if master.start.is_date else master.zone.utc(at)
        if key in self.changed or self._is_gone(key):
            return
        number = bisect_right(self.onward, key)
        if number:
            self._take_moved(at, self.changed[self.onward[number - 1]])
        elif master.busy:
            self.found.take(master, at, self.lengths.get(key, master.length))

    def _take_moved(self, at: datetime, event: Event) -> None:
        """An instance after one that was changed together with all that follow it.

        It is moved by as much as that one, on the wall, and lasts as long (RFC 5545, 3.8.4.4).
        """
        if not event.busy:
            return
        moved = shifted(at, self._shift(event))
        if not (event.start.is_date or self.master.start.is_date):
            # Moved on the series' own wall, so that ten o'clock stays ten all year.
            moved = event.zone.wall(self.master.zone.utc(moved))
        self.found.take(event, moved, event.length)

    def _shift(self, event: Event) -> timedelta:
        """How far an instance was moved on the wall."""
        assert event.instead_of is not None
        master, was = self.master, event.instead_of
        if master.start.is_date or event.start.is_date:
            old = datetime.fromordinal(self._day(self._key(was)))
            if not master.start.is_date:
                old = master.zone.wall(self._key(was))
            return event.start.at - old
        now = master.zone.wall(event.zone.utc(event.start.at))
        return now - master.zone.wall(self._key(was))

    def _read_exceptions(self) -> None:
        timed = not self.master.start.is_date
        for name, rest in self.master.repeats:
            if name != b"EXDATE":
                continue
            try:
                for moment, _ in periods(rest, self.master.places):
                    if moment.is_date and timed:
                        self.gone_days.add(moment.at.toordinal())
                    else:
                        self.gone.add(self.master.key(moment))
            except (Unreadable, ValueError, OverflowError):
                # Not taking an instance out leaves somebody busy, which is the better mistake.
                self.why.add(Warn.BAD_TIME)

    def _instances(self) -> set[datetime]:
        """The walls in and around the window at which the series takes place."""
        after, before = self._around()
        start = self.master.start.at
        walls = {start} if after <= start < before else set()
        out: set[datetime] = set()
        for name, rest in self.master.repeats:
            try:
                if name == b"RRULE":
                    walls.update(self._by_rule(rest, after, before))
                elif name == b"RDATE":
                    walls.update(self._by_dates(rest))
                elif name == b"EXRULE":
                    out.update(self._by_rule(rest, after, before, out=True))
            except Unreadable as error:
                self.why.add(error.why)
            except (ValueError, OverflowError):
                self.why.add(Warn.BAD_RULE)
        return walls - out

    def _around(self) -> tuple[datetime, datetime]:
        """The window on the series' wall, with room for what is long, moved or in another zone."""
        lengths = [self.master.length, *(self.changed[key].length for key in self.onward)]
        room = timedelta(seconds=max(length.at_most() for length in lengths))
        shifts = [timedelta(), *(self._shift(self.changed[key]) for key in self.onward)]
        start, end = UTC.wall(self.found.start), UTC.wall(self.found.end)
        return (
            shifted(shifted(start, -room), -max(shifts)),
            shifted(shifted(end, 2 * DAY), -min(shifts)),
        )

    def _by_rule(
        self, rest: bytes, after: datetime, before: datetime, *, out: bool = False
    ) -> Iterator[datetime]:
        master = self.master
        rule = parse(split(rest)[1].decode("latin-1"))
        if master.start.is_date:
            rule = rule.of_dates()
        until, last = self._until(rule)
        # One at least, so that what comes after all is spent is not even begun.
        self.found.spend(1 + walked(rule, first=master.start.at))
        walls = list(starts(rule, first=master.start.at, until=until, after=after, before=before))
        self.found.spend(len(walls))
        if last is not None:
            zone, first = master.zone, master.start.at
            walls = [at for at in walls if at == first or zone.utc(at) <= last]
        if out and master.start.at in walls and not _names_its_first(rule, master.start.at):
            walls.remove(master.start.at)
        return iter(walls)

    def _until(self, rule: Rule) -> tuple[datetime | None, int | None]:
        """The last wall an instance may have, and the last second.

        A moment in UTC is compared with moments in UTC; the wall then only has to be late enough.
        """
        if not rule.until:
            return None, None
        master = self.master
        said = wall(rule.until.encode())
        if master.start.is_date:
            at = Moment(said.at, said.is_date, UTC if said.is_utc else None)
            return datetime.fromordinal(at.day(master.places.floating)), None
        if said.is_date:
            # A date where a time should be: the whole of that day.
            return shifted(said.at, DAY - LAST_SECOND), None
        if not said.is_utc:
            return said.at, None
        last = UTC.utc(said.at)
        return shifted(master.zone.wall(last), DAY), last

    def _by_dates(self, rest: bytes) -> list[datetime]:
        """The instances that are named one by one."""
        master = self.master
        walls = []
        found = periods(rest, master.places)
        self.found.spend(len(found))
        for moment, length in found:
            key = self._key(moment)
            if length is not None and not master.start.is_date:
                self.lengths[key] = length
            walls.append(
                datetime.fromordinal(key) if master.start.is_date else master.zone.wall(key)
            )
        return walls


def _names_its_first(rule: Rule, first: datetime) -> bool:
    """Whether a rule would name DTSTART by itself, which is an instance in any case."""
    repeats = Periods(rule, first)
    number = repeats.number(first)
    return first in repeats.instances(range(number, number + 1))
