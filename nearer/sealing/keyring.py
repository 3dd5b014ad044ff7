"""What a person's own key opens first: their secret keys, and whom they trust for what.

The keyring is sealed under the user key and authenticated. What it says about the partner
(their key, who gives first) is believed; what a table says about them is not.
"""

import base64
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from nearer.sealing import padding
from nearer.sealing.boxes import context, derive, seal, unseal

PADDED = padding.BUCKETS[1]


@dataclass(frozen=True, slots=True)
class Pin:
    """The partner, as this person knows them."""

    person: UUID
    name: str
    keys: tuple[bytes, ...]
    """X25519 public keys, 32 bytes each, newest first."""
    i_give_first: bool
    """The host goes first: whoever can write the database gives before the other does."""
    hosted_by: str
    """Who runs the server, as both said: `me`, `partner` or `other`."""
    compared: bool = False
    """Whether the two compared the six words."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything that only this person may know about keys, and a few of their choices."""

    secret_keys: tuple[bytes, ...]
    """X25519 secret keys, newest first; older ones still open what was given to them."""
    seed: bytes
    """Shared with the partner once there is one: the order of the deck, names of rounds."""
    user_keys: tuple[bytes, ...] = ()
    """Earlier user keys, newest first; they open what was sealed before the words changed."""
    name: str = ""
    sign_in_name: str = ""
    zone: str = "UTC"
    partner: Pin | None = None
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes others seal for."""
        return public(self.secret_keys[0])

    def parted(self, *, seed: bytes, now: datetime) -> Self:
        """The keyring of somebody who is one again: nobody pinned, a seed of their own."""
        choices = {**self.choices, "parted": now.isoformat()}
        return self.with_(partner=None, seed=seed, choices=choices)

    @property
    def parted_at(self) -> datetime | None:
        """When the last couple ended; what was sealed before waits for nobody any more."""
        moment = self.choices.get("parted")
        return datetime.fromisoformat(moment) if moment else None

    def is_ours(self, at: datetime) -> bool:
        """Whether what was written at this moment is of the present couple, if there is one."""
        return self.parted_at is None or at > self.parted_at

    def with_(self, **changes: Any) -> Self:
        """The same keyring with some things changed."""
        return replace(self, **changes)


def public(secret_key: bytes) -> bytes:
    """The X25519 public key of a secret one, both 32 raw bytes."""
    return X25519PrivateKey.from_private_bytes(secret_key).public_key().public_bytes_raw()


def new_secret_key() -> bytes:
    """A fresh X25519 secret key, 32 raw bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def seal_keyring(keyring: Keyring, *, user_key: bytes, person: UUID) -> bytes:
    """Seal it for `person`; nobody else's user key opens it, and it opens for nobody else."""
    plain = json.dumps(asdict(keyring), default=_plain, separators=(",", ":")).encode()
    # Padded, so that a change of what it holds does not show in its length.
    padded = padding.pad(plain, padding.bucket(len(plain), at_least=PADDED))
    return seal(derive(user_key, "keyring"), padded, context("keyring", person))


def open_keyring(box: bytes, *, user_key: bytes, person: UUID) -> Keyring:
    """Open it. Raises `DoesNotOpen` when the row was changed or belongs to someone else."""
    padded = unseal(derive(user_key, "keyring"), box, context("keyring", person))
    return _keyring(json.loads(padding.unpad(padded)))


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, UUID):
        return value.hex
    raise TypeError(type(value))


def _bytes(values: list[str]) -> tuple[bytes, ...]:
    return tuple(map(base64.b64decode, values))


def _keyring(data: dict[str, Any]) -> Keyring:
    pin = data["partner"]
    return Keyring(
        **data
        | {
            "secret_keys": _bytes(data["secret_keys"]),
            "user_keys": _bytes(data["user_keys"]),
            "seed": base64.b64decode(data["seed"]),
            "partner": pin
            and Pin(**pin | {"person": UUID(pin["person"]), "keys": _bytes(pin["keys"])}),
        }
    )
