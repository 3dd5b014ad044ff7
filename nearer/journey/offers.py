"""What a practice may put on Today and on the timeline. Pure values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from nearer.journal.opened import Reading
from nearer.journey.rules.step import Facet, Stage, Who
from nearer.reveal.rules import Round
from nearer.reveal.selectors import Key
from nearer.sealing.vault import Vault

__all__ = [
    "Facet",
    "FirstStep",
    "Keepsake",
    "Moment",
    "Offer",
    "Signals",
    "Stage",
    "Today",
    "Who",
    "of_round",
]


AFTER_ALL: Final = datetime.max.replace(tzinfo=UTC)
"""A moment at which whatever lasts is over."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do, or one thing that is open."""

    title: str
    href: str
    about: str = ""
    """Minutes, with whom, why: one quiet line."""
    icon: str = "talk"
    step: bool = False
    """Whether it can be the one next step; otherwise it stands in the list below."""
    key: str = ""
    """The step's permanent name, `<practice>.<step>`: "not now" and repetition
    are kept by it. Never the name of a need, a touch or a wish."""
    minutes: int = 5
    energy: int = 1
    """What it takes: 1 little, 2 some, 3 a good deal."""
    who: Who = Who.ALONE
    serves: frozenset[Facet] = frozenset()
    stage: Stage = Stage.GOOD
    benefit: float = 0.5
    """How much good it does on average, 0–1: a judgement from the practice's evidence."""
    intense: bool = False
    """Asks for a lot of openness: offered only where the reader switched that on, and, if it
    asks something of the other, where both did."""
    touch: bool = False
    """Has bodily touch in it: offered only on an opened, mutual yes."""
    done_on: date | None = None
    """When this reader last did it, as far as they may know."""
    every: int = 1
    """Days after which doing it again is no repetition."""
    fits: float = 1.0
    """0–1: how well it fits right now, by what the practice itself knows (the agreed evening,
    a week since the last pulse)."""
    why: str = ""
    """The reason in one line, from nothing but what the reader may open."""
    now: bool = False
    """Of what is open: somebody laid it out for this evening, so it stands first in the list."""


def of_round(
    state: Round | None, title: str, href: str, *, ready: str, fresh: bool
) -> Iterator[Offer]:
    """A round of the reader's in the list: to be opened, open for some days, or waiting.

    `ready` says that both have done their part; `fresh`, whether what lies open is still new.
    """
    if state is Round.READY:
        yield Offer(title, href, ready, "open")
    elif state is Round.OPEN and fresh:
        yield Offer(title, href, "Open to you both", "open")
    elif state in {Round.WAITING, Round.GIVEN}:
        yield Offer(title, href, "Sealed. It waits calmly.", "lock")


@dataclass(frozen=True, slots=True)
class Signals:
    """What a practice knows of how it is going: gaps of 0 (nothing is missing) to 1."""

    mine: Mapping[Facet, float] = field(default_factory=dict)
    theirs: Mapping[Facet, float] = field(default_factory=dict)
    """The other's, only where they show it to this reader."""
    touch: bool = False
    """Whether both said yes to touch, and this reader may open that."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on the timeline: what this reader did, or the two shared."""

    day: date
    title: str
    href: str = ""
    icon: str = "talk"
    mine_alone: bool = False
    """Whether only this reader sees it; said beside it."""
    first: str = ""
    """If it is the first of its kind, what that is called: a milestone, without points."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a practice decides its offers on: only what this reader may open."""

    vault: Vault
    day: date
    reading: Reading
    rounds: dict[Key, Round] = field(default_factory=dict)
    now: datetime = AFTER_ALL
    """The moment, for what lasts less than a day. Left out, everything of that kind is over."""

    @property
    def partner_name(self) -> str:
        partner = self.vault.keyring.partner
        return partner.name if partner else ""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """One text in a person's own copy of everything."""

    day: date
    title: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    """An exercise that needs no account."""

    text: str
    about: str
    href: str
