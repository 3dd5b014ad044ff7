"""What an address opens, and what somebody else needs to publish to it. Pure."""

import base64
import binascii
import os
from dataclasses import dataclass
from typing import Self

from nearer.sealing.boxes import derive

TOKEN = 32
"""Bytes of the token: nobody finds one by trying."""
LINE = 16
KEY = 32


class NoToken(ValueError):
    """This text is no token."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a feed lies, and the key to it: enough to publish, too little to find its address.

    The key is symmetric. With a public key, whoever can write the database could seal dates of
    their own making and put them into somebody's calendar.
    """

    line: bytes
    key: bytes

    @property
    def text(self) -> str:
        """For an entry."""
        return (self.line + self.key).hex()

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is none."""
        raw = bytes.fromhex(text)
        if len(raw) != LINE + KEY:
            raise ValueError("This is no key of a feed.")
        return cls(raw[:LINE], raw[LINE:])


def new_token() -> str:
    """A token as it stands in an address: 43 signs."""
    return base64.urlsafe_b64encode(os.urandom(TOKEN)).decode().rstrip("=")


def key_of(token: str) -> Key:
    """What a token opens. Raises `NoToken`, also for another spelling of the same bytes."""
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as fault:
        raise NoToken from fault
    if len(raw) != TOKEN or base64.urlsafe_b64encode(raw).decode().rstrip("=") != token:
        raise NoToken
    return Key(derive(raw, "feed", "line", length=LINE), derive(raw, "feed", "key", length=KEY))
