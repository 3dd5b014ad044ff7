"""Finds the calendars of somebody on a CalDAV server, and what stands in one of them for a while.

For RFC 4791, with as few questions as will do: where the calendars are, and what is in one.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote

from nearer.fetching import calendar
from nearer.fetching.address import Address, join, parse
from nearer.fetching.calendar import State
from nearer.fetching.client import MOST, Reply
from nearer.fetching.multistatus import CALDAV, DAV, NotXml, Part, parts
from nearer.fetching.talk import HEAD, MOST_OF_A_LIST, SPACES, NotNow, Talk, fault_of, same_house
from nearer.fetching.words import Refused

__all__ = ["Found", "NotNow", "calendars", "events"]

WELL_KNOWN: Final = "/.well-known/caldav"
MOST_LISTED: Final = 100
LONGEST_NAME: Final = 60

_TIMING = (
    *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE"),
    *("RECURRENCE-ID", "SEQUENCE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"),
    *("DTSTAMP", "X-MICROSOFT-CDO-ALLDAYEVENT"),
)
_REPORTS = f"{HEAD}<D:propfind {SPACES}><D:prop><D:supported-report-set/></D:prop></D:propfind>"
_SURE: Final = {
    *(HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
    *(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE),
}
"""After these it is no use to ask in another way."""

NOT_HANDED_OVER: Final = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nearer//EN\r\n"
    b"BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
"""Stands in for an event that its server named and did not hand over: one without a beginning,
which a reader counts as unread, so that its time is never taken for free."""


@dataclass(frozen=True, slots=True)
class Found:
    """A calendar of theirs."""

    url: str = field(repr=False)
    name: str = field(repr=False)
    """As they called it; "" where it has none."""


def calendars(
    url: str, sign_in: tuple[str, str] | None, *, allowed: Collection[str] = ()
) -> list[Found]:
    """The calendars for events that are found from `url`, by their names.

    `url` may be a server, a principal, the home of calendars, or a calendar itself.
    Raises NotNow.
    """
    try:
        return _found(Talk(url, sign_in, allowed))
    except Refused as refused:
        raise NotNow(calendar.of_why(refused.why)) from None


def events(
    url: str,
    sign_in: tuple[str, str] | None,
    *,
    start: datetime,
    end: datetime,
    guests: bool = False,
    allowed: Collection[str] = (),
) -> list[bytes]:
    """What makes its owner busy between two aware moments, as calendars for `calendars.read`.

    Asks for times and no titles, and for who said no only with `guests`; some servers send all
    of it anyway. An empty list is a calendar without events then. Raises NotNow.
    """
    try:
        return _events(Talk(url, sign_in, allowed), _span(start, end), guests=guests)
    except Refused as refused:
        raise NotNow(calendar.of_why(refused.why)) from None


# --- Finding -------------------------------------------------------------------------------


def _found(talk: Talk) -> list[Found]:
    """From what was typed, or where RFC 6764 says to begin, to the homes of calendars."""
    beginnings = [talk.home, join(talk.home, WELL_KNOWN)]
    if talk.home.target == "/":
        beginnings.reverse()
    fault = NotNow(State.GONE)
    for beginning in beginnings:
        try:
            if found := _found_from(talk, beginning):
                return sorted(found, key=lambda it: (it.name.casefold(), it.url))
        except NotNow as said:
            if said.state in {State.SIGN_IN, State.OTHER_SIGN_IN, State.LATER}:
                raise  # a wrong password tried twice may lock somebody out
            fault = said
    raise fault


def _found_from(talk: Talk, beginning: Address) -> list[Found]:
    here, said = talk.about(beginning, depth=0)
    if own := list(_listed(talk, here, said)):
        return own
    homes = _homes(talk, here, said)
    if not homes and (principals := _hrefs(said, f"{DAV}current-user-principal")):
        for principal in list(talk.inside(here, principals))[:1]:
            homes = _homes(talk, *talk.about(principal, depth=0))
    found: dict[str, Found] = {}
    for home in homes or ([here] if same_house(talk.home, here) else []):
        listed = _listed(talk, *talk.about(home, depth=1))
        found.update({it.url: it for it in listed})
    return list(found.values())[:MOST_LISTED]


def _homes(talk: Talk, here: Address, said: list[Part]) -> list[Address]:
    return list(talk.inside(here, _hrefs(said, f"{CALDAV}calendar-home-set")))[:3]


def _hrefs(said: Iterable[Part], name: str) -> list[str]:
    return [href for part in said for href in part.hrefs(name)]


def _listed(talk: Talk, here: Address, said: Iterable[Part]) -> Iterator[Found]:
    for part in said:
        if _holds_events(part):
            for where in talk.inside(here, [part.href]):
                yield Found(where.url, _name(part, where))


def _holds_events(part: Part) -> bool:
    kind = part.properties.get(f"{DAV}resourcetype")
    if kind is None or kind.find(f"{CALDAV}calendar") is None:
        return False
    held = part.properties.get(f"{CALDAV}supported-calendar-component-set")
    names = [it.get("name", "").upper() for it in held] if held is not None else []
    return not names or "VEVENT" in names


def _name(part: Part, where: Address) -> str:
    """What its owner called it, as one line; else the end of its address."""
    said = part.text(f"{DAV}displayname") or unquote(where.target.rstrip("/").rpartition("/")[2])
    # No controls, and nothing that turns the direction of what stands behind it.
    plain = (" " if unicodedata.category(it) in {"Cc", "Cf", "Zl", "Zp"} else it for it in said)
    return " ".join("".join(plain).split())[:LONGEST_NAME]


# --- What stands in one --------------------------------------------------------------------


def _events(talk: Talk, span: str, *, guests: bool) -> list[bytes]:
    """Times only; if the server does not do that, everything; else its own free-busy."""
    fault = NotNow(State.REFUSED)
    partly: _HandedOver | None = None
    for data in (_times_only(guests=guests), "<C:calendar-data/>"):
        reply = talk.ask("REPORT", talk.home, _query(data, span), depth=1, most=MOST)
        if reply.status == HTTPStatus.MULTI_STATUS:
            partly = _handed_over(reply)
            if partly.missing:
                continue  # Xandikos names events and keeps them, if asked for times only
            if partly.events or _does_queries(talk):
                return partly.bodies()
            partly = None
            break
        fault = fault_of(reply)
        if reply.status in _SURE:
            break
    if partly:
        return partly.bodies()
    if reply.status in _SURE:
        raise fault
    body = f"{HEAD}<C:free-busy-query {SPACES}>{span}</C:free-busy-query>"
    reply = talk.ask("REPORT", talk.home, body, depth=1, most=MOST)
    if reply.status == HTTPStatus.OK and _is_whole(reply.body):
        return [reply.body]
    raise fault


def _does_queries(talk: Talk) -> bool:
    """Whether nothing means nothing: Radicale answers a report it does not know with nothing,
    and another server may not know this one. One that does not say what it knows is believed.
    """
    reply = talk.ask("PROPFIND", talk.home, _REPORTS, depth=0, most=MOST_OF_A_LIST)
    try:
        said = list(parts(reply.body)) if reply.status == HTTPStatus.MULTI_STATUS else []
    except NotXml:
        said = []
    known = [it for part in said for it in part.inside(f"{DAV}supported-report-set")]
    return not known or f"{CALDAV}calendar-query" in known


def _span(start: datetime, end: datetime) -> str:
    walls = [f"{it.astimezone(UTC):%Y%m%dT%H%M%SZ}" for it in (start, end)]
    return f'<C:time-range start="{walls[0]}" end="{walls[1]}"/>'


def _times_only(*, guests: bool) -> str:
    names = (*_TIMING, "ATTENDEE") if guests else _TIMING
    wanted = "".join(f'<C:prop name="{name}"/>' for name in names)
    return (
        '<C:calendar-data><C:comp name="VCALENDAR"><C:prop name="VERSION"/>'
        f'<C:comp name="VEVENT">{wanted}</C:comp>'
        '<C:comp name="VTIMEZONE"><C:allprop/><C:allcomp/></C:comp></C:comp></C:calendar-data>'
    )


def _query(data: str, span: str) -> str:
    return (
        f"{HEAD}<C:calendar-query {SPACES}><D:prop><D:getetag/>{data}</D:prop><C:filter>"
        f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{span}</C:comp-filter>'
        "</C:comp-filter></C:filter></C:calendar-query>"
    )


@dataclass(frozen=True, slots=True)
class _HandedOver:
    events: tuple[bytes, ...] = field(repr=False)
    missing: bool
    """Whether there is more: an event that cannot be had, or a list that was cut off."""

    def bodies(self) -> list[bytes]:
        """All in one body, one calendar after the other, as a stream of them may be."""
        whole = b"".join((*self.events, NOT_HANDED_OVER if self.missing else b""))
        return [whole] if whole else []


def _handed_over(reply: Reply) -> _HandedOver:
    here = parse(reply.url)
    events: list[bytes] = []
    missing = False
    try:
        for part in parts(reply.body):
            body = part.text(f"{CALDAV}calendar-data").strip().encode()
            if part.status == HTTPStatus.OK and _is_whole(body):
                events.append(body + b"\r\n")
            elif not _is_the_collection(here, part):
                missing = True
    except NotXml:
        if not events:
            raise NotNow(State.NOT_A_CALENDAR) from None
        missing = True
    return _HandedOver(tuple(events), missing)


def _is_whole(body: bytes) -> bool:
    ends = body[:64].strip().upper(), body[-64:].strip().upper()
    return ends[0].startswith(b"BEGIN:VCALENDAR") and ends[1].endswith(b"END:VCALENDAR")


def _is_the_collection(here: Address, part: Part) -> bool:
    """Some servers speak of the calendar itself, too; 507 there means that the list is cut."""
    if part.status != HTTPStatus.OK:
        return False
    try:
        where = join(here, part.href)
    except Refused:
        return False
    return unquote(where.target).rstrip("/") == unquote(here.target).rstrip("/")
