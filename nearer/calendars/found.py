"""What a reading finds, and what it may spend on finding it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from nearer.calendars.events import Event
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.spans import Span
from nearer.calendars.times import Length
from nearer.calendars.warnings import Warn

# Instances of all series together, those that only had to be counted too: some one second.
MOST_OF_ALL: Final = 200_000


@dataclass(slots=True)
class Found:
    """What a reading has found so far, and what it may still spend."""

    start: int  # seconds since 1970: only what touches the window is kept
    end: int
    first_day: int
    last_day: int
    spans: list[Span] = field(default_factory=list)
    days: list[tuple[int, int]] = field(default_factory=list)
    warnings: set[Warn] = field(default_factory=set)
    unread: int = 0
    left: int = MOST_OF_ALL

    def miss(self, *why: Warn) -> None:
        """One more event or series of which something is not known."""
        self.unread += 1
        self.warnings.update(why)

    def spend(self, instances: int) -> None:
        """Raises `Unreadable` when all is spent."""
        if instances > self.left:
            self.left = 0
            raise Unreadable(Warn.TOO_MANY)
        self.left -= instances

    def take(self, event: Event, at: datetime, length: Length) -> None:
        """Somebody is busy with this event from that wall of its zone on."""
        if event.start.is_date:
            first = at.toordinal()
            # Many write the same date twice for one day.
            last = first + length.days - 1 if length.days > 0 else first
            first = min(first, first + length.days) if length.days < 0 else first
            if first <= self.last_day and last >= self.first_day:
                self.days.append((max(first, self.first_day), min(last, self.last_day)))
            return
        begin = event.zone.utc(at)
        end = length.after(at, begin, event.zone)
        if end < begin:
            begin, end = end, begin
        if begin < end and begin < self.end and end > self.start:
            # Starts round down and ends up to whole minutes.
            self.spans.append((begin // 60, -(-end // 60)))


def alone(event: Event, found: Found) -> None:
    """An event that does not repeat, or one instance that took another's place."""
    if not event.busy:
        return
    found.take(event, event.start.at, event.length)
    if event.why:
        found.miss(event.why)
    elif event.backward or any(name in (b"RRULE", b"RDATE") for name, _ in event.repeats):
        # A change of all that was before, or one that repeats: the standard knows neither.
        found.miss(Warn.BAD_RULE)


def orphans(changed: Iterable[Event], found: Found, *, alone_known: bool) -> None:
    """Changed instances of a series that is not in this calendar: the newest of each.

    `alone_known`: their event is, and it does not repeat, so nothing follows them.
    """
    newest: dict[tuple[bool, int], Event] = {}
    for event in changed:
        assert event.instead_of is not None
        was = event.instead_of
        floating = event.places.floating
        key = (was.is_date, was.at.toordinal() if was.is_date else was.second(floating))
        if key not in newest or event.rank >= newest[key].rank:
            newest[key] = event
    for event in newest.values():
        alone(event, found)
        if event.onward and not event.cancelled and not alone_known:
            # What follows it is not known without the series.
            found.miss(Warn.DAMAGED)
