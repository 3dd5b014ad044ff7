"""Sittings on the timeline, and in a person's own copy: only what they chose to keep."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.rules.terms import Kind
from nearer.practices.presence.selectors.afterwards import is_alone
from nearer.reveal.selectors import is_as_opened

KINDS: Final = (Taken.kind,)
TITLES: Final = {
    Kind.LISTEN: "You listened to each other",
    Kind.AWAY: "Your phones were away",
    Kind.SILENT: "You were quiet together",
}


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """A sitting of two once both kept it; what I kept for myself, for me.

    That mine was handed over would tell whoever gives first that the other has said something.
    """
    lines = list(stream(present.vault, present.couple, kinds=KINDS, year=year))
    opened = {entry.subject for entry in lines if not entry.mine}
    for entry in lines:
        if not entry.mine or not isinstance(entry.payload, Taken):
            continue
        thread = entry.payload.thread
        if is_alone(present, entry):  # type: ignore[arg-type]
            where = reverse("presence:kept")
            yield Moment(entry.day, "Something you took along", where, "pair", mine_alone=True)
        elif thread is not None and entry.subject in opened:
            where = reverse("presence:after", kwargs={"thread": thread})
            yield Moment(entry.day, TITLES[Kind(entry.payload.sort)], where, "pair")


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every line that this person may read, newest year first."""
    partner = present.partner.name if present.partner else "My partner"
    for year in years(present.vault, present.couple, kinds=KINDS):
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
            if isinstance(entry.payload, Taken) and is_as_opened(
                present.vault, present.couple, entry
            ):
                text = entry.payload.text or "It took place."
                who = "Me" if entry.mine else partner
                yield Keepsake(entry.day, "One thing I took along", who, text)
