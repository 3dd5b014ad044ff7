"""A calendar and when it last changed, as they lie in a row. Pure."""

from dataclasses import dataclass
from datetime import datetime

from nearer.feeds.keys import Key
from nearer.sealing import padding
from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, seal, unseal


@dataclass(frozen=True, slots=True)
class Calendar:
    """A whole calendar as text/calendar, and when something in it last changed."""

    body: bytes
    changed: datetime
    """Aware, to the second."""

    def etag(self, key: Key) -> str:
        """A strong one: the same for the same bytes, and it says nothing about them."""
        return f'"{derive(key.key, "feed", "etag", digest(self.body), length=16).hex()}"'


def close(calendar: Calendar, key: Key) -> bytes:
    """Raises `padding.TooLong` for more than fits the largest size."""
    plain = calendar.changed.isoformat(timespec="seconds").encode() + b"\n" + calendar.body
    padded = padding.pad(plain, padding.bucket(len(plain), at_least=padding.ANSWER))
    return seal(key.key, padded, context("feed", key.line))


def open_(box: bytes, key: Key) -> Calendar:
    """Raises `DoesNotOpen` for a row that was changed, or that is another feed's."""
    changed, _, body = padding.unpad(unseal(key.key, box, context("feed", key.line))).partition(
        b"\n"
    )
    try:
        return Calendar(body, datetime.fromisoformat(changed.decode()))
    except ValueError as fault:
        raise DoesNotOpen from fault
