"""A session's key lies in two halves: one in the cookie, one in the row. Either opens nothing."""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from nearer.sealing.boxes import DoesNotOpen, context, derive, seal, unseal

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Halves:
    """What the row keeps: its half of the key, and the user key under both halves."""

    share: bytes
    box: bytes
    late: bytes
    """The person's own public key under the cookie's half alone, for what comes too late."""


def split(user_key: bytes, *, secret: bytes, session: UUID, public_key: bytes) -> Halves:
    """Split the way to `user_key` between the cookie's 32 bytes and a row."""
    share = os.urandom(32)
    box = seal(derive(secret, "session", salt=share), user_key, context("session", session))
    late = seal(derive(secret, "late"), public_key, context("late", session))
    return Halves(share, box, late)


def join(*, secret: bytes, share: bytes, box: bytes, session: UUID) -> bytes:
    """The user key. Raises `DoesNotOpen` for a foreign, locked or changed row."""
    if not share or not box:
        raise DoesNotOpen
    return unseal(derive(secret, "session", salt=share), box, context("session", session))


def seal_late(text: bytes, *, secret: bytes, late: bytes, session: UUID) -> bytes:
    """Seal what was posted after the lock, so that only the unlocked person can read it.

    The public key comes out of a box that the cookie opens: whoever edits the database
    cannot put a key of their own there.
    """
    public_key = unseal(derive(secret, "late"), late, context("late", session))
    return _SUITE.encrypt(
        text, X25519PublicKey.from_public_bytes(public_key), info=context("late text", session)
    )


def open_late(box: bytes, *, secret_keys: tuple[bytes, ...], session: UUID) -> bytes:
    """Open it with whichever of the person's secret keys fits. Raises `DoesNotOpen`."""
    for key in secret_keys:
        try:
            return _SUITE.decrypt(
                box, X25519PrivateKey.from_private_bytes(key), info=context("late text", session)
            )
        except Exception:  # noqa: BLE001, S112 - the library has no one exception for "wrong key"
            continue
    raise DoesNotOpen
