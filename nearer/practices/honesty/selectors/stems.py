"""A sentence to finish, and those that somebody finished."""

from dataclasses import dataclass

from nearer.accounts.present import Present
from nearer.practices.honesty import texts
from nearer.practices.honesty.entries import Line
from nearer.practices.honesty.rules import order
from nearer.practices.honesty.texts import Depth, Stem


@dataclass(frozen=True, slots=True)
class StemPage:
    """One stem, and where another one of the same depth is."""

    stem: Stem
    depth: Depth
    number: int


def nth(present: Present, depth: str, *, number: int) -> StemPage | None:
    """The n-th of today, in an order of one's own; None for a depth without stems.

    Which depth somebody looks at is kept nowhere.
    """
    ids = [stem.id for stem in texts.stems(depth)]
    if depth not in texts.DEPTHS or not ids:
        return None
    seed = present.vault.own_subject(Line.kind, "order").bytes
    chosen = order.nth(ids, seed=seed, number=present.day.toordinal() + number)
    return StemPage(texts.every_stem()[chosen], texts.DEPTHS[depth], number)


def one(name: str) -> StemPage | None:
    """The stem of this name."""
    stem = texts.every_stem().get(name)
    return StemPage(stem, texts.DEPTHS[stem.depth], 0) if stem else None
