"""A session's key lies in two halves: one in the cookie, one in the row. Either opens nothing."""

import os
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from nearer.sealing.boxes import DoesNotOpen, context, derive, seal, unseal

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
KEY = 32


LATE = 24
"""Bytes of a cookie's secret after the lock."""


@dataclass(frozen=True, slots=True)
class Halves:
    """What the row keeps: its half of the key, and the user key under both halves."""

    share: bytes
    box: bytes
    late: bytes
    """What seals a late text, under the cookie's half alone: where to, and proof of where from."""


def split(
    user_key: bytes, *, secret: bytes, session: UUID, public_key: bytes, times: str
) -> Halves:
    """Split the way to `user_key` between the cookie's 32 bytes and a row."""
    share = os.urandom(32)
    box = again(user_key, secret=secret, share=share, session=session, times=times)
    late = public_key + _proof(user_key, session)
    return Halves(
        share, box, seal(derive(for_late(secret), "late"), late, context("late", session))
    )


def _proof(user_key: bytes, session: UUID) -> bytes:
    """What only this session's cookie and its unlocked person know.

    The public key stands in a table, and anybody can seal for it: without this whoever
    edits the database could put words into a person's own form.
    """
    return derive(user_key, "late proof", session)


def again(user_key: bytes, *, secret: bytes, share: bytes, session: UUID, times: str) -> bytes:
    """The user key under both halves, bound to when this was: an old row opens nothing new."""
    key = derive(secret, "session", salt=share)
    return seal(key, user_key, context("session", session, times))


def for_late(secret: bytes) -> bytes:
    """What remains of the cookie's half after the lock. There is no way back from it."""
    return secret if len(secret) == LATE else derive(secret, "only for late texts", length=LATE)


def join(*, secret: bytes, share: bytes, box: bytes, session: UUID, times: str) -> bytes:
    """The user key. Raises `DoesNotOpen` for a foreign, locked, changed or older row."""
    if not share or not box:
        raise DoesNotOpen
    return unseal(derive(secret, "session", salt=share), box, context("session", session, times))


def seal_late(text: bytes, *, secret: bytes, late: bytes, session: UUID) -> bytes:
    """Seal what was posted after the lock, so that only the unlocked person can read it.

    The public key comes out of a box that the cookie opens: whoever edits the database
    cannot put a key of their own there.
    """
    opened = unseal(derive(for_late(secret), "late"), late, context("late", session))
    public_key, proof = X25519PublicKey.from_public_bytes(opened[:KEY]), opened[KEY:]
    about = context("late text", session)
    return _SUITE.encrypt(seal(proof, text, about), public_key, info=about)


def open_late(
    box: bytes,
    *,
    secret_keys: tuple[bytes, ...],
    user_keys: tuple[bytes, ...],
    session: UUID,
) -> bytes:
    """Open it with whichever of the person's keys fit. Raises `DoesNotOpen`, also for a forgery."""
    about = context("late text", session)
    proven = _for_me(box, secret_keys, about)
    for key in user_keys:
        with suppress(DoesNotOpen):
            return unseal(_proof(key, session), proven, about)
    raise DoesNotOpen


def _for_me(box: bytes, secret_keys: tuple[bytes, ...], about: bytes) -> bytes:
    for key in secret_keys:
        try:
            return _SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(key), info=about)
        except Exception:  # noqa: BLE001, S112  # nosec B112  # "wrong key" has no type of its own
            continue
    raise DoesNotOpen
