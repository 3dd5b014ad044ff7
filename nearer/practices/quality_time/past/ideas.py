"""What the two picked, for the timeline and for a person's own copy."""

from collections.abc import Iterator

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.quality_time.entries.ideas import Picks
from nearer.practices.quality_time.selectors.picks import all_rounds, named
from nearer.reveal.rules import Round
from nearer.reveal.selectors import is_as_opened


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """Rounds that lie open to both, newest first."""
    opened = [it for it in all_rounds(present).picked.values() if it.state is Round.OPEN]
    first = min((it.number for it in opened), default=0)
    for picked in sorted(opened, key=lambda it: (it.day, it.number), reverse=True):
        if picked.day.year == year:
            yield Moment(
                day=picked.day,
                title="You both picked what you would like to do",
                href=reverse("quality_time:picks-round", kwargs={"number": picked.number}),
                icon="leaf",
                first="The first ideas you both picked" if picked.number == first else "",
            )


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every choice that this person may read, newest year first."""
    for year in years(present.vault, present.couple, kinds=[Picks.kind]):
        for entry in stream(present.vault, present.couple, kinds=[Picks.kind], year=year):
            if isinstance(entry.payload, Picks) and is_as_opened(
                present.vault, present.couple, entry
            ):
                yield _kept(present, entry, entry.payload)


def _kept(present: Present, entry: Opened[Payload], picks: Picks) -> Keepsake:
    partner = present.partner.name if present.partner else "My partner"
    titles = "\n".join(idea.title for idea in named(picks.ideas))
    return Keepsake(entry.day, "Ideas that were picked", "Me" if entry.mine else partner, titles)
