"""Five words that only one person knows, and what is stretched out of them."""

import hmac
import math
import re
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from nearer.sealing.boxes import derive, digest

WORDS = 5
ENOUGH_BITS = 50
"""What an own phrase must be guessed to cost: some 2**50 tries by zxcvbn's estimate."""

# Each stretching takes 64 MiB; more than two at once would not fit a small computer.
_two_at_once = threading.BoundedSemaphore(2)
# And one may wait. More would take the last thread away from people who only want a page.
_at_the_door = threading.BoundedSemaphore(3)


class TooBusy(Exception):
    """Enough words are being stretched already; try again in a few seconds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB and passes over it (RFC 9106)."""

    memory_kib: int = 64 * 1024
    passes: int = 3


@dataclass(frozen=True, slots=True)
class Stretched:
    """What one derivation gives: where to look, what opens, and proof of the key."""

    lookup: bytes
    key: bytes
    commitment: bytes
    """AES-GCM does not commit to its key, so this is stored and compared beside the box."""


@lru_cache(maxsize=1)
def wordlist() -> tuple[str, ...]:
    """The list the words are drawn from; `words/README.md` says whose it is."""
    return tuple(files("nearer.sealing").joinpath("words/en.txt").read_text("utf-8").split())


def five_words() -> str:
    """Five words drawn evenly at random: 5 x log2(7576) = 64.4 bits."""
    return " ".join(secrets.choice(wordlist()) for _ in range(WORDS))


def generated_bits() -> float:
    """How many bits `five_words` carries."""
    return WORDS * math.log2(len(wordlist()))


def normal(words: str) -> str:
    """The same words however a phone wrote them: no capitals, any separators are spaces."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.findall(r"\w+", folded))


def normal_name(name: str) -> str:
    """The same name however it was written."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def salt_for(name: str, name_key: bytes) -> bytes:
    """16 bytes from the name and the key file: no list of salts or names lies anywhere."""
    return hmac.digest(name_key, normal_name(name).encode(), "sha256")[:16]


def stretch(words: str, salt: bytes, cost: Cost) -> Stretched:
    """Argon2id once, then three outputs. Takes `cost.memory_kib` of memory while it runs."""
    if not _at_the_door.acquire(blocking=False):
        raise TooBusy
    try:
        with _two_at_once:
            root = Argon2id(
                salt=salt, length=32, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
            ).derive(normal(words).encode())
    finally:
        _at_the_door.release()
    return Stretched(
        lookup=derive(root, "lookup", length=16),
        key=derive(root, "kek"),
        commitment=digest(derive(root, "commitment")),
    )
