"""What one can do for oneself, on Today: finish a sentence, look with kinder eyes. Pure."""

from collections.abc import Iterator
from typing import Final

from nearer.journey.offers import Facet, Offer, Stage, Today, Who
from nearer.lib.places import place
from nearer.practices.honesty.entries import Line, Observed
from nearer.practices.honesty.rules import observer as rules
from nearer.practices.honesty.selectors.observer import last_day, observing

FINISH_AGAIN: Final = 10


def offers(today: Today) -> Iterator[Offer]:
    """Both ask nothing of the other one, and nothing here follows from anything of theirs."""
    yield _finish(today)
    yield from _observe(today)


def _finish(today: Today) -> Offer:
    return Offer(
        title="Finish one sentence",
        href=place("honesty:stems"),
        about="2 minutes · for you alone",
        icon="pen",
        step=True,
        key="honesty.line",
        minutes=2,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.TENDER}),
        stage=Stage.LISTEN,
        benefit=0.25,
        done_on=max((entry.day for entry in today.reading.own(Line)), default=None),
        every=FINISH_AGAIN,
        why="It begins by itself. How deep it goes is your choice.",
    )


def _observe(today: Today) -> Iterator[Offer]:
    """For two weeks every four months. Other weeks say nothing of it."""
    last = last_day(observing(today.reading))
    own = today.vault.own_subject(Observed.kind, "beginning").int
    if not rules.is_offered(today.day, last=last, own=own):
        return
    yield Offer(
        title="Write for seven minutes, as a kind observer",
        href=place("honesty:observer"),
        about="7 minutes · for you alone, and never shown",
        icon="open",
        step=True,
        key="honesty.observed",
        minutes=7,
        energy=2,
        who=Who.ALONE,
        serves=frozenset({Facet.TENSION, Facet.CLOSENESS}),
        stage=Stage.LISTEN,
        # One study of 120 couples, with an effect that is small and lasted a year.
        benefit=0.4,
        done_on=last,
        every=rules.EVERY,
        why="Three times a year is enough. One study found that it helps.",
    )
