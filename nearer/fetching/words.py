"""Why something was not fetched, and what a person reads about it.

No sentence names the host or the address: whoever sees a calendar's address has the calendar.
"""

from enum import StrEnum
from typing import Final


class Why(StrEnum):
    """Why nothing came back."""

    NOT_AN_ADDRESS = "not-an-address"
    SIGN_IN_INSIDE = "sign-in-inside"
    """A name and a password stand in the address itself."""
    SIGN_IN_OPEN = "sign-in-open"
    """A password would cross the network readably."""
    NOT_PUBLIC = "not-public"
    PORT = "port"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    LESS_SAFE = "less-safe"
    """It led from https to http."""
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    NO_SUCH_HOST = "no-such-host"
    NO_ANSWER = "no-answer"
    CUT_SHORT = "cut-short"
    TLS = "tls"
    UNREADABLE = "unreadable"
    """Packed in a way that was not asked for, or not unpackable."""


SENTENCES: Final = {
    Why.NOT_AN_ADDRESS: (
        "This is not an address that Nearer can fetch. Nothing was sent. Copy the whole address "
        "again; it begins with https:// or webcal://."
    ),
    Why.SIGN_IN_INSIDE: (
        "There is a name or a password inside this address, before an @. Nothing was sent. Take "
        "them out, and type them into their own fields."
    ),
    Why.SIGN_IN_OPEN: (
        "This address begins with http://, where others could read your password on its way. "
        "Nothing was sent. Use the address that begins with https://."
    ),
    Why.NOT_PUBLIC: (
        "This address leads into a private network, where Nearer does not go. Nothing was sent. "
        "Whoever runs this Nearer can allow a calendar at home in its settings."
    ),
    Why.PORT: (
        "This address names a port that Nearer does not use. Nothing was sent. Try it without "
        "the number after the colon."
    ),
    Why.TOO_MANY_REDIRECTS: (
        "The calendar's server sent Nearer on and on. What was read before stays. Copy the "
        "address anew from your calendar."
    ),
    Why.LESS_SAFE: (
        "The calendar's server wanted to go on without https, so Nearer stopped. What was read "
        "before stays. Copy the address anew from your calendar."
    ),
    Why.TOO_LARGE: (
        "This calendar is larger than Nearer reads. What was read before stays. A calendar with "
        "fewer old entries, or one file of the coming year, will do."
    ),
    Why.TOO_SLOW: (
        "The calendar's server took too long. What was read before stays. Nearer asks again at "
        "a later visit."
    ),
    Why.NO_SUCH_HOST: (
        "No server was found under this address. What was read before stays. Look whether the "
        "address was copied whole."
    ),
    Why.NO_ANSWER: (
        "The calendar's server did not answer. What was read before stays. Nearer asks again at "
        "a later visit."
    ),
    Why.CUT_SHORT: (
        "The calendar's server stopped in the middle. What was read before stays. Nearer asks "
        "again at a later visit."
    ),
    Why.TLS: (
        "The calendar's server could not prove who it is, so nothing was sent. What was read "
        "before stays. Look at the address, or tell whoever runs that calendar."
    ),
    Why.UNREADABLE: (
        "The calendar's server sent something that could not be unpacked. What was read before "
        "stays. Nearer asks again at a later visit."
    ),
}


class Refused(Exception):
    """Nothing was fetched, and `why` says what stood in the way. Its text is our sentence."""

    def __init__(self, why: Why) -> None:
        super().__init__(SENTENCES[why])
        self.why = why
