"""Letters on the timeline, and in a person's own copy."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Letter, Received, Reply
from nearer.practices.honesty.selectors.letters import LETTERS, by_its_writer, in_full, with_partner


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each letter and one for each first answer, newest first, without a word of them.

    By an answer somebody finds their own words again where the letter itself is gone.
    """
    first = _first_letter(present, year)
    seen = set()
    kinds = (Letter.kind, Received.kind)
    entries = stream(present.vault, present.couple, kinds=kinds, year=year)
    for entry in by_its_writer(present, entries):
        letter, kind = subjects.letter_of(entry), entry.payload.kind
        if letter is None or (letter, kind) in seen:
            continue
        seen.add((letter, kind))
        yield Moment(
            entry.day,
            _title(present, entry),
            reverse("honesty:letter", kwargs={"letter": letter}),
            "letter" if kind == Letter.kind else "talk",
            mine_alone=entry.mine and not with_partner(entry),
            first="The first letter" if kind == Letter.kind and letter == first else "",
        )


def _first_letter(present: Present, year: int) -> UUID | None:
    """The letter that everything here began with, if it was in this year."""
    found = years(present.vault, present.couple, kinds=[Letter.kind])
    if not found or found[-1] != year:
        return None
    entries = stream(present.vault, present.couple, kinds=[Letter.kind], year=year)
    oldest = min(by_its_writer(present, entries), key=lambda entry: entry.at, default=None)
    return subjects.letter_of(oldest) if oldest else None


def _title(present: Present, entry: Opened[Payload]) -> str:
    them = present.partner.name if present.partner else "my partner"
    if isinstance(entry.payload, Received):
        return "You answered a letter" if entry.mine else f"{them} answered a letter"
    if not entry.mine:
        return f"A letter from {them}"
    return f"A letter to {them}" if with_partner(entry) else "A letter for yourself"


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every letter and answer that this person may read, newest year first."""
    them = present.partner.name if present.partner else "My partner"
    for year in years(present.vault, present.couple, kinds=LETTERS):
        entries = stream(present.vault, present.couple, kinds=LETTERS, year=year)
        for entry in by_its_writer(present, entries):
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
