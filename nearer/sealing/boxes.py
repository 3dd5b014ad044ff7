"""The one box everything lies in: AES-256-GCM over a context that says what it is."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"nearer-1"
NONCE = 12
TOO_LONG = 0xFFFF
UUID_LENGTH = b"\x00\x10"

Part = bytes | str | int | UUID | None


class DoesNotOpen(Exception):
    """Wrong key, or the box or its context was changed since it was sealed."""


def context(*parts: Part) -> bytes:
    """Join parts unambiguously: each is prefixed with its length, `None` is its own mark.

    Raises ValueError for a part of 65,535 bytes or more: its length would be that mark.
    """
    return FORMAT + b"".join(map(prefixed, parts))


def prefixed(part: Part) -> bytes:
    """One part of a context. A page asks for hundreds, so the commonest kinds come first."""
    if isinstance(part, UUID):
        return UUID_LENGTH + part.bytes
    if part is None:
        return TOO_LONG.to_bytes(2, "big")
    raw = part if isinstance(part, bytes) else str(part).encode()
    if len(raw) >= TOO_LONG:
        raise ValueError("A context says what something is; this is too long for that.")
    return len(raw).to_bytes(2, "big") + raw


def seal(key: bytes | AESGCM, plain: bytes, about: bytes) -> bytes:
    """Seal `plain` under a 32-byte key; `about` must be given again to open it."""
    nonce = os.urandom(NONCE)
    cipher = key if isinstance(key, AESGCM) else AESGCM(key)
    return nonce + cipher.encrypt(nonce, plain, about)


def unseal(key: bytes | AESGCM, box: bytes, about: bytes) -> bytes:
    """Open a box. Raises `DoesNotOpen` and tells nothing else."""
    cipher = key if isinstance(key, AESGCM) else AESGCM(key)
    try:
        return cipher.decrypt(box[:NONCE], box[NONCE:], about)
    except (InvalidTag, ValueError) as fault:
        raise DoesNotOpen from fault


def derive(secret: bytes, *purpose: Part, salt: bytes | None = None, length: int = 32) -> bytes:
    """A key for one purpose, by HKDF-SHA256 (RFC 5869). `secret` must itself be random."""
    return HKDF(SHA256(), length, salt=salt, info=context(*purpose)).derive(secret)


def digest(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    hasher = Hash(SHA256())
    hasher.update(data)
    return hasher.finalize()
