"""The park-it list: what is practical, and not for the talk."""

from dataclasses import dataclass
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.conversation.entries import Parked, Unparked


@dataclass(frozen=True, slots=True)
class Line:
    """One line, whoever wrote it."""

    id: UUID
    text: str
    mine: bool
    shared: bool
    ticked_by_me: bool = False


@dataclass(frozen=True, slots=True)
class ParkedPage:
    """What is still to be done, oldest first, and what was done lately."""

    lines: tuple[Line, ...]
    done: tuple[Line, ...]
    broken: bool


def reading(present: Present) -> Reading:
    """Lines and ticks are few: what is done is cleared away by whoever comes by."""
    return read(present.vault, present.couple, kinds=[Parked.kind, Unparked.kind])


def parked(present: Present) -> ParkedPage:
    """The list as both see it."""
    found = reading(present)
    ticked = {entry.payload.parked for entry in found.of(Unparked)}
    by_me = {entry.payload.parked for entry in found.own(Unparked)}
    lines = [
        Line(
            entry.id,
            entry.payload.text,
            entry.mine,
            shared=entry.visibility == Visibility.SHARED,
            ticked_by_me=entry.id.hex in by_me,
        )
        for entry in reversed(list(found.of(Parked)))
    ]
    return ParkedPage(
        lines=tuple(line for line in lines if line.id.hex not in ticked),
        done=tuple(line for line in lines if line.id.hex in ticked),
        broken=bool(found.broken),
    )
