"""Numbers for drawings: the two circles, and the line from week to week. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 124
RADIUS: Final = 56
FAR: Final = 200
"""Between the two middles where the circles are far apart."""
PLACES: Final = 10
STEP: Final = 19
"""How much nearer each place brings the two middles."""


@dataclass(frozen=True, slots=True)
class Circles:
    """Where the two stand, and the outline of what they share."""

    mine: float
    theirs: float
    shared: str
    y: float = HEIGHT / 2
    r: float = RADIUS


def circles(place: int) -> Circles:
    """Two circles at a place from 0, far apart, to 10, nearly one."""
    apart = FAR - STEP * place
    mine, theirs = (WIDTH - apart) / 2, (WIDTH + apart) / 2
    return Circles(mine, theirs, _shared(apart))


def _shared(apart: float) -> str:
    if apart >= 2 * RADIUS:
        return ""
    tall = round(sqrt(RADIUS**2 - (apart / 2) ** 2), 1)
    x, y, r = WIDTH // 2, HEIGHT // 2, RADIUS
    return f"M{x} {y - tall:g}A{r} {r} 0 0 1 {x} {y + tall:g}A{r} {r} 0 0 1 {x} {y - tall:g}Z"


EVERY: Final = tuple(circles(place) for place in range(PLACES + 1))
"""The circles at every place, for a row of all of them."""


# --- The line from week to week ----------------------------------------------------------

WIDE: Final = 10
"""Between one week and the next, in a drawing as high as the scores: 100."""
TOP: Final = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """One week of a line."""

    level: float
    low: float
    high: float


Spots = Sequence[Spot | None]
"""A week in which nothing was answered is None: there the line has a gap."""


def band(spots: Spots) -> str:
    """What lies between low and high, a shape for each run of weeks without a gap."""
    return "".join(_shape(start, run) for start, run in _runs(spots))


def line(spots: Spots) -> str:
    """The level, a stroke for each run. A week on its own is a dot."""
    return "".join(_stroke(start, [spot.level for spot in run]) for start, run in _runs(spots))


def dots(scores: Sequence[float | None]) -> str:
    """What was said each week: strokes without length, which round caps turn into dots."""
    return "".join(
        f"M{_x(place)} {_y(score)}h0" for place, score in enumerate(scores) if score is not None
    )


def _runs(spots: Spots) -> Iterator[tuple[int, list[Spot]]]:
    run: list[Spot] = []
    for place, spot in enumerate((*spots, None)):
        if spot is not None:
            run.append(spot)
        elif run:
            yield place - len(run), run
            run = []


def _stroke(start: int, levels: list[float]) -> str:
    points = " ".join(f"{_x(start + place)} {_y(level)}" for place, level in enumerate(levels))
    return f"M{points}h0" if len(levels) == 1 else f"M{points}"


def _shape(start: int, run: list[Spot]) -> str:
    """Half a week wider than its weeks, so that a week on its own has a band, too."""
    places = [_x(start) - WIDE // 2, *(_x(start + n) for n in range(len(run)))]
    places.append(places[-1] + WIDE // 2)
    spots = [run[0], *run, run[-1]]
    over = [f"{x} {_y(spot.high)}" for x, spot in zip(places, spots, strict=True)]
    under = [f"{x} {_y(spot.low)}" for x, spot in zip(places, spots, strict=True)]
    return f"M{' '.join(over)} {' '.join(reversed(under))}Z"


def _x(place: int) -> int:
    return place * WIDE + WIDE // 2


def _y(score: float) -> int:
    return round(TOP - score)
