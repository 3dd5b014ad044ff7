"""How two people's keys find each other: the code, the six words, and a change of keys."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from nearer.sealing import recovery
from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, seal, unseal
from nearer.sealing.passphrase import wordlist
from nearer.sealing.vault import pair_secret

SECRET = 10
FINGERPRINT = 5
COMPARED = 6
CERTIFICATE = 12 + 32 + 16
"""Bytes of one box around a public key: nonce, key, tag."""


@dataclass(frozen=True, slots=True)
class Code:
    """An invitation's code: 80 random bits, and the first 40 of the inviter's key's hash.

    The fingerprint lets the guest's side notice when the key behind the link was swapped.
    """

    secret: bytes
    fingerprint: bytes

    @property
    def text(self) -> str:
        """24 letters in groups of four, as shown and as it stands in the link."""
        return recovery.letters(self.secret + self.fingerprint)

    @property
    def lookup(self) -> bytes:
        return derive(self.secret, "invitation lookup", length=16)

    def key(self, purpose: str) -> bytes:
        return derive(self.secret, "invitation", purpose)

    def is_written(self, text: str) -> bool:
        """Whether these letters, however they were typed, are this code."""
        try:
            return read_code(text) == self
        except recovery.NotACode:
            return False

    def fits(self, public_key: bytes) -> bool:
        """Whether this is the key that the code was made for."""
        return digest(public_key)[:FINGERPRINT] == self.fingerprint


def new_code(public_key: bytes) -> Code:
    """A fresh code for the person with this public key."""
    return Code(secrets.token_bytes(SECRET), digest(public_key)[:FINGERPRINT])


def read_code(text: str) -> Code:
    """A typed or linked code. Raises `recovery.NotACode`."""
    data = recovery.raw(text, SECRET + FINGERPRINT)
    return Code(data[:SECRET], data[SECRET:])


def seed_of_two(mine: bytes, theirs: bytes) -> bytes:
    """The couple's shared seed, computed by each from their own secret and the other's key."""
    return derive(pair_secret(mine, theirs), "seed")


def words_to_compare(one: bytes, other: bytes) -> list[str]:
    """Six words both see when their keys really are each other's (77 bits)."""
    stream = derive(b"".join(sorted((one, other))), "words to compare", length=8 * COMPARED)
    words = wordlist()
    numbers = (int.from_bytes(stream[8 * n : 8 * n + 8]) for n in range(COMPARED))
    return [words[number % len(words)] for number in numbers]


def certify(
    new_public: bytes, *, old_secrets: Iterable[bytes], partner_keys: Iterable[bytes], person: UUID
) -> bytes:
    """Say with every old pair key that this is my new public key. 60 bytes for each.

    With every one, not just the last: the partner may not have looked in since the change
    before this one, or may have changed their own words meanwhile.
    """
    pairs = product(old_secrets, partner_keys)
    return b"".join(
        seal(_rotation(mine, theirs), new_public, context("rotation", person))
        for mine, theirs in pairs
    )


def certified(
    boxes: bytes, *, my_secrets: Iterable[bytes], old_public: bytes, person: UUID
) -> bytes:
    """The partner's new public key, if they said so with the one I know. Raises `DoesNotOpen`."""
    keys = [_rotation(mine, old_public) for mine in my_secrets]
    cut = [boxes[at : at + CERTIFICATE] for at in range(0, len(boxes), CERTIFICATE)]
    for key, box in product(keys, cut):
        with suppress(DoesNotOpen):
            return unseal(key, box, context("rotation", person))
    raise DoesNotOpen


def _rotation(mine: bytes, theirs: bytes) -> bytes:
    return derive(pair_secret(mine, theirs), "rotation")
