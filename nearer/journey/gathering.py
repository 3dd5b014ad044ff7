"""What Today is decided on: one query for entries, one for rounds, whatever there is to show."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import Final

from nearer.accounts.present import Present
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.journey.consent import Asking, asking
from nearer.journey.entries import Day, Gentle, Mine
from nearer.journey.offers import Offer, Signals, Today
from nearer.journey.rules import path
from nearer.journey.rules.gaps import Gaps, whose_week
from nearer.journey.rules.gates import Leave, Room, State
from nearer.journey.rules.scoring import Choice, Season, choose
from nearer.practices import Practice, registered
from nearer.reveal.actions import settle
from nearer.reveal.selectors import rounds_among
from nearer.sealing.vault import Vault

LATELY: Final = timedelta(days=7)
"""For so long it counts that a step was put off."""
AWAY: Final = timedelta(days=14)
LOTS: Final = float(1 << 128)
"""As many as there are names of sixteen bytes."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything one person's Today follows from."""

    offers: tuple[Offer, ...]
    state: State
    season: Season
    lot: float
    said: Day = field(default_factory=Day)
    mine: Mine | None = None
    asking: Asking = field(default_factory=Asking)
    away: bool = False
    broken: int = 0

    @property
    def steps(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.step]

    @property
    def choice(self) -> Choice[Offer]:
        return choose(self.steps, self.state, self.season, lot=self.lot)


def gather(present: Present) -> Gathered:
    """Ask every practice what it offers, over what this person may open."""
    practices = registered()
    reading = _read(present, practices)
    vault, day = present.vault, present.day
    rounds = settle(present.pen, rounds_among(vault, present.couple, reading))
    known = Today(vault, day, reading, rounds, present.now)
    days = {entry.day: entry.payload for entry in reversed(list(reading.own(Day)))}
    said = days.get(day, Day())
    mine = next((entry.payload for entry in reading.own(Mine)), None)
    asked = asking(vault, reading, rounds)
    signals = [found for practice in practices if (found := practice.signals(known))]
    return Gathered(
        offers=tuple(offer for practice in practices for offer in practice.offers(known)),
        state=State(
            leave=_leave(present, asked, signals),
            room=Room(said.minutes, said.energy, frozenset(said.declined)),
            gaps=_gaps(present, signals),
        ),
        season=Season(day, _week(mine, reading, day), _put_off(days, day)),
        lot=_lot(vault, day, len(said.declined)),
        said=said,
        mine=mine,
        asking=asked,
        away=_away(reading, day),
        broken=len(reading.broken),
    )


def _read(present: Present, practices: Sequence[Practice]) -> Reading:
    """Each kind from as far back as its practice says: a longer look of one costs no other."""
    windows = {Day.kind: present.day - LATELY} | {
        kind: present.day - timedelta(days=practice.farther.get(kind, practice.days))
        for practice in practices
        for kind in practice.kinds
    }
    return read(
        present.vault,
        present.couple,
        kinds=list(windows),
        since=windows,
        waiting_since=present.day - timedelta(days=max((p.waits for p in practices), default=0)),
        standing=[
            *(Mine.kind, Gentle.kind),
            *(kind for practice in practices for kind in practice.standing),
        ],
    )


def _leave(present: Present, asked: Asking, signals: Iterable[Signals]) -> Leave:
    return Leave(
        paired=present.partner is not None,
        intense=asked.mine,
        both_intense=asked.both,
        touch=any(found.touch for found in signals),
    )


def _gaps(present: Present, signals: Iterable[Signals]) -> Gaps:
    """What the practices measured; where two measured the same, the later one in the menu."""
    together = reduce(
        lambda one, other: Signals({**one.mine, **other.mine}, {**one.theirs, **other.theirs}),
        signals,
        Signals(),
    )
    partner = present.partner
    first = partner is not None and present.id < partner.person
    leads = partner is None or whose_week(present.day.toordinal() // 7, first=first)
    return Gaps(together.mine, together.theirs, leads)


def _week(mine: Mine | None, reading: Reading, day: date) -> int | None:
    """Which week of the path it is; before it was written down, by the first own entry here."""
    if mine is not None:
        return path.week(date.fromisoformat(mine.start), day) if mine.path else None
    return path.week(min((e.day for e in reading.entries if e.mine), default=None), day)


def _put_off(days: dict[date, Day], today: date) -> Counter[str]:
    before = (said for day, said in days.items() if today - LATELY <= day < today)
    return Counter(key for said in before for key in said.declined)


def _lot(vault: Vault, day: date, drawn: int) -> float:
    """Between 0 and 1, from a secret of one's own: the same until the next "not now"."""
    name = vault.own_subject("journey.lot", day.isoformat(), str(drawn))
    return name.int / LOTS


def _away(reading: Reading, day: date) -> bool:
    """Whether this person wrote nothing for more than two weeks, and something before."""
    latest = max((entry.day for entry in reading.entries if entry.mine), default=day)
    return day - latest > AWAY
