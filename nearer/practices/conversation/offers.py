"""What this practice offers on Today."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from nearer.journey.offers import FirstStep, Offer, Today
from nearer.practices.conversation import content, deck
from nearer.practices.conversation.entries import Answer
from nearer.reveal.rules import Round

WELCOME = "kitchen-light"
FRESH_DAYS = 3


def offers(today: Today) -> list[Offer]:
    """Today's question first, then what is open between the two."""
    if not today.partner_name:
        return [_for_one(today)]
    return [*_todays(today), *_between(today)]


def _for_one(today: Today) -> Offer:
    question = deck.next_for_oneself(today.vault, deck.mine(today.reading), number=0, depths=(1, 2))
    return Offer(
        title=question.text,
        href=reverse("conversation:another"),
        about=f"One question · {question.minutes} minutes · for you alone",
        step=True,
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
        )


def _between(today: Today) -> Iterator[Offer]:
    shown: set[UUID] = set()
    for entry in today.reading.of(Answer):
        if not entry.mine or entry.subject is None or entry.subject in shown:
            continue
        state = today.rounds.get((Answer.kind, entry.subject))
        text = content.everything()[entry.payload.question].text
        shown.add(entry.subject)
        if state is Round.READY:
            yield Offer(text, _round(entry.subject), "You both answered. Open it.", "open")
        elif state is Round.OPEN and entry.day >= today.day - timedelta(days=FRESH_DAYS):
            yield Offer(text, _round(entry.subject), "Open to you both", "open")
        elif state in {Round.WAITING, Round.GIVEN}:
            yield Offer(text, _round(entry.subject), "Sealed. It waits calmly.", "lock")


def _round(subject: UUID) -> str:
    return reverse("conversation:round", kwargs={"subject": subject})


def first_step() -> FirstStep:
    """The question on the welcome page."""
    question = content.everything().get(WELCOME) or content.bank()[0]
    return FirstStep(
        text=question.text,
        about=f"{question.minutes} minutes, on your own",
        href=reverse("conversation:begin"),
    )
