"""What the two saw and wrote here, for the timeline and for a person's own copy."""

from collections.abc import Iterator

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.practices.acknowledge import content, pulse_bank
from nearer.practices.acknowledge.entries import Kept, Picture, Step, Talk, Words
from nearer.practices.acknowledge.selectors import distance
from nearer.reveal.rules import Round
from nearer.reveal.selectors import is_as_opened

KINDS = (Picture.kind, Step.kind, Kept.kind, Words.kind, Talk.kind)


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """Rounds that lie open, texts both kept, and what was drawn for oneself; newest first."""
    found = [*_rounds(present, year), *_own(present, year)]
    return iter(sorted(found, key=lambda moment: moment.day, reverse=True))


def _rounds(present: Present, year: int) -> Iterator[Moment]:
    opened = [
        drawn for drawn in distance.all_rounds(present).drawn.values() if drawn.state is Round.OPEN
    ]
    first = min((drawn.number for drawn in opened), default=0)
    for drawn in opened:
        if drawn.day.year == year:
            yield Moment(
                day=drawn.day,
                title="You both drew how far apart it feels",
                href=reverse("acknowledge:round", kwargs={"number": drawn.number}),
                icon="pair",
                first="The first two pictures" if drawn.number == first else "",
            )


def _own(present: Present, year: int) -> Iterator[Moment]:
    kinds = (Picture.kind, Kept.kind)
    for entry in stream(present.vault, present.couple, kinds=kinds, year=year):
        if isinstance(entry.payload, Kept):
            yield Moment(entry.day, "A text you both kept", reverse("acknowledge:words"), "pen")
        elif entry.mine and entry.visibility == Visibility.ONLY_ME:
            title, where = "A picture for yourself", reverse("acknowledge:pictures")
            yield Moment(entry.day, title, where, "pair", mine_alone=True)


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """Every picture and text that this person may read, newest year first."""
    for year in years(present.vault, present.couple, kinds=KINDS):
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
            if is_as_opened(present.vault, present.couple, entry):
                yield _kept(present, entry)


def _kept(present: Present, entry: Opened[Payload]) -> Keepsake:
    partner = present.partner.name if present.partner else "My partner"
    who = "Me" if entry.mine else partner
    match entry.payload:
        case Picture() as picture:
            return Keepsake(entry.day, "How far apart does it feel?", who, _in_words(picture))
        case Kept(text=text):
            return Keepsake(entry.day, "What we both kept", "Both of us", text)
        case Step(text=text):
            return Keepsake(entry.day, "In words, together", who, text)
        case Talk(text=text):
            return Keepsake(entry.day, "Words for a first talk", who, text)
        case Words(text=text):
            return Keepsake(entry.day, "In words, for me", who, text)
    raise TypeError(entry.payload.kind)


def _in_words(picture: Picture) -> str:
    """A picture for whoever reads it without one."""
    place = pulse_bank.items()["closeness"].words[picture.overlap].capitalize()
    bank = content.causes()
    causes = ", ".join(bank[name].name for name in picture.causes if name in bank)
    return "\n".join(line for line in (place, causes, picture.line) if line)
