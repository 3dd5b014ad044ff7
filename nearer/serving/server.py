"""uvicorn, inside this process."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn

from nearer.serving.asgi import App

GRACE = 1  # second for answers under way, once the server is asked to stop


class Server(uvicorn.Server):
    """Ends within two seconds of SIGTERM or Ctrl-C, with one last thing to do.

    The signal is raised again afterwards, so nothing after `run` is reached by SIGTERM.
    """

    def __init__(self, application: App, last: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                http="h11",
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
        self._last = last

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        await asyncio.to_thread(self._last)
