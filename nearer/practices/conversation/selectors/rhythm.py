"""The rhythm as its reader may open it."""

from dataclasses import dataclass
from datetime import datetime

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.journal.threads import Thread, fold, mark_of
from nearer.lib import clock
from nearer.practices.conversation import entries
from nearer.practices.conversation.rules import rhythm as rules
from nearer.practices.conversation.rules.rhythm import Rhythm, Step
from nearer.sealing.vault import Vault

WEEKS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class RhythmPage:
    """What is agreed, what is proposed, and when it is next where this person lives."""

    rhythm: Rhythm
    seen: tuple[str, ...]
    next: datetime | None
    zone: str


def thread_name(vault: Vault) -> str:
    """The thread of these two: steps taken with somebody else belong to another."""
    return vault.subject(entries.Rhythm.kind).hex


def rhythm_page(present: Present) -> RhythmPage:
    """The page on which the two agree."""
    reading = read(present.vault, present.couple, kinds=[entries.Rhythm.kind])
    found = rhythm_in(present.vault, reading)
    coming = coming_moments(present, found)
    zone = clock.zone_or_utc(present.zone)
    return RhythmPage(
        rhythm=found,
        seen=tuple(_thread(present.vault, reading).seen),
        next=coming[0].astimezone(zone) if coming else None,
        zone=present.zone.rpartition("/")[2].replace("_", " "),
    )


def rhythm_in(vault: Vault, reading: Reading) -> Rhythm:
    """What the two agreed on or propose, out of a reading that has the steps. Pure."""
    if vault.keyring.partner is None:
        return Rhythm()
    return rules.fold(_step(entry) for entry in _thread(vault, reading).steps)


def coming_moments(present: Present, found: Rhythm) -> list[datetime]:
    """The agreed moments of the next weeks, for this person."""
    if found.agreed is None:
        return []
    zone, days = clock.zone_or_utc(present.zone), 7 * WEEKS_AHEAD
    return rules.moments(found.agreed, zone=zone, after=present.now, days=days)


def _thread(vault: Vault, reading: Reading) -> Thread[entries.Rhythm]:
    return fold(thread_name(vault), reading.of(entries.Rhythm))


def _step(entry: Opened[entries.Rhythm]) -> Step:
    said = entry.payload
    return Step(
        mark=mark_of(entry),
        mine=entry.mine,
        number=said.number,
        at=entry.at,
        said=said.said,
        after=frozenset(said.after),
        about=said.about,
        evening=rules.evening(said.days, said.time) if said.days else None,
    )
