"""Fetches a calendar that lies under one address, and says in one word what came of it.

Whether what came is a calendar, its reader decides: servers call calendars text, pages call
themselves calendars, and a sign-in page comes with a friendly 200.
"""

import re
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Final

from nearer.fetching import words
from nearer.fetching.client import Reply, request
from nearer.fetching.words import Refused, Why

ACCEPT: Final = "text/calendar, text/plain;q=0.5, */*;q=0.1"
LONGEST_WAIT: Final = 7 * 24 * 60 * 60
"""A server that wants to be left alone for longer is asked again after a week all the same."""

_FITS = re.compile(r"[\x20-\x7e]{1,512}")


class State(StrEnum):
    """What came of asking. The last ones are called as the reasons in `words.Why` are."""

    OK = "ok"
    UNCHANGED = "unchanged"
    SIGN_IN = "sign-in"
    OTHER_SIGN_IN = "other-sign-in"
    GONE = "gone"
    LATER = "later"
    SERVER = "server"
    NOT_A_CALENDAR = "not-a-calendar"
    REFUSED = "refused"
    NOT_AN_ADDRESS = "not-an-address"
    SIGN_IN_INSIDE = "sign-in-inside"
    SIGN_IN_OPEN = "sign-in-open"
    NOT_PUBLIC = "not-public"
    PORT = "port"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    LESS_SAFE = "less-safe"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    NO_SUCH_HOST = "no-such-host"
    NO_ANSWER = "no-answer"
    CUT_SHORT = "cut-short"
    TLS = "tls"
    UNREADABLE = "unreadable"


SENTENCES: Final = {
    State.OK: "The calendar was fetched.",
    State.UNCHANGED: "Nothing has changed in this calendar since it was last read.",
    State.SIGN_IN: (
        "The calendar's server did not let Nearer in. What was read before stays. Look at the "
        "name and the password, or copy a new address from your calendar."
    ),
    State.OTHER_SIGN_IN: (
        "The calendar's server wants programs to sign in in a way that Nearer does not know. "
        "What was read before stays. Use the calendar's secret address instead."
    ),
    State.GONE: (
        "There is no calendar under this address. What was read before stays. Copy a new "
        "address from your calendar."
    ),
    State.LATER: (
        "The calendar's server asks for some patience. What was read before stays. Nearer asks "
        "again at a later visit."
    ),
    State.SERVER: (
        "The calendar's server has trouble of its own. What was read before stays. Nearer asks "
        "again at a later visit."
    ),
    State.NOT_A_CALENDAR: (
        "What came from there is not a calendar. What was read before stays. Look whether this "
        "is the address of the calendar itself, and not of the page that shows it."
    ),
    State.REFUSED: (
        "Nearer did not get this calendar. What was read before stays. Look at the address, or "
        "copy it anew from your calendar."
    ),
    **{State[why.name]: sentence for why, sentence in words.SENTENCES.items()},
}
"""What happened, what is safe, what to do. None of them names a host."""

_OF_STATUS: Final[Mapping[int, State]] = {
    HTTPStatus.UNAUTHORIZED: State.SIGN_IN,
    HTTPStatus.FORBIDDEN: State.SIGN_IN,
    HTTPStatus.NOT_FOUND: State.GONE,
    HTTPStatus.GONE: State.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: State.LATER,
    HTTPStatus.SERVICE_UNAVAILABLE: State.LATER,
    HTTPStatus.NO_CONTENT: State.NOT_A_CALENDAR,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and what to send along the next time. It says nothing when printed."""

    state: State
    body: bytes = field(default=b"", repr=False)
    """Only with OK."""
    etag: str = field(default="", repr=False)
    last_modified: str = field(default="", repr=False)
    retry_after_s: int | None = None
    """For how many seconds its server wants to be left alone, if it said so."""


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    sign_in: tuple[str, str] | None = None,
    allowed: Collection[str] = (),
) -> Fetched:
    """The calendar under `url`, unless it is as it was when `etag` or `last_modified` came along.

    Raises nothing for whatever a server does.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    sent = {name: value for name, value in known.items() if _FITS.fullmatch(value)}
    try:
        reply = request(
            "GET", url, headers={"Accept": ACCEPT, **sent}, sign_in=sign_in, allowed=allowed
        )
    except Refused as refused:
        return Fetched(of_why(refused.why))
    state = of_reply(reply)
    if state is State.OK:
        tags = [_kept(reply.headers, name) for name in ("etag", "last-modified")]
        return Fetched(state, reply.body, etag=tags[0], last_modified=tags[1])
    if reply.status == HTTPStatus.NOT_MODIFIED and sent:
        return Fetched(
            State.UNCHANGED,
            etag=_kept(reply.headers, "etag") or etag,
            last_modified=_kept(reply.headers, "last-modified") or last_modified,
        )
    return Fetched(state, retry_after_s=retry_after(reply.headers))


def of_why(why: Why) -> State:
    """What a reason is called here."""
    return State[why.name]


def of_reply(reply: Reply) -> State:
    """What a status means for whoever asked for a calendar; a 304 that nobody asked for is odd."""
    if reply.status == HTTPStatus.OK:
        return State.OK
    if reply.status == HTTPStatus.UNAUTHORIZED and not _takes_basic(reply.headers):
        return State.OTHER_SIGN_IN
    other = State.SERVER if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR else State.REFUSED
    return _OF_STATUS.get(reply.status, other)


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds until a server wants to be asked again; None if it does not say so sensibly.

    A date counts from the date of the reply itself: the clocks of two machines differ.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        seconds = float(said[:12])
    elif until := _date(said):
        now = _date(headers.get("date", "")) or datetime.fromtimestamp(time.time(), UTC)
        seconds = (until - now).total_seconds()
    else:
        return None
    return int(min(max(seconds, 0), LONGEST_WAIT))


def _date(said: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _kept(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "").strip()
    return value if _FITS.fullmatch(value) else ""


def _takes_basic(headers: Mapping[str, str]) -> bool:
    """Whether a name and a password would do; also where the server does not say."""
    asked = headers.get("www-authenticate", "")
    return not asked or "basic" in asked.lower()
