"""What letters put on Today: one to write, one to read, one to come back to. Pure.

A letter of the other's stands here with how they would like to be received, and without a word
of it. Nothing here says to either what the other did with theirs.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from nearer.journal.opened import Opened
from nearer.journey.offers import Facet, Offer, Stage, Today, Who
from nearer.lib import clock
from nearer.lib.places import place
from nearer.practices.honesty import content, reminders, subjects
from nearer.practices.honesty.entries import Letter, Received, Reply
from nearer.practices.honesty.rules import letters as rules
from nearer.practices.honesty.selectors.letters import opens_in

STANDS: Final = timedelta(days=30)
"""So long a letter stands on Today; after that it is still on its page."""
FRESH: Final = timedelta(days=3)
AGAIN: Final = 14


def offers(today: Today) -> Iterator[Offer]:
    """One step for oneself; then what is open between the two."""
    yield _write(today)
    if today.partner_name:
        yield from _to_read(today)
        yield from _to_come_back(today)
        yield from _answers(today)


def _write(today: Today) -> Offer:
    return Offer(
        title="Write a letter",
        href=place("honesty:new"),
        about="As it comes · 10 minutes · for you alone, unless you share it",
        icon="letter",
        step=True,
        key="honesty.letter",
        minutes=10,
        energy=2,
        who=Who.ALONE,
        serves=frozenset({Facet.TENDER, Facet.TENSION}),
        stage=Stage.LISTEN,
        # Writing for oneself helps its writer a little; that it reaches further was not shown.
        benefit=0.35,
        done_on=max((entry.day for entry in today.reading.own(Letter)), default=None),
        every=AGAIN,
        why="Some things are easier to write than to say.",
    )


def _letters(today: Today) -> dict[UUID, Opened[Letter]]:
    """The newest version of each letter of the other's. One of which I wrote a version is mine."""
    mine = {subjects.letter_of(entry) for entry in today.reading.own(Letter)}
    found: dict[UUID, Opened[Letter]] = {}
    for entry in today.reading.of(Letter):
        letter = subjects.letter_of(entry)
        if letter is None or letter in mine:
            continue
        if letter not in found or found[letter].payload.number < entry.payload.number:
            found[letter] = entry
    return found


def _to_read(today: Today) -> Iterator[Offer]:
    """Letters that were not answered: not before the moment that was chosen for them."""
    answered = {subjects.letter_of(said) for said in today.reading.own(Received)}
    opens, zone = opens_in(today.reading), clock.zone_or_utc(today.vault.keyring.zone)
    for letter, entry in _letters(today).items():
        chosen = opens.get(letter)
        later = chosen is not None and chosen.astimezone(zone).date() > today.day
        if letter in answered or later or entry.day < today.day - STANDS:
            continue
        wish = content.wishes().get(entry.payload.wish)
        yield Offer(
            f"A letter from {today.partner_name}",
            _page(letter),
            wish.text if wish else "Read it when it suits you.",
            "letter",
        )


def _to_come_back(today: Today) -> Iterator[Offer]:
    """What one said to come back to, from that day on, while the letter is there."""
    zone, there = clock.zone_or_utc(today.vault.keyring.zone), _letters(today)
    for said in reminders.still_to_come_back(today.reading):
        back = datetime.fromisoformat(said.payload.back)
        letter = subjects.letter_of(said)
        if letter in there and rules.comes_back(back, zone=zone, day=today.day):
            yield Offer(
                f"Back to the letter from {today.partner_name}",
                _page(letter),
                "You chose this day yourself.",
                "clock",
            )


def _answers(today: Today) -> Iterator[Offer]:
    """What the other said last about a letter, for some days, while I have said nothing since."""
    newest: dict[UUID, Opened[Any]] = {}
    for entry in (*today.reading.of(Received), *today.reading.of(Reply)):
        letter = subjects.letter_of(entry)
        if letter and (letter not in newest or newest[letter].at < entry.at):
            newest[letter] = entry
    for letter, entry in newest.items():
        if not entry.mine and entry.day >= today.day - FRESH:
            yield Offer(f"{today.partner_name} answered", _page(letter), "About a letter", "letter")


def _page(letter: UUID) -> str:
    return reverse("honesty:letter", kwargs={"letter": letter})
