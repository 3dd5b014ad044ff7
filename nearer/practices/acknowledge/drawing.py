"""Numbers for drawings: the two circles, and the line from week to week. Pure."""

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
