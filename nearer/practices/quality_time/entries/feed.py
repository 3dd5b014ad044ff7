"""The calendar that each can subscribe to, and the title that stands in it."""

from dataclasses import dataclass

from nearer.feeds.keys import Key, key_of
from nearer.journal.payloads import Payload

TITLE = 40
"""Characters of a title."""


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
