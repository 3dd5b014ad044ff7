"""A host and a guest with their keys in hand, and a round that nobody has answered."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from nearer.accounts.present import Present
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Row, open_row
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, rows_of
from nearer.reveal import actions
from nearer.reveal.rules import Round
from nearer.reveal.selectors import rounds
from nearer.sealing.boxes import DoesNotOpen
from tests.presence import present_of


@dataclass(frozen=True, slots=True)
class Said(Payload, kind="tests.said"):
    text: str


@dataclass
class Table:
    """A round, the two who sit at it, and their rows as they lie in the database."""

    host: Present
    guest: Present
    subject: UUID
    said: type[Said] = Said

    def answers(self, who: Present, text: str = "") -> UUID:
        payload = Said(text or f"{who.name}'s own words")
        return actions.answer(who.pen, payload, subject=self.subject)

    def visits(self, who: Present) -> Round:
        """Look at the round, as every page of it does."""
        found = rounds(who.vault, who.couple, [self.key])
        return actions.settle(who.pen, found)[self.key]

    def opens(self, who: Present) -> None:
        actions.open_round(who.pen, kind=Said.kind, subject=self.subject)

    def row(self, who: Present) -> Row:
        """What this person has sealed in the round."""
        return next(as_rows(self.rows(who)))

    def rows(self, who: Present):
        found = rows_of(who.couple).filter(owner_id=who.id, kind=Said.kind, subject=self.subject)
        return found.filter(visibility=Visibility.WHEN_BOTH)

    def edits(self, who: Present, **columns) -> None:
        """Change this person's row by hand, as whoever has the database can."""
        assert Entry.objects.of(who.couple).filter(id=self.row(who).id).update(**columns)

    def reads(self, reader: Present, row: Row) -> str | None:
        """What the reader's keys make of a row, or None."""
        try:
            opened = open_row(reader.vault, row)
        except DoesNotOpen:
            return None
        assert isinstance(opened.payload, Said)
        return opened.payload.text

    @property
    def key(self) -> tuple[str, UUID]:
        return Said.kind, self.subject


@pytest.fixture
def table(couple) -> Table:
    alice, bob = couple
    return Table(present_of(alice), present_of(bob), uuid4())
