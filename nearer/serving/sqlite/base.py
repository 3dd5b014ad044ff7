"""Writers of one process queue here instead of inside SQLite.

SQLite's own waiting is unfair: it sleeps for longer and longer, and whoever comes later may
get in first. Measured with eight writers, the slowest hundredth waits several times longer
than in this queue. Other processes are still waited for by SQLite itself, up to its `timeout`.
"""

import threading
from collections import deque
from typing import Any

from django.db.backends.sqlite3 import base


class Turns:
    """A lock that is handed on in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._taken = False

    def take(self, patience: float) -> bool:
        """Whether it is our turn now; waits for it up to `patience` seconds."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._queue.append(mine)
        if mine.wait(patience):
            return True
        with self._guard:
            if mine.is_set():  # it became ours just as we stopped waiting
                return True
            self._queue.remove(mine)
            return False

    def hand_on(self) -> None:
        """Give the turn to whoever has waited longest."""
        with self._guard:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._taken = False


TURNS = Turns()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the turn from BEGIN to the end of its transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._my_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        # Out of patience we go on without the turn: then SQLite refuses, as it always would.
        self._my_turn = TURNS.take(self.settings_dict["OPTIONS"].get("timeout", 5))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._my_turn:
            self._my_turn = False
            TURNS.hand_on()
