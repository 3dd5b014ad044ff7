"""A talk with one CalDAV server: several questions, one password, one limit of time.

The password goes to the server that was typed and to nobody it names: an address on another host
is left alone, since whoever asks it later would send the password along.
"""

from collections.abc import Collection, Iterable, Iterator
from http import HTTPStatus
from typing import Final

from nearer.fetching import calendar
from nearer.fetching.address import PORTS, Address, join, parse
from nearer.fetching.budget import Budget
from nearer.fetching.calendar import State
from nearer.fetching.client import SECONDS, Reply, request
from nearer.fetching.multistatus import NotXml, Part, parts
from nearer.fetching.words import Refused

HOUSES: Final = ("icloud.com",)
"""Servers that keep calendars on hosts beside the one that people type, by the end they share.
All of them are Apple's; whoever adds one here says that nobody else can have a name below it."""
MOST_OF_A_LIST: Final = 2 * 1024 * 1024
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>'
SPACES: Final = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'

_XML = "application/xml; charset=utf-8"
_ABOUT = (
    f"{HEAD}<D:propfind {SPACES}><D:prop><D:resourcetype/><D:displayname/>"
    "<C:supported-calendar-component-set/><D:current-user-principal/><C:calendar-home-set/>"
    "</D:prop></D:propfind>"
)


class NotNow(Exception):
    """Nothing came of it, and `state` says why."""

    def __init__(self, state: State, retry_after_s: int | None = None) -> None:
        super().__init__(calendar.SENTENCES[state])
        self.state = state
        self.retry_after_s = retry_after_s


class Talk:
    """Several questions to one server, within the time of one."""

    def __init__(self, url: str, sign_in: tuple[str, str] | None, allowed: Collection[str]) -> None:
        self.home = parse(url)
        self._sign_in = sign_in
        self._allowed = allowed
        self._budget = Budget(SECONDS)

    def ask(self, method: str, where: Address, body: str, *, depth: int, most: int) -> Reply:
        """Raises Refused."""
        return request(
            method,
            where.url,
            headers={"Content-Type": _XML, "Depth": str(depth)},
            body=body.encode(),
            sign_in=self._sign_in if same_house(self.home, where) else None,
            allowed=self._allowed,
            most=most,
            seconds=self._budget.left(),
        )

    def about(self, where: Address, *, depth: int) -> tuple[Address, list[Part]]:
        """What the server says of `where`, and where that was in the end.

        Raises NotNow, with GONE if nothing like it is there; Refused.
        """
        reply = self.ask("PROPFIND", where, _ABOUT, depth=depth, most=MOST_OF_A_LIST)
        if reply.status != HTTPStatus.MULTI_STATUS:
            raise fault_of(reply)
        try:
            return parse(reply.url), list(parts(reply.body))
        except NotXml:
            raise NotNow(State.NOT_A_CALENDAR) from None

    def inside(self, base: Address, hrefs: Iterable[str]) -> Iterator[Address]:
        """Where these lead, as far as that is in the house of the server that was typed."""
        for href in hrefs:
            try:
                where = join(base, href)
            except Refused:
                continue
            if same_house(self.home, where):
                yield where


def same_house(one: Address, other: Address) -> bool:
    """Whether a password for one host may go to the other."""
    if one.origin == other.origin:
        return True
    if {(it.scheme, it.port) for it in (one, other)} != {("https", PORTS["https"])}:
        return False
    return any(all(it.host.endswith(f".{end}") for it in (one, other)) for end in HOUSES)


def fault_of(reply: Reply) -> NotNow:
    """What to say of a reply that is not the one that was hoped for."""
    state = calendar.of_reply(reply)
    if state is State.OK:  # a page, where an answer about calendars should be
        state = State.NOT_A_CALENDAR
    return NotNow(state, calendar.retry_after(reply.headers))
