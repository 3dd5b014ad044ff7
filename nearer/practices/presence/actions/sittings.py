"""The only writers of sittings: laying one out, and pressing something in one."""

import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts import sweeps
from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.journal.selectors import giver, rows_of
from nearer.journal.steps import take_step
from nearer.live import rooms
from nearer.live.signals import Signal
from nearer.practices.presence.entries.sittings import LAID_OUT, Step
from nearer.practices.presence.rules.sitting import (
    Act,
    Phase,
    Press,
    Sitting,
    counts,
    is_enough,
)
from nearer.practices.presence.rules.terms import Terms, Way
from nearer.practices.presence.selectors.sittings import BACK, Known, one, sittings

ROOM: Final = "sitting"
"""The name of its streams."""
NOBODY_AT_IT: Final = frozenset({Phase.OPEN, Phase.PAUSED})
"""Here a page that was left open keeps nobody's words unlocked."""
SWEEP: Final = "presence.steps"


class TooMany(Exception):
    """So much was laid out and pressed lately that nothing more is begun."""


@transaction.atomic
def lay_out(present: Present, terms: Terms) -> UUID:
    """Lay a sitting out, and return its name. With two phones the other sees it at once.

    What I laid out before for the same eyes, and nobody began, is put away. Raises
    `NoPartnerYet` and `TooMany`.
    """
    journal.hold(present.couple)
    before = sittings(present)
    if is_enough(_taken(before)):
        raise TooMany
    for known in before:
        if known.mine and known.state.phase is Phase.OPEN and _same_eyes(known.terms, terms):
            _take(present, known, Act.STOP, seen=known.state.version, once="")
            _tell(present, known)
    thread = uuid4()
    take_step(
        present.pen,
        Step,
        thread=thread.hex,
        seen=(),
        since=present.day - BACK,
        visibility=_visibility(terms.way),
        expires_on=_expires(present.now),
        did=LAID_OUT,
        sort=terms.kind.value,
        way=terms.way.value,
        minutes=terms.minutes,
        topic=terms.topic,
        silence=terms.silence,
        first=secrets.randbelow(2),
    )
    _sweep_later(present, present.now)
    return thread


@transaction.atomic
def press(present: Present, thread: UUID, act: Act, *, seen: int, once: str) -> Known | None:
    """Press something, if it may be pressed now, and return the sitting as it is then.

    The rule is asked again inside the lock, so that of two who press at once only one turns
    it. None where there is no such sitting.
    """
    journal.hold(present.couple)
    all_of_them = sittings(present)
    known = next((it for it in all_of_them if it.thread == thread), None)
    if known is None:
        return None
    one_more = Press(act, by=known.me, at=present.now, seen=seen, once=once)
    enough = is_enough(_taken(all_of_them), act)
    if enough or not counts(known.state, one_more, marks=known.marks):
        return known
    _take(present, known, act, seen=seen, once=once)
    return _tell(present, known)


def _taken(known: Iterable[Known]) -> int:
    """How many steps this person took in all of these."""
    return sum(step.mine for it in known for step in it.steps.steps)


def _same_eyes(one: Terms, other: Terms) -> bool:
    """Whether the same people see the two: what I do alone changes nothing that both see."""
    return _visibility(one.way) == _visibility(other.way)


def _tell(present: Present, before: Known) -> Known | None:
    """Let the phones know if it turned, and return it as it is now. One ready turns nothing."""
    then = one(present, before.thread)
    if then is not None and then.state.version != before.state.version:
        rooms.announce(present.couple, then.thread, signal_of(then.state))
    return then


def _take(present: Present, known: Known, act: Act, *, seen: int, once: str) -> None:
    take_step(
        present.pen,
        Step,
        thread=known.thread.hex,
        seen=known.steps.seen,
        since=present.day - BACK,
        visibility=_visibility(known.terms.way),
        # With its beginning: one that goes on past midnight would be swept without its end.
        expires_on=_expires(known.state.begun),
        did=act.value,
        once=once,
        version_seen=seen,
    )


def signal_of(state: Sitting) -> Signal:
    """What goes out over the streams: no word, and nobody's name."""
    return Signal(state.version, state.phase, state.deadline, last=state.ended)


def state_of(present: Present, thread: UUID) -> Signal | None:
    """What a stream begins with; None where this person has no such sitting."""
    known = one(present, thread)
    return None if known is None else signal_of(known.state)


def _visibility(way: Way) -> str:
    return Visibility.ONLY_ME if way is Way.ONE else Visibility.SHARED


def _expires(now: datetime) -> date:
    return now.astimezone(UTC).date() + timedelta(days=1)


def _sweep_later(present: Present, now: datetime) -> None:
    """Once for each who may press something: if they part, each takes their own steps along."""
    due = datetime.combine(_expires(now), datetime.min.time(), UTC) + timedelta(days=1, minutes=5)
    for person in sorted({present.id, giver(present.vault)}):
        sweeps.remember(SWEEP, couple=present.couple, target=person, due=due)


@sweeps.broom(SWEEP)
def sweep_steps(couple: UUID, person: UUID, now: datetime) -> None:
    """Delete the steps of what is long over: nothing of a sitting stays by itself."""
    today = now.astimezone(UTC).date()
    steps = rows_of(couple).filter(kind=Step.kind, owner_id=person)
    steps.filter(expires_on__lt=today).delete()
