"""An entry as its reader sees it, and the row it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from nearer.journal import payloads
from nearer.journal.models import Visibility
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Label, Vault

P = TypeVar("P", bound=payloads.Payload)
P_co = TypeVar("P_co", bound=payloads.Payload, covariant=True)


class Row(NamedTuple):
    """One row of the table, as tuples come cheaper than models."""

    id: UUID
    owner_id: UUID
    kind: str
    subject: UUID | None
    visibility: str
    day: date
    size: int
    predecessor: UUID | None
    own_key: bytes
    given_key: bytes | None
    body: bytes

    @property
    def label(self) -> Label:
        return Label(
            self.kind,
            self.id,
            self.owner_id,
            self.visibility,
            self.subject,
            self.size,
            self.predecessor,
        )


@dataclass(frozen=True, slots=True)
class Opened(Generic[P_co]):
    """An entry, open."""

    id: UUID
    mine: bool
    given: bool
    subject: UUID | None
    visibility: str
    day: date
    at: datetime
    predecessor: UUID | None
    payload: P_co
    against: bytes = b""

    @property
    def only_mine(self) -> bool:
        return self.visibility == Visibility.ONLY_ME


@dataclass(frozen=True, slots=True)
class Reading:
    """What one query opened, and the ids of what did not open."""

    entries: tuple[Opened[payloads.Payload], ...] = ()
    broken: tuple[UUID, ...] = ()

    def of(self, payload: type[P]) -> Iterator[Opened[P]]:
        """Those with this payload, typed; in the order they came, newest first."""
        for entry in self.entries:
            if isinstance(entry.payload, payload):
                yield entry  # type: ignore[misc]

    def own(self, payload: type[P]) -> Iterator[Opened[P]]:
        """Those that the reader wrote: what is one's own never comes from the partner."""
        return (entry for entry in self.of(payload) if entry.mine)


def open_row(vault: Vault, row: Row) -> Opened[payloads.Payload]:
    """Open one row for this reader. Raises `DoesNotOpen`, also for a day that was changed."""
    mine = row.owner_id == vault.person
    against = b""
    if mine:
        plain = vault.open_own(row.label, body=row.body, own_key=row.own_key)
    elif row.given_key is not None:
        plain, against = vault.open_given(row.label, body=row.body, given_key=row.given_key)
    else:
        raise DoesNotOpen
    try:
        inside = payloads.load(row.kind, plain)
    except (ValueError, KeyError, TypeError) as fault:
        raise DoesNotOpen from fault
    if inside.day != row.day:
        raise DoesNotOpen
    return Opened(
        id=row.id,
        mine=mine,
        given=row.given_key is not None,
        subject=row.subject,
        visibility=row.visibility,
        day=row.day,
        at=inside.at,
        predecessor=row.predecessor,
        payload=inside.payload,
        against=against,
    )


def open_rows(vault: Vault, rows: Iterable[Row]) -> Reading:
    """Open what opens. What does not is counted, never shown and never guessed at."""
    opened, broken = [], []
    for row in rows:
        try:
            opened.append(open_row(vault, row))
        except DoesNotOpen:
            broken.append(row.id)
    return Reading(tuple(opened), tuple(broken))
