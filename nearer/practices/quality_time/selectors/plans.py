"""The dates and rituals of the two, as their reader may open them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.journal.threads import Thread, fold, is_name, mark_of, names
from nearer.lib import clock
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.rules.dates import Date, Occurrence, occurrences
from nearer.practices.quality_time.rules.plans import Plan
from nearer.sealing.vault import Vault

SOON = timedelta(days=60)
"""So far ahead a ritual is told out, and a list looks for what comes next."""


@dataclass(frozen=True, slots=True)
class Known:
    """One plan: what its steps come to, and what it is about."""

    thread: UUID
    comes_back: bool
    plan: Plan
    seen: tuple[str, ...]
    """What a form carries, so that its step says what its writer had before their eyes."""
    changed: datetime
    """When the last step was taken."""
    steps: int
    idea: str = ""
    line: str = ""
    instead: str = ""
    """The mark by which the ritual was agreed of which this takes the place for once."""
    once: date | None = None
    """The day of that ritual which is left out as soon as this is agreed."""
    last: Date | None = None
    """The time that stands, or that was talked about last."""
    own: frozenset[tuple[str, str, str]] = frozenset()
    """What I said of what, and of which day: a button that is pressed twice says it once."""

    def coming(self, *, after: datetime, within: timedelta = SOON) -> Iterator[Occurrence]:
        """The agreed meetings that are not over yet."""
        if self.plan.agreed is None:
            return iter(())
        return occurrences(
            self.plan.agreed, after=after, before=after + within, left_out=self.plan.left_out
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """One agreed meeting, and the plan it belongs to."""

    known: Known
    when: Occurrence


def all_plans(present: Present) -> list[Known]:
    """Every plan of the two that is not long past, the one with the newest step first."""
    return plans_in(present.vault, steps_of(present))


def steps_of(present: Present) -> Reading:
    """The steps of every plan that is not long past, and the other's free times."""
    return read(
        present.vault,
        present.couple,
        kinds=[Step.kind],
        since=present.day - rules.BACK,
        standing=[Ritual.kind, Free.kind],
    )


def one_plan(present: Present, thread: UUID, reading: Reading | None = None) -> Known | None:
    """The plan of this name, or None where these two have none. A long past one is found too."""
    found = plans_in(present.vault, steps_of(present) if reading is None else reading)
    known = next((known for known in found if known.thread == thread), None)
    if known is None:
        past = read(present.vault, present.couple, kinds=[Step.kind])
        known = next((it for it in plans_in(present.vault, past) if it.thread == thread), None)
    return known


def their_zone(vault: Vault, reading: Reading) -> ZoneInfo | None:
    """Where the other one lives by the clock, by what they last said of it."""
    said = [(it.at, it.payload.zone) for it in steps_in(vault, reading) if not it.mine]
    name = vault.subject(Free.kind)
    free = (it for it in reading.of(Free) if not it.mine and it.subject == name)
    said += [(it.at, it.payload.zone) for it in free]
    known = [(at, zone) for at, zone in said if clock.known_zone(zone)]
    return ZoneInfo(max(known)[1]) if known else None


def plans_in(vault: Vault, reading: Reading) -> list[Known]:
    """The plans of these two, out of a reading that has the steps. Pure."""
    return plans_of(vault, reading.of(Step))


def plans_of(vault: Vault, entries: Iterable[Opened[Step]]) -> list[Known]:
    """The same, out of steps alone."""
    ours: dict[str, list[Opened[Step]]] = defaultdict(list)
    for entry in entries:
        if _is_ours(vault, entry):
            ours[entry.payload.thread].append(entry)
    newest_first = names(step for steps in ours.values() for step in steps)
    return [_known(fold(name, ours[name])) for name in newest_first if is_name(name)]


def meetings(plans: Iterable[Known], *, after: datetime, within: timedelta = SOON) -> list[Meeting]:
    """What is agreed and not over, the next one first."""
    found = [
        Meeting(known, when) for known in plans for when in known.coming(after=after, within=within)
    ]
    return sorted(found, key=lambda meeting: (meeting.when, meeting.known.thread))


def steps_in(vault: Vault, reading: Reading) -> list[Opened[Step]]:
    """The steps of these two towards anything, newest first."""
    return [entry for entry in reading.of(Step) if _is_ours(vault, entry)]


def _is_ours(vault: Vault, entry: Opened[Any]) -> bool:
    """Steps towards a date with somebody who is not here any more belong to no plan of ours."""
    return vault.keyring.partner is not None and vault.keyring.is_ours(entry.at)


def _known(thread: Thread[Step]) -> Known:
    plan = rules.fold(_step(entry) for entry in thread.steps)
    said = _said(thread, plan)
    return Known(
        thread=UUID(thread.name),
        comes_back=isinstance(thread.steps[0].payload, Ritual),
        plan=plan,
        seen=tuple(thread.seen),
        changed=max(entry.at for entry in thread.steps),
        steps=len(thread.steps),
        idea=said.idea if said else "",
        line=said.line if said else "",
        instead=said.about if said else "",
        once=said.left_out if said else None,
        last=said.when if said else None,
        own=frozenset((it.said, it.about, it.once) for it in _own(thread)),
    )


def _own(thread: Thread[Step]) -> Iterator[Step]:
    return (entry.payload for entry in thread.steps if entry.mine)


def _said(thread: Thread[Step], plan: Plan) -> Step | None:
    """The proposal that says what the plan is about: the newest that stands, else the agreed."""
    by_mark: dict[str, Step] = {mark_of(entry): entry.payload for entry in thread.steps}
    if plan.proposals:
        return by_mark[plan.proposals[-1].mark]
    if plan.by:
        return by_mark[by_mark[plan.by].about]
    proposed = (said for said in reversed(by_mark.values()) if said.start)
    return next(proposed, None)


def _step(entry: Opened[Step]) -> rules.Step:
    said = entry.payload
    return rules.Step(
        mark=mark_of(entry),
        mine=entry.mine,
        number=said.number,
        at=entry.at,
        said=said.said,
        after=frozenset(said.after),
        about=said.about,
        when=said.when,
        once=said.left_out,
    )
