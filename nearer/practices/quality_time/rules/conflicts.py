"""When something came into a calendar at the time of a plan. Pure.

Only what came later counts: who proposes or accepts a time knows what stands there already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nearer.calendars import spans as sweep
from nearer.calendars.spans import Span

MOST: Final = 60
"""So many are kept: the next ones. There are seldom more than two."""


@dataclass(frozen=True, slots=True)
class Came:
    """Minutes of one plan that a calendar of mine takes as well."""

    thread: str
    """The plan, by its name."""
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Taken:
    """The time of one plan."""

    thread: str
    span: Span


def renewed(
    came: Iterable[Came],
    plans: Iterable[Taken],
    *,
    before: Sequence[Span],
    after: Sequence[Span],
    now: int,
) -> tuple[Came, ...]:
    """What counts after a calendar changed from `before` to `after`.

    What it gave free again counts no more, nor what is over.
    """
    added, gone = sweep.minus(after, before), sweep.minus(before, after)
    kept = [piece for it in came for piece in _pieces(it.thread, sweep.minus([it.span], gone))]
    new = [piece for it in plans for piece in _pieces(it.thread, sweep.both([it.span], added))]
    return _told({it for it in (*kept, *new) if it.end > now})


def without(came: Iterable[Came], thread: str, span: Span) -> tuple[Came, ...]:
    """What counts after its owner said that it is fine, for one meeting of a plan."""
    left = [
        piece
        for it in came
        for piece in (
            _pieces(thread, sweep.minus([it.span], [span])) if it.thread == thread else [it]
        )
    ]
    return _told(left)


def stands(came: Iterable[Came], thread: str, span: Span) -> bool:
    """Whether something came at the time of this meeting."""
    return any(it.thread == thread and sweep.both([it.span], [span]) for it in came)


def _pieces(thread: str, spans: Iterable[Span]) -> list[Came]:
    return [Came(thread, *span) for span in spans]


def _told(found: Iterable[Came]) -> tuple[Came, ...]:
    return tuple(sorted(found, key=lambda it: (it.start, it.end, it.thread)))[:MOST]
