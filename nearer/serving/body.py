"""Reads a request's body before a thread is taken for it.

Django reads in its worker thread: four uploads that stall would hold all four threads,
and a chunked body, which has no length, would reach Django empty.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nearer.lib.asgi import App, Headers, Message, Receive, Scope, Send
from nearer.serving import refusals

LENGTH = b"content-length"


class TooLong(Exception):
    """More bytes than may come in one request."""


class TooMuch(Exception):
    """All bodies together are more than this process may hold."""


@dataclass
class Held:
    """How many bytes of bodies are held now, in all requests together."""

    limit: int = 64 * 1024 * 1024
    now: int = 0


class GoneAway(Exception):
    """The connection closed in the middle of the body."""


@dataclass(frozen=True)
class Patience:
    """How long a body may take, in seconds."""

    between_pieces: float = 30
    altogether: float = 120  # one byte at a time is no way in either


@dataclass(frozen=True)
class Larger:
    """An address that takes files. Two at a time: whoever fills this room fills no other."""

    limit: int
    too_long: bytes
    """The page for one that is larger still."""
    at_once: int = 2
    held: Held = field(default_factory=Held)

    def __post_init__(self) -> None:
        self.held.limit = self.limit * self.at_once


@dataclass(frozen=True)
class BodyFirst:
    """An ASGI application that hands whole requests, with a true length, to `app`."""

    app: App
    limit: int
    pages: refusals.Pages
    patience: Patience = Patience()
    held: Held = field(default_factory=Held)
    larger: Mapping[str, Larger] = field(default_factory=dict)
    """By their paths."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no websockets here, and nothing to start or stop
            return
        mine, room = Held(), self.larger.get(scope["path"])
        held, limit = (room.held, room.limit) if room else (self.held, self.limit)
        try:
            body = await self._whole_body(scope["headers"], receive, mine, held, limit)
        except TooMuch:
            await refusals.refuse(503, self.pages.too_slow, receive, send)
        except TooLong:
            page = room.too_long if room else self.pages.too_long
            await refusals.refuse(413, page, receive, send)
        except TimeoutError:
            await refusals.refuse(408, self.pages.too_slow, receive, send)
        except GoneAway:
            return
        else:
            scope = {**scope, "headers": list(_true_headers(scope["headers"], len(body)))}
            await self.app(scope, _only_once(body, receive), send)
        finally:
            held.now -= mine.now

    async def _whole_body(
        self, headers: Headers, receive: Receive, mine: Held, held: Held, limit: int
    ) -> bytes:
        if _announced(headers) > limit:
            raise TooLong
        body = bytearray()
        async with asyncio.timeout(self.patience.altogether):
            while True:
                async with asyncio.timeout(self.patience.between_pieces):
                    message = await receive()
                if message["type"] == "http.disconnect":
                    raise GoneAway
                piece = message.get("body", b"")
                body += piece
                mine.now += len(piece)
                held.now += len(piece)
                if held.now > held.limit:
                    raise TooMuch
                if len(body) > limit:
                    raise TooLong
                if not message.get("more_body", False):
                    return bytes(body)


def _announced(headers: Headers) -> int:
    # The server has refused lengths that are no number before we see them.
    return next((int(value) for name, value in headers if name == LENGTH), 0)


def _true_headers(headers: Headers, length: int) -> Iterator[tuple[bytes, bytes]]:
    """What was sent, with the length that was counted.

    Names with an underscore go: as environment variables they would look just like the
    dashed ones that a proxy in front of us sets and that Django trusts.
    """
    for name, value in headers:
        if name not in {LENGTH, b"transfer-encoding"} and b"_" not in name:
            yield name, value
    if length or any(name in {LENGTH, b"transfer-encoding"} for name, _ in headers):
        yield LENGTH, str(length).encode()


def _only_once(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay
