"""The pulses of a person on their timeline and in their own copy."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.selectors import read, stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.acknowledge import pulse_bank, subjects, summary
from nearer.practices.acknowledge.entries import Mine, Pulse, Showing
from nearer.practices.acknowledge.pulse_bank import STEPS, Item
from nearer.practices.acknowledge.rules import pulse as rules


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One's own pulses, and who asked to see both lines."""
    vault, couple = present.vault, present.couple
    first = min(summary.mine(read(vault, couple, kinds=[Mine.kind])).weeks, default="")
    for entry in stream(vault, couple, kinds=[Pulse.kind, Showing.kind], year=year):
        payload = entry.payload
        if isinstance(payload, Pulse) and entry.mine:
            yield Moment(
                day=entry.day,
                title=f"Your week of {_monday(payload)}",
                href=reverse("acknowledge:trend"),
                icon="pair",
                mine_alone=True,
                first="The first week you kept" if payload.week == first else "",
            )
        elif isinstance(payload, Showing) and entry.subject == subjects.showing(vault):
            yield _wish(present, entry.day, mine=entry.mine)


def _wish(present: Present, day: date, *, mine: bool) -> Moment:
    name = present.partner.name if present.partner else "My partner"
    who = "You" if mine else name
    return Moment(
        day=day,
        title=f"{who} would like to see both lines together",
        href=reverse("acknowledge:trend") + "#together",
        icon="open",
    )


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every pulse of one's own in words, newest year first."""
    for year in years(present.vault, present.couple, kinds=[Pulse.kind]):
        for entry in stream(present.vault, present.couple, kinds=[Pulse.kind], year=year):
            if entry.mine and isinstance(entry.payload, Pulse):
                yield Keepsake(
                    day=entry.day,
                    title=f"The past seven days, week of {_monday(entry.payload)}",
                    who="Me",
                    text="\n".join(_lines(entry.payload)),
                )


def _lines(pulse: Pulse) -> Iterator[str]:
    for name, item in pulse_bank.items().items():
        if name in pulse.items:
            yield f"{item.text} {_in_words(item, pulse.items[name])}"


def _in_words(item: Item, value: int) -> str:
    if item.words:
        return f"{item.words[value].capitalize()}."
    return f"{value}, where 0 is {item.low} and {STEPS - 1} is {item.high}."


def _monday(pulse: Pulse) -> str:
    return f"{rules.monday_of(pulse.week):%-d %B %Y}"
