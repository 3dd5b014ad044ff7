"""What this practice offers on Today."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from nearer.journey.offers import Facet, FirstStep, Offer, Stage, Today, Who, of_round
from nearer.lib.places import place
from nearer.practices.conversation import content, deck
from nearer.practices.conversation.entries import Answer, Put

FRESH = timedelta(days=3)
TENDER, RARELY_SAID = 3, 4
ENERGY = {1: 1, 2: 1, 3: 2, 4: 3}


def offers(today: Today) -> list[Offer]:
    """Today's question first, then what is open between the two."""
    if not today.partner_name:
        return [_for_one(today)]
    return [*_todays(today), _for_one(today), *_between(today)]


def _for_one(today: Today) -> Offer:
    question = deck.next_for_oneself(today.vault, deck.mine(today.reading), number=0, depths=(1, 2))
    return Offer(
        title=question.text,
        href=reverse("conversation:alone", kwargs={"question": question.id}),
        about=f"One question · {question.minutes} minutes · for you alone",
        step=True,
        key="conversation.alone",
        minutes=question.minutes,
        energy=ENERGY[question.depth],
        who=Who.ALONE,
        serves=frozenset({Facet.TENDER}),
        benefit=0.3,  # writing for oneself helps its writer; nothing shows that it reaches further
        done_on=_last_answer(today, together=False),
    )


def _todays(today: Today) -> Iterator[Offer]:
    asked = deck.asked_of_both(today.vault, today.reading, today.day)
    answered = {subject for (kind, subject) in today.rounds if kind == Answer.kind}
    fresh = next((s for s in asked if s not in answered), None)
    if fresh is not None:
        question = content.everything()[asked[fresh]]
        yield Offer(
            title=question.text,
            href=_round(fresh),
            about=f"One question · {question.minutes} minutes · each on your own phone",
            step=True,
            key="conversation.question",
            minutes=question.minutes,
            energy=ENERGY[question.depth],
            who=Who.EACH,
            serves=frozenset({Facet.CLOSENESS, Facet.UNDERSTOOD}),
            stage=Stage.LISTEN if question.depth >= TENDER else Stage.GOOD,
            benefit=0.5,  # both answering before either reads: liked, and never tried on its own
            intense=question.depth >= RARELY_SAID,
            done_on=_last_answer(today, together=True),
            why=_put_by(today, fresh),
        )


def _last_answer(today: Today, *, together: bool) -> date | None:
    """When this reader last answered one with the other, or one for themselves."""
    days = (entry.day for entry in today.reading.own(Answer) if (not entry.only_mine) is together)
    return max(days, default=None)


def _put_by(today: Today, subject: UUID) -> str:
    """Whether the other put this one to both, which they did for all to see."""
    put = (e for e in today.reading.of(Put) if e.subject == subject and not e.mine)
    return f"{today.partner_name} put this one to you both." if next(put, None) else ""


def _between(today: Today) -> Iterator[Offer]:
    shown: set[UUID] = set()
    for entry in today.reading.of(Answer):
        if not entry.mine or entry.subject is None or entry.subject in shown:
            continue
        state = today.rounds.get((Answer.kind, entry.subject))
        text = content.everything()[entry.payload.question].text
        shown.add(entry.subject)
        fresh, ready = entry.day >= today.day - FRESH, "You both answered. Open it."
        yield from of_round(state, text, _round(entry.subject), ready=ready, fresh=fresh)


def _round(subject: UUID) -> str:
    return reverse("conversation:round", kwargs={"subject": subject})


def first_step() -> FirstStep:
    """The question on the welcome page."""
    question = content.everything().get(content.WELCOME) or content.bank()[0]
    return FirstStep(
        text=question.text,
        about=f"{question.minutes} minutes, on your own",
        href=place("conversation:begin"),
    )
