"""What the pulse and its line put on Today: only from what this reader may open."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from nearer.journey.offers import Facet, Offer, Signals, Stage, Today, Who
from nearer.lib.places import place
from nearer.practices.acknowledge import summary
from nearer.practices.acknowledge.entries import Mine, Showing
from nearer.practices.acknowledge.rules import pulse as rules
from nearer.practices.acknowledge.rules import trend
from nearer.practices.acknowledge.selectors.showing import wishes_in

ASKED_FOR: Final = timedelta(days=14)
"""How long it stands on Today that the other would like to see both lines."""


def offers(today: Today) -> Iterator[Offer]:
    """The week's pulse, a quiet word about the line, and what the other asked."""
    mine = summary.mine(today.reading)
    week = rules.week_of(today.day)
    if week not in mine.weeks:
        yield _pulse(_last_day(today), today.day)
    if _something_to_see(mine, week):
        yield Offer(
            title="How it has been going",
            href=place("acknowledge:trend"),
            about="Your line has something to say, when you like. Only you see it.",
            icon="journey",
        )
    yield from _asked(today)


def _pulse(last: date | None, day: date) -> Offer:
    since = None if last is None else max(0, (day - last).days)
    return Offer(
        title="The past seven days",
        href=place("acknowledge:pulse"),
        about="Six small things · 1 minute · for you alone",
        icon="pair",
        step=True,
        key="acknowledge.pulse",
        minutes=1,
        energy=1,
        who=Who.ALONE,
        stage=Stage.BEGIN,
        benefit=0.55,  # no remedy, but all that Today can know of how it is going
        done_on=last,
        every=7,
        fits=rules.due(since),
        why=_why(since),
    )


def _why(since: int | None) -> str:
    if since is None:
        return "One week is enough to begin with, and only you see it."
    return "A new week has begun since the last one."


def _last_day(today: Today) -> date | None:
    """The day of the last pulse: the summary is folded when one is kept."""
    return next((entry.day for entry in today.reading.own(Mine)), None)


def _something_to_see(mine: Mine, week: str) -> bool:
    going = mine.going
    if going.get("about") not in trend.ASKED:
        return False
    return 0 <= rules.weeks_between(going["week"], week) <= rules.MONTH


def _asked(today: Today) -> Iterator[Offer]:
    wishes = wishes_in(today.reading, today.vault)
    if wishes.mine or not wishes.theirs:
        return
    asked = max(entry.day for entry in today.reading.of(Showing) if not entry.mine)
    if asked >= today.day - ASKED_FOR:
        yield Offer(
            title=f"{today.partner_name} would like to see both lines together",
            href=place("acknowledge:trend") + "#together",
            about="A number for each week, no answers. Leaving it says nothing.",
            icon="open",
        )


def signals(today: Today) -> Signals | None:
    """What is missing, by one's own last pulses.

    Nothing of the other's: their answers are theirs, and Today does not open their line.
    """
    gaps = rules.gaps(summary.mine(today.reading).recent, week=rules.week_of(today.day))
    return Signals(mine={Facet(name): gap for name, gap in gaps.items()}) if gaps else None
