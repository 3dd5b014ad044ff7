"""uvicorn, inside this process."""

import asyncio
import logging
import signal
import socket
import struct
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from nearer.lib.asgi import App, Scope

GRACE = 1  # second for answers under way, once the server is asked to stop


def _nothing() -> None:
    """Most have nothing that would not end by itself."""


class Line(H11Protocol):
    """A connection that the application can give up.

    ASGI has no word for that: an application that returns has what it wrote delivered first, and
    a phone that takes nothing would be waited for until its network gives up, a quarter of an
    hour later.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app: Any = partial(_with_cut, self.app, partial(_cut, transport))


def _cut(transport: asyncio.Transport) -> None:
    """Close it and forget what waits in it, here and in the kernel: that may be megabytes."""
    at_once = struct.pack("ii", 1, 0)
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    transport.abort()


def _with_cut(app: App, cut: Callable[[], None], scope: Scope, *ways: Any) -> Awaitable[None]:
    scope["extensions"] = {"nearer.cut": cut}
    return app(scope, *ways)


class Server(uvicorn.Server):
    """Ends within two seconds of SIGTERM or Ctrl-C, with one last thing to do.

    `first` is done as soon as it is asked to end: what would never end by itself ends then.

    The signal is raised again afterwards and ends the process, so nothing after `run` is
    reached and no thread that is still busy is waited for.
    """

    def __init__(
        self, application: App, last: Callable[[], None], first: Callable[[], None] = _nothing
    ) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                http=Line,
                loop="asyncio",
                ws="none",
                lifespan="off",
                interface="asgi3",
                access_log=False,  # paths carry invitations and calendar feeds
                log_config=None,
                log_level="error",
                proxy_headers=False,  # Django reads the one it trusts, and only behind TLS
                server_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._first = first
        self._last = last
        # Django's logging settings may have switched it off.
        log = logging.getLogger("uvicorn.error")
        log.disabled = False
        log.addFilter(_only_the_kind)

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what uvicorn raises again
        super().run(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._first()
        await super().shutdown(sockets)
        await asyncio.to_thread(self._last)


def _only_the_kind(record: logging.LogRecord) -> bool:
    """Log which kind of exception it was; its message could quote what somebody wrote."""
    if record.exc_info:
        kind = record.exc_info[0]
        if kind and issubclass(kind, asyncio.CancelledError):  # we were asked to stop
            return False
        record.msg, record.args = "a request failed: %s", (kind.__name__ if kind else "unknown",)
        record.exc_info = None
    return True
