"""Which question is asked when. Pure: no clock, no database, no Django."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

OPEN_DAYS = 14
"""Today's question and those of the thirteen days before stay open."""
REMEMBERED = timedelta(days=100)
"""When the deck is changed, what was dealt in this many days goes to its end."""
FOLLOWED = 2 * REMEMBERED
"""How far before a choice it is followed back what was dealt: years of choices cost no more."""
FIRST_DAY = date(2026, 1, 1)


class Asked(Protocol):
    """What these rules need to know of a question."""

    @property
    def id(self) -> str: ...
    @property
    def depth(self) -> int: ...
    @property
    def theme(self) -> str: ...
    @property
    def assumes(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions are wanted from a day on. No depths or no themes means all of them."""

    since: date
    depths: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()
    fits: frozenset[str] = frozenset()
    """What is true of these two (children, work …): questions that assume more stay away."""

    def holds(self, question: Asked) -> bool:
        return (
            (not self.depths or question.depth in self.depths)
            and (not self.themes or question.theme in self.themes)
            and self.fits.issuperset(question.assumes)
        )


GENTLE = Choice(since=FIRST_DAY, depths=frozenset({1, 2}))
"""What two people begin with: nothing that asks for much."""


def shuffled(ids: Iterable[str], *, seed: bytes, turn: int = 0) -> list[str]:
    """The same order for both, and for nobody else: by a hash of the couple's seed."""
    salt = seed + turn.to_bytes(4, "big")
    return sorted(ids, key=lambda name: hashlib.sha256(salt + name.encode()).digest())


def dealt(
    bank: Sequence[Asked], choices: Sequence[Choice], *, seed: bytes, first: date, last: date
) -> dict[date, str]:
    """The question of each day from `first` to `last`, the same for both.

    No question comes again before its deck is used up. `choices` are in order of `since`;
    with a new choice, what was dealt lately moves to the end of the new deck.
    """
    found: dict[date, str] = {}
    stretches = _stretches(choices, last)
    for number, (choice, end) in enumerate(stretches):
        if end >= first:
            before = [x for x in stretches[:number] if x[1] >= choice.since - FOLLOWED]
            lately = _dealt(bank, [*before, (choice, end)], seed=seed, first=first, last=last)
            found |= {day: lately[day] for day in lately if day >= max(first, choice.since)}
    return found


def _dealt(
    bank: Sequence[Asked],
    stretches: Sequence[tuple[Choice, date]],
    *,
    seed: bytes,
    first: date,
    last: date,
) -> dict[date, str]:
    """What was dealt in these stretches, of those that are past only the remembered days."""
    found: dict[date, str] = {}
    for choice, end in stretches:
        until = min(end, last)
        recent = _since(found, choice.since - REMEMBERED)
        deck = _deck(bank, choice)
        turns: dict[int, list[str]] = {}
        # Of what is past, only as much as a later choice will want to remember.
        for day in _days(max(choice.since, min(first, until - REMEMBERED)), until):
            turn, place = divmod((day - choice.since).days, len(deck))
            if turn not in turns:
                turns[turn] = _turn(deck, turn, seed=seed, recent=recent)
            found[day] = turns[turn][place]
    return found


def _deck(bank: Sequence[Asked], choice: Choice) -> list[str]:
    """What was wanted. Where nothing is, the themes give way first and the depths last; what
    does not fit these two is never dealt.
    """
    wider = replace(choice, themes=frozenset())
    for wanted in (choice, wider, replace(wider, depths=frozenset())):
        if deck := [question.id for question in bank if wanted.holds(question)]:
            return deck
    return [question.id for question in bank]


def _since(found: dict[date, str], start: date) -> frozenset[str]:
    return frozenset(question for day, question in found.items() if day >= start)


def _stretches(choices: Sequence[Choice], last: date) -> list[tuple[Choice, date]]:
    ends = [choice.since - timedelta(days=1) for choice in choices[1:]]
    return list(zip(choices, [*ends, last], strict=True))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _turn(deck: Sequence[str], turn: int, *, seed: bytes, recent: frozenset[str]) -> list[str]:
    order = shuffled(deck, seed=seed, turn=turn)
    if turn == 0 and recent:
        return [q for q in order if q not in recent] + [q for q in order if q in recent]
    return order


def another(ids: Sequence[str], *, seed: bytes, answered: Collection[str], number: int) -> str:
    """A question for oneself: the n-th that was not answered yet. Nothing is written.

    When all were answered, the deck begins again.
    """
    order = shuffled(ids, seed=seed)
    fresh = [name for name in order if name not in answered] or order
    return fresh[number % len(fresh)]


def choices_in_order(chosen: Iterable[Choice]) -> list[Choice]:
    """Choices as both see them: the gentle one first, then one for each day, the last wins."""
    by_day = {choice.since: choice for choice in chosen}
    later = [by_day[day] for day in sorted(by_day) if day > FIRST_DAY]
    return [GENTLE, *later]


class Stage(StrEnum):
    """Where a round on one phone stands. Words are on the screen only in the first, the
    second and from `OPEN` on, and never both before that.
    """

    FIRST = "first"
    HAND_OVER = "hand-over"
    SECOND = "second"
    BACK = "back"
    OPEN = "open"
    KEEP_FIRST = "keep-first"
    KEEP_SECOND = "keep-second"


def next_stage(stage: Stage) -> Stage:
    """The stage after this one; the last stays."""
    stages = list(Stage)
    return stages[min(stages.index(stage) + 1, len(stages) - 1)]
