"""What this person did and the two shared, a year at a time, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import Final

from nearer.accounts.present import Present
from nearer.journal.selectors import years
from nearer.journey.offers import Moment
from nearer.practices import registered

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Month:
    """The moments of one month, under its name."""

    name: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    years: tuple[int, ...]
    year: int
    months: tuple[Month, ...]
    next_start: int | None


def timeline(present: Present, *, year: int | None, start: int = 0) -> TimelinePage:
    """One page of one year. Practices stream, so no more is open at once than is shown."""
    found = years(present.vault, present.couple, kinds=_kinds())
    chosen = year if year in found else (found[0] if found else present.day.year)
    shown = list(islice(_moments(present, chosen), start, start + SHOWN + 1))
    months = groupby(shown[:SHOWN], key=lambda moment: moment.day.strftime("%B"))
    return TimelinePage(
        years=tuple(found),
        year=chosen,
        months=tuple(Month(name, tuple(moments)) for name, moments in months),
        next_start=start + SHOWN if len(shown) > SHOWN else None,
    )


def _kinds() -> list[str]:
    return [kind for practice in registered() for kind in practice.kinds]


def _moments(present: Present, year: int) -> Iterator[Moment]:
    """Every practice's moments in one line. Each comes newest first, and so do all of them."""
    streams = (practice.moments(present, year=year) for practice in registered())
    return merge(*streams, key=lambda moment: moment.day, reverse=True)
