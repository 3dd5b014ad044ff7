"""Dates as calendar programs read them (RFC 5545): when, and a neutral title. Nothing else.

The same dates make the same bytes, whoever renders them and whenever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDDDLists, vRecur

from nearer.calendars.policy import OWN_UID_SUFFIX
from nearer.practices.quality_time import zones
from nearer.practices.quality_time.rules.dates import Date, rule_of

PRODUCT = "-//Nearer//Time for two//EN"
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreed date or ritual."""

    plan: UUID
    when: Date
    changed: datetime
    """When its last step was taken, aware."""
    revision: int
    """Grows with each step that changes it."""
    left_out: frozenset[date] = frozenset()


def calendar(entries: Iterable[Entry], *, title: str) -> bytes:
    """A whole calendar, to be subscribed to or downloaded.

    Every zone that is named is told in it: a program that meets an unknown name may take the
    time for one without a zone. What is left out is written like the start (RFC 5545 §3.8.5.1),
    as there are programs that drop the whole series otherwise.
    """
    ours = sorted(entries, key=lambda entry: (entry.when.start, entry.plan))
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", PRODUCT)
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("X-WR-CALNAME", title)
    whole.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", "PT1H")
    for zone in sorted({entry.when.zone for entry in ours} - {"UTC"}):
        whole.add_component(zones.told(zone))
    for entry in ours:
        whole.add_component(_event(entry, title))
    return bytes(whole.to_ical(sorted=False))


def _event(entry: Entry, title: str) -> Event:
    place, when = entry.when.place, entry.when
    event = Event()
    event.add("UID", f"{entry.plan}{OWN_UID_SUFFIX.decode()}")
    event.add("DTSTAMP", entry.changed.astimezone(UTC).replace(microsecond=0))
    event.add("LAST-MODIFIED", entry.changed.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", entry.revision)
    start = when.start.replace(tzinfo=place)
    event.add("DTSTART", start)
    # And no duration: libical adds that to the wall, so that a night gets an hour too long.
    end = start.astimezone(UTC) + timedelta(minutes=when.minutes)
    event.add("DTEND", end.astimezone(place))
    if rule := rule_of(when):
        event.add("RRULE", vRecur.from_ical(rule))
    if entry.left_out:
        event.add("EXDATE", _left_out(entry, place))
    event.add("SUMMARY", title)
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
    return event


def _left_out(entry: Entry, place: ZoneInfo) -> vDDDLists:
    clock = entry.when.start.time()
    days = sorted(entry.left_out)
    return vDDDLists([datetime.combine(day, clock, place) for day in days])
