"""The ASGI application for `GET /live/<name>/<subject>/`."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from ipaddress import IPv6Address, IPv6Network
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection

from nearer.lib.asgi import Receive, Scope, Send
from nearer.live import asking, rooms
from nearer.live.asking import LATER, Refused
from nearer.live.hub import Hub, TooMany
from nearer.live.streams import CUT, Line, Stream
from nearer.live.ticking import Ticking
from nearer.web.middleware import HEADERS, HSTS

if TYPE_CHECKING:
    from nearer.live.postgres import Relay

PATH: Final = re.compile(r"/live/([a-z_]+)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
THREADS: Final = 2
OURS: Final = {b"", b"same-origin", b"none"}
"""What a browser says of whoever asks. Another port of this host shares its cookies."""
EVERY: Final = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
}
STREAM: Final = {
    **EVERY,
    "Content-Type": "text/event-stream; charset=utf-8",
    "X-Accel-Buffering": "no",
    "Connection": "close",
}

Answer = TypeVar("Answer")


class Live:
    """All streams of this process."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.streams: set[Stream] = set()
        self._ticking = Ticking(self.streams, self._ask_again)
        self._relay: Relay | None = None
        # Asked here and not in a stream's task: Django would keep a connection for each of them.
        self._shared = connection.vendor == "postgresql"

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        # Their own: a thousand phones that come back at once must not hold up a page.
        return ThreadPoolExecutor(THREADS, thread_name_prefix="live")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            await self._in_its_place(scope, receive, send)
        except Refused as refused:
            # Out of its place already: somebody who never reads the answer holds none.
            await _refuse(refused, send)

    async def _in_its_place(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope)
        try:
            self.hub.enter(address)
        except TooMany:
            raise Refused(429, LATER) from None
        try:
            stream = await self._admitted(scope, send)
            await self._listen(stream, receive)
        finally:
            self.hub.go(address)

    async def _admitted(self, scope: Scope, send: Send) -> Stream:
        """A stream that listens already. Raises `Refused`."""
        # The frame of whoever calls this lasts for hours, so whoever is here stays in the thread:
        # what is kept of them is their cookie, which the scope holds anyway.
        loop = asyncio.get_running_loop()
        name, subject = _asked_for(scope)
        self._hear(loop)
        line = Line(loop, send, _cut(scope))
        admit = partial(asking.admit, self.hub, scope, line, name=name, subject=subject)
        return await self._in_a_thread(partial(asking.with_database, admit))

    async def _listen(self, stream: Stream, receive: Receive) -> None:
        self.streams.add(stream)
        try:
            await stream.line.send(
                {"type": "http.response.start", "status": 200, "headers": _headers(STREAM)}
            )
            self._ticking.begin(stream)
            stream.begin()
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.hub.leave(stream)
            self.streams.discard(stream)

    async def _ask_again(self, some: list[Stream]) -> None:
        ask = partial(asking.ask_again, self.hub, some)
        for stream in await self._in_a_thread(ask):
            stream.end()

    def _in_a_thread(self, ask: Callable[[], Answer]) -> "asyncio.Future[Answer]":
        return asyncio.get_running_loop().run_in_executor(self._threads, ask)

    def _hear(self, loop: asyncio.AbstractEventLoop) -> None:
        """With PostgreSQL, hear what other processes tell; it begins with the first stream."""
        if self._shared and self._relay is None:
            from nearer.live.postgres import Relay  # noqa: PLC0415 - needs its driver

            back = partial(loop.call_soon_threadsafe, self._was_deaf)
            self._relay = Relay(self.hub.tell, back)
            self._relay.start()

    def _was_deaf(self) -> None:
        for stream in self.streams:
            stream.deaf = True
            stream.ask_at = 0

    def close(self) -> None:
        """End every stream now, and let nobody in: this process is about to go."""
        self.hub.close()
        for stream in list(self.streams):
            stream.hurry()
        if self._relay is not None:
            self._relay.stop()


live = Live(rooms.listening)


def _asked_for(scope: Scope) -> tuple[str, UUID]:
    if scope["method"] != "GET":
        raise Refused(405, (b"allow", b"GET"))
    found = PATH.fullmatch(scope["path"])
    if found is None or found[1] not in rooms.known:
        raise Refused(404)
    if _header(scope, b"sec-fetch-site") not in OURS:
        raise Refused(403)
    return found[1], UUID(found[2])


def address_of(scope: Scope) -> str:
    """Where this comes from: the peer, or what the proxy that speaks https for us says of it."""
    said = _header(scope, b"x-forwarded-for") if settings.BEHIND_TLS else b""
    client = scope.get("client") or ("",)
    text = said.rpartition(b",")[2].strip().decode("latin-1") or str(client[0])
    try:
        address = IPv6Address(text)
    except ValueError:
        return text
    if address.ipv4_mapped:  # a socket for both kinds; all of IPv4 would be one network
        return str(address.ipv4_mapped)
    # Whoever has one IPv6 address has a network of them.
    return str(IPv6Network((int(address), 64), strict=False))


def _header(scope: Scope, wanted: bytes) -> bytes:
    """The last of this name, as a proxy adds its own after what it was sent."""
    return next((value for name, value in reversed(scope["headers"]) if name == wanted), b"")


def _cut(scope: Scope) -> Callable[[], object]:
    # Another server than ours has no such extension; there the task ends, and the line with it.
    task = asyncio.current_task()
    return scope.get("extensions", {}).get(CUT) or (task.cancel if task else lambda: None)


async def _refuse(refused: Refused, send: Send) -> None:
    headers = [*_headers(EVERY), *refused.headers, (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _headers(named: dict[str, str]) -> list[tuple[bytes, bytes]]:
    more = {"Strict-Transport-Security": HSTS} if settings.BEHIND_TLS else {}
    both = {**named, **more}
    return [(name.lower().encode(), value.encode()) for name, value in both.items()]
