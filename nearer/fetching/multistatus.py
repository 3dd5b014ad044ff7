"""Reads what a CalDAV server answers about several things at once, part by part.

The XML comes from whoever an address leads to: no entities, not deep, not too many parts, and
each part is let go as soon as it was read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import TreeBuilder  # nosec B405  # it builds what defusedxml let through

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405  # a name for types

DAV: Final = "{DAV:}"
CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
DEEPEST: Final = 30
MOST_PARTS: Final = 500_000
MOST_INSIDE: Final = 10_000
"""Elements in what is said about one thing, all of which lie in memory."""
LONGEST_TAG: Final = 64 * 1024
"""Bytes of a tag or a comment. Expat begins a longer one anew with every piece that comes, for
minutes in which nothing else runs here; and its attributes would all lie in memory."""
OK: Final = 200

_STATUS = re.compile(r"\s([1-5][0-9]{2})(?:\s|$)")


class NotXml(Exception):
    """What came cannot be read as an answer about several things."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said about one thing."""

    href: str
    status: int
    """Of the thing itself; 200 where the server speaks of its properties only."""
    properties: "dict[str, Element]"
    """By their names; those that the server could give."""

    def text(self, name: str) -> str:
        found = self.properties.get(name)
        return (found.text or "") if found is not None else ""

    def inside(self, name: str) -> list[str]:
        """The names of everything inside a property."""
        found = self.properties.get(name)
        return [it.tag for it in found.iter()][1:] if found is not None else []

    def hrefs(self, name: str) -> list[str]:
        """The addresses inside a property."""
        found = self.properties.get(name)
        inside = found.iter(f"{DAV}href") if found is not None else ()
        return [(it.text or "").strip() for it in inside]


def parts(body: bytes) -> Iterator[Part]:
    """One for each `response`, as they come. Raises NotXml, perhaps after some of them."""
    try:
        for response in _responses(body):
            yield _part(response)
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        # LookupError is an encoding that nobody knows.
        raise NotXml from None


class _Pieces:
    """Hands out a body piece by piece, as long as its reader gets on with it."""

    def __init__(self, body: bytes, parser: "DefusedXMLParser") -> None:
        self._rest = BytesIO(body)
        self._parser = parser.parser

    def read(self, size: int = -1, /) -> bytes:
        if self._rest.tell() - max(self._parser.CurrentByteIndex, 0) > LONGEST_TAG:
            raise NotXml
        return self._rest.read(size)


def _responses(body: bytes) -> "Iterator[Element]":
    """Each is emptied once it was used, so that not all of them lie in memory."""
    open_ones: list[Element] = []
    seen = inside = 0
    parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True)
    for what, element in iterparse(_Pieces(body, parser), events=("start", "end"), parser=parser):
        if what == "start":
            open_ones.append(element)
            seen, inside = seen + 1, inside + 1
            if len(open_ones) > DEEPEST or seen > MOST_PARTS or inside > MOST_INSIDE:
                raise NotXml
            if open_ones[0].tag != f"{DAV}multistatus":
                raise NotXml
        else:
            open_ones.pop()
            if len(open_ones) == 1:
                if element.tag == f"{DAV}response":
                    yield element
                open_ones[0].clear()
                inside = 0


def _part(response: "Element") -> Part:
    properties: dict[str, Element] = {}
    for group in response.iterfind(f"{DAV}propstat"):
        given = group.find(f"{DAV}prop")
        if given is not None and _status(group) == OK:
            properties.update({it.tag: it for it in given})
    return Part(
        href=(response.findtext(f"{DAV}href") or "").strip(),
        status=_status(response),
        properties=properties,
    )


def _status(element: "Element") -> int:
    found = _STATUS.search(element.findtext(f"{DAV}status") or " 200 ")
    return int(found[1]) if found else 0
