"""Handing one mail to a mail server, and knowing afterwards what became of it.

Three endings, and they must not be confused: refused before the server had the whole mail, so
that trying again is safe; refused for good; and no answer after all of it was handed over,
when it may have been taken and trying again could send it twice.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from nearer.notices import rules

PATIENCE = 20  # seconds for each answer
LONG_PATIENCE = 60  # for the last one: some servers look through a mail before they take it
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
GO_ON, NOT_NOW, FOR_GOOD = 354, 400, 500


class NotAServer(ValueError):
    """The settings name no mail server; the message is the sentence that says why."""


class Later(Exception):
    """Not taken now, and surely not: trying again cannot send it twice."""


class Never(Exception):
    """This address, or this mail, is refused for good."""


class Unknown(Exception):
    """All of it was handed over, and no answer came: it may be on its way."""


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server that the host named."""

    host: str
    port: int
    sender: str
    sender_name: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls_from_the_start: bool = False
    starttls: bool = True

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def read(url: str, sender: str) -> Server | None:
    """The server of `smtp://user:password@host:port` or `smtps://…`; None where none is named.

    With `smtp://` the connection has to become encrypted before anything is said, except on
    this very machine or with `?starttls=no`. Raises `NotAServer`.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise NotAServer("NEARER_SMTP_URL has a port that is no number.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAServer("NEARER_SMTP_URL has to look like smtp://user:password@mail.example.org.")
    wish = parse_qs(parts.query).get("starttls", ["yes"])[-1]
    if wish not in {"yes", "no"}:
        raise NotAServer("NEARER_SMTP_URL can end with ?starttls=no or ?starttls=yes.")
    name, plain = _sender(sender)
    return Server(
        host=parts.hostname,
        port=port,
        sender=plain,
        sender_name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_the_start=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and wish == "yes" and parts.hostname not in LOOPBACK,
    )


def _sender(text: str) -> tuple[str, str]:
    name, plain = parseaddr(text)
    try:
        plain = rules.address(plain)
        Address(display_name=name, addr_spec=plain)
    except ValueError:
        raise NotAServer(
            "NEARER_SMTP_FROM has to be the address that notices come from, such as "
            "nearer@example.org."
        ) from None
    return name, plain


class Talk:
    """One connection to the server."""

    def __init__(self, smtp: smtplib.SMTP, server: Server) -> None:
        self._smtp = smtp
        self._server = server

    def hand_over(self, mail: EmailMessage, to: str) -> None:
        """Returns when the server has taken it. Raises `Later`, `Never` or `Unknown`."""
        try:
            self._announce(to)
        except (OSError, smtplib.SMTPException) as fault:
            raise Later(type(fault).__name__) from fault
        try:
            self._wait(LONG_PATIENCE)
            self._smtp.send(smtplib.quotedata(mail.as_string()) + ".\r\n")
            code, _ = self._smtp.getreply()
            self._wait(PATIENCE)
        except (OSError, smtplib.SMTPException) as fault:
            raise Unknown(type(fault).__name__) from fault
        self._judge(code)

    def _announce(self, to: str) -> None:
        """Everything up to the words themselves; from here on the server could take them."""
        code, _ = self._smtp.mail(self._server.sender)
        if code >= NOT_NOW:  # also for good: that is about the sender, whom the host can mend
            raise Later(str(code))
        code, _ = self._smtp.rcpt(to)
        self._judge(code)
        code, _ = self._smtp.docmd("DATA")
        if code != GO_ON:
            self._judge(code)
            raise Later(str(code))

    def _judge(self, code: int) -> None:
        if code >= FOR_GOOD:
            raise Never(str(code))
        if code >= NOT_NOW:
            raise Later(str(code))

    def _wait(self, seconds: float) -> None:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def begin_anew(self) -> None:
        """Forget a mail that was refused, so that the next one can follow. Raises `Later`."""
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException) as fault:
            raise Later(type(fault).__name__) from fault


@contextmanager
def talking_to(server: Server) -> Iterator[Talk]:
    """A connection that has said who it is. Raises `Later` when there is none to be had."""
    try:
        smtp = _connect(server)
    except (OSError, smtplib.SMTPException) as fault:
        raise Later(type(fault).__name__) from fault
    try:
        yield Talk(smtp, server)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connect(server: Server) -> smtplib.SMTP:
    # Named after the sender's domain: the name of this machine is nobody's business.
    name, secure = server.domain, ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.tls_from_the_start:
        smtp = smtplib.SMTP_SSL(server.host, server.port, name, timeout=PATIENCE, context=secure)
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=PATIENCE)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.starttls:
            smtp.starttls(context=secure)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp
