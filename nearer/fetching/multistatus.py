"""Reads what a CalDAV server answers about several things at once, part by part.

The XML comes from whoever an address leads to: no entities, not deep, not too many parts, and
each part is let go as soon as it was read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405  # a name for types

DAV: Final = "{DAV:}"
CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
DEEPEST: Final = 30
MOST_PARTS: Final = 500_000
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


def _responses(body: bytes) -> "Iterator[Element]":
    """Each is emptied once it was used, so that not all of them lie in memory."""
    open_ones: list[Element] = []
    seen = 0
    for what, element in iterparse(BytesIO(body), events=("start", "end"), forbid_dtd=True):
        if what == "start":
            open_ones.append(element)
            seen += 1
            if len(open_ones) > DEEPEST or seen > MOST_PARTS:
                raise NotXml
            if open_ones[0].tag != f"{DAV}multistatus":
                raise NotXml
        else:
            open_ones.pop()
            if len(open_ones) == 1:
                if element.tag == f"{DAV}response":
                    yield element
                open_ones[0].clear()


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
