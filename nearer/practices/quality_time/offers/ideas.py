"""Something small on Today: for two to pick, or for one to do. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from nearer.journal.opened import Opened
from nearer.journey.offers import Facet, Offer, Stage, Today, Who, of_round
from nearer.lib.places import place
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.entries.ideas import Picks
from nearer.practices.quality_time.forms.plans import length_in_words
from nearer.practices.quality_time.rules import ideas as rules
from nearer.practices.quality_time.rules.ideas import Wish
from nearer.practices.quality_time.selectors.ideas import SURPRISE
from nearer.practices.quality_time.selectors.picks import in_rounds
from nearer.reveal.rules import Round

AGAIN: Final = 7
"""Days after which two may like to pick anew."""
FRESH: Final = timedelta(days=3)
SMALL: Final = Wish(minutes=15, energy=1)
SETTLED: Final = {Round.OPEN, Round.TAKEN_BACK}


def offers(today: Today) -> Iterator[Offer]:
    """A step, and every round of one's own that is not over."""
    if not today.partner_name:
        yield _for_one(today)
        return
    mine = list(in_rounds(today.vault, today.reading))
    if all(_state(today, entry) in SETTLED for entry in mine):
        yield _for_two(max((entry.day for entry in mine), default=None))
    for entry in mine:
        where = reverse("quality_time:picks-round", kwargs={"number": entry.payload.number})
        fresh, ready = entry.day >= today.day - FRESH, "You have both picked. Open it."
        state = _state(today, entry)
        yield from of_round(state, "What you both would like", where, ready=ready, fresh=fresh)


def _state(today: Today, entry: Opened[Picks]) -> Round | None:
    return today.rounds.get((Picks.kind, entry.subject)) if entry.subject else None


def _for_two(last: date | None) -> Offer:
    return Offer(
        title="Pick something small for the two of you",
        href=place("quality_time:picks"),
        about="Up to five ideas · 3 minutes · each on your own phone",
        icon="leaf",
        step=True,
        key="quality-time.picks",
        minutes=3,
        energy=1,
        who=Who.EACH,
        serves=frozenset({Facet.TIME, Facet.CLOSENESS}),
        stage=Stage.GOOD,
        benefit=0.5,  # doing what both wanted goes with contentment; this way to it was not studied
        done_on=last,
        every=AGAIN,
        why="You first see what you both would like.",
    )


def _for_one(today: Today) -> Offer:
    season = rules.season_of(today.day, today.vault.keyring.zone)
    small = rules.fitting(ideas_bank.offered(), replace(SMALL, season=season))
    seed = today.vault.subject(SURPRISE).bytes
    idea = rules.surprise(small, done=(), seed=seed, day=today.day)
    assert idea is not None  # checks/ideas.py sees to it that there are many
    return Offer(
        title=idea.title,
        href=reverse("quality_time:idea", kwargs={"idea": idea.id}),
        about=f"Something small · {length_in_words(idea.minutes)} · for you alone",
        icon="leaf",
        step=True,
        key="quality-time.idea",
        minutes=idea.minutes,
        energy=idea.energy,
        who=Who.ALONE,
        serves=frozenset({Facet.TIME}),
        stage=Stage.GOOD,
        benefit=0.3,
        why="It can be done alone, and it is no task.",
    )
