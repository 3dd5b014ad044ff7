"""What somebody typed as an address, taken apart once and strictly.

Two readers of one address that differ are how guards are walked around. So this is the only
reader: what it does not understand is refused, and everything after it works on its parts, never
on the text again.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from encodings import idna
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, urljoin

from nearer.fetching.words import Refused, Why

LONGEST: Final = 4096
PORTS: Final = {"http": 80, "https": 443}

_SCHEMES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
_WHOLE = re.compile(r"([A-Za-z]+)://([^/?#]*)([^#]*)")
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"{}|^`\u2028\u2029\ud800-\udfff]")
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@%]+)(?::([0-9]{1,5}))?")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HIGHEST_PORT = 65535
_LONGEST_NAME = 253

Ip = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask, and for what. It says nothing when printed."""

    scheme: str
    """`http` or `https`."""
    host: str = field(repr=False)
    """In ASCII and small letters; an IPv6 address without its brackets."""
    port: int
    target: str = field(repr=False)
    """Path and query, percent-encoded."""
    ip: Ip | None = field(default=None, repr=False)
    """The host, where it is a number."""

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """The host as it stands in an address and in the header `Host`."""
        host = f"[{self.host}]" if isinstance(self.ip, IPv6Address) else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse(url: str) -> Address:
    """The address in `url`; space around it is dropped, as it is pasted with it.

    Raises Refused (NOT_AN_ADDRESS, SIGN_IN_INSIDE).
    """
    url = url.strip(" \t\r\n")
    whole = _WHOLE.match(url)
    if len(url) > LONGEST or _NEVER.search(url) or not whole:
        raise Refused(Why.NOT_AN_ADDRESS)
    scheme = _SCHEMES.get(whole[1].lower())
    if "@" in whole[2]:
        raise Refused(Why.SIGN_IN_INSIDE)
    authority = _AUTHORITY.fullmatch(whole[2])
    if not scheme or not authority:
        raise Refused(Why.NOT_AN_ADDRESS)
    host, ip = _host(authority[1])
    port = int(authority[2] or PORTS[scheme])
    if not 0 < port <= _HIGHEST_PORT:
        raise Refused(Why.NOT_AN_ADDRESS)
    return Address(scheme, host, port, _target(whole[3]), ip)


def join(base: Address, reference: str) -> Address:
    """Where a reply's `reference`, often only a path, leads from `base`. Raises as `parse`."""
    reference = reference.strip(" \t\r\n").replace(" ", "%20")
    if _NEVER.search(reference):
        raise Refused(Why.NOT_AN_ADDRESS)
    try:
        joined = urljoin(base.url, reference)
    except ValueError:
        raise Refused(Why.NOT_AN_ADDRESS) from None
    return parse(joined)


def _host(written: str) -> tuple[str, Ip | None]:
    try:
        if written.startswith("["):
            number = IPv6Address(written[1:-1])
            return str(number), number
        name = ".".join(map(_ascii, written.removesuffix(".").split(".")))
        if _NUMBER.fullmatch(name.rpartition(".")[2]):
            # 2130706433, 0x7f.1 and 0177.0.0.1 are numbers too, for some resolvers: refused.
            plain = IPv4Address(name)
            return str(plain), plain
    except AddressValueError:
        raise Refused(Why.NOT_AN_ADDRESS) from None
    if len(name) > _LONGEST_NAME or not all(map(_LABEL.fullmatch, name.split("."))):
        raise Refused(Why.NOT_AN_ADDRESS)
    return name, None


def _ascii(label: str) -> str:
    """One part of a name in ASCII.

    Python's own rules are those of 2003, and today's differ for some letters (ß, ς, joiners).
    So only what both spell alike is taken; the other few can be typed as xn--.
    """
    plain = unicodedata.normalize("NFC", label.lower())
    if plain.isascii():
        if not label.isascii():
            raise Refused(Why.NOT_AN_ADDRESS)  # the Kelvin sign, which is not a k
        return plain
    try:
        prepared = idna.nameprep(plain)
    except UnicodeError:
        raise Refused(Why.NOT_AN_ADDRESS) from None
    letters = all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in plain)
    if prepared != plain or not letters or plain.startswith("xn--"):
        raise Refused(Why.NOT_AN_ADDRESS)
    return f"xn--{prepared.encode('punycode').decode('ascii')}"


def _target(written: str) -> str:
    """Path and query with what is not ASCII encoded, and what is encoded left as it is."""
    target = quote(written, safe="%/?:@!$&'()*+,;=-._~[]")
    return target if target.startswith("/") else f"/{target}"
