"""The line between a phone and the house, which a test can cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Wire:
    """Passes bytes on, both ways. While it is cut, nothing new gets through and nothing old."""

    house: tuple[str, int]
    server: socket.socket
    open_: set[socket.socket] = field(default_factory=set)
    cut: bool = False

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.getsockname()[1]}"

    def cuts(self) -> None:
        """From now on there is no net, also for what was open."""
        self.cut = True
        for end in list(self.open_):
            _shut(end)

    def mends(self) -> None:
        self.cut = False

    def serve(self) -> None:
        while True:
            try:
                phone, _ = self.server.accept()
            except OSError:
                return
            if self.cut:
                _shut(phone)
                continue
            try:
                house = socket.create_connection(self.house, timeout=5)
            except OSError:
                _shut(phone)
                continue
            house.settimeout(None)
            self.open_ |= {phone, house}
            for one, other in ((phone, house), (house, phone)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        for end in (one, other):
            self.open_.discard(end)
            _shut(end)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wired(url: str) -> Iterator[Wire]:
    """A line of its own to the house at `url`."""
    server = socket.create_server(("127.0.0.1", 0))
    wire = Wire(("127.0.0.1", urlsplit(url).port or 80), server)
    threading.Thread(target=wire.serve, daemon=True).start()
    try:
        yield wire
    finally:
        _shut(server)
        wire.cuts()
