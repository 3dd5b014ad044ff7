"""What was liked and put away, for the timeline and for a person's own copy."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.quality_time import away_bank
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.selectors.afterwards import is_alone
from nearer.reveal.selectors import is_as_opened

KINDS: Final = (Liked.kind, Away.kind)


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """What this person liked; what both said about one meeting is one moment of two.

    A line of two counts once the other's can be read. That mine was handed over would tell
    whoever gives first that the other one has said something.
    """
    lines = list(stream(present.vault, present.couple, kinds=[Liked.kind], year=year))
    opened = {entry.subject for entry in lines if not entry.mine}
    for entry in lines:
        if not entry.mine or not isinstance(entry.payload, Liked):
            continue
        thread = entry.payload.thread
        if thread is not None and entry.subject in opened:
            where = reverse(
                "quality_time:meeting", kwargs={"thread": thread, "day": entry.payload.on}
            )
            yield Moment(entry.day, "One thing you each liked", where, "pair")
        elif thread is None or is_alone(present, entry):  # type: ignore[arg-type]
            where = reverse("quality_time:liked")
            yield Moment(entry.day, "Something you liked", where, "pair", mine_alone=True)


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every line that this person may read, newest year first."""
    for year in years(present.vault, present.couple, kinds=KINDS):
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
            if is_as_opened(present.vault, present.couple, entry):
                yield _kept(present, entry)


def _kept(present: Present, entry: Opened[Payload]) -> Keepsake:
    partner = present.partner.name if present.partner else "My partner"
    who = "Me" if entry.mine else partner
    match entry.payload:
        case Liked(text=text):
            return Keepsake(entry.day, "One thing I liked", who, text)
        case Away(things=things, line=line):
            bank = away_bank.things()
            names = ", ".join(bank[name].name for name in things if name in bank)
            return Keepsake(entry.day, "Put away", who, "\n".join(it for it in (names, line) if it))
    raise TypeError(entry.payload.kind)
