"""Who of the two would like to see both lines, and the lines once both do."""

from dataclasses import dataclass
from uuid import UUID

from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.acknowledge import subjects
from nearer.practices.acknowledge.entries import Line, Showing
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Wishes:
    """Asking is a visible act. Not answering is silence, and so is having stopped."""

    mine: bool = False
    theirs: bool = False

    @property
    def both(self) -> bool:
        return self.mine and self.theirs


@dataclass(frozen=True, slots=True)
class Lines:
    """Week and number, of each of the two; None where a line is not drawn."""

    mine: dict[str, float] | None = None
    theirs: dict[str, float] | None = None


def wishes_in(reading: Reading, vault: Vault) -> Wishes:
    """Out of what was read already. Alone there is nobody to see a line with."""
    if vault.keyring.partner is None:
        return Wishes()
    name = subjects.showing(vault)
    whose = {entry.mine for entry in reading.of(Showing) if entry.subject == name}
    return Wishes(mine=True in whose, theirs=False in whose)


def wishes(vault: Vault, couple: UUID) -> Wishes:
    if vault.keyring.partner is None:
        return Wishes()
    names = [subjects.showing(vault)]
    return wishes_in(read(vault, couple, kinds=[Showing.kind], subjects=names), vault)


def lines(vault: Vault, couple: UUID) -> Lines:
    """Both lines. Asked for only where both want it: nothing else of theirs is ever read."""
    reading = read(vault, couple, kinds=[Line.kind], subjects=[subjects.line(vault)])
    found = {entry.mine: entry.payload.weeks for entry in reading.of(Line)}
    return Lines(mine=found.get(True), theirs=found.get(False))
