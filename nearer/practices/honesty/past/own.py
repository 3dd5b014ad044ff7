"""Finished sentences and observer's writings on one's own timeline, and in one's own copy."""

from collections.abc import Iterator

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.honesty import texts
from nearer.practices.honesty.entries import Line, Observed
from nearer.practices.honesty.selectors.observer import steps_of, title_of

KINDS = (Line.kind, Observed.kind)


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each, newest first, for its writer alone and without a word of it."""
    for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
        match entry.payload:
            case Line():
                title, page, icon = "A sentence for yourself", "honesty:line", "pen"
            case _:
                title, page, icon = "Seven minutes as an observer", "honesty:observed", "open"
        href = reverse(page, kwargs={"entry": entry.id})
        yield Moment(entry.day, title, href, icon, mine_alone=True)


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """What this person wrote in both, newest year first."""
    for year in years(present.vault, present.couple, kinds=KINDS):
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
            match entry.payload:
                case Line(stem=stem, text=text):
                    begun = texts.every_stem().get(stem)
                    title = begun.text if begun else "A sentence"
                    yield Keepsake(entry.day, title, "Me", text)
                case Observed() as said:
                    for step, text in steps_of(said):
                        yield Keepsake(entry.day, step or title_of(said), "Me", text)
