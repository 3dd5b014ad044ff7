"""The banks of this practice."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks

PACKAGE: Final = "nearer.practices.quality_time"


@dataclass(frozen=True, slots=True)
class Preset:
    """Hours that many people like, to tick instead of to type."""

    id: str
    name: str
    about: str
    days: tuple[int, ...]
    """Monday is 0."""
    start: str
    """As on a clock, and so is `until`, which may lie after midnight."""
    until: str
    usual: bool
    """Whether it is ticked where somebody has chosen nothing yet."""
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a calendar can be, and how one gets at it."""

    id: str
    name: str
    about: str
    way: str
    """`address`, `caldav` or `file`."""
    steps: tuple[str, ...] = ()
    note: str = ""
    replaces: str = ""
    retired: bool = False


@cache
def places() -> dict[str, Place]:
    """Every place there ever was."""
    return banks.by_id(PACKAGE, "content/en/providers.toml", table="place", item=Place)


@cache
def presets() -> dict[str, Preset]:
    """Every preset there ever was, retired ones too, since somebody's hours may name them."""
    return banks.by_id(PACKAGE, "content/en/hours.toml", table="preset", item=Preset)
