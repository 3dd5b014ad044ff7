"""Small things to do in the time for two, each with a way alone and mostly with one apart."""

from functools import cache

from nearer.content import banks
from nearer.practices.quality_time.content import PACKAGE
from nearer.practices.quality_time.rules.tags import Idea


@cache
def ideas() -> dict[str, Idea]:
    """Every idea there ever was, since a plan may name it."""
    return banks.by_id(PACKAGE, "content/en/ideas.toml", table="idea", item=Idea)


@cache
def offered() -> tuple[Idea, ...]:
    """Those that are offered now, in the order of the bank."""
    return banks.offered(ideas())
