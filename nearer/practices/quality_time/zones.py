"""A time zone as a calendar tells it: when its clocks changed, and will (RFC 5545 §3.6.5).

The library that writes the rest can make one too, but takes the wall after a change for the one
before it, so that clocks go forward an hour late.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from nearer.calendars import spans

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
LAST = datetime(2060, 1, 1, tzinfo=UTC)
"""Between these the changes are told one by one, so that no program has to know them."""

Observance = tuple[bool, int, int, str]
"""Whether it is summer time, how far clocks were ahead of UTC before and are now, its name."""


@lru_cache(maxsize=64)
def told(name: str) -> bytes:
    """The zone of this IANA name, as it lies in a calendar."""
    zone = Timezone()
    zone.add("TZID", name)
    for (summer, before, now, short), walls in _observances(ZoneInfo(name)).items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("DTSTART", walls[0])
        for wall in walls if walls[1:] else ():
            part.add("RDATE", wall)  # one a line and the first too: ical.js reads no others
        part.add("TZOFFSETFROM", timedelta(minutes=before))
        part.add("TZOFFSETTO", timedelta(minutes=now))
        part.add("TZNAME", short)
        zone.add_component(part)
    return bytes(zone.to_ical(sorted=False))


def _observances(place: ZoneInfo) -> dict[Observance, list[datetime]]:
    """When each began, on the wall as it was until then."""
    found: dict[Observance, list[datetime]] = {}
    known = spans.stretches(place, spans.minute(FIRST), spans.minute(LAST))
    ahead = known[0][2]
    for (_, _, before), (since, _, now) in pairwise(((0, 0, ahead), *known)):
        moment = spans.moment(since).astimezone(place)
        observance = (bool(moment.dst()), before, now, moment.tzname() or place.key)
        wall = spans.moment(since).replace(tzinfo=None) + timedelta(minutes=before)
        found.setdefault(observance, []).append(wall)
    return found
