"""Ideas as their pages need them: what fits, one of them, and the one of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from nearer.accounts.present import Present
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.rules import ideas as rules
from nearer.practices.quality_time.rules.dates import occurrences
from nearer.practices.quality_time.rules.ideas import Wish
from nearer.practices.quality_time.rules.plans import BACK
from nearer.practices.quality_time.rules.proposals import begin_of
from nearer.practices.quality_time.rules.tags import Idea
from nearer.practices.quality_time.selectors.picks import all_rounds, named, subject_of
from nearer.practices.quality_time.selectors.plans import Known, all_plans

SHOWN: Final = 20
"""Ideas on one page of the list."""
SURPRISE: Final = "quality_time.surprise"


@dataclass(frozen=True, slots=True)
class IdeasPage:
    """What fits, the done ones last; where nothing fits all of it, what fits the most."""

    shown: tuple[Idea, ...]
    count: int
    fits: bool
    done: frozenset[str]
    next_start: int
    """Where the next page begins, or 0."""


def ideas_page(present: Present, wish: Wish, *, start: int = 0) -> IdeasPage:
    """The list for this wish, one page of it."""
    done = done_ideas(present)
    found = rules.fitting(ideas_bank.offered(), wish)
    fits = bool(found)
    ordered = rules.in_order(found or rules.nearest(ideas_bank.offered(), wish), done)
    start = start if start < len(ordered) else 0
    end = start + SHOWN
    return IdeasPage(
        shown=tuple(ordered[start:end]),
        count=len(ordered),
        fits=fits,
        done=done,
        next_start=end if end < len(ordered) else 0,
    )


def done_ideas(present: Present) -> frozenset[str]:
    """What the two had agreed on and that took place, in the last months. Both know the same."""
    if present.partner is None:
        return frozenset()
    return frozenset(it.idea for it in all_plans(present) if it.idea and _took_place(present, it))


def _took_place(present: Present, known: Known) -> bool:
    agreed = known.plan.agreed
    if agreed is None or begin_of(agreed) > present.now:
        return False
    ended = (
        it.end <= present.now
        for it in occurrences(
            agreed,
            after=max(begin_of(agreed), present.now - BACK) - timedelta(minutes=1),
            before=present.now,
            left_out=known.plan.left_out,
        )
    )
    return any(ended)


@dataclass(frozen=True, slots=True)
class SurprisePage:
    """The idea of the day, or the one after some that were not wanted."""

    idea: Idea
    both_picked: bool
    done: bool
    fits: bool
    number: int


def surprise(present: Present, wish: Wish, *, number: int = 0) -> SurprisePage:
    """First what both picked and did not do yet, then whatever fits. Looking writes nothing.

    Both get the same on one day: all that it follows from lies open to both, and the order
    comes from what only they know.
    """
    done = done_ideas(present)
    pool, fits = _pool(present, wish)
    liked = [idea for idea in _picked(present, wish) if idea.id not in done]
    first = number < len(liked)
    rest = [idea for idea in pool if idea not in liked]
    chosen = rules.surprise(
        liked if first else rest or pool,
        done=done,
        seed=present.vault.subject(SURPRISE).bytes,
        day=present.day,
        number=number if first else number - len(liked),
    )
    assert chosen is not None  # something of the bank always fits the most
    return SurprisePage(chosen, both_picked=first, done=chosen.id in done, fits=fits, number=number)


def _picked(present: Present, wish: Wish) -> list[Idea]:
    return rules.fitting(named(all_rounds(present).both_picked()), wish)


def _pool(present: Present, wish: Wish) -> tuple[Sequence[Idea], bool]:
    """Where two may live in two seasons, only what any season allows is the same for both."""
    offered = ideas_bank.offered()
    if not wish.season:
        now = rules.season_of(present.day, present.vault.keyring.zone)
        here = () if present.partner else (now,)
        offered = tuple(it for it in offered if not it.season or set(here) & set(it.season))
    found = rules.fitting(offered, wish)
    return found or rules.nearest(offered, wish), bool(found)


def hand(present: Present, number: int) -> list[Idea]:
    """What the round of this number deals to both."""
    seed = subject_of(present.vault, number).bytes
    return rules.hand(ideas_bank.offered(), done=done_ideas(present), seed=seed)
