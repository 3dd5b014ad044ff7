"""Which hosts may be asked at all: public ones, and those that whoever runs the server lists.

A name is resolved once, every one of its numbers has to be public, and those very numbers are
what is connected to: a name that answers differently the second time is never asked again.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import BoundedSemaphore, Thread
from typing import Final

from nearer.fetching.address import PORTS, Address, Ip
from nearer.fetching.budget import Budget
from nearer.fetching.words import Refused, Why

# Whatever has a purpose other than a host on the internet. Python's own `is_global` knows most
# of them, and differs from version to version; so both are asked.
SPECIAL: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a carrier's translation; also meshes such as Tailscale
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, where clouds keep their secrets
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",  # documentation, and the next two
            "198.51.100.0/24",
            "203.0.113.0/24",
            "192.88.99.0/24",  # relays into 6to4
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            "2001::/23",  # Teredo, ORCHID and others that carry or stand for something else
            "2001:db8::/32",  # documentation, and the next one
            "3fff::/20",
            "2002::/16",  # 6to4: an IPv4 address inside
        ),
    )
)
# Everything else of IPv6 is local, multicast, a translation (64:ff9b::/96 and its like), an
# IPv4 address in disguise (::/96), or not given out yet.
UNICAST: Final = IPv6Network("2000::/3")
HOME_PREFIX: Final = 56
"""So many bits of IPv6 numbers are alike within one home; few homes get more than that."""

_AT_ONCE = BoundedSemaphore(8)
"""A resolver that hangs keeps its thread until it gives up; so many at most."""


def admit(address: Address, *, allowed: Collection[str]) -> bool:
    """Whether the host stands on the list of whoever runs the server, and so may be private.

    Raises Refused: PORT, or NOT_PUBLIC for a name that only a home network knows.
    """
    if is_listed(address, allowed):
        return True
    if address.port not in PORTS.values():
        raise Refused(Why.PORT)
    if address.ip is None and is_homely(address.host):
        raise Refused(Why.NOT_PUBLIC)
    return False


def is_listed(address: Address, allowed: Collection[str]) -> bool:
    """An entry is a host, for the usual ports, or a host with one port."""
    host = f"[{address.host}]" if isinstance(address.ip, IPv6Address) else address.host
    entries = {entry.strip().lower() for entry in allowed}
    usual = address.port in PORTS.values() and host in entries
    return usual or f"{host}:{address.port}" in entries


def is_homely(name: str) -> bool:
    """A name without a dot, or one that means this very machine."""
    return "." not in name or name.endswith(".localhost")


def pin(address: Address, *, listed: bool, budget: Budget) -> tuple[Ip, ...]:
    """The numbers to connect to, in the resolver's order.

    Raises Refused: NOT_PUBLIC if only one of them is not, NO_SUCH_HOST, TOO_SLOW.
    """
    found = (address.ip,) if address.ip else look_up(address.host, address.port, budget)
    numbers = tuple(map(unwrapped, found))
    if not listed and not all(is_public(it) and not is_near(it) for it in numbers):
        raise Refused(Why.NOT_PUBLIC)
    return numbers


def unwrapped(number: Ip) -> Ip:
    """The IPv4 address that an IPv4-mapped one means, since that is where it would lead."""
    return getattr(number, "ipv4_mapped", None) or number


def is_public(number: Ip) -> bool:
    return is_global(number) and not is_special(number)


def is_global(number: Ip) -> bool:
    """What this version of Python thinks of it."""
    return number.is_global


def is_special(number: Ip) -> bool:
    """What we think of it, on every version of Python."""
    if isinstance(number, IPv6Address) and number not in UNICAST:
        return True
    return any(number in network for network in SPECIAL if _same(number, network))


def _same(number: Ip, network: IPv4Network | IPv6Network) -> bool:
    return isinstance(number, IPv4Address) is isinstance(network, IPv4Network)


def is_near(number: Ip) -> bool:
    """Whether a public number is this machine's own, or of its own home.

    With IPv6 every printer at home has a public number, and only the router keeps strangers out;
    whoever asks from inside is none.
    """
    own = source_towards(number)
    if not isinstance(own, IPv6Address):
        return own == number
    return number in IPv6Network((own, HOME_PREFIX), strict=False)


def source_towards(number: Ip) -> Ip | None:
    """From which number of its own this machine would ask; nothing is sent to find out."""
    family = socket.AF_INET6 if isinstance(number, IPv6Address) else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((str(number), PORTS["https"]))
            return ip_address(asked.getsockname()[0])
    except (OSError, ValueError):
        return None  # no way leads there at all


def look_up(host: str, port: int, budget: Budget) -> tuple[Ip, ...]:
    """What the system's resolver knows of a name, asked once and not waited for too long.

    Raises Refused: NO_SUCH_HOST, TOO_SLOW.
    """
    if not _AT_ONCE.acquire(timeout=budget.left()):
        raise Refused(Why.TOO_SLOW)
    found: list[tuple[Ip, ...]] = []
    thread = Thread(target=_ask, args=(host, port, found), daemon=True)
    thread.start()
    thread.join(budget.left())
    if thread.is_alive():
        raise Refused(Why.TOO_SLOW)
    if not found or not found[0]:
        raise Refused(Why.NO_SUCH_HOST)
    return found[0]


def _ask(host: str, port: int, found: list[tuple[Ip, ...]]) -> None:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found.append(tuple(dict.fromkeys(ip_address(answer[4][0]) for answer in answers)))
    except (OSError, ValueError):  # UnicodeError, too, is one of them
        pass
    finally:
        _AT_ONCE.release()
