"""The recovery code: 128 random bits on paper that open a person's key when words are lost."""

import base64
import secrets
from dataclasses import dataclass

from nearer.sealing.boxes import derive, digest

# Crockford's base 32 leaves out letters that look like digits.
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE = str.maketrans(_STANDARD, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD, _STANDARD)
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class NotACode(ValueError):
    """These letters cannot be a code."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery code gives: where to look, what opens, and proof of the key."""

    lookup: bytes
    key: bytes
    commitment: bytes


def letters(raw: bytes) -> str:
    """Bytes as letters and digits in groups of four, easy to read aloud and to type."""
    text = base64.b32encode(raw).decode().rstrip("=").translate(_WRITE)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def raw(text: str, length: int) -> bytes:
    """The bytes behind typed letters; spaces, dashes, case and look-alikes do not matter."""
    plain = "".join(c for c in text.upper() if c.isascii() and c.isalnum()).translate(_ALIKE)
    if not set(plain) <= set(_CROCKFORD):  # a U would otherwise be read as an M
        raise NotACode
    try:
        data = base64.b32decode(plain.translate(_READ) + "=" * (-len(plain) % 8))
    except ValueError as fault:
        raise NotACode from fault
    if len(data) != length:
        raise NotACode
    return data


def new_code() -> str:
    """A fresh code of 128 bits, 26 letters in groups of four."""
    return letters(secrets.token_bytes(16))


def stretch(code: str) -> Recovered:
    """The code is random already, so one HKDF is enough. Raises `NotACode`."""
    secret = raw(code, 16)
    return Recovered(
        lookup=derive(secret, "recovery lookup", length=16),
        key=derive(secret, "recovery key"),
        commitment=digest(derive(secret, "recovery commitment")),
    )
