"""Steps towards a date: propose, accept, not now, call off, leave out once.

Each is an entry of its own, for ever, which both can read from the moment it is taken.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.steps import take_step
from nearer.notices import actions as notices
from nearer.practices.quality_time import publishing
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.rules.plans import Word
from nearer.practices.quality_time.rules.proposals import has_begun
from nearer.practices.quality_time.selectors.plans import Known, all_plans, one_plan


class ChangedMeanwhile(Exception):
    """What was answered does not stand any more."""


class TimeIsOver(Exception):
    """The time that was to be accepted has begun already."""


@transaction.atomic
def propose(present: Present, when: Date, *, idea: str = "", line: str = "") -> UUID:
    """Propose a time for a new plan; returns the plan's name. Raises `NoPartnerYet`."""
    journal.hold(present.couple)
    return _begin(present, when, idea=idea, line=line)


def _begin(present: Present, when: Date, **about: str) -> UUID:
    """The first step of a new plan, or the one that says the same and waits already."""
    found = (it for it in all_plans(present) if it.steps == 1 and it.plan.own)
    same = (it.thread for it in found if it.last == when and _about(it) == about)
    if (known := next(same, None)) is not None:
        return known
    thread = uuid4()
    kind = Step if when.repeat is Repeat.ONCE else Ritual
    _take(present, kind, thread, (), said=Word.PROPOSE, **_time(when), **about)
    return thread


def _about(known: Known) -> dict[str, str]:
    """What a plan is about, as its first step said it."""
    found = {"idea": known.idea, "line": known.line}
    if known.once is not None:
        found |= {"about": known.instead, "once": known.once.isoformat()}
    return found


@transaction.atomic
def propose_instead(present: Present, ritual: UUID, about: str, day: date, when: Date) -> UUID:
    """Propose another time for one day of a ritual; returns the new plan's name.

    The day stays as it is until that is accepted. Raises `ChangedMeanwhile` for a ritual that
    does not stand so any more.
    """
    journal.hold(present.couple)
    known = _standing(present, ritual)
    if about != known.plan.by or known.plan.agreed is None or when.repeat is not Repeat.ONCE:
        raise ChangedMeanwhile
    said = {"about": about, "once": day.isoformat(), "idea": known.idea, "line": known.line}
    return _begin(present, when, **said)


@transaction.atomic
def suggest(
    present: Present, thread: UUID, when: Date, *, seen: Collection[str], line: str | None = None
) -> None:
    """Propose another time for a plan: in answer to the other's, or to move what stands.

    What it is about stays, unless `line` says something else. Raises `ChangedMeanwhile` for a
    plan that is not there, or that comes back while `when` does not.
    """
    journal.hold(present.couple)
    known = _standing(present, thread)
    if known.comes_back is (when.repeat is Repeat.ONCE):
        raise ChangedMeanwhile
    said = {
        "line": known.line if line is None else line,
        "idea": known.idea,
        "about": known.instead,
        "once": known.once.isoformat() if known.once else "",
    }
    _step(present, known, seen, said=Word.PROPOSE, **_time(when), **said)


@transaction.atomic
def accept(present: Present, thread: UUID, about: str, *, seen: Collection[str]) -> None:
    """Say yes to the other's proposal. Raises `ChangedMeanwhile` when it stands no more, and
    `TimeIsOver`. The day of a ritual of which it takes the place is left out by that.
    """
    journal.hold(present.couple)
    known = _standing(present, thread)
    if _said_before(known, Word.ACCEPT, about):
        return
    asked = next((step for step in known.plan.theirs if step.mark == about), None)
    if asked is None or asked.when is None:
        raise ChangedMeanwhile
    if has_begun(asked.when, now=present.now):
        raise TimeIsOver
    _step(present, known, seen, said=Word.ACCEPT, about=about)
    if known.once:
        _makes_room(present, known.instead, known.once)


def _makes_room(present: Present, agreed_by: str, day: date) -> None:
    """Leave out the day of a ritual. One that stands differently by now is left alone."""
    found = (known for known in all_plans(present) if known.comes_back)
    ritual = next((it for it in found if it.plan.agreed and it.plan.by == agreed_by), None)
    if ritual is not None and day not in ritual.plan.left_out:
        said = {"about": agreed_by, "once": day.isoformat()}
        _step(present, ritual, ritual.seen, said=Word.SKIP, **said)


@transaction.atomic
def not_now(present: Present, thread: UUID, about: str, *, seen: Collection[str]) -> None:
    """Close a proposal without a reason: the other's, or one's own. Raises `ChangedMeanwhile`."""
    journal.hold(present.couple)
    known = _standing(present, thread)
    if _said_before(known, Word.NOT_NOW, about):
        return
    if about not in {step.mark for step in known.plan.proposals}:
        raise ChangedMeanwhile
    _step(present, known, seen, said=Word.NOT_NOW, about=about)


@transaction.atomic
def call_off(present: Present, thread: UUID, about: str, *, seen: Collection[str]) -> None:
    """What was agreed does not take place; no reason is asked. Raises `ChangedMeanwhile`."""
    journal.hold(present.couple)
    known = _standing(present, thread)
    if _said_before(known, Word.CALL_OFF, about):
        return
    if about != known.plan.by or known.plan.agreed is None:
        raise ChangedMeanwhile
    _step(present, known, seen, said=Word.CALL_OFF, about=about)


@transaction.atomic
def leave_out(
    present: Present, thread: UUID, about: str, day: date, *, seen: Collection[str]
) -> None:
    """A ritual does not take place on this day; the others stay. Raises `ChangedMeanwhile`."""
    journal.hold(present.couple)
    known = _standing(present, thread)
    if _said_before(known, Word.SKIP, about, day.isoformat()):
        return
    if about != known.plan.by or not known.comes_back or known.plan.agreed is None:
        raise ChangedMeanwhile
    _step(present, known, seen, said=Word.SKIP, about=about, once=day.isoformat())


def _said_before(known: Known, word: Word, about: str, once: str = "") -> bool:
    """Whether I said so already. Saying it again changes nothing."""
    return (word, about, once) in known.own


def _standing(present: Present, thread: UUID) -> Known:
    known = one_plan(present, thread)
    if known is None:
        raise ChangedMeanwhile
    return known


def _step(present: Present, known: Known, seen: Collection[str], **said: Any) -> None:
    kind = Ritual if known.comes_back else Step
    _take(present, kind, known.thread, seen, **said)


def _take(
    present: Present, kind: type[Step], thread: UUID, seen: Collection[str], **said: Any
) -> None:
    since = None if kind is Ritual else present.day - rules.BACK
    take_step(present.pen, kind, thread=thread.hex, seen=seen, since=since, **said)
    publishing.renew(present)
    notices.look_ahead(present.pen)


def _time(when: Date) -> dict[str, Any]:
    start = when.start.isoformat(timespec="minutes")
    return {
        "start": start,
        "zone": when.zone,
        "minutes": when.minutes,
        "repeat": when.repeat.value,
    }
