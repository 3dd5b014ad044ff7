"""Sittings on Today: what is laid out, what could be, and what was taken along. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from nearer.journey.offers import Facet, Offer, Stage, Today, Who, of_round
from nearer.lib.places import place
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.rules.sitting import Phase
from nearer.practices.presence.rules.terms import Kind, Terms, Way
from nearer.practices.presence.selectors.afterwards import taken_subject
from nearer.practices.presence.selectors.sittings import Known, sittings_in
from nearer.practices.registration import Opening

LISTED = timedelta(days=3)
"""So long an opened line stands in the list."""
NAMES = {
    Kind.LISTEN: "A listening sitting",
    Kind.AWAY: "Phones away",
    Kind.SILENT: "Together without words",
}


def offers(today: Today) -> Iterator[Offer]:
    """What goes on first; then one thing to begin, gentle before demanding."""
    known = sittings_in(today.vault, today.reading, now=today.now)
    for sitting in known:
        if not sitting.state.ended:
            yield _open(today, sitting)
        elif sitting.state.took_place and sitting.terms.way is not Way.ONE:
            yield from _after(today, sitting)
    if any(not sitting.state.ended for sitting in known):
        return
    latest = _latest(today)
    if today.partner_name:
        yield _listen(latest)
        yield _away(latest)
    yield _silent(latest)


def openings(*, minutes: int) -> list[Opening]:
    """What two who meet can begin: with the phones away, or one voice at a time."""
    return [
        Opening(
            "Phones away",
            "A dark screen, and a chime when your time is over.",
            f"{_where(Kind.AWAY)}?minutes={minutes}",
            "pair",
        ),
        Opening(
            "One voice at a time",
            "One speaks, one listens. Ten minutes are enough.",
            f"{_where(Kind.LISTEN)}?minutes=10",
            "talk",
            spoken=True,
        ),
    ]


def about(terms: Terms) -> str:
    """How long and how, in one quiet line."""
    how = {Way.TWO: "two phones", Way.ONE: "one phone", Way.APART: "apart, in a call"}
    return f"{terms.minutes} minutes · {how[terms.way]}"


def _open(today: Today, sitting: Known) -> Offer:
    where = reverse("presence:sitting", kwargs={"thread": sitting.thread})
    if sitting.state.phase is not Phase.OPEN:
        on = "It goes on. Your place is kept."
        return Offer(NAMES[sitting.terms.kind], where, on, "open", now=True)
    who = "You" if sitting.mine else today.partner_name
    said = f"{who} laid it out · {about(sitting.terms)}"
    return Offer(NAMES[sitting.terms.kind], where, said, "open", now=True)


def _after(today: Today, sitting: Known) -> Iterator[Offer]:
    where = reverse("presence:after", kwargs={"thread": sitting.thread})
    subject = taken_subject(today.vault, sitting.thread)
    mine = next((e for e in today.reading.own(Taken) if e.subject == subject), None)
    if mine is None:
        yield Offer("One thing you take along", where, "From your sitting · 1 minute", "pen")
        return
    yield from of_round(
        today.rounds.get((Taken.kind, subject)),
        "What you each take along",
        where,
        ready="You have both said something. Open it.",
        fresh=mine.day >= today.day - LISTED,
    )


def _latest(today: Today) -> date | None:
    """When this reader last sat down, as far as anything is kept of it."""
    return max((entry.day for entry in today.reading.own(Taken)), default=None)


def _listen(latest: date | None) -> Offer:
    return Offer(
        title="Ten minutes, one voice at a time",
        href=_where(Kind.LISTEN),
        about="One speaks, one listens · 10 minutes · together",
        icon="talk",
        step=True,
        key="presence.listen",
        minutes=10,
        energy=2,
        who=Who.TOGETHER,
        serves=frozenset({Facet.UNDERSTOOD, Facet.TENDER}),
        stage=Stage.LISTEN,
        benefit=0.6,  # taking turns is the best tried part of communication training
        done_on=latest,
        every=4,
        why="To be heard to the end is rare on a weekday.",
    )


def _away(latest: date | None) -> Offer:
    return Offer(
        title="Phones away for half an hour",
        href=_where(Kind.AWAY),
        about="A chime says when · 30 minutes · together",
        icon="pair",
        step=True,
        key="presence.away",
        minutes=30,
        energy=1,
        who=Who.TOGETHER,
        serves=frozenset({Facet.TIME, Facet.CLOSENESS}),
        stage=Stage.GOOD,
        benefit=0.45,
        done_on=latest,
        every=3,
        why="An evening feels longer without a screen in it.",
    )


def _silent(latest: date | None) -> Offer:
    return Offer(
        title="Five minutes without words",
        href=_where(Kind.SILENT),
        about="Sit, breathe, nothing to say · 5 minutes · alone or together",
        icon="leaf",
        step=True,
        key="presence.silent",
        minutes=5,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.CLOSENESS, Facet.TENSION}),
        stage=Stage.GOOD,
        benefit=0.35,
        done_on=latest,
        every=2,
        why="Some evenings have had enough words.",
    )


def _where(kind: Kind) -> str:
    return place("presence:lay-out", kind=kind.value)
