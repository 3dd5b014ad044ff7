"""Reading the journal: one query, then a few microseconds for each entry."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Opened, Reading, Row, open_row, open_rows
from nearer.journal.payloads import Payload
from nearer.lib.owned import OwnedQuerySet
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Vault


def rows_of(couple: UUID) -> OwnedQuerySet:
    """The couple's rows as `Row` tuples; narrow it further."""
    return Entry.objects.of(couple)


def as_rows(query: OwnedQuerySet) -> Iterator[Row]:
    return (_row(values) for values in query.values_list(*Row._fields).iterator(chunk_size=200))


def _row(values: tuple[object, ...]) -> Row:
    row = Row._make(values)
    given = row.given_key
    return row._replace(  # PostgreSQL hands out memoryviews
        body=bytes(row.body),
        own_key=bytes(row.own_key),
        given_key=None if given is None else bytes(given),
    )


def readable_by(person: UUID, couple: UUID) -> Q:
    """Mine, what was shared with me, and rounds in which I have given mine too.

    The partner's other rows are not even fetched, so nothing about them can show, not in
    a count and not in the time it takes.
    """
    my_part = rows_of(couple).filter(
        owner_id=person,
        kind=OuterRef("kind"),
        subject=OuterRef("subject"),
        visibility=Visibility.WHEN_BOTH,
        given_key__isnull=False,
    )
    open_to_both = Q(visibility=Visibility.SHARED) | Q(Exists(my_part))
    return Q(owner_id=person) | (Q(given_key__isnull=False) & open_to_both)


def read(
    vault: Vault,
    couple: UUID,
    *,
    kinds: Collection[str],
    since: date | None = None,
    standing: Collection[str] = (),
    subjects: Collection[UUID] | None = None,
) -> Reading:
    """Open the entries of these kinds, newest first, in one query.

    From `since` on, or about `subjects`; `standing` kinds, of which there are few, are read
    whatever their day.
    """
    which = Q(kind__in=kinds)
    if subjects is not None:
        which &= Q(subject__in=subjects)
    if since is not None:
        which &= Q(day__gte=since)
    if standing:
        which |= Q(kind__in=standing)
    query = rows_of(couple).filter(which, readable_by(vault.person, couple))
    reading = open_rows(vault, as_rows(query))
    newest_first = sorted(reading.entries, key=lambda entry: entry.at, reverse=True)
    return Reading(tuple(newest_first), reading.broken)


def stream(
    vault: Vault, couple: UUID, *, kinds: Collection[str], year: int
) -> Iterator[Opened[Payload]]:
    """One year's entries, newest day first, one body in memory at a time."""
    query = rows_of(couple).filter(
        readable_by(vault.person, couple), kind__in=kinds, day__year=year
    )
    for row in as_rows(query.order_by("-day", "id")):
        try:
            yield open_row(vault, row)
        except DoesNotOpen:
            continue


def years(person: UUID, couple: UUID, *, kinds: Collection[str]) -> list[int]:
    """The years in which there is something to read, newest first."""
    query = rows_of(couple).filter(readable_by(person, couple), kind__in=kinds)
    days = query.dates("day", "year", order="DESC")
    return [day.year for day in days]


def one(vault: Vault, couple: UUID, entry: UUID) -> Opened[Payload] | None:
    """One entry by id, if this reader may open it."""
    query = rows_of(couple).filter(readable_by(vault.person, couple), id=entry)
    return next(iter(open_rows(vault, as_rows(query)).entries), None)
