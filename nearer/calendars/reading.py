"""When somebody is busy, read out of their calendar file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from nearer.calendars import policy, zones
from nearer.calendars.events import Event, read_event, shifted
from nearer.calendars.found import Found, alone, orphans
from nearer.calendars.freebusy import read_list
from nearer.calendars.places import Defined, Places
from nearer.calendars.policy import OWN_UID_SUFFIX
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import Calendar, Component, NotACalendar, scan
from nearer.calendars.series import Series
from nearer.calendars.sieve import Sieve, written
from nearer.calendars.spans import Span, clip, minus, minute, minute_after
from nearer.calendars.warnings import Warn

__all__ = ["OWN_UID_SUFFIX", "Busy", "NotACalendar", "read"]

TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Busy:
    """When somebody is busy, and nothing else.

    `spans` are minutes since 1970 in UTC, half-open. `days` are dates that an event takes whole,
    first and last as `date.toordinal` counts them, both inclusive; they reach a day further than
    the window, as they have no zone. Both are merged.

    Unless `complete`, what lies outside of them is not known to be free. `warnings` are codes out
    of `Warn`, never text out of the file; `unread` counts the events and series of which
    something is not known. `covers` is what was asked for.
    """

    spans: tuple[Span, ...]
    days: tuple[tuple[int, int], ...]
    complete: bool
    warnings: tuple[str, ...]
    unread: int
    covers: Span


def read(body: bytes, *, start: datetime, end: datetime, zone: str, mine: str = "") -> Busy:
    """When the owner of this calendar is busy from `start` to before `end`.

    `zone` is where floating times are (its IANA name; `ValueError` if it is none), `mine` the
    owner's mail address, whose refused invitations take no time. Raises `NotACalendar` for what
    is not a whole calendar. Whatever else is wrong makes the answer incomplete, and nothing more.
    """
    home = zones.named(zone)
    if home is None:
        raise ValueError("Not the name of a time zone.")
    covers = minute(start), minute_after(end)
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    found = Found(
        start=covers[0] * 60,
        end=covers[1] * 60,
        first_day=first.toordinal() - 1,
        last_day=last.toordinal() + 1,
    )
    before = shifted(last.replace(tzinfo=None), TWO_DAYS)
    sieve = Sieve(earliest=written(first, -2), latest=written(last, 2))
    groups = _Groups(mine=mine.strip().lower().encode(), found=found)
    spoken_of: list[Span | None] = []
    defined: Defined = {}
    for calendar in scan(body, sieve=sieve, guests=bool(groups.mine)):
        places = Places(
            home=home,
            before=before,
            calendar=calendar,
            warnings=found.warnings,
            defined=defined,
        )
        groups.add(calendar, places)
        spoken_of += [read_list(listing, places, found) for listing in calendar.lists]
    groups.expand(sieve)
    if not _covered(spoken_of, found):
        found.warnings.add(Warn.NOT_COVERED)
    return Busy(
        spans=clip(found.spans, *covers),
        days=_merged(found.days),
        complete=not found.warnings,
        warnings=tuple(sorted(found.warnings)),
        unread=found.unread,
        covers=covers,
    )


@dataclass(slots=True)
class _Groups:
    """Events by their names, which are opaque bytes and gone when this is."""

    mine: bytes
    found: Found
    masters: dict[bytes, list[Event]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[bytes, list[Event]] = field(default_factory=lambda: defaultdict(list))

    def add(self, calendar: Calendar, places: Places) -> None:
        """Read the events of one calendar, now that all its zones are known."""
        for _ in range(calendar.damaged):
            self.found.miss(Warn.DAMAGED)
        for _ in range(calendar.left_out):
            self.found.miss(Warn.TOO_MANY)
        for number, component in enumerate(calendar.events):
            try:
                event = read_event(component, places, mine=self.mine)
            except Unreadable as error:
                self._miss(component, error.why)
                continue
            except (ValueError, OverflowError):
                self._miss(component, Warn.BAD_TIME)
                continue
            uid = dict(component.lines).get(b"UID", b"").strip()
            # Events without a name are different ones.
            name = uid if uid[1:] else b"%d/%d" % (id(calendar), number)
            (self.changed if event.instead_of else self.masters)[name].append(event)

    def _miss(self, component: Component, why: Warn) -> None:
        """An event cannot be read. Where it takes no time in any case, nothing is missed."""
        once = dict(component.lines)
        if b"RECURRENCE-ID" in once or policy.is_busy(once, component.lines, self.mine):
            self.found.miss(why)

    def expand(self, sieve: Sieve) -> None:
        """Put the busy time of all of them into what was found."""
        for name, masters in self.masters.items():
            newest = _newest(masters, sieve.newest(name))
            changed = self.changed.pop(name, [])
            for master in newest:
                self._expand(master, changed)
                changed = []
            if not newest:
                orphans(changed, self.found, alone_known=True)
        for name, changed in self.changed.items():
            orphans(changed, self.found, alone_known=sieve.newest(name) is not None)

    def _expand(self, master: Event, changed: list[Event]) -> None:
        if not master.repeats and not changed:
            alone(master, self.found)
            return
        try:
            Series(master, changed, self.found).expand()
        except Unreadable as error:
            self.found.miss(error.why)
        except (ValueError, OverflowError):
            self.found.miss(Warn.BAD_TIME)


def _covered(spoken_of: list[Span | None], found: Found) -> bool:
    """Whether lists of busy time, if there are any, speak of the whole window."""
    whole = [span for span in spoken_of if span is not None]
    return len(whole) < len(spoken_of) or not whole or not minus([(found.start, found.end)], whole)


def _newest(masters: list[Event], elsewhere: tuple[int, bytes, bytes] | None) -> list[Event]:
    """Of the versions of one event those that count.

    All that are equally new and begin at different times, as such are hardly versions of one
    event: some programs give one name to many.
    """
    if len(masters) == 1 and elsewhere is None:
        return masters
    top = max(master.rank for master in masters)
    if elsewhere is not None and elsewhere > top:
        return []
    by_start = {master.start: master for master in masters if master.rank == top}
    return list(by_start.values())


def _merged(days: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Dates joined where they overlap or follow each other."""
    whole: list[tuple[int, int]] = []
    for first, last in sorted(days):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = whole[-1][0], max(last, whole[-1][1])
        else:
            whole.append((first, last))
    return tuple(whole)
