"""Learning to listen on Today: the next lesson, and later something to practise on. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from nearer.journey.offers import Facet, Offer, Stage, Today, Who
from nearer.lib.places import place
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.rules import lessons as rules
from nearer.practices.presence.selectors.lessons import done_days

EVERY: Final = 5
"""Days from one lesson to the next, so that one can be tried at a table first."""


def offers(today: Today) -> Iterator[Offer]:
    """For oneself alone, and nothing here follows from anything of the other's."""
    days = done_days(today.reading)
    last = max(days.values(), default=None)
    ids = [lesson.id for lesson in bank.lessons()]
    if following := rules.next_lesson(ids, done=days):
        yield _lesson(following, last)
    elif again := rules.to_practise(ids, done=list(days)):
        yield _practise(again, last)


def _lesson(name: str, last: date | None) -> Offer:
    lesson = bank.every_lesson()[name]
    return Offer(
        title=f"A lesson in listening: {lesson.title}",
        href=place("presence:lesson", lesson=name),
        about="5 minutes · for you alone",
        icon="talk",
        step=True,
        key="presence.lesson",
        minutes=5,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.UNDERSTOOD, Facet.TENSION}),
        stage=Stage.LISTEN,
        # How heard somebody feels goes with how close they feel; lessons like these, on a
        # phone and alone, were not studied.
        benefit=0.35,
        done_on=last,
        every=EVERY,
        why="One idea, and a few short evenings to try it on.",
    )


def _practise(name: str, last: date | None) -> Offer:
    lesson = bank.every_lesson()[name]
    return Offer(
        title="Answer one sentence aloud",
        href=place("presence:prompts", lesson=name),
        about=f"2 minutes · {lesson.title} · for you alone",
        icon="talk",
        step=True,
        key="presence.prompts",
        minutes=2,
        energy=1,
        who=Who.ALONE,
        serves=frozenset({Facet.UNDERSTOOD}),
        stage=Stage.LISTEN,
        benefit=0.25,
        done_on=last,
        every=rules.AGAIN,
        why="You did the lesson a while ago. Nothing is kept.",
    )
