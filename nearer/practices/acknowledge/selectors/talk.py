"""What one made of the scripts for the first conversation."""

from dataclasses import dataclass
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.selectors import read
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.content import Script
from nearer.practices.acknowledge.entries import Talk
from nearer.sealing.vault import Vault


def own_subject_of(vault: Vault, script: str) -> UUID:
    """The name of one's own version of a script."""
    return vault.own_subject(Talk.kind, script)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One script, and what one made of it."""

    script: Script
    mine: Opened[Talk] | None
    broken: bool

    @property
    def text(self) -> str:
        return self.mine.payload.text if self.mine else self.script.text


def own(present: Present, script: Script) -> OwnPage:
    subject = own_subject_of(present.vault, script.id)
    reading = read(present.vault, present.couple, kinds=(Talk.kind,), subjects=[subject])
    return OwnPage(script, next(reading.own(Talk), None), bool(reading.broken))


@dataclass(frozen=True, slots=True)
class Mine:
    """One opening that was kept, and where it began."""

    script: Script
    entry: Opened[Talk]


def mine(present: Present) -> tuple[Mine, ...]:
    """Every opening that was kept, newest first."""
    reading = read(present.vault, present.couple, kinds=(Talk.kind,))
    scripts = content.scripts()
    return tuple(
        Mine(scripts[entry.payload.script], entry)
        for entry in reading.own(Talk)
        if entry.payload.script in scripts
    )
