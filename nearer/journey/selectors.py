"""Today in one query for entries and one for rounds, whatever there is to show."""

from dataclasses import dataclass
from datetime import timedelta

from nearer.accounts.present import Present
from nearer.journal.selectors import read
from nearer.journey.offers import Offer, Today
from nearer.practices import registered
from nearer.reveal.actions import settle
from nearer.reveal.selectors import rounds_among


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The one next step, what else could be done, and what is open."""

    step: Offer | None
    more: tuple[Offer, ...]
    between: tuple[Offer, ...]
    broken: int


def today(present: Present) -> TodayPage:
    """Ask every practice what it offers, over what this person may open."""
    practices = registered()
    kinds = [kind for practice in practices for kind in practice.kinds]
    day = present.day
    standing = [kind for practice in practices for kind in practice.standing]
    reading = read(
        present.vault,
        present.couple,
        kinds=kinds,
        since=day - timedelta(days=max((p.days for p in practices), default=0)),
        waiting_since=day - timedelta(days=max((p.waits for p in practices), default=0)),
        standing=standing,
    )
    states = rounds_among(present.vault, present.couple, reading)
    known = Today(present.vault, day, reading, settle(present.pen, states))
    offers = [offer for practice in practices for offer in practice.offers(known)]
    steps = [offer for offer in offers if offer.step]
    return TodayPage(
        step=steps[0] if steps else None,
        more=tuple(steps[1:3]),
        between=tuple(offer for offer in offers if not offer.step),
        broken=len(reading.broken),
    )
