"""The rules that the things to put away are held against."""

from collections.abc import Iterator, Mapping
from typing import Final

from nearer.content import gate
from nearer.practices.quality_time.away_bank import Thing

LEAST: Final = 12
LONGEST_NAME: Final = 6
LONGEST: Final = 12
"""Words in a name, and in the line under it."""


def problems(bank: Mapping[str, Thing]) -> Iterator[str]:
    """Everything that is wrong with them, one sentence each."""
    offered = [thing for thing in bank.values() if not thing.retired]
    if len(offered) < LEAST:
        yield f"Only {len(offered)} things can be put away; {LEAST} are the least."
    for thing in bank.values():
        yield from gate.lasting(thing.id)
        yield from gate.wording(thing.id, thing.name, longest=LONGEST_NAME)
        yield from gate.text(thing.id, thing.about, longest=LONGEST)
    if len({thing.name for thing in offered}) < len(offered):
        yield "Two things have one name."
