"""What a step has to pass before it is weighed at all. Pure.

Each gate says of one step whether it may be offered now. They are hard: no benefit and no gap
opens one. `tests/test_gates.py` takes each of them away in turn and sees that it is missed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from nearer.journey.rules.gaps import Gaps, left_out
from nearer.journey.rules.step import Step, Who


@dataclass(frozen=True, slots=True)
class Leave:
    """What this reader, and as far as they may open it the other, has said yes to."""

    paired: bool = False
    intense: bool = False
    """The reader switched steps on that ask a lot of openness."""
    both_intense: bool = False
    """Both did, and the reader has opened that. "No" looks like "not yet": both are False."""
    touch: bool = False
    """Both said yes to touch, and the reader has opened that."""


@dataclass(frozen=True, slots=True)
class Room:
    """What there is room for today, as the reader said; None where nothing was said."""

    minutes: int | None = None
    energy: int | None = None
    declined: frozenset[str] = frozenset()
    """The steps that got a "not now" today."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the gates look at: only what this reader may open."""

    leave: Leave = field(default_factory=Leave)
    room: Room = field(default_factory=Room)
    gaps: Gaps = field(default_factory=Gaps)


Gate = Callable[[Step, State], bool]


def somebody_to_do_it_with(step: Step, state: State) -> bool:
    """A step that asks something of the other needs another."""
    return state.leave.paired or step.who is Who.ALONE


def intensity(step: Step, state: State) -> bool:
    """Steps that ask a lot of openness wait until they were switched on: by the reader for
    what they do alone, by both for what asks anything of the other.
    """
    if not step.intense:
        return True
    return state.leave.intense and (step.who is Who.ALONE or state.leave.both_intense)


def touch(step: Step, state: State) -> bool:
    """Touch is offered on an opened yes of both, and on nothing less."""
    return state.leave.touch or not step.touch


def energy(step: Step, state: State) -> bool:
    return state.room.energy is None or step.energy <= state.room.energy


def time(step: Step, state: State) -> bool:
    return state.room.minutes is None or step.minutes <= state.room.minutes


def not_now(step: Step, state: State) -> bool:
    return step.key not in state.room.declined


def nobodys_remedy(step: Step, state: State) -> bool:
    """Where the two differ clearly in everything a step serves, neither is asked to mend it
    with the other: each is offered what they can do on their own.
    """
    return step.who is Who.ALONE or not left_out(step.serves, state.gaps)


SAFETY: Final[tuple[Gate, ...]] = (somebody_to_do_it_with, intensity, touch)
"""What holds wherever steps are listed, on the path as well."""
GATES: Final[tuple[Gate, ...]] = (*SAFETY, energy, time, not_now, nobodys_remedy)


def passes(step: Step, state: State, gates: tuple[Gate, ...] | None = None) -> bool:
    """Whether this step may be offered at all."""
    return all(gate(step, state) for gate in (GATES if gates is None else gates))
