"""A date or a ritual of the two: what is proposed, what stands, what is off. Pure.

Steps come from two phones, and two may be taken at once. Everything here follows from what
each step says it had seen, so the order in which they arrive makes no difference. Nothing is
agreed without a word of each, and nobody is held to what they took back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_

from nearer.practices.quality_time.rules.dates import Date

BACK = timedelta(days=200)
"""So far back the steps towards a single date are read: it lies no farther ahead than this."""
AHEAD = timedelta(days=180)


class Word(StrEnum):
    """What a step says."""

    PROPOSE = "propose"
    """This time. It takes the place of every proposal that its writer had seen."""
    ACCEPT = "accept"
    NOT_NOW = "not-now"
    """Not this proposal: to the other's without a reason, or taking back one's own."""
    CALL_OFF = "call-off"
    """What was agreed does not take place, and nothing that was proposed stands."""
    SKIP = "skip"
    """A ritual is left out once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as its reader sees it."""

    mark: str
    mine: bool
    number: int
    at: datetime
    said: str
    after: frozenset[str] = frozenset()
    about: str = ""
    """The mark of the step that is answered."""
    when: Date | None = None
    once: date | None = None
    """The day on which a ritual is left out, on the wall where it was agreed."""

    @property
    def order(self) -> tuple[int, datetime, str]:
        return self.number, self.at, self.mark


class State(StrEnum):
    """How a plan stands, in one word."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    MOVING = "moving"
    """Agreed, and another time is proposed; until that is agreed the first one stands."""
    OFF = "off"
    """Called off, or every proposal answered with not now."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the steps of one thread come to."""

    agreed: Date | None = None
    by: str = ""
    """The mark of the step that agreed."""
    agreed_at: datetime | None = None
    proposals: tuple[Step, ...] = ()
    """Those that stand, oldest first: two where both proposed at once."""
    left_out: frozenset[date] = frozenset()

    @property
    def state(self) -> State:
        if self.agreed is None:
            return State.PROPOSED if self.proposals else State.OFF
        return State.MOVING if self.proposals else State.AGREED

    @property
    def theirs(self) -> tuple[Step, ...]:
        """What waits for my word."""
        return tuple(step for step in self.proposals if not step.mine)

    @property
    def own(self) -> tuple[Step, ...]:
        """What waits for the other's."""
        return tuple(step for step in self.proposals if step.mine)


def fold(steps: Iterable[Step]) -> Plan:
    """What the steps come to, whatever their order.

    A proposal stands until somebody who had seen it accepts or proposes, until it is answered
    with not now, or until the plan is called off. Taking back and calling off beat a yes said
    at the same moment.
    """
    known = {step.mark: step for step in steps}
    bits = {mark: 1 << number for number, mark in enumerate(known)}
    seen = _seen(known, bits)
    closed = _closed(known, bits, seen)
    proposed = {s.mark: s for s in known.values() if s.said == Word.PROPOSE and s.when}
    yeses = [s for s in known.values() if _is_yes(s, proposed, bits, closed)]
    answered = _all(seen[s.mark] for s in (*yeses, *proposed.values()))
    standing = [s for s in proposed.values() if not bits[s.mark] & (answered | closed)]
    proposals = tuple(sorted(standing, key=lambda s: s.order))
    # What was agreed first cannot come back by another yes, whatever that says it had seen.
    replaced = _all(seen[s.about] for s in yeses)
    counts = (s for s in yeses if not bits[s.about] & replaced)
    last = max(counts, key=lambda s: s.order, default=None)
    if last is None:
        return Plan(proposals=proposals)
    skipped = (s.once for s in known.values() if s.said == Word.SKIP and s.about == last.mark)
    return Plan(
        agreed=proposed[last.about].when,
        by=last.mark,
        agreed_at=last.at,
        proposals=proposals,
        left_out=frozenset(day for day in skipped if day),
    )


# Sets of steps are whole numbers here, with a bit for each step: somebody who writes thousands
# of steps, each after all others, makes neither a page slow nor its memory large.


def _all(some: Iterable[int]) -> int:
    return reduce(or_, some, 0)


def _seen(known: Mapping[str, Step], bits: Mapping[str, int]) -> dict[str, int]:
    """For each step, everything that was before its writer's eyes."""
    seen: dict[str, int] = {}
    begun: set[str] = set()
    for mark in known:
        ahead = [mark]
        while ahead:
            here = ahead[-1]
            after = [it for it in known[here].after if it in known]
            if here not in begun:
                begun.add(here)
                ahead += (it for it in after if it not in begun)
                continue
            ahead.pop()
            seen[here] = _all(bits[it] | seen.get(it, 0) for it in after)
    return seen


def _closed(known: Mapping[str, Step], bits: Mapping[str, int], seen: Mapping[str, int]) -> int:
    """Proposals that nobody can accept, and yeses that do not count, any more."""
    yeses: dict[str, int] = {}
    for step in known.values():
        if step.said == Word.ACCEPT:
            yeses[step.about] = yeses.get(step.about, 0) | bits[step.mark]
    closed = 0
    for step in known.values():
        # A not-now after the yes it is about comes too late: then only calling off helps.
        if step.said == Word.CALL_OFF:
            closed |= seen[step.mark]
        elif step.said == Word.NOT_NOW and not seen[step.mark] & yeses.get(step.about, 0):
            closed |= bits.get(step.about, 0)
    return closed


def _is_yes(step: Step, proposed: Mapping[str, Step], bits: Mapping[str, int], closed: int) -> bool:
    asked = proposed.get(step.about)
    return (
        step.said == Word.ACCEPT
        and asked is not None
        and asked.mine != step.mine
        and not (bits[step.mark] | bits[asked.mark]) & closed
    )
