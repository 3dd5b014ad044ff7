"""Writers of the park-it list. Either of the two may tick off the other's line."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Entry, Visibility
from nearer.practices.conversation.entries import Parked, Unparked
from nearer.practices.conversation.selectors import parked as selectors

KEPT = timedelta(days=30)
"""So long a line that is done can be put back; then its writer's next step clears it away."""


@transaction.atomic
def park(present: Present, text: str) -> None:
    """Put a line on the list: of both, or one's own while one is alone. Once, when sent twice."""
    journal.hold(present.couple)
    _clear(present)
    if not any(line.mine and line.text == text for line in selectors.parked(present).lines):
        visibility = Visibility.SHARED if present.partner else Visibility.ONLY_ME
        journal.write(present.pen, Parked(text), visibility=visibility)


@transaction.atomic
def tick(present: Present, line: UUID) -> None:
    """Tick a line off, whoever wrote it. Raises `Entry.DoesNotExist` for what is no line."""
    journal.hold(present.couple)
    found = next((x for x in selectors.parked(present).lines if x.id == line), None)
    if found is None:
        raise Entry.DoesNotExist
    journal.write(
        present.pen,
        Unparked(line.hex),
        visibility=Visibility.SHARED if found.shared else Visibility.ONLY_ME,
        subject=_subject(present, line),
    )
    _clear(present)


@transaction.atomic
def put_back(present: Present, line: UUID) -> None:
    """It was not done after all. Takes away one's own tick only."""
    journal.discard_about(present.pen, Unparked.kind, _subject(present, line))


def _subject(present: Present, line: UUID) -> UUID:
    return present.vault.subject(Unparked.kind, line.hex)


def _clear(present: Present) -> None:
    """Let one's own rows go that nobody needs any more, so that the list stays short for ever."""
    reading = selectors.reading(present)
    ticks = {entry.payload.parked: entry.day for entry in reading.of(Unparked)}
    lines = {entry.id.hex for entry in reading.of(Parked)}
    for entry in reading.own(Parked):
        ticked = ticks.get(entry.id.hex)
        if ticked is not None and present.day - ticked > KEPT:
            journal.discard(present.pen, entry.id)
    for tick_ in reading.own(Unparked):
        if tick_.payload.parked not in lines:
            journal.discard(present.pen, tick_.id)
