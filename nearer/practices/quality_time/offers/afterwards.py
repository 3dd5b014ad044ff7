"""A meeting on Today: before it, what to put away; after it, one thing one liked. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse

from nearer.journal.opened import Opened
from nearer.journey.offers import Facet, Offer, Stage, Today, Who, of_round
from nearer.lib import clock
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.rules.afterwards import FRESH
from nearer.practices.quality_time.selectors.afterwards import away_subject, liked_subject
from nearer.practices.quality_time.selectors.plans import Meeting, meetings, plans_in

ONCE = 10_000
LISTED = timedelta(days=3)
"""So long an opened line stands in the list."""


def offers(today: Today) -> Iterator[Offer]:
    """At most one of each: Today is no list of duties."""
    if not today.partner_name:
        return
    place = clock.zone_or_utc(today.vault.keyring.zone)
    begin = datetime.combine(today.day, time(), place).astimezone(UTC)
    end = begin + timedelta(days=2)
    found = meetings(
        plans_in(today.vault, today.reading), after=begin - FRESH, within=FRESH + timedelta(days=2)
    )
    over = [meeting for meeting in found if meeting.when.end <= begin]
    ahead = [meeting for meeting in found if begin <= meeting.when.start < end]
    yield from _away(today, ahead[:1])
    unsaid = [meeting for meeting in over if not _said(today, meeting)]
    yield from map(_liked, unsaid[-1:])
    for entry in today.reading.own(Liked):
        yield from _listed(today, entry)


def _where(meeting: Meeting) -> str:
    return _address(meeting.known.thread, meeting.when.day.isoformat())


def _address(thread: UUID, day: str) -> str:
    return reverse("quality_time:meeting", kwargs={"thread": thread, "day": day})


def _away(today: Today, ahead: list[Meeting]) -> Iterator[Offer]:
    for meeting in ahead:
        subject = away_subject(today.vault, meeting.known.thread, meeting.when.day)
        if any(entry.subject == subject for entry in today.reading.own(Away)):
            return
        yield Offer(
            title="Before you two meet",
            href=_where(meeting),
            about="Put one thing away · 1 minute",
            icon="today",
            step=True,
            key="quality-time.away",
            minutes=1,
            energy=1,
            who=Who.ALONE,
            serves=frozenset({Facet.TIME}),
            stage=Stage.GOOD,
            benefit=0.45,
            why="Your next time for two is near.",
        )


def _said(today: Today, meeting: Meeting) -> bool:
    subject = liked_subject(today.vault, meeting.known.thread, meeting.when.day)
    return any(entry.subject == subject for entry in today.reading.own(Liked))


def _liked(meeting: Meeting) -> Offer:
    return Offer(
        title="One thing you liked",
        href=_where(meeting),
        about=f"About {meeting.when.day:%A} · 2 minutes · each on your own phone",
        icon="pair",
        step=True,
        key="quality-time.liked",
        minutes=2,
        energy=1,
        who=Who.EACH,
        serves=frozenset({Facet.TIME, Facet.CLOSENESS}),
        stage=Stage.GOOD,
        benefit=0.5,
        why="What was good is easier to keep while it is near.",
    )


def _listed(today: Today, entry: Opened[Liked]) -> Iterator[Offer]:
    thread = entry.payload.thread
    if entry.subject is None or thread is None:
        return
    yield from of_round(
        today.rounds.get((Liked.kind, entry.subject)),
        "One thing you each liked",
        _address(thread, entry.payload.on),
        ready="You have both said one thing. Open it.",
        fresh=entry.day >= today.day - LISTED,
    )
