"""A whole internet on this machine: names, numbers, and servers that behave as told.

Nothing leaves the machine. Numbers in PUBLIC lead to the servers here; a connection to any other
number, or to another port than 80 and 443, is what must never happen, so it is written down.
"""

import contextlib
import datetime as dt
import socket
import socketserver
import ssl
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nearer.fetching import guard, wire

PUBLIC = {"93.184.216.34", "151.101.1.69", "2606:4700::1111"}
NAME = "calendar.example.org"
OTHER = "other.example.net"


@dataclass
class Seen:
    """One request as it came in."""

    line: str
    headers: dict[str, str]
    body: bytes
    tls: bool


Answer = bytes | Callable[[socket.socket], None]


@dataclass
class House:
    names: dict[str, list[list[str]]]
    """What the resolver says, time after time; the last one is said for ever."""
    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    """By path, or by method and path; of several, one after the other."""
    homes: dict[tuple[str, int], int] = field(default_factory=dict)
    """Private numbers that a test allows, and the port here they lead to."""
    seen: list[Seen] = field(default_factory=list)
    reached: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    ports: dict[int, int] = field(default_factory=dict)
    sources: dict[int, str] = field(
        default_factory=lambda: {4: "8.8.8.8", 6: "2606:4700:0:ff12::2"}
    )
    """This machine's own public numbers."""
    named: list[str | None] = field(default_factory=list)
    """Which names TLS asked for."""

    def resolve(self, host, port, *args, **kwargs):
        self.looked_up.append(host)
        host = unicodedata.normalize("NFKC", host).lower().rstrip(".")
        if told := self.names.get(host):
            numbers = told.pop(0) if len(told) > 1 else told[0]
        elif host.endswith("localhost"):
            numbers = ["127.0.0.1"]
        else:
            try:
                numbers = [socket.inet_ntoa(socket.inet_aton(host))]  # odd spellings, too
            except OSError:
                raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
        return [
            (
                socket.AF_INET6 if ":" in number else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (number, port),
            )
            for number in numbers
        ]

    def where(self, number: str, port: int) -> int | None:
        """The port here, where `number` and `port` lead to; None for nobody at home."""
        number = str(ip_address(number))
        if (number, port) in self.homes:
            return self.homes[number, port]
        if number in PUBLIC and port in self.ports:
            return None if ":" in number else self.ports[port]
        self.reached.append((number, port))
        return None if ":" in number else self.ports.get(port, self.ports[80])


def ok(body: bytes = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", *headers: str) -> bytes:
    return reply("200 OK", body, *headers)


def reply(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode("utf-8") + body


def moved(where: str, status: str = "302 Found") -> bytes:
    return reply(status, b"", f"Location: {where}")


class Talk(socketserver.BaseRequestHandler):
    def handle(self):
        house, context = self.server.house, self.server.context
        with contextlib.suppress(OSError):
            talk = context.wrap_socket(self.request, server_side=True) if context else self.request
            with contextlib.closing(talk):
                answer = self.listen(house, talk, tls=context is not None)
                if callable(answer):
                    answer(talk)
                else:
                    talk.sendall(answer)
                if context:
                    talk.unwrap()

    @staticmethod
    def listen(house: House, talk: socket.socket, *, tls: bool) -> Answer:
        came = b""
        while b"\r\n\r\n" not in came:
            more = talk.recv(65536)
            if not more:
                raise OSError
            came += more
        head, _, body = came.partition(b"\r\n\r\n")
        line, *rest = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (it.partition(":") for it in rest)
        }
        while len(body) < int(headers.get("content-length", 0)):
            body += talk.recv(65536)
        house.seen.append(Seen(line, headers, body, tls))
        method, path = line.split(" ")[:2]
        path = path.partition("?")[0]
        answer = house.answers.get(f"{method} {path}", house.answers.get(path, ok()))
        if isinstance(answer, list):
            return answer.pop(0) if len(answer) > 1 else answer[0]
        return answer


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext | None):
        super().__init__(("127.0.0.1", 0), Talk)
        self.house, self.context = None, context
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, request, client_address):
        pass


def _certificate(folder, *names: str):
    """An authority that only these tests trust, and a certificate for `names`."""
    now = dt.datetime.now(dt.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Only for tests")])

    def certificate(subject, key, *extensions):
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=2))
        )
        for extension, critical in extensions:
            made = made.add_extension(extension, critical)
        return made.sign(keys[0], hashes.SHA256())

    root = certificate(issuer, keys[0], (x509.BasicConstraints(ca=True, path_length=0), True))
    leaf = certificate(
        x509.Name([]),
        keys[1],
        (x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), True),
    )
    pem = serialization.Encoding.PEM
    (folder / "root.pem").write_bytes(root.public_bytes(pem))
    (folder / "leaf.pem").write_bytes(
        leaf.public_bytes(pem)
        + keys[1].private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "root.pem", folder / "leaf.pem"


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    return _certificate(tmp_path_factory.mktemp("papers"), NAME, OTHER, "xn--bcher-kva.example.org")


@pytest.fixture(scope="session")
def servers(papers):
    """One that speaks plainly and one with TLS, for all tests; whose house it is, they are told."""
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(papers[1])
    both = Server(None), Server(served)
    served.sni_callback = lambda _talk, name, _context: both[1].house.named.append(name)
    yield both
    for server in both:
        server.shutdown()
        server.server_close()


@pytest.fixture
def house(monkeypatch, papers, servers):
    house = House(names={NAME: [["93.184.216.34"]], OTHER: [["151.101.1.69"]]})
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted.load_verify_locations(papers[0])
    house.ports = {80: servers[0].server_address[1], 443: servers[1].server_address[1]}
    for server in servers:
        server.house = house

    class Watched(socket.socket):
        def connect(self, where):
            port = house.where(*where[:2])
            if port is None:
                raise ConnectionRefusedError
            super().connect(("127.0.0.1", port))

    monkeypatch.setattr(socket, "getaddrinfo", house.resolve)
    monkeypatch.setattr(socket, "socket", Watched)
    monkeypatch.setattr(
        guard, "source_towards", lambda number: ip_address(house.sources[number.version])
    )
    monkeypatch.setattr(wire, "trust", lambda: trusted)
    return house
