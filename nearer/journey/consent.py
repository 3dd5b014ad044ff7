"""Whether both want the steps that ask for more, as far as their reader may open that."""

from dataclasses import dataclass
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Reading
from nearer.journal.selectors import read, rows_of
from nearer.journey.entries import Gentle
from nearer.journey.rules import consent
from nearer.reveal.rules import Round
from nearer.reveal.selectors import Key, rounds_among
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Asking:
    """Mine is what I switched; `both` only once it is open to me; `ready` when I may open it."""

    mine: bool = False
    both: bool = False
    ready: UUID | None = None


def subjects(vault: Vault) -> list[UUID]:
    """The names of its rounds, in order. New ones with a new partner: it begins gently again."""
    return [vault.subject(Gentle.kind, str(number)) for number in range(consent.ROUNDS)]


def asking(vault: Vault, reading: Reading, states: dict[Key, Round]) -> Asking:
    """From what was opened, without asking the database."""
    said = [entry for entry in reading.of(Gentle) if not entry.payload.gentle and entry.subject]
    if not said:
        return Asking()
    names = set(subjects(vault))
    own = {entry.subject for entry in said if entry.mine} & names
    theirs = {entry.subject for entry in said if not entry.mine} & names
    open_to_both = {s for s in own & theirs if s and states.get((Gentle.kind, s)) is Round.OPEN}
    ready = (s for s in own if s and states.get((Gentle.kind, s)) is Round.READY)
    return Asking(mine=bool(own), both=bool(open_to_both), ready=next(ready, None))


def asked_of(present: Present) -> Asking:
    """The same for a page that opens nothing else of Today."""
    reading = read(present.vault, present.couple, kinds=[], standing=[Gentle.kind])
    return asking(present.vault, reading, rounds_among(present.vault, present.couple, reading))


def current(vault: Vault, couple: UUID) -> UUID:
    """The round in which a yes counts now."""
    names, partner = subjects(vault), vault.keyring.partner
    rows = rows_of(couple).filter(kind=Gentle.kind, subject__in=names, visibility="when_both")
    given = {
        (subject, owner): key is not None
        for subject, owner, key in rows.values_list("subject", "owner_id", "given_key")
    }
    other = partner.person if partner else None
    rounds = [(given.get((name, vault.person)), given.get((name, other))) for name in names]
    return names[consent.current(rounds)]
