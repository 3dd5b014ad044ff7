"""A mail server on this machine that does as a test tells it, on a real socket.

`PostOffice()` takes every mail. `at(point, action)` makes something happen at a point of the
talk: an answer to give instead (`"451 busy"`), `CUT` for ending the connection, or a function
to be called before the usual answer. The points are connect, EHLO, MAIL, RCPT, DATA, the
end of the mail (`end`), and the moment after it was acknowledged (`after`).
"""

import re
import socketserver
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from email.message import EmailMessage

CUT = "cut"
Action = str | Callable[[], object]


class PostOffice:
    def __init__(self, *, port: int = 0, secure: ssl.SSLContext | None = None) -> None:
        self.taken: list[EmailMessage] = []
        """What was acknowledged, or cut off after all of it had come."""
        self.raw: list[bytes] = []
        self.heard: list[str] = []
        self.secure = secure
        self._actions: dict[str, Action] = {}
        self._guard = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Talk)
        self._server.office = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def at(self, point: str, action: Action | None) -> None:
        with self._guard:
            self._actions = {k: v for k, v in self._actions.items() if k != point}
            if action is not None:
                self._actions[point] = action

    def does(self, point: str, usual: str) -> str:
        """The answer at this point."""
        self.heard.append(point)
        with self._guard:
            action = self._actions.get(point, usual)
        if callable(action):
            action()
            return usual
        return action

    def keep(self, raw: bytes) -> None:
        with self._guard:
            self.raw.append(raw)
            self.taken.append(message_from_bytes(raw, policy=policy.default))

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.taken]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    office: PostOffice


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        try:
            self._talk()
        except (OSError, _Cut):
            return
        finally:
            for part in (self.rfile, self.wfile, self.connection):
                with suppress(OSError):
                    part.close()

    def _talk(self) -> None:
        self._says("connect", "220 here")
        while line := self.rfile.readline():
            verb = (
                re.split(rb"[\s:]", line.strip(), maxsplit=1)[0].decode("ascii", "replace").upper()
            )
            if verb == "QUIT":
                self._says("QUIT", "221 bye")
                return
            if verb == "DATA":
                self._data()
            elif verb == "STARTTLS" and self.server.office.secure:
                self._says("STARTTLS", "220 go on")
                self._encrypt()
            elif verb in {"EHLO", "HELO"}:
                offer = "250-STARTTLS\r\n" if self.server.office.secure else ""
                self._says("EHLO", f"250-here\r\n{offer}250 AUTH PLAIN")
            elif verb == "AUTH":
                self._says("AUTH", "235 welcome")
            else:
                usual = "250 fine" if verb in {"MAIL", "RCPT", "RSET", "NOOP"} else "502 what"
                self._says(verb, usual)

    def _encrypt(self) -> None:
        self.connection = self.server.office.secure.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def _data(self) -> None:
        if not self._says("DATA", "354 go on").startswith("3"):
            return
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b".") else line)
        if line == b"":
            return
        answer = self.server.office.does("end", "250 taken")
        if answer == CUT or answer.startswith("2"):
            self.server.office.keep(b"".join(lines))
        self._send(answer)
        self.server.office.does("after", "")

    def _says(self, point: str, usual: str) -> str:
        answer = self.server.office.does(point, usual)
        self._send(answer)
        return answer

    def _send(self, answer: str) -> None:
        if answer == CUT:
            raise _Cut
        self.wfile.write(answer.encode() + b"\r\n")


class _Cut(Exception):
    """The connection ends here."""
