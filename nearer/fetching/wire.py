"""The network under httpcore: it connects to numbers that were judged, and to nothing else."""

import logging
import socket
import ssl
from collections.abc import Iterable, Sequence
from functools import cache
from ipaddress import IPv6Address
from typing import Any, Final

import certifi
import httpcore

from nearer.fetching.address import Ip
from nearer.fetching.budget import Budget
from nearer.fetching.words import Refused, Why

MOST_NUMBERS: Final = 4
PATIENCE: Final = 5.0
"""Seconds for each number of a host, so that one that is silent leaves time for the next."""

# At its lowest level it would write addresses into whatever log there is.
logging.getLogger("httpcore").setLevel(logging.CRITICAL)


@cache
def trust() -> ssl.SSLContext:
    """The authorities that browsers trust.

    Not `create_default_context`: that one looks into the environment, where a file may be named
    into which the keys of every connection are written.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks host names, and from TLS 1.2 on
    context.load_verify_locations(certifi.where())
    return context


class Pinned(httpcore.NetworkBackend):
    """Connects to the numbers it was made with, whatever name httpcore asks for."""

    def __init__(self, numbers: Sequence[Ip], budget: Budget, *, most: int) -> None:
        self._numbers = numbers
        self._budget = budget
        self._most = most

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - a name would be resolved anew
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the budget knows
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        for number in self._numbers[:MOST_NUMBERS]:
            try:
                opened = dial(number, port, min(PATIENCE, self._budget.left()))
            except OSError:
                continue
            return Stream(opened, self._budget, most=self._most)
        self._budget.left()
        raise Refused(Why.NO_ANSWER)


def dial(number: Ip, port: int, seconds: float) -> socket.socket:
    """A connection to this number. Raises OSError."""
    family = socket.AF_INET6 if isinstance(number, IPv6Address) else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((str(number), port))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        opened.close()
        raise
    return opened


class Stream(httpcore.NetworkStream):
    """Bytes there and back, within the time and `most` bytes in all that come."""

    def __init__(self, opened: socket.socket, budget: Budget, *, most: int) -> None:
        self._socket = opened
        self._budget = budget
        self._left = most

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        self._socket.settimeout(self._budget.left())
        try:
            came = self._socket.recv(max_bytes)
        except OSError:
            self._budget.left()  # which of the two it was
            raise Refused(Why.CUT_SHORT) from None
        self._left -= len(came)
        if self._left < 0:
            raise Refused(Why.TOO_LARGE)
        return came

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._socket.settimeout(self._budget.left())
        try:
            self._socket.sendall(buffer)
        except OSError:
            self._budget.left()
            # httpcore then looks whether an answer came before everything was sent.
            raise httpcore.WriteError from None

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._budget.left())
            safe = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except BaseException as failure:
            self._socket.close()
            if isinstance(failure, OSError | ValueError):
                self._budget.left()
                raise Refused(Why.TLS) from None
            raise
        return Stream(safe, self._budget, most=self._left)
