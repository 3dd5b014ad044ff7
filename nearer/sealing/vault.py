"""A person's unlocked keys, for the length of one request.

An entry's body lies under a fresh content key. That key is wrapped to its owner, and, once
the entry is given, to the partner under the pair key. The pair key comes from both people's
X25519 keys, so only the two of them can have made what it opens.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nearer.sealing import padding
from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, prefixed, seal, unseal
from nearer.sealing.keyring import Keyring

KEY = 32
MARK = 4
"""Bytes in front of a wrapped key that say which generation of keys wrapped it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is authenticated with a body: change any of it and the body does not open.

    Not the couple, since rows move when two people pair or part, and not the day, which
    stands in the body as well and is compared there.
    """

    kind: str
    id: UUID
    owner: UUID
    visibility: str
    subject: UUID | None
    size: int
    predecessor: UUID | None = None

    def bound(self) -> bytes:
        return context(
            self.kind,
            self.id,
            self.owner,
            self.visibility,
            self.subject,
            self.size,
            self.predecessor,
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A body and the key to it, wrapped to its owner."""

    body: bytes
    own_key: bytes


class Vault:
    """Seals and opens for one person. Built at the start of a request, dropped at its end."""

    def __init__(self, *, person: UUID, user_key: bytes, keyring: Keyring) -> None:
        self.person = person
        self.user_key = user_key
        self.keyring = keyring

    @cached_property
    def _wraps(self) -> dict[bytes, AESGCM]:
        keys = (self.user_key, *self.keyring.user_keys)
        return {derive(key, "mark", length=MARK): AESGCM(derive(key, "wrap")) for key in keys}

    @cached_property
    def _pairs(self) -> dict[bytes, AESGCM]:
        if self.keyring.partner is None:
            return {}
        pairs = product(self.keyring.secret_keys, self.keyring.partner.keys)
        return dict(_pair(mine, theirs) for mine, theirs in pairs)

    def seal(self, label: Label, plain: bytes) -> Sealed:
        """Seal `plain`, padded to `label.size`, under a fresh key that only the owner has."""
        content, about = os.urandom(KEY), label.bound()
        body = seal(content, padding.pad(plain, label.size), about)
        mark, wrap = next(iter(self._wraps.items()))
        return Sealed(body, mark + seal(wrap, content, about))

    def open_own(self, label: Label, *, body: bytes, own_key: bytes) -> bytes:
        """What this person sealed. Raises `DoesNotOpen`."""
        about = label.bound()
        return _unpadded(about, body, self._content_key(about, own_key))

    def give(self, label: Label, *, body: bytes, own_key: bytes, against: bytes = b"") -> bytes:
        """Wrap the content key to the partner as well.

        `body` is bound by its hash, so no other body can be slipped under the same key.
        `against` is what is given in return (a hash of the partner's body), or nothing.
        """
        about = label.bound()
        content = self._content_key(about, own_key)
        mark, pair = next(iter(self._pairs.items()))
        return mark + seal(pair, content + against, about + prefixed(digest(body)))

    def open_given(self, label: Label, *, body: bytes, given_key: bytes) -> tuple[bytes, bytes]:
        """What the partner gave: the plain bytes, and what they gave it against."""
        pair = self._pairs.get(given_key[:MARK])
        if pair is None:
            raise DoesNotOpen
        about = label.bound()
        opened = unseal(pair, given_key[MARK:], about + prefixed(digest(body)))
        return _unpadded(about, body, opened[:KEY]), opened[KEY:]

    def subject(self, *parts: str) -> UUID:
        """A name for a thing both know, which says nothing to anybody else."""
        return UUID(bytes=derive(self.keyring.seed, "subject", *parts, length=16))

    def own_subject(self, *parts: str) -> UUID:
        """A name for a thing of one's own, the same after the words were changed."""
        first = (self.user_key, *self.keyring.user_keys)[-1]
        return UUID(bytes=derive(first, "own subject", *parts, length=16))

    def _content_key(self, about: bytes, own_key: bytes) -> bytes:
        wrap = self._wraps.get(own_key[:MARK])
        if wrap is None:
            raise DoesNotOpen
        return unseal(wrap, own_key[MARK:], about)


def _unpadded(about: bytes, body: bytes, content: bytes) -> bytes:
    try:
        return padding.unpad(unseal(content, body, about))
    except ValueError as fault:
        raise DoesNotOpen from fault


def _pair(mine: bytes, theirs: bytes) -> tuple[bytes, AESGCM]:
    secret = pair_secret(mine, theirs)
    return derive(secret, "mark", length=MARK), AESGCM(derive(secret, "give"))


def pair_secret(mine: bytes, theirs: bytes) -> bytes:
    """What only these two people can compute: X25519, bound to both public keys.

    Raises `DoesNotOpen` for a public key that is none (RFC 7748 §6.1, the all-zero check).
    """
    own = X25519PrivateKey.from_private_bytes(mine)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError as fault:
        raise DoesNotOpen from fault
    both = b"".join(sorted((own.public_key().public_bytes_raw(), theirs)))
    return derive(shared, "pair", salt=both)
