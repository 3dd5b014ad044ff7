"""What the round, the text of both and the first talk put on Today: pure, over what is open."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from nearer.journal.opened import Opened
from nearer.journey.offers import Facet, Offer, Stage, Today, Who, of_round
from nearer.lib.places import place
from nearer.practices.acknowledge.entries import Keep, Kept, Picture, Step, Talk
from nearer.practices.acknowledge.rules.distance import WEEKS
from nearer.practices.acknowledge.selectors.distance import in_rounds
from nearer.practices.acknowledge.selectors.together import keep_subject, thread_name
from nearer.reveal.rules import Round

TITLE = "How far apart does it feel?"
FRESH = timedelta(days=3)
AGAIN_TALK = 7


def offers(today: Today) -> Iterator[Offer]:
    """Steps to take, and what is open between the two."""
    mine = list(in_rounds(today.vault, today.reading)) if today.partner_name else []
    states = {entry.id: _state(today, Picture.kind, entry.subject) for entry in mine}
    if today.partner_name:
        yield from _round(today, mine, states)
        yield from _text(today, [e for e in mine if states[e.id] is Round.OPEN])
    else:
        yield _picture_for_one(today)
    yield _talk(today)
    for entry in mine:
        yield from _listed(today, entry, states[entry.id])
    yield from _keeping(today)


def _state(today: Today, kind: str, subject: UUID | None) -> Round | None:
    return today.rounds.get((kind, subject)) if subject else None


def _round(
    today: Today, mine: list[Opened[Picture]], states: dict[UUID, Round | None]
) -> Iterator[Offer]:
    """A round to draw: not while one's own is sealed, and not before some weeks have passed."""
    settled = {Round.OPEN, Round.TAKEN_BACK}
    last = max((entry.day for entry in mine), default=None)
    if any(states[entry.id] not in settled for entry in mine):
        return
    if last is not None and today.day - last < WEEKS:
        return
    yield Offer(
        title=TITLE,
        href=place("acknowledge:distance"),
        about="Two circles and what you recognise · 3 minutes · each on your own phone",
        icon="pair",
        step=True,
        key="acknowledge.distance",
        minutes=3,
        energy=1,
        who=Who.EACH,
        serves=frozenset({Facet.CLOSENESS, Facet.UNDERSTOOD}),
        stage=Stage.BEGIN,
        benefit=0.6,  # seeing it together, without solving anything, began the trials' check-ups
        done_on=last,
        every=WEEKS.days,
        why=_why(last),
    )


def _why(last: date | None) -> str:
    if last is None:
        return "A beginning: you both look, and nobody has to solve anything."
    return "Some weeks have passed since you both looked."


def _picture_for_one(today: Today) -> Offer:
    drawn = max((entry.day for entry in today.reading.own(Picture)), default=None)
    return Offer(
        title="How far apart does it feel to you?",
        href=place("acknowledge:pictures"),
        about="Two circles and what you recognise · 3 minutes · for you alone",
        icon="pair",
        step=True,
        key="acknowledge.picture",
        minutes=3,
        who=Who.ALONE,
        serves=frozenset({Facet.CLOSENESS}),
        stage=Stage.BEGIN,
        benefit=0.4,
        done_on=drawn,
        every=WEEKS.days,
        why="Putting it in a picture makes it easier to look at.",
    )


def _text(today: Today, opened: list[Opened[Picture]]) -> Iterator[Offer]:
    """The text of both: only over pictures that lie open, and not once it is kept."""
    last = max(opened, key=lambda entry: entry.payload.number, default=None)
    if last is None or _kept(today):
        return
    name = thread_name(today.vault, last.payload.number)
    steps = [entry for entry in today.reading.of(Step) if entry.payload.thread == name]
    newest = max(steps, key=lambda entry: entry.at, default=None)
    mine = max((entry.day for entry in steps if entry.mine), default=None)
    yield Offer(
        title="Put it in words, together",
        href=_together(last.payload.number),
        about="A short text, in turns · 10 minutes · each on your own phone",
        icon="pen",
        step=True,
        key="acknowledge.together",
        minutes=10,
        energy=2,
        who=Who.EACH,
        serves=frozenset({Facet.CLOSENESS, Facet.UNDERSTOOD}),
        stage=Stage.BEGIN,
        benefit=0.55,
        done_on=mine,
        every=3,
        fits=1.0 if newest is None or not newest.mine else 0.4,
        why="Your two pictures lie side by side, and words can follow.",
    )
    if newest is not None and not newest.mine and newest.day >= today.day - FRESH:
        name = today.partner_name
        yield Offer(
            "In words, together", _together(last.payload.number), f"Written by {name}", "pen"
        )


def _kept(today: Today) -> bool:
    """Whether the version that was written last is one that both kept."""
    newest = max((entry.at for entry in today.reading.of(Step)), default=None)
    kept = max((entry.at for entry in today.reading.own(Kept)), default=None)
    return kept is not None and (newest is None or kept >= newest)


def _talk(today: Today) -> Offer:
    kept = max((entry.day for entry in today.reading.own(Talk)), default=None)
    return Offer(
        title="Words for a first talk",
        href=place("acknowledge:talk"),
        about="Find a way to begin · 5 minutes · for you alone",
        icon="talk",
        step=True,
        key="acknowledge.talk",
        minutes=5,
        who=Who.ALONE,
        serves=frozenset({Facet.TENDER}),
        stage=Stage.BEGIN,
        benefit=0.4,
        done_on=kept,
        every=AGAIN_TALK,
        why="The first sentence is often the hardest one.",
    )


def _listed(today: Today, entry: Opened[Picture], state: Round | None) -> Iterator[Offer]:
    where = reverse("acknowledge:round", kwargs={"number": entry.payload.number})
    fresh = entry.day >= today.day - FRESH
    return of_round(state, TITLE, where, ready="You have both drawn. Open it.", fresh=fresh)


def _keeping(today: Today) -> Iterator[Offer]:
    """A text that both want to keep, for whoever presses last."""
    for entry in today.reading.own(Keep):
        number = _number_of(today, entry)
        if number and _state(today, Keep.kind, entry.subject) is Round.READY:
            about = "You both want to keep it."
            yield Offer("In words, together", _together(number), about, "open")


def _number_of(today: Today, entry: Opened[Keep]) -> int:
    """Which round's text it is about, among the rounds that Today knows."""
    if entry.subject != keep_subject(today.vault, entry.payload.mark):
        return 0
    numbers = [drawn.payload.number for drawn in in_rounds(today.vault, today.reading)]
    return max(numbers, default=0)


def _together(number: int) -> str:
    return reverse("acknowledge:together", kwargs={"number": number})
