"""In which order texts are offered to one person. Pure."""

from collections.abc import Collection, Sequence
from hashlib import sha256


def shuffled(ids: Sequence[str], *, seed: bytes) -> list[str]:
    """An order of one's own, the same on every day."""
    return sorted(ids, key=lambda name: sha256(seed + name.encode()).digest())


def nth(ids: Sequence[str], *, seed: bytes, number: int, used: Collection[str] = ()) -> str:
    """The n-th in one's own order that was not used yet; when all were, it begins again.

    `ids` is not empty.
    """
    order = shuffled(ids, seed=seed)
    fresh = [name for name in order if name not in used] or order
    return fresh[number % len(fresh)]
