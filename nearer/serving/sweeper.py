"""Once a minute: delete what is due, then empty the log that still holds it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from nearer.lib import clock
from nearer.serving import durable

MINUTE = 60.0

log = logging.getLogger("nearer.serving")


class Sweeper(threading.Thread):
    """Runs `sweep` in the background until `stop`. What fails is tried again next minute."""

    def __init__(self, sweep: Callable[[datetime], object], pause: float = MINUTE) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._sweep = sweep
        self._pause = pause
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.wait(self._pause):
            self._once()
        connection.close()

    def stop(self) -> None:
        """Ask it to end; it does at once, or when the sweep under way is done."""
        self._stopping.set()

    def _once(self) -> None:
        close_old_connections()
        try:
            self._sweep(clock.now())
            durable.forget_what_was_deleted()
        except Exception as error:  # noqa: BLE001  # it must live as long as the server
            # No traceback: it could carry what was in a row.
            log.error("the sweep failed: %s", type(error).__name__)  # noqa: TRY400
