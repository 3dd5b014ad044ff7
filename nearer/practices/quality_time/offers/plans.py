"""Plans on Today: what waits for an answer, what comes next, and looking for a time. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.urls import reverse

from nearer.journey.offers import Facet, Offer, Stage, Today, Who
from nearer.lib import clock
from nearer.lib.places import place
from nearer.practices.quality_time.rules.plans import AHEAD
from nearer.practices.quality_time.rules.words import told, told_once
from nearer.practices.quality_time.selectors.plan_pages import title_of, to_answer
from nearer.practices.quality_time.selectors.plans import (
    Known,
    Meeting,
    meetings,
    plans_in,
    their_zone,
)

SOON: Final = timedelta(days=14)
"""With nothing agreed for so long, looking for a time is worth a step."""
AGAIN: Final = 7
SHOWN: Final = 2
"""More proposals than these are one line that leads to all of them."""


def offers(today: Today) -> Iterator[Offer]:
    """What the other proposed, the next date, and a step where nothing is planned."""
    if not today.partner_name:
        return
    place = clock.zone_or_utc(today.vault.keyring.zone)
    now = datetime.combine(today.day, time(), place).astimezone(UTC)
    plans = plans_in(today.vault, today.reading)
    asked = [known for known in plans if to_answer(known, now)]
    coming = meetings(plans, after=now, within=AHEAD)
    yield from _to_answer(today, asked, now)
    yield from (_next(today, meeting) for meeting in coming[:1])
    nothing = not any(meeting.when.start < now + SOON for meeting in coming)
    if nothing and not any(known.plan.proposals for known in plans):
        yield _find()


def _to_answer(today: Today, asked: list[Known], now: datetime) -> Iterator[Offer]:
    them = today.partner_name
    if len(asked) > SHOWN:
        said = f"{len(asked)} of them, for whenever you like"
        yield Offer(f"{them} proposed times", place("quality_time:plans"), said, "calendar")
        return
    zone = clock.zone_or_utc(today.vault.keyring.zone)
    for known in asked:
        when = told(
            to_answer(known, now)[0],
            zone=zone,
            their_zone=their_zone(today.vault, today.reading),
            today=today.day,
        )
        title = f"{them} proposed {'another time' if known.plan.agreed else 'a time'}"
        yield Offer(title, _where(known), _about(known, when.line), "calendar")


def _next(today: Today, meeting: Meeting) -> Offer:
    when = told_once(
        meeting.when,
        zone=clock.zone_or_utc(today.vault.keyring.zone),
        their_zone=their_zone(today.vault, today.reading),
        today=today.day,
    )
    return Offer(title_of(meeting.known), _where(meeting.known), when.line, "pair")


def _about(known: Known, when: str) -> str:
    return f"{known.line} · {when}" if known.line else when


def _where(known: Known) -> str:
    return reverse("quality_time:plan", kwargs={"thread": known.thread})


def _find() -> Offer:
    return Offer(
        title="Find a time for two",
        href=place("quality_time:windows"),
        about="2 minutes · half an hour is enough",
        icon="calendar",
        step=True,
        key="quality-time.find",
        minutes=2,
        energy=1,
        who=Who.EACH,
        serves=frozenset({Facet.TIME, Facet.CLOSENESS}),
        stage=Stage.GOOD,
        # That couples who spend time together are content is known; that planning helps is not.
        benefit=0.5,
        every=AGAIN,
        why="The next two weeks have no time for two in them yet.",
    )
