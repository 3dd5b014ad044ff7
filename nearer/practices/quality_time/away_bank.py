"""What can be put away before the two meet."""

from dataclasses import dataclass
from functools import cache

from nearer.content import banks
from nearer.practices.quality_time.content import PACKAGE


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to put away for a while."""

    id: str
    name: str
    about: str
    replaces: str = ""
    retired: bool = False


@cache
def things() -> dict[str, Thing]:
    """Every thing there ever was, as somebody may have put it away."""
    return banks.by_id(PACKAGE, "content/en/away.toml", table="thing", item=Thing)
