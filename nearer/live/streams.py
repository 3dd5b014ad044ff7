"""One stream: it takes what its ear was offered and writes it to the socket.

A stream is a single task, which waits for the phone to go. Writing is done by a short task of
its own, one at a time: while that waits for a slow phone, nothing piles up behind it.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from nearer.lib import clock
from nearer.lib.asgi import Scope, Send
from nearer.live.hub import Ear
from nearer.live.signals import HEARTBEAT, RETRY, as_event

PATIENCE: Final = 30.0
"""Seconds that a phone may take nothing of what is written."""
CUT: Final = "nearer.cut"
"""The extension of ASGI with which `serving.server` lets us give up a line that takes nothing."""

log = logging.getLogger("nearer.live")


@dataclass(frozen=True, slots=True)
class Line:
    """The socket, as far as ASGI shows it."""

    loop: asyncio.AbstractEventLoop
    send: Send
    cut: Callable[[], object]
    """Give it up, with whatever still waits to be written."""


@dataclass(slots=True, eq=False, kw_only=True)
class Stream(Ear):
    """A phone that listens, with its socket. All but `wake` belongs to the loop's thread."""

    name: str
    scope: Scope
    """What it came with: its cookie is shown again once a minute."""
    line: Line
    deaf: bool = False
    """Something may have been told that did not get here."""
    beat_every: float = 0
    beat_at: float = 0
    ask_at: float = 0
    _open: bool = False
    _beats: bool = False
    _writing: asyncio.Task[None] | None = None
    _since: float = 0
    _over: bool = field(default=False)

    def wake(self) -> None:
        """Have the loop write what there is to say."""
        with suppress(RuntimeError):  # the loop has ended, and the stream with it
            self.line.loop.call_soon_threadsafe(self.write)

    def begin(self) -> None:
        """The headers are on their way: from now on there may be events."""
        self._open = True
        self.write()

    def beat(self) -> None:
        """Say that the line is in use, and find out whether it is."""
        self._beats = True
        self.write()

    def stalls(self, now: float) -> bool:
        """Whether the phone has taken nothing for too long."""
        return self._writing is not None and now - self._since > PATIENCE

    def hurry(self) -> None:
        """End without waiting for anybody: this process is about to go."""
        self.ended = True
        if self._writing is not None:
            self.line.cut()
        self.write()

    def write(self) -> None:
        """Begin to write, unless that is under way or there is nothing to write to yet."""
        if self._open and not self._over and self._writing is None:
            self._since = self.line.loop.time()
            self._writing = self.line.loop.create_task(self._write())

    async def _write(self) -> None:
        try:
            while piece := self._next():
                await self.line.send(piece)
        except Exception as error:  # noqa: BLE001  # whatever it is, this line is of no more use
            log.error("a stream failed: %s", type(error).__name__)  # noqa: TRY400
            self._over = True
            self.line.cut()
        finally:
            self._writing = None

    def _next(self) -> dict[str, object] | None:
        """What is written next, the newest there is; None when everything was said."""
        if self._over:
            return None
        first = self.taken is None
        if not self.ended and (signal := self.take()):
            self._said()
            self.ended = signal.last
            event = as_event(signal, now=clock.now())
            return _body(RETRY + event if first else event)
        if self.ended:
            self._over = True
            return {"type": "http.response.body", "body": b"", "more_body": False}
        if self._beats:
            self._said()
            return _body(HEARTBEAT)
        return None

    def _said(self) -> None:
        self._beats = False
        self._since = self.line.loop.time()
        self.beat_at = self._since + self.beat_every


def _body(piece: bytes) -> dict[str, object]:
    return {"type": "http.response.body", "body": piece, "more_body": True}
