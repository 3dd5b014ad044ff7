"""Asks another server, within limits. `request` is all that the rest of Nearer knows of it."""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import httpcore

from nearer.fetching import guard, unpacking, wire
from nearer.fetching.address import Address, join, parse
from nearer.fetching.budget import Budget
from nearer.fetching.words import Refused, Why

MOST: Final = 30 * 1024 * 1024
SECONDS: Final = 20.0
REDIRECTS: Final = 3
MOST_HEADERS: Final = 32 * 1024
AGENT: Final = "Nearer"

NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})

_METHODS = {"GET", "PROPFIND", "REPORT"}
_MOVED = {301, 302, 303, 307, 308}
_SEE_OTHER = 303
_TOKEN = re.compile(r"[A-Za-z0-9-]+")
_VALUE = re.compile(r"[\x20-\x7e]{1,1024}")
_OURS = {"host", "authorization", "cookie", "connection", "content-length", "accept-encoding"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came. It says nothing when printed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By their names in small letters; of several with one name, the first."""
    body: bytes = field(repr=False)
    url: str = field(repr=False)
    """Where it came from in the end."""


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    sign_in: tuple[str, str] | None = field(repr=False)
    allowed: Collection[str] = field(repr=False)


def request(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] = NO_HEADERS,
    body: bytes = b"",
    sign_in: tuple[str, str] | None = None,
    allowed: Collection[str] = (),
    most: int = MOST,
    seconds: float = SECONDS,
) -> Reply:
    """What `url` answers, whatever its status, after at most three redirects.

    `sign_in` is a name and a password for Basic, sent over https or to listed hosts only, and
    never on to another scheme, host or port. `allowed` is the list of hosts (`host` or
    `host:port`) that may be private; only whoever runs the server writes it. `most` counts
    bytes after unpacking, `seconds` is everything together. No cookies, no proxies.

    Raises Refused, with the reason. ValueError for a method or a header that is not ours to send.
    """
    _check(method, headers)
    budget = Budget(seconds)
    asked = _Asked(method, headers, body, sign_in, allowed)
    here = parse(url)
    for _ in range(REDIRECTS + 1):
        listed = guard.admit(here, allowed=asked.allowed)
        numbers = guard.pin(here, listed=listed, budget=budget)
        sent = _headers(here, asked, listed=listed)
        backend = wire.Pinned(numbers, budget, most=2 * most + MOST_HEADERS)
        with _sent(here, asked, sent, backend) as reply:
            known = _known(reply.headers)
            onward = known.get("location", "") if reply.status in _MOVED else ""
            if not onward:
                pieces = _pieces(reply)
                packed = known.get("content-encoding", "")
                came = unpacking.unpacked(pieces, packed=packed, most=most, budget=budget)
                return Reply(reply.status, known, came, here.url)
            status = reply.status
        there = join(here, onward)
        asked = _onward(asked, here, there, status=status, listed=listed)
        here = there
    raise Refused(Why.TOO_MANY_REDIRECTS)


def _check(method: str, headers: Mapping[str, str]) -> None:
    if method not in _METHODS:
        raise ValueError("This is not asked for.")
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or name.lower() in _OURS or not _VALUE.fullmatch(value):
            raise ValueError("This header is not sent.")


def _onward(asked: _Asked, here: Address, there: Address, *, status: int, listed: bool) -> _Asked:
    """What goes to where a redirect leads: less, if that is somewhere else."""
    if here.scheme == "https" and there.scheme != "https":
        raise Refused(Why.LESS_SAFE)
    if status == _SEE_OTHER:
        asked = replace(asked, method="GET", body=b"")
    if there.origin != here.origin:
        asked = replace(asked, sign_in=None)
    if not listed:  # a server outside does not get to point into somebody's home
        asked = replace(asked, allowed=())
    return asked


def _headers(here: Address, asked: _Asked, *, listed: bool) -> dict[str, str]:
    ours = {
        "Host": here.authority,
        "User-Agent": AGENT,
        "Accept-Encoding": unpacking.PACKED,
        "Connection": "close",
    }
    if asked.body:
        ours["Content-Length"] = str(len(asked.body))
    if asked.sign_in:
        if here.scheme != "https" and not listed:
            raise Refused(Why.SIGN_IN_OPEN)
        both = ":".join(asked.sign_in).encode()
        ours["Authorization"] = f"Basic {b64encode(both).decode('ascii')}"
    return {**ours, **asked.headers}


@contextmanager
def _sent(
    here: Address, asked: _Asked, headers: Mapping[str, str], backend: wire.Pinned
) -> Iterator[httpcore.Response]:
    """The beginning of an answer, to be read inside. What httpcore raises becomes Refused."""
    where = httpcore.URL(scheme=here.scheme, host=here.host, port=here.port, target=here.target)
    connection = httpcore.HTTPConnection(
        httpcore.Origin(here.scheme.encode(), here.host.encode(), here.port),
        ssl_context=wire.trust(),
        network_backend=backend,
    )
    try:
        with closing(connection):
            reply = connection.handle_request(
                httpcore.Request(
                    asked.method, where, headers=[*headers.items()], content=asked.body
                )
            )
            with closing(reply):
                yield reply
    except httpcore.RemoteProtocolError:
        raise Refused(Why.CUT_SHORT) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise Refused(Why.NO_ANSWER) from None


def _known(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    size = 0
    for name, value in headers:
        size += len(name) + len(value)
        known.setdefault(name.decode("ascii").lower(), value.decode("latin-1"))
    if size > MOST_HEADERS:
        raise Refused(Why.TOO_LARGE)
    return MappingProxyType(known)


def _pieces(reply: httpcore.Response) -> Iterator[bytes]:
    yield from reply.iter_stream()
