"""What a practice may put on Today. Pure values."""

from dataclasses import dataclass, field
from datetime import date

from nearer.journal.opened import Reading
from nearer.reveal.rules import Round
from nearer.reveal.selectors import Key
from nearer.sealing.vault import Vault


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


@dataclass(frozen=True, slots=True)
class Today:
    """What a practice decides its offers on: only what this reader may open."""

    vault: Vault
    day: date
    reading: Reading
    rounds: dict[Key, Round] = field(default_factory=dict)

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
