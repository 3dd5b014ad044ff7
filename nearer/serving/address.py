"""Where Nearer listens, and what that place is called."""

import errno
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from nearer.serving.saying import NotPossible

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8321
DEMO_PORT = 8322
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Network:
    """The machine as others in the home network see it."""

    address: str
    name: str

    @property
    def names(self) -> list[str]:
        """What someone may type on the phone."""
        return [self.address, self.name, f"{self.name}.local"]


def home_network() -> Network:
    """Our address in the home network. Nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            # A datagram socket only picks the interface; the address is one kept for examples.
            asking.connect(("192.0.2.1", 9))
        except OSError:
            raise NotPossible(
                "This machine is in no network, so no phone could reach it. "
                "Connect it first, or leave --lan out."
            ) from None
        address = str(asking.getsockname()[0])
    name = socket.gethostname().lower().removesuffix(".local").partition(".")[0]
    return Network(address=address, name=name)


def refuse_open_doors(host: str, environment: Mapping[str, str]) -> None:
    """Raise unless `host` is this machine itself or something in front of us speaks https."""
    if not is_loopback(host) and environment.get("NEARER_BEHIND_TLS") != "1":
        raise NotPossible(
            f"Listening on {host} without https would let others on the way read along: "
            "use --lan at home, or put a proxy with https in front and set NEARER_BEHIND_TLS=1 "
            "(docs/self-hosting.md)."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def with_hosts(known: str, more: list[str]) -> str:
    """The comma-separated host names, with `more` added once each."""
    return ",".join(dict.fromkeys([*filter(None, known.split(",")), *more]))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, or one sentence that says why not."""
    if not 0 <= port <= HIGHEST_PORT:
        raise NotPossible(f"{port} is no port: it must be between 1 and {HIGHEST_PORT}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or asyncio does not switch Nagle's delay off: 44 ms for every page.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise NotPossible(_why_not(host, port, error)) from None
    # Only now: a second `bind` to a port that listens fails above, with its own sentence.
    listening.listen(512)
    return listening


def _why_not(host: str, port: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"Port {port} is only for the system's own programs. Choose one above 1023."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use already. Choose another: --port {port + 1}"
    return f"Nearer cannot listen on {host}, port {port}: {error.strerror or error}."
