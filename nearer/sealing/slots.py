"""Ways to one user key: the words, the recovery code, a PIN on one device."""

import hmac
from uuid import UUID

from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, seal, unseal
from nearer.sealing.passphrase import Cost, stretch


def fill(user_key: bytes, *, key: bytes, kind: str, person: UUID) -> bytes:
    """Put the user key into a slot that `key` opens."""
    return seal(key, user_key, context("slot", kind, person))


def empty(
    box: bytes, *, key: bytes, kind: str, person: UUID, commitment: bytes, expected: bytes
) -> bytes:
    """Take the user key out again. Raises `DoesNotOpen`, also when the key is not committed."""
    if not hmac.compare_digest(commitment, expected):
        raise DoesNotOpen
    return unseal(key, box, context("slot", kind, person))


def pin_key(pin: str, *, device: bytes, share: bytes, cost: Cost) -> tuple[bytes, bytes]:
    """The key of a PIN slot, and its commitment.

    Six digits are worth little alone: the device's 32 bytes and the row's share are both
    needed. Who holds the cookie and the database can try all PINs; `SECURITY.md` says so.
    """
    stretched = stretch(pin, share[:16], cost)
    key = derive(device + stretched.key, "pin", salt=share)
    return key, digest(derive(key, "pin commitment"))
