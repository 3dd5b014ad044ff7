"""What the check-in, its rhythm and the kind lines offer on Today. Pure, as `offers` is."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from nearer.journey.offers import Facet, Offer, Stage, Today, Who, of_round
from nearer.lib.places import place
from nearer.practices.conversation import weeks
from nearer.practices.conversation.entries import Appreciation, Checkin, Small, Talked
from nearer.practices.conversation.rules import checkin as rules
from nearer.practices.conversation.rules.rhythm import Rhythm
from nearer.practices.conversation.selectors.checkin import chosen_lately
from nearer.practices.conversation.selectors.rhythm import rhythm_in

FRESH = timedelta(days=2)
WEEKEND = 4
"""From Friday on a week can be looked back at."""


def offers(today: Today) -> list[Offer]:
    """The check-in first, then what comes back from it, then a kind line."""
    return [*_checkin(today), *_small(today), _appreciation(today), *_between(today)]


def _undone(today: Today) -> date | None:
    """The week whose check-in comes first, unless it was done already."""
    done = {monday for name in _days(today) if (monday := rules.week_called(name))}
    monday = rules.comes_first(today.day, done=done)
    return None if monday in done else monday


def _days(today: Today) -> dict[str, date]:
    """When this reader did the check-in of each week, alone or with the other."""
    own = {entry.payload.week: entry.day for entry in today.reading.own(Checkin)}
    return own | {entry.payload.week: entry.day for entry in today.reading.of(Talked)}


def _week(monday: date) -> str:
    return reverse("conversation:checkin-week", kwargs={"week": rules.week_name(monday)})


def _checkin(today: Today) -> Iterator[Offer]:
    monday = _undone(today)
    if monday is None:
        return
    agenda, rhythm = weeks.agenda(today.vault, monday), rhythm_in(today.vault, today.reading)
    two = bool(today.partner_name)
    how = "each on your own phone, or together" if two else "for you alone"
    yield Offer(
        title=f"The week’s check-in: {agenda.title}",
        href=_week(monday),
        about=f"{agenda.minutes} minutes · {how}",
        icon="calendar",
        step=True,
        key="conversation.checkin",
        minutes=agenda.minutes,
        energy=2,
        who=Who.EACH if two else Who.ALONE,
        serves=frozenset({Facet.UNDERSTOOD, Facet.TENDER, Facet.CLOSENESS}),
        stage=Stage.GOOD,
        benefit=0.6 if two else 0.3,
        done_on=max(_days(today).values(), default=None),
        every=7,
        fits=_fits(today.day, rhythm, slipped=monday < rules.monday_of(today.day)),
        why=_why(today.day, rhythm),
    )


def _fits(day: date, rhythm: Rhythm, *, slipped: bool) -> float:
    """High on the agreed evening and for two days after; else towards the end of a week."""
    if rhythm.agreed is not None:
        return 1.0 if day.weekday() in rhythm.agreed.days else 0.7 if slipped else 0.3
    return 0.8 if slipped or day.weekday() >= WEEKEND else 0.4


def _why(day: date, rhythm: Rhythm) -> str:
    if rhythm.agreed is not None and day.weekday() in rhythm.agreed.days:
        return "The evening you two chose."
    return ""


def _small(today: Today) -> Iterator[Offer]:
    chosen = chosen_lately(today.day, today.reading)
    if chosen is None or chosen.how:
        return
    yield Offer(
        title="How was the small thing you chose?",
        href=place("conversation:checkin"),
        about="One minute · for you alone",
        icon="leaf",
        step=True,
        key="conversation.small",
        minutes=1,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.CLOSENESS}),
        stage=Stage.GOOD,
        benefit=0.3,
        done_on=max((entry.day for entry in today.reading.own(Small)), default=None),
        every=7,
        why="You chose it in your last check-in.",
    )


def _appreciation(today: Today) -> Offer:
    two = bool(today.partner_name)
    return Offer(
        title=f"One kind line for {today.partner_name}" if two else "One kind line, kept for later",
        href=place("conversation:appreciations"),
        about="One minute · for you to write" if two else "One minute · for you alone",
        icon="thanks",
        step=True,
        key="conversation.appreciation",
        minutes=1,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.CLOSENESS, Facet.AFFECTION}),
        stage=Stage.GOOD,
        # A gratitude that is asked for can disappoint where nothing comes back, so not more.
        benefit=0.4,
        done_on=max((entry.day for entry in today.reading.own(Appreciation)), default=None),
        every=3,
        fits=0.7,
    )


def _between(today: Today) -> Iterator[Offer]:
    if not today.partner_name:
        return
    yield from _tonight(today)
    yield from _written(today)
    lines = [entry for entry in today.reading.of(Appreciation) if not entry.mine]
    if any(entry.day >= today.day - FRESH for entry in lines):
        title, href = f"A line from {today.partner_name}", place("conversation:appreciations")
        yield Offer(title, href, icon="thanks")
    for step in rhythm_in(today.vault, today.reading).proposals:
        if not step.mine and step.evening:
            said = f"{step.evening.words} at {step.evening.time}"
            about = f"{today.partner_name} suggests {said} for the check-in"
            yield Offer("A rhythm", place("conversation:rhythm"), about, "calendar")


def _tonight(today: Today) -> Iterator[Offer]:
    """The agreed evening stands in the list whatever else is the step of the day."""
    agreed = rhythm_in(today.vault, today.reading).agreed
    monday = _undone(today)
    if agreed is not None and monday is not None and today.day.weekday() in agreed.days:
        said = f"Today at {agreed.time}, as you two agreed"
        yield Offer("The week’s check-in", _week(monday), said, "calendar")


def _written(today: Today) -> Iterator[Offer]:
    for entry in today.reading.own(Checkin):
        state = today.rounds.get((Checkin.kind, entry.subject)) if entry.subject else None
        href = reverse("conversation:checkin-week", kwargs={"week": entry.payload.week})
        fresh, ready = entry.day >= today.day - FRESH, "You have both written. Open it."
        yield from of_round(state, "The week’s check-in", href, ready=ready, fresh=fresh)
