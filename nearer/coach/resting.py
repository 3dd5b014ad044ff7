"""Something that is forgotten once nobody has asked for it for a while."""

from collections.abc import Callable
from threading import Lock, Timer
from time import monotonic
from typing import Final

MARGIN: Final = 0.01


class Rest:
    """Calls `forget` once, after so many seconds without `touch`; then waits for the next one.

    Any thread may touch it. The timer is a daemon: it keeps no process alive.
    """

    def __init__(self, seconds: float, forget: Callable[[], None]) -> None:
        self._seconds, self._forget = seconds, forget
        self._lock = Lock()
        self._touched = 0.0
        self._timer: Timer | None = None

    def touch(self) -> None:
        with self._lock:
            self._touched = monotonic()
            if self._timer is None:
                self._wait(self._seconds)

    def _wait(self, seconds: float) -> None:
        timer = Timer(seconds + MARGIN, self._look)
        timer.daemon = True
        timer.start()  # may fail where there are too many threads; the next touch tries again
        self._timer = timer

    def _look(self) -> None:
        with self._lock:
            left = self._touched + self._seconds - monotonic()
            if left > 0:
                self._wait(left)
                return
            self._timer = None
        # Outside the lock, since what forgets has a lock of its own. Whoever touches in between
        # starts a new wait; what they asked for is read again, which costs time and no words.
        self._forget()
