"""One sitting, as it follows from what the two pressed, and when. Pure.

Both phones fold the same presses, so both are in the same phase. A phase has a deadline by the
server's clock; when that has passed, the sitting has turned by itself, whether or not anybody
looked. The version counts the turns: a press that meant another version is too late and counts
for nothing, so one finger on two phones is one act.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from nearer.practices.presence.rules import terms as lengths
from nearer.practices.presence.rules.terms import Kind, Terms, Way


class Phase(StrEnum):
    """Where a sitting is."""

    OPEN = "open"
    """Laid out; it begins when both have said that they are ready."""
    COIN = "coin"
    SPEAK = "speak"
    GIVE_BACK = "give_back"
    SWAP = "swap"
    CLOSE = "close"
    SETTLE = "settle"
    STILL = "still"
    PAUSED = "paused"
    OVER = "over"
    STOPPED = "stopped"


ENDED: Final = frozenset({Phase.OVER, Phase.STOPPED})
RUNNING: Final = frozenset(Phase) - ENDED - {Phase.OPEN, Phase.PAUSED}


class Act(StrEnum):
    """What somebody can press."""

    READY = "ready"
    SPOKEN = "spoken"
    """That is it for now."""
    THATS_IT = "thats_it"
    """Yes, that is what I meant."""
    MORE = "more"
    PAUSE = "pause"
    GO_ON = "go_on"
    STOP = "stop"
    DONE = "done"
    """Enough of the last breath."""


WHENEVER: Final = frozenset({Act.READY, Act.PAUSE, Act.STOP})
"""They count whatever the one who pressed saw last: nobody has to be quick to be let go."""


@dataclass(frozen=True, slots=True)
class Press:
    """One act, by whoever laid the sitting out (0) or the other (1)."""

    act: Act
    by: int
    at: datetime
    seen: int
    """The version before the eyes of whoever pressed."""
    once: str = ""
    """A mark of the button. A press that was sent again because no answer came is one press."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where it is at one moment."""

    terms: Terms
    first: int
    """Who speaks first, as the coin fell: 0 laid it out, 1 is the other."""
    begun: datetime
    """When it was laid out."""
    phase: Phase
    since: datetime
    deadline: datetime | None = None
    version: int = 1
    turn: int = 0
    """1 while the first of the two is heard, 2 while the second is."""
    mores: int = 0
    ready: Mapping[int, datetime] = field(default_factory=dict)
    """When each pressed. What one of the two sees of it is `is_ready`, of oneself."""
    held: Phase | None = None
    """Where it was paused."""
    left: timedelta | None = None
    """What was left of the phase when it was paused."""

    @property
    def ended(self) -> bool:
        return self.phase in ENDED

    @property
    def took_place(self) -> bool:
        """Whether there was anything of it: somebody spoke, or it was still."""
        return self.turn > 0

    @property
    def speaker(self) -> int | None:
        """Whose turn it is to be heard, also while the other gives back."""
        if self.terms.kind is not Kind.LISTEN or self.ended or not self.turn:
            return None
        return self.first if self.turn == 1 else 1 - self.first

    @property
    def whole(self) -> timedelta | None:
        """How long this phase is altogether, or the one that was paused."""
        return _length(self, self.held or self.phase)

    def remains(self, now: datetime) -> timedelta | None:
        """What is left of this phase; of a paused one, what was left."""
        if self.phase is Phase.PAUSED:
            return self.left
        return None if self.deadline is None else max(self.deadline - now, timedelta(0))

    def is_ready(self, who: int, *, now: datetime) -> bool:
        """Whether this one of the two pressed, not too long ago."""
        pressed = self.ready.get(who)
        return pressed is not None and now - pressed < lengths.READY_LASTS


def laid_out(terms: Terms, *, first: int, at: datetime) -> Sitting:
    """A sitting before anybody is ready."""
    return Sitting(terms, first, at, Phase.OPEN, since=at)


def folded(
    terms: Terms, *, first: int, begun: datetime, presses: Iterable[Press], now: datetime
) -> Sitting:
    """The sitting at `now`, after these presses in their order.

    Clocks of two servers differ a little: no press counts as earlier than the one before it.
    """
    state, clock, known = laid_out(terms, first=first, at=begun), begun, set[str]()
    for press in presses:
        if press.once and press.once in known:
            continue
        known.add(press.once)
        clock = max(clock, press.at)
        state = pressed(state, replace(press, at=clock))
    return turned(state, now)


def pressed(state: Sitting, press: Press) -> Sitting:
    """The sitting after this press; the same one if the press comes too late or may not be."""
    state = turned(state, press.at)
    late = press.seen != state.version and press.act not in WHENEVER
    if late or press.act not in acts(state, press.by):
        return state
    return _DOES[press.act](state, press)


def counts(state: Sitting, press: Press, *, marks: Collection[str]) -> bool:
    """Whether this press does anything, after those with these marks. `state` is of its moment."""
    return press.once not in marks and pressed(state, press) != state


def is_enough(taken: int, act: Act | None = None) -> bool:
    """Whether somebody with so many steps lately may take no other. Stopping is always free."""
    return act is not Act.STOP and taken >= lengths.MOST_STEPS


def turned(state: Sitting, now: datetime) -> Sitting:
    """The sitting after every deadline that has passed by `now`."""
    end = state.begun + lengths.LONGEST
    while not state.ended and state.deadline is not None and state.deadline <= min(now, end):
        state = _next(state, state.deadline)
    if not state.ended and now >= end:
        return _enter(state, Phase.OVER if state.turn else Phase.STOPPED, end)
    return state


def acts(state: Sitting, who: int) -> frozenset[Act]:
    """What this one of the two may press now."""
    if state.ended:
        return frozenset()
    if state.phase is Phase.OPEN:
        # Whoever was asked has nothing to decline: not being ready says nothing.
        return frozenset({Act.READY, Act.STOP} if who == 0 else {Act.READY})
    if state.phase is Phase.PAUSED:
        return frozenset({Act.GO_ON, Act.STOP})
    return frozenset({Act.PAUSE, Act.STOP}) | _of_phase(state, who)


def _of_phase(state: Sitting, who: int) -> frozenset[Act]:
    if state.phase is Phase.CLOSE:
        return frozenset({Act.DONE})
    if state.speaker != who and state.terms.way is not Way.ONE:
        return frozenset()
    if state.phase is Phase.SPEAK:
        return frozenset({Act.SPOKEN})
    if state.phase is Phase.GIVE_BACK:
        more = {Act.MORE} if state.mores < lengths.MOST_MORE else set[Act]()
        return frozenset({Act.THATS_IT} | more)
    return frozenset()


def _ready(state: Sitting, press: Press) -> Sitting:
    if state.is_ready(press.by, now=press.at):
        return state
    state = replace(state, ready={**state.ready, press.by: press.at})
    alone = state.terms.way is Way.ONE
    if alone or all(state.is_ready(who, now=press.at) for who in (0, 1)):
        return _next(state, press.at)
    return state


def _more(state: Sitting, press: Press) -> Sitting:
    state = replace(state, mores=state.mores + 1)
    return _enter(state, Phase.SPEAK, press.at)


def _pause(state: Sitting, press: Press) -> Sitting:
    held = replace(state, held=state.phase, left=state.remains(press.at))
    return replace(_enter(held, Phase.PAUSED, press.at), deadline=None)


def _go_on(state: Sitting, press: Press) -> Sitting:
    phase, left = state.held or Phase.OVER, state.left or timedelta(0)
    again = _enter(state, phase, press.at)
    return replace(again, deadline=press.at + left, held=None, left=None)


def _forward(state: Sitting, press: Press) -> Sitting:
    return _next(state, press.at)


def _stop(state: Sitting, press: Press) -> Sitting:
    return replace(_enter(state, Phase.STOPPED, press.at), held=None, left=None)


_DOES: Final[Mapping[Act, Callable[[Sitting, Press], Sitting]]] = {
    Act.READY: _ready,
    Act.SPOKEN: _forward,
    Act.THATS_IT: _forward,
    Act.MORE: _more,
    Act.PAUSE: _pause,
    Act.GO_ON: _go_on,
    Act.STOP: _stop,
    Act.DONE: _forward,
}


def _next(state: Sitting, at: datetime) -> Sitting:
    """The next phase of its kind. A turn of listening is speaking and giving back."""
    if state.phase is Phase.OPEN:
        quiet = state.terms.kind is not Kind.LISTEN
        return _enter(state, Phase.SETTLE if quiet else Phase.COIN, at)
    if state.phase is Phase.SETTLE:
        return _enter(replace(state, turn=1), Phase.STILL, at)
    if state.phase in {Phase.COIN, Phase.SWAP}:
        return _enter(replace(state, turn=state.turn + 1, mores=0), Phase.SPEAK, at)
    if state.phase is Phase.SPEAK:
        return _enter(state, Phase.GIVE_BACK, at)
    if state.phase is Phase.GIVE_BACK:
        return _enter(state, Phase.SWAP if state.turn == 1 else Phase.CLOSE, at)
    return _enter(state, Phase.OVER, at)


def _enter(state: Sitting, phase: Phase, at: datetime) -> Sitting:
    length = _length(state, phase)
    return replace(
        state,
        phase=phase,
        since=at,
        deadline=None if length is None else at + length,
        version=state.version + 1,
    )


def _length(state: Sitting, phase: Phase) -> timedelta | None:
    if phase is Phase.SPEAK:
        return lengths.MORE if state.mores else state.terms.speak
    if phase is Phase.GIVE_BACK:
        return state.terms.give_back
    return state.terms.still if phase is Phase.STILL else _ALWAYS.get(phase)


_ALWAYS: Final = {
    Phase.COIN: lengths.COIN,
    Phase.SWAP: lengths.SWAP,
    Phase.CLOSE: lengths.CLOSE,
    Phase.SETTLE: lengths.SETTLE,
}
