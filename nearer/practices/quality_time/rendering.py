"""Dates as calendar programs read them (RFC 5545): when, and a neutral title. Nothing else.

The same dates make the same bytes, whoever renders them and whenever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDDDLists, vRecur, vText

from nearer.calendars.policy import OWN_UID_SUFFIX
from nearer.practices.quality_time import zones
from nearer.practices.quality_time.rules.dates import Date, Repeat, rule_of

PRODUCT = "-//Nearer//Time for two//EN"
ASK_AGAIN = timedelta(hours=1)
ROOM = 200_000
"""Bytes of zones and dates: what is published has room for a little more."""
LEFT_OUT = 600
"""So many days of one ritual are told as left out, the latest: every week for eleven years."""
UTC_NAME = "UTC"


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreed date or ritual."""

    plan: UUID
    when: Date
    changed: datetime
    """When the last step was taken that changed it, aware."""
    revision: int
    """Grows with each of these."""
    left_out: frozenset[date] = frozenset()

    @property
    def order(self) -> tuple[datetime, UUID]:
        return self.when.start, self.plan


def calendar(entries: Iterable[Entry], *, title: str) -> bytes:
    """A whole calendar, to be subscribed to or downloaded.

    Where there are more dates than have room, the oldest are left out, and before any ritual
    every date. Each zone that is named is told in it: a program that meets an unknown name may
    take the time for one without a zone.
    """
    told, events = _with_room(entries, title)
    parts = [*(told[zone] for zone in sorted(told)), *(events[entry] for entry in sorted(events))]
    end = b"END:VCALENDAR\r\n"
    return _beginning(title).removesuffix(end) + b"".join(parts) + end


def _with_room(
    entries: Iterable[Entry], title: str
) -> tuple[dict[str, bytes], dict[tuple[datetime, UUID], bytes]]:
    """The zones by their name, and the dates by their order, as they lie in the calendar."""
    told: dict[str, bytes] = {}
    events: dict[tuple[datetime, UUID], bytes] = {}
    room = ROOM
    comes_back = {False: 0, True: 1}
    newest = sorted(
        entries, key=lambda one: (comes_back[bool(one.when.repeat)], one.order), reverse=True
    )
    for entry in newest:
        zone = entry.when.zone
        event = bytes(_event(entry, title).to_ical(sorted=False))
        new = b"" if zone in told or zone == UTC_NAME else zones.told(zone)
        if (room := room - len(event) - len(new)) < 0:
            break
        events[entry.order] = event
        if new:
            told[zone] = new
    return told, events


def _beginning(title: str) -> bytes:
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", PRODUCT)
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("X-WR-CALNAME", vText(title))  # as text: the library escapes no name it does not know
    whole.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", "PT1H")
    return bytes(whole.to_ical(sorted=False))


def _event(entry: Entry, title: str) -> Event:
    start, end = _span(entry.when)
    event = Event()
    event.add("UID", f"{entry.plan}{OWN_UID_SUFFIX.decode()}")
    event.add("DTSTAMP", entry.changed.astimezone(UTC).replace(microsecond=0))
    event.add("LAST-MODIFIED", entry.changed.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", entry.revision)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    if rule := rule_of(entry.when):
        event.add("RRULE", vRecur.from_ical(rule))
        if days := _left_out(entry):
            event.add("EXDATE", days)
    event.add("SUMMARY", title)
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
    return event


def _span(when: Date) -> tuple[datetime, datetime]:
    """From and until. No duration: libical adds that to the wall, so that a night gets an hour
    too long. An end in the hour that comes twice is in UTC, as a wall would mean the first one.
    """
    start = when.start.replace(tzinfo=when.place)
    if when.repeat is Repeat.ONCE:
        start = start.astimezone(UTC).astimezone(when.place)  # never an hour that clocks skip
    end = start.astimezone(UTC) + timedelta(minutes=when.minutes)
    wall = end.astimezone(when.place)
    return start, end if wall.fold else wall


def _left_out(entry: Entry) -> vDDDLists | None:
    """Written like the start (RFC 5545 §3.8.5.1), since programs drop the whole series else."""
    start, place = entry.when.start, ZoneInfo(entry.when.zone)
    days = sorted(day for day in entry.left_out if day >= start.date())[-LEFT_OUT:]
    walls = [datetime.combine(day, start.time(), place) for day in days]
    return vDDDLists(walls) if walls else None
