"""Signals between several processes that share a PostgreSQL: NOTIFY and LISTEN."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from nearer.live import rooms
from nearer.live.crossing import packed, unpacked
from nearer.live.signals import Signal

CHANNEL: Final = "nearer_live"
LOOK_EVERY: Final = 1.0
"""Seconds after which the thread looks whether it should end."""
TRY_EVERY: Final = 30.0
"""Seconds of silence after which it tries whether the line still works."""
WAITS: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between one try to connect and the next."""

log = logging.getLogger("nearer.live")


def notify(couple: UUID, subject: UUID, signal: Signal) -> None:
    """Have every process told, as part of the transaction under way."""
    line = packed(couple, subject, signal, key=settings.LIVE_KEY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, line])


class Relay(threading.Thread):
    """Listens on a connection of its own and tells this process. It connects again by itself."""

    def __init__(
        self, tell: Callable[[UUID, UUID, Signal], None], back: Callable[[], object]
    ) -> None:
        super().__init__(name="relay", daemon=True)
        self._tell = tell
        self._back = back
        """It hears again; before that it may have missed something."""
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask it to end; it does within a second."""
        self._stopping.set()

    def run(self) -> None:
        tries = 0
        while not self._stopping.is_set():
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"LISTEN {CHANNEL}")
                self._back()
                tries = 0
                self._hear()
            except Exception as error:  # noqa: BLE001  # it must live as long as the server
                log.error("signals are not heard: %s", type(error).__name__)  # noqa: TRY400
                self._stopping.wait(WAITS[min(tries, len(WAITS) - 1)])
                tries += 1
            finally:
                connection.close()

    def _hear(self) -> None:
        driver: Any = connection.connection
        silent = 0.0
        while not self._stopping.is_set():
            silent += LOOK_EVERY
            for notice in driver.notifies(timeout=LOOK_EVERY):
                silent = 0.0
                self._pass_on(notice.payload)
                if self._stopping.is_set():
                    return
            if silent >= TRY_EVERY:
                silent = 0.0
                driver.execute("SELECT 1")

    def _pass_on(self, line: str) -> None:
        kinds = [room.phases for room in rooms.known.values()]
        if heard := unpacked(line, key=settings.LIVE_KEY, phases=kinds):
            self._tell(*heard)
