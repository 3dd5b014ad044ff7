"""Something that came into one's own calendar at the time of a plan, on Today. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.urls import reverse

from nearer.journey.offers import Offer, Today
from nearer.lib.clock import zone_or_utc
from nearer.practices.quality_time.rules.words import told_once
from nearer.practices.quality_time.selectors.conflicts import came_in, in_the_way
from nearer.practices.quality_time.selectors.plans import meetings, plans_in


def offers(today: Today) -> Iterator[Offer]:
    """The next one alone, and to nobody but whose calendar it is."""
    came = came_in(today.reading)
    if not came or not today.partner_name:
        return
    zone = zone_or_utc(today.vault.keyring.zone)
    begin = datetime.combine(today.day, time(), zone).astimezone(UTC)
    found = meetings(plans_in(today.vault, today.reading), after=begin)
    meeting = next((it for it in found if in_the_way(came, it)), None)
    if meeting is None:
        return
    told = told_once(meeting.when, zone=zone, their_zone=None, today=today.day)
    yield Offer(
        title="Something else stands in your calendar",
        href=reverse("quality_time:plan", kwargs={"thread": meeting.known.thread}),
        about=f"{told.line}, in your time for two. Only you see this.",
        icon="calendar",
    )
