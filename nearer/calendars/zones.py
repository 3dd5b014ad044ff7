"""What a clock on the wall shows in a zone, and which zone a name means.

No cache of ours outlives a reading: a calendar that calls +0900 by the name of somebody else's
zone deceives nobody but itself.
"""

import re
from datetime import datetime, timedelta
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall
SECOND: Final = timedelta(seconds=1)
A_DAY: Final = 24 * 60 * 60
# Two days within what `datetime` can say, so that no zone leads out of it.
EARLIEST: Final = (datetime(1, 1, 3) - EPOCH) // SECOND  # noqa: DTZ001
LATEST: Final = (datetime(9999, 12, 29) - EPOCH) // SECOND  # noqa: DTZ001

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z][A-Za-z0-9_+-]{0,31}){0,2}")
# Files that lie among the zones. Those below "right" count leap seconds, which nobody's clock does.
_NOT_ZONES = ("right/", "posix/", "posixrules", "localtime", "Factory")


class Zone(Protocol):
    """A zone's wall. Seconds since 1970 in UTC, and naive moments of the wall."""

    def utc(self, wall: datetime) -> int:
        """When the wall shows this.

        Shown twice, the first time is meant; skipped by a change of clocks, it counts on from
        before the change (RFC 5545, 3.3.5).
        """

    def wall(self, second: int) -> datetime:
        """What the wall shows."""


class Named:
    """A zone of the IANA database."""

    __slots__ = ("_offset", "_zone")

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        # `fold` is 0 in a naive wall, which for `ZoneInfo` means what `Zone.utc` promises.
        self._offset = zone.utcoffset

    def utc(self, wall: datetime) -> int:
        return (wall - EPOCH - (self._offset(wall) or timedelta())) // SECOND

    def wall(self, second: int) -> datetime:
        within = min(max(second, EARLIEST), LATEST)
        utc = (EPOCH + within * SECOND).replace(tzinfo=self._zone)
        return self._zone.fromutc(utc).replace(tzinfo=None, fold=0)


UTC: Final = Named(ZoneInfo("UTC"))


def named(name: str) -> Named | None:
    """The zone of the IANA database with this name, an old one or one in small letters too."""
    if not _NAME.fullmatch(name) or name.startswith(_NOT_ZONES):
        return None
    try:
        return Named(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        right = _in_any_case().get(name.lower())
        return Named(ZoneInfo(right)) if right else None


def within(name: str) -> Named | None:
    """The zone that a longer name ends in: `/mozilla.org/20070129_1/Europe/Berlin`."""
    if not name.startswith("/") and "://" not in name:
        return None
    parts = name.split("/")[-3:]
    ends = ("/".join(parts[since:]) for since in range(len(parts)))
    return next((zone for end in ends if (zone := named(end))), None)


def of_windows(name: str) -> Named | None:
    """The zone that Windows calls by this name, in the country it is the standard of."""
    right = _windows().get(name.lower())
    return named(right) if right else None


@cache
def _in_any_case() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _windows() -> dict[str, str]:
    """Unicode's table, as `icalendar` brings it along.

    Its file alone is run: the whole package would be a hundred modules for one table.
    """
    package = find_spec("icalendar")
    if package is None or package.origin is None:
        return {}
    path = Path(package.origin).parent / "timezone" / "windows_to_olson.py"
    spec = spec_from_file_location("_windows_zones", path)
    if spec is None or spec.loader is None or not path.exists():
        return {}
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name.lower(): zone for name, zone in module.WINDOWS_TO_OLSON.items()}
