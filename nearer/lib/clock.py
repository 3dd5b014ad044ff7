"""The one place that asks what time it is; everything else is told."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall where this person lives. An unknown zone counts as UTC."""
    return moment.astimezone(zone_or_utc(zone)).date()


def zone_or_utc(zone: str) -> ZoneInfo:
    """The zone of this IANA name, or UTC."""
    return ZoneInfo(zone if known_zone(zone) else "UTC")


def known_zone(zone: str) -> bool:
    """Whether this is an IANA zone name."""
    return zone in _zones()


@cache  # reading the zone folder takes 20 ms
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
