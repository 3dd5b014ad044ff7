"""The calendar that each can subscribe to, and the title that stands in it."""

import unicodedata
from dataclasses import dataclass

from nearer.feeds.keys import Key, key_of
from nearer.journal.payloads import Payload

TITLE = 40
"""Characters of a title."""
NO_SIGNS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's classes of what is no sign: controls, halves of a sign, ends of a line."""
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of everything after it."""


def one_line(text: str) -> str:
    """The same words on one line, without what a calendar program could stumble over."""
    signs = (" " if _is_none(sign) else sign for sign in text)
    return " ".join("".join(signs).split())


def _is_none(sign: str) -> bool:
    return unicodedata.category(sign) in NO_SIGNS or sign in TURNS


@dataclass(frozen=True, slots=True)
class Feed(Payload, kind="quality_time.feed"):
    """The token in my calendar's address: whoever has it reads the dates."""

    token: str

    def __post_init__(self) -> None:
        key_of(self.token)


@dataclass(frozen=True, slots=True)
class FeedKey(Payload, kind="quality_time.feed_key"):
    """What the other one needs to keep my calendar up to date; not its address."""

    key: str

    def __post_init__(self) -> None:
        Key.read(self.key)


@dataclass(frozen=True, slots=True)
class Title(Payload, kind="quality_time.title"):
    """What stands in both calendars for all our dates; the newest word of either counts."""

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or len(self.text) > TITLE:
            raise ValueError("This is no title.")
        if self.text != one_line(self.text):
            raise ValueError("This is more than one line.")
