"""What makes finding a time possible, on Today: hours first, then sharing what is free. Pure."""

from collections.abc import Iterator
from typing import Final

from nearer.journey.offers import Facet, Offer, Stage, Today, Who
from nearer.lib.places import place
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.selectors.hours import hours_in

ONCE: Final = 10_000
"""Saying one's hours is done once; whoever wants others changes them."""


def offers(today: Today) -> Iterator[Offer]:
    """One small thing at a time, and nothing once it is done. Nothing follows from what the
    other one did.
    """
    if hours_in(today.reading) is None:
        yield _hours()
    elif today.partner_name and not _shares(today):
        yield _share(today.partner_name)


def _shares(today: Today) -> bool:
    name = today.vault.subject(Free.kind)
    return any(entry.subject == name for entry in today.reading.own(Free))


def _hours() -> Offer:
    return Offer(
        title="Say when you like to meet",
        href=place("quality_time:hours"),
        about="2 minutes · for you alone",
        icon="today",
        step=True,
        key="quality-time.hours",
        minutes=2,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.TIME}),
        stage=Stage.GOOD,
        benefit=0.3,
        every=ONCE,
        why="A time for two is easier to find when the good hours are known.",
    )


def _share(partner: str) -> Offer:
    return Offer(
        title=f"Let {partner} see when you’re free",
        href=place("quality_time:free"),
        about="1 minute · when you’re free, not what fills the rest",
        icon="clock",
        step=True,
        key="quality-time.share",
        minutes=1,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.TIME}),
        stage=Stage.GOOD,
        benefit=0.35,
        every=ONCE,
        why="Two who see each other’s free times find one for both.",
    )
