"""The one box everything lies in: AES-256-GCM over a context that says what it is."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"nearer-1"
NONCE = 12

Part = bytes | str | int | UUID | None


class DoesNotOpen(Exception):
    """Wrong key, or the box or its context was changed since it was sealed."""


def context(*parts: Part) -> bytes:
    """Join parts unambiguously: each is prefixed with its length, `None` is its own mark."""
    return FORMAT + b"".join(_prefixed(part) for part in parts)


def _prefixed(part: Part) -> bytes:
    if part is None:
        return b"\xff\xff"
    if isinstance(part, UUID):
        raw = part.bytes
    elif isinstance(part, bytes):
        raw = part
    else:
        raw = str(part).encode()
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
