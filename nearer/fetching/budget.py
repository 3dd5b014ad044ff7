"""How much time is left for everything together."""

from time import monotonic

from nearer.fetching.words import Refused, Why


class Budget:
    """Seconds for the whole, by the clock on the wall: waiting a little, often, is no way out."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none. Raises Refused: TOO_SLOW."""
        left = self._ends - monotonic()
        if left <= 0:
            raise Refused(Why.TOO_SLOW)
        return left
