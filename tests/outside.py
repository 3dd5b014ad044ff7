"""What somebody can do who has the database: read every row, edit every row, try every key.

Nothing here goes through a page. A `Thief` may have words as well, and the key file: he does
what the program does, with the program's own parts, as whoever hosts could at night.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from nearer.accounts.models import Directory, Person, Session, Slot
from nearer.accounts.sessions import Ticket, read_ticket
from nearer.accounts.ways import cost
from nearer.journal.models import Entry
from nearer.journal.opened import Row, open_rows
from nearer.lib.owned import owned_models
from nearer.sealing import passphrase, slots
from nearer.sealing.keyring import open_keyring
from nearer.sealing.vault import Vault


def ticket(someone) -> Ticket:
    """What the cookie of this person's phone says."""
    found = read_ticket(someone.client.cookies["nearer"].value)
    assert found is not None
    return found


def person_of(someone) -> UUID:
    here = ticket(someone)
    return Session.objects.of(here.couple).get(id=here.session).person_id


def entries(someone, **narrower: Any):
    """The rows of this person, as whoever has the database may narrow them."""
    return Entry.objects.of(ticket(someone).couple).filter(owner_id=person_of(someone), **narrower)


def rows(couple: UUID) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of one couple, table by table."""
    return {
        model.__name__: sorted(
            (tuple(_plain(v) for v in row) for row in model.objects.of(couple).values_list()),
            key=repr,
        )
        for model in owned_models()
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def counts() -> dict[str, int]:
    """How many rows each table has, those of no couple too."""
    return {model.__name__: _count(model) for model in apps.get_models()}


def _count(model: type[models.Model]) -> int:
    # On the raw connection: the guard of the couples would rightly refuse this.
    statement = f"SELECT count(*) FROM {model._meta.db_table}"
    return connection.connection.execute(statement).fetchone()[0]


@dataclass
class Thief:
    """Rows of one couple, taken from a database or a backup, and whatever words he knows."""

    people: list[Person]
    slots: list[Slot]
    directory: list[Directory]
    entries: list[Row]
    name_key: bytes = field(default_factory=lambda: settings.NAME_KEY)

    def comes_in(self, *, name: str, words: str) -> Vault | None:
        """The vault these words open, as signing in would, or None."""
        stretched = passphrase.stretch(words, passphrase.salt_for(name, self.name_key), cost())
        for slot in self.slots:
            if slot.lookup is None or bytes(slot.lookup) != stretched.lookup:
                continue
            user_key = slots.empty(
                bytes(slot.box),
                key=stretched.key,
                kind=slot.kind,
                person=slot.person_id,
                commitment=stretched.commitment,
                expected=bytes(slot.commitment),
            )
            return self.vault(slot.person_id, user_key)
        return None

    def vault(self, person: UUID, user_key: bytes) -> Vault:
        row = next(row for row in self.people if row.id == person)
        keyring = open_keyring(bytes(row.keyring), user_key=user_key, person=person)
        return Vault(person=person, user_key=user_key, keyring=keyring)

    def reads(self, vault: Vault) -> list[str]:
        """Every text that this vault opens."""
        return list(texts(open_rows(vault, self.entries).entries))


def texts(opened: Iterable[Any]) -> Iterator[str]:
    for entry in opened:
        yield getattr(entry.payload, "text", repr(entry.payload))


def takes_all(couple: UUID) -> Thief:
    """A copy of what lies in the database about this couple, now."""
    return Thief(
        people=list(Person.objects.of(couple)),
        slots=list(Slot.objects.of(couple)),
        directory=list(Directory.objects.filter(couple_id=couple)),
        entries=[_row(row) for row in Entry.objects.of(couple).values_list(*Row._fields)],
    )


def _row(values: tuple[Any, ...]) -> Row:
    return Row._make(_plain(value) for value in values)
