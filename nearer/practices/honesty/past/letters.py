"""Letters on the timeline, and in a person's own copy."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Letter, Received, Reply
from nearer.practices.honesty.selectors.letters import LETTERS, in_full, with_partner


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each letter, newest first, without a word of it."""
    found = list(_of_the_year(present, year))
    begins = years(present.vault, present.couple, kinds=[Letter.kind])[-1:] == [year]
    for place, moment in enumerate(found, start=1):
        first = begins and place == len(found)
        yield replace(moment, first="The first letter") if first else moment


def _of_the_year(present: Present, year: int) -> Iterator[Moment]:
    them = present.partner.name if present.partner else "my partner"
    seen = set()
    for entry in stream(present.vault, present.couple, kinds=[Letter.kind], year=year):
        letter = subjects.letter_of(entry)
        if letter is None or letter in seen:
            continue
        seen.add(letter)
        alone = entry.mine and not with_partner(entry)
        title = f"A letter from {them}" if not entry.mine else f"A letter to {them}"
        yield Moment(
            entry.day,
            "A letter for yourself" if alone else title,
            reverse("honesty:letter", kwargs={"letter": letter}),
            "letter",
            mine_alone=alone,
        )


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every letter and answer that this person may read, newest year first."""
    them = present.partner.name if present.partner else "My partner"
    for year in years(present.vault, present.couple, kinds=LETTERS):
        for entry in stream(present.vault, present.couple, kinds=LETTERS, year=year):
            who = "Me" if entry.mine else them
            match entry.payload:
                case Letter(text=text):
                    yield Keepsake(entry.day, "A letter", who, text)
                case Received() as said:
                    yield Keepsake(
                        entry.day, "First words about a letter", who, in_full(present, said)
                    )
                case Reply(text=text):
                    yield Keepsake(entry.day, "An answer to a letter", who, text)
