"""The rules that stems, pairs, guides and prompts are held against (docs/writing-content.md)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from nearer.content import gate
from nearer.practices.honesty import texts
from nearer.practices.honesty.texts import Guide, Pair, Prompt, Stem

LEAST_STEMS: Final = 60
LEAST_OF_A_DEPTH: Final = 15
LEAST_PAIRS: Final = 60
LEAST_GUIDES: Final = 12
LEAST_PROMPTS: Final = 12
STEM: Final = 16
SAID: Final = 45
WHAT: Final = 20
TITLE: Final = 10
STEP: Final = 45
STEPS: Final = range(3, 7)
OPENERS: Final = range(2, 4)
KEY: Final = re.compile(r"g\d\d")
ASKED: Final = 3
MINUTES: Final = range(2, 61)
NEVER: Final = ("must", "should", "forgive", "calm down", "confront")
"""What gives an order, or tells somebody to do what only they can decide."""


def problems() -> Iterator[str]:
    """Everything that is wrong with the four banks as they are."""
    yield from of_stems(texts.stems())
    yield from of_pairs(texts.pairs())
    yield from of_guides(texts.guides())
    yield from of_keys(texts.every_guide().values())
    yield from of_prompts(texts.prompts())


def of_stems(bank: Sequence[Stem]) -> Iterator[str]:
    """Beginnings of one sentence, enough of each depth, and none that points at the other."""
    yield from gate.enough("stems", len(bank), LEAST_STEMS)
    depths = Counter(stem.depth for stem in bank)
    for depth in texts.DEPTHS:
        yield from gate.enough(f"stems of depth {depth}", depths[depth], LEAST_OF_A_DEPTH)
    for stem in bank:
        yield from gate.lasting(stem.id)
        yield from gate.tags(stem, {"depth": texts.DEPTHS})
        yield from gate.text(stem.id, stem.text, longest=STEM, never=NEVER)
        if not stem.text.endswith(texts.DOTS) or stem.text.count(texts.DOTS) != 1:
            yield f"{stem.id}: a stem ends with dots, and has them nowhere else."
    yield from gate.twins(bank)


def of_pairs(bank: Sequence[Pair]) -> Iterator[str]:
    """`before` may hold what is otherwise not said here: that is what it shows."""
    yield from gate.enough("pairs", len(bank), LEAST_PAIRS)
    for pair in bank:
        yield from gate.lasting(pair.id)
        if not 1 <= len(pair.before.split()) <= SAID:
            yield f"{pair.id}, before: at least one word, and at most {SAID}."
        yield from gate.text(f"{pair.id}, after", pair.after, longest=SAID)
        yield from gate.wording(f"{pair.id}, what", pair.what, longest=WHAT)
    for part in ("before", "after"):
        yield from gate.twins(bank, part)


def of_guides(bank: Sequence[Guide]) -> Iterator[str]:
    """Three to six steps, words to begin with, and a way out. No order, no promise."""
    yield from gate.enough("guides", len(bank), LEAST_GUIDES)
    for guide in bank:
        yield from gate.lasting(guide.id)
        yield from gate.wording(f"{guide.id}, title", guide.title, longest=TITLE)
        yield from _count(guide.id, "steps", len(guide.steps), STEPS)
        yield from _count(guide.id, "openers", len(guide.openers), OPENERS)
        if guide.minutes not in MINUTES:
            yield f"{guide.id}: {guide.minutes} minutes are too few or too many."
        parts = {"about": guide.about, "if_hard": guide.if_hard, "way_out": guide.way_out}
        parts |= {f"step {place}": step for place, step in enumerate(guide.steps, 1)}
        parts |= {f"opener {place}": said for place, said in enumerate(guide.openers, 1)}
        for part, said in parts.items():
            yield from gate.text(f"{guide.id}, {part}", said, longest=STEP, never=NEVER)
    yield from gate.twins(bank, "about")


def of_keys(bank: Iterable[Guide]) -> Iterator[str]:
    """What stands in an address tells nobody what the guide is about, and is there once.

    Retired ones count, so that no address ever leads to another guide.
    """
    seen: set[str] = set()
    for guide in bank:
        if not KEY.fullmatch(guide.key):
            yield f"{guide.id}: a key is the letter g and two digits."
        if guide.key in seen:
            yield f"{guide.id}: another guide has the key {guide.key}."
        seen.add(guide.key)


def of_prompts(bank: Sequence[Prompt]) -> Iterator[str]:
    """Three steps, each of which asks one thing."""
    yield from gate.enough("prompts", len(bank), LEAST_PROMPTS)
    for prompt in bank:
        yield from gate.lasting(prompt.id)
        yield from gate.wording(f"{prompt.id}, title", prompt.title, longest=TITLE)
        yield from _count(prompt.id, "steps", len(prompt.steps), range(ASKED, ASKED + 1))
        for place, step in enumerate(prompt.steps, 1):
            yield from gate.text(f"{prompt.id}, step {place}", step, longest=STEP, never=NEVER)
            yield from gate.one_thing(f"{prompt.id}, step {place}", step)
    yield from gate.twins(bank, "title")


def _count(name: str, what: str, there: int, allowed: range) -> Iterator[str]:
    if there not in allowed:
        yield f"{name}: {there} {what} are too few or too many."
