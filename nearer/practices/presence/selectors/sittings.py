"""The sittings that are laid out or go on, and one of them as its page needs it."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.journal.threads import Thread, fold, is_name
from nearer.journey.consent import asked_of
from nearer.practices.presence import cues_bank
from nearer.practices.presence.cues_bank import Cues, Silence, Topic
from nearer.practices.presence.entries.sittings import HIGHEST, LAID_OUT, Step
from nearer.practices.presence.rules.sitting import Act, Phase, Press, Sitting, acts, folded
from nearer.practices.presence.rules.terms import Kind, Terms, Way
from nearer.sealing.vault import Vault

BACK: Final = timedelta(days=2)
"""A sitting is over after half a day, and its steps go after one or two."""
AHEAD: Final = timedelta(minutes=5)
"""So much may the clock of another server be ahead."""
ANYBODY: Final = "your partner"
LINES: Final = 3
"""So many lines to lean on are shown at once: a list is for reading, not for speaking."""


@dataclass(frozen=True, slots=True)
class Known:
    """One sitting, folded."""

    thread: UUID
    me: int
    """0 if I laid it out, else 1."""
    state: Sitting
    steps: Thread[Step]

    @property
    def terms(self) -> Terms:
        return self.state.terms

    @property
    def mine(self) -> bool:
        return self.me == 0

    @property
    def marks(self) -> frozenset[str]:
        """The marks of the buttons that were pressed already."""
        return frozenset(step.payload.once for step in self.steps.steps) - {""}

    @property
    def acts(self) -> frozenset[Act]:
        """What I may press now."""
        return acts(self.state, self.me)


@dataclass(frozen=True, slots=True)
class SittingPage:
    """One sitting as one of the two sees it now."""

    thread: UUID
    terms: Terms
    state: Sitting
    left: float | None
    """Seconds until it turns by itself; None where nothing is counted."""
    whole: float | None
    role: str
    """`speaker`, `listener`, `both` with one phone between two, or nothing."""
    speaker: str
    listener: str
    them: str
    acts: frozenset[Act]
    ready: bool
    """Whether I pressed. Whether the other did is nobody's business before it begins."""
    mine: bool
    topic: Topic | None
    silence: Silence | None
    cues: Cues
    once: str
    """The mark of the buttons on this page: whatever is sent twice counts once."""
    can_say_after: bool


def sittings(present: Present) -> list[Known]:
    """Every sitting of these two of the last days, also what is over; the newest first."""
    return sittings_in(present.vault, _steps(present), now=present.now)


def one(present: Present, thread: UUID) -> Known | None:
    """The sitting of this name, or None where there is none, or none any more."""
    found = (known for known in sittings(present) if known.thread == thread)
    return next(found, None)


def _steps(present: Present) -> Reading:
    return read(present.vault, present.couple, kinds=[Step.kind], since=present.day - BACK)


def sittings_in(vault: Vault, reading: Reading, *, now: datetime) -> list[Known]:
    """The sittings out of a reading that has the steps. Pure."""
    by_name: dict[str, list[Opened[Step]]] = defaultdict(list)
    for entry in reading.of(Step):
        if _is_ours(vault, entry):
            by_name[entry.payload.thread].append(entry)
    found = [known for name, steps in by_name.items() if (known := _known(name, steps, now))]
    return sorted(found, key=lambda known: (known.state.begun, known.thread), reverse=True)


def _is_ours(vault: Vault, entry: Opened[Any]) -> bool:
    """One's own sitting with one phone; or one with whoever is the partner now."""
    if entry.only_mine:
        return entry.mine
    return vault.keyring.partner is not None and vault.keyring.is_ours(entry.at)


def _known(name: str, steps: Iterable[Opened[Step]], now: datetime) -> Known | None:
    """None where what lies there is no sitting: its beginning is gone, or it is not for two."""
    # Whoever can write the database can write a step that no other could follow, one from next
    # year, which would stand on the other's Today until then, or one into a sitting of my own.
    ones = [it for it in steps if it.payload.number < HIGHEST and it.at <= now + AHEAD]
    own = [step for step in ones if step.only_mine]
    thread = fold(name, own or ones)
    begun = next(iter(thread.steps), None)
    if begun is None or begun.payload.did != LAID_OUT or not is_name(name):
        return None
    if begun.only_mine is not (begun.payload.terms.way is Way.ONE):
        return None
    presses = [
        Press(
            Act(step.payload.did),
            by=int(step.mine is not begun.mine),
            at=step.at,
            seen=step.payload.version_seen,
            once=step.payload.once,
        )
        for step in thread.steps[1:]
        if step.payload.did != LAID_OUT and step.only_mine is begun.only_mine
    ]
    state = folded(
        begun.payload.terms,
        first=begun.payload.first,
        begun=begun.at,
        presses=presses,
        now=now,
    )
    return Known(UUID(name), int(not begun.mine), state, thread)


def page_of(present: Present, known: Known) -> SittingPage:
    """The page of a sitting that is known."""
    state, terms = known.state, known.terms
    left, whole = state.remains(present.now), state.whole
    names = _names(present, known)
    speaker, listener = _turn(state, names)
    return SittingPage(
        thread=known.thread,
        terms=terms,
        state=state,
        left=None if left is None else left.total_seconds(),
        whole=None if whole is None else whole.total_seconds(),
        role=_role(known),
        speaker=speaker,
        listener=listener,
        them=them(present),
        acts=known.acts,
        ready=state.phase is Phase.OPEN and state.is_ready(known.me, now=present.now),
        mine=known.mine,
        topic=_topic(present, terms),
        silence=cues_bank.silences().get(terms.silence),
        cues=_leaning_on(known),
        once=secrets.token_hex(8),
        can_say_after=state.ended and state.took_place,
    )


def them(present: Present) -> str:
    """What the other is called here, whether or not somebody is."""
    return present.partner.name if present.partner else ANYBODY


def _names(present: Present, known: Known) -> tuple[str, str]:
    """By who laid it out, and the other. One's own name is “You”."""
    return ("You", them(present)) if known.mine else (them(present), "You")


def _turn(state: Sitting, names: tuple[str, str]) -> tuple[str, str]:
    """Who speaks and who listens; before the first turn, as the coin fell."""
    if state.terms.kind is not Kind.LISTEN or state.ended:
        return "", ""
    now = state.speaker
    if (state.held or state.phase) is Phase.SWAP:
        now = 1 - state.first
    speaker = state.first if now is None else now
    return names[speaker], names[1 - speaker]


def _role(known: Known) -> str:
    state = known.state
    if state.speaker is None:
        return ""
    if state.terms.way is Way.ONE:
        return "both"
    return "speaker" if state.speaker == known.me else "listener"


def _topic(present: Present, terms: Terms) -> Topic | None:
    """What it is about. One that asks a lot stays away from whoever does not want that now."""
    topic = cues_bank.topics().get(terms.topic)
    if topic is None or not topic.intense:
        return topic
    return topic if may_be_intense(present, terms.way) else None


def may_be_intense(present: Present, way: Way) -> bool:
    """Whether what asks a lot may be offered: by both's sealed yes, or one's own for oneself.

    That the other one said no and that they said nothing yet are the same here.
    """
    said = asked_of(present)
    return said.mine and (said.both or way is Way.ONE)


def _leaning_on(known: Known) -> Cues:
    """A few of the lines, others at each turn, and the same for whoever looks again."""
    bank, at = cues_bank.cues(), known.thread.int % 997 + known.state.version
    return Cues(
        speaking=_few(bank.speaking, at),
        give_back=_few(bank.give_back, at),
        check=_few(bank.check, at),
        validate=_few(bank.validate, at),
        breath=_few(bank.breath, at, 1),
        closing=_few(bank.closing, at, 1),
    )


def _few(lines: tuple[str, ...], at: int, number: int = LINES) -> tuple[str, ...]:
    return tuple(lines[(at * number + step) % len(lines)] for step in range(number))
