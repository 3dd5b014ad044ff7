"""Work that goes on beside the server, in a thread of its own."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

Errand = Callable[[Callable[[], bool]], None]
"""Does something until what it is given says that it is time to stop."""


class Beside(threading.Thread):
    """Runs an errand until the server ends; what is under way may still be finished."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(name="errand", daemon=True)
        self._errand = errand
        self._stopping = threading.Event()

    def run(self) -> None:
        self._errand(self._stopping.is_set)

    def stop(self, patience: float) -> None:
        """Ask it to end, and wait for what it has begun, but not for longer than this."""
        self._stopping.set()
        if self.is_alive():
            self.join(patience)


class Until:
    """Whether SIGTERM or Ctrl-C came. The handler does nothing else, so nothing is torn apart."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def __call__(self) -> bool:
        return self._asked
