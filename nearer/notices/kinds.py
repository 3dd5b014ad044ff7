"""What a note can be for. A practice registers a kind with a name that says nothing.

    kinds.register(Kind("evenings", "The evening you two agreed on", times=evenings))

`times` is asked at every visit, with the keys that are there then, and says when within the
next four weeks a note is wanted. It may read whatever its person may open; only the moments
are kept for the server.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from nearer.journal.actions import Pen
from nearer.notices import rules
from nearer.notices.asked import Asked

Times = Callable[[Pen, Asked], Iterable[datetime]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One reason for a note that a person can ask for."""

    name: str
    title: str
    times: Times | None = None
    """Without it, the practice calls `actions.plan` by itself."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def registered() -> list[Kind]:
    return list(_kinds.values())


def _once_a_week(pen: Pen, asked: Asked) -> list[datetime]:
    return rules.weekly(day=asked.day, at=asked.at, zone=asked.place, now=pen.now)


WEEKLY = Kind("weekly", "Once a week", times=_once_a_week)
register(WEEKLY)
