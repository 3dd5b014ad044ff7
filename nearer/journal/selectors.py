"""Reading the journal: one query, then a few microseconds for each entry."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import Opened, Reading, Row, open_row, open_rows
from nearer.journal.payloads import Payload
from nearer.lib.owned import OwnedQuerySet
from nearer.lib.prepared import Prepared
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.vault import Vault


def rows_of(couple: UUID) -> OwnedQuerySet:
    """The couple's rows as `Row` tuples; narrow it further."""
    return Entry.objects.of(couple)


def as_rows(query: OwnedQuerySet) -> Iterator[Row]:
    return map(_row, query.values_list(*Row._fields).iterator(chunk_size=200))


def _row(values: Sequence[Any]) -> Row:
    *plain, own_key, given_key, body = values
    given = None if given_key is None else bytes(given_key)  # PostgreSQL hands out memoryviews
    return Row._make((*plain, bytes(own_key), given, bytes(body)))


def giver(vault: Vault) -> UUID:
    """Whose gifts count: the pinned partner's. Without one, nobody's but one's own."""
    return vault.keyring.partner.person if vault.keyring.partner else vault.person


def readable_by(person: UUID, partner: UUID, couple: UUID) -> Q:
    """Mine, what my partner shared, and rounds in which I have given mine too.

    The partner's other rows are not even fetched, so nothing about them can show, not in
    a count and not in the time it takes.
    """
    my_part = rows_of(couple).filter(
        # Always so, and said for PostgreSQL: it looks up one row for each of theirs instead
        # of collecting all of mine, which after ten years are thousands.
        ~Q(id=OuterRef("id")),
        owner_id=person,
        kind=OuterRef("kind"),
        subject=OuterRef("subject"),
        visibility=Visibility.WHEN_BOTH,
        given_key__isnull=False,
    )
    open_to_both = Q(visibility=Visibility.SHARED) | Q(Exists(my_part))
    theirs = Q(owner_id=partner, given_key__isnull=False)
    return Q(owner_id=person) | (theirs & open_to_both)


def read(
    vault: Vault,
    couple: UUID,
    *,
    kinds: Collection[str],
    since: date | Mapping[str, date] | None = None,
    waiting_since: date | None = None,
    standing: Collection[str] = (),
    subjects: Collection[UUID] | None = None,
) -> Reading:
    """Open the entries of these kinds, newest first, in one query.

    From `since` on, which may be another day for each kind, or about `subjects`. One's own
    answers that were not handed over yet are read from the earlier `waiting_since` on;
    `standing` kinds, of which there are few, whatever their day.
    """
    few = tuple(standing)
    many = tuple(kind for kind in kinds if kind not in few)
    if not many or (subjects is not None and not subjects):
        return read(vault, couple, kinds=few) if few else Reading()
    windows = _windows(many, since)
    days = [day for day in (*windows, waiting_since) if day is not None]
    statement = _reading(
        tuple(windows.values()),
        few,
        subjects=None if subjects is None else len(subjects),
        days=len(days),
    )
    rows = statement.rows(couple, vault.person, giver(vault), *days, *(subjects or ()))
    reading = open_rows(vault, map(_row, rows))
    newest_first = sorted(reading.entries, key=lambda entry: entry.at, reverse=True)
    return Reading(tuple(newest_first), reading.broken)


def _windows(
    kinds: tuple[str, ...], since: date | Mapping[str, date] | None
) -> dict[date | None, tuple[str, ...]]:
    """The kinds that are read from the same day on, the latest day first."""
    if not isinstance(since, Mapping):
        return {since: kinds}
    days = sorted({since[kind] for kind in kinds}, reverse=True)
    return {day: tuple(kind for kind in kinds if since[kind] == day) for day in days}


@lru_cache(maxsize=64)
def _reading(
    windows: tuple[tuple[str, ...], ...],
    standing: tuple[str, ...],
    *,
    subjects: int | None,
    days: int,
) -> Prepared:
    """What `read` asks, in parts: an index serves each of them, and none serves their OR."""

    def build(couple: UUID, person: UUID, partner: UUID, *rest: Any) -> QuerySet[Any, Any]:
        readable = rows_of(couple).filter(readable_by(person, partner, couple))
        parts = []
        for number, kinds in enumerate(windows):
            part = readable.filter(kind__in=kinds)
            if subjects is not None:
                part = part.filter(subject__in=rest[days:])
            parts.append(part.filter(day__gte=rest[number]) if days else part)
        if days > len(windows):
            parts.append(_waiting(couple, person, windows, rest))
        if standing:
            parts.append(readable.filter(kind__in=standing))
        first, *others = (part.values_list(*Row._fields) for part in parts)
        return first.union(*others, all=True) if others else first

    return Prepared(build, UUID, UUID, UUID, *[date] * days, *[UUID] * (subjects or 0))


def _waiting(
    couple: UUID, person: UUID, windows: tuple[tuple[str, ...], ...], days: Sequence[date]
) -> OwnedQuerySet:
    """One's own answers that were not handed over, from before the window of their kind."""
    before = (Q(kind__in=kinds, day__lt=days[n]) for n, kinds in enumerate(windows))
    waiting = rows_of(couple).filter(
        owner_id=person, visibility=Visibility.WHEN_BOTH, given_key__isnull=True
    )
    return waiting.filter(reduce(or_, before), day__gte=days[len(windows)])


def stream(
    vault: Vault,
    couple: UUID,
    *,
    kinds: Collection[str],
    year: int,
    broken: list[UUID] | None = None,
) -> Iterator[Opened[Payload]]:
    """One year's entries, newest day first, one body in memory at a time.

    What does not open is left out, and named in `broken` for whoever brings one.
    """
    query = rows_of(couple).filter(
        readable_by(vault.person, giver(vault), couple), kind__in=kinds, day__year=year
    )
    for row in as_rows(query.order_by("-day", "id")):
        try:
            yield open_row(vault, row)
        except DoesNotOpen:
            if broken is not None:
                broken.append(row.id)


def years(vault: Vault, couple: UUID, *, kinds: Collection[str]) -> list[int]:
    """The years in which there is something to read, newest first."""
    query = rows_of(couple).filter(readable_by(vault.person, giver(vault), couple), kind__in=kinds)
    days = query.dates("day", "year", order="DESC")
    return [day.year for day in days]


def one(vault: Vault, couple: UUID, entry: UUID) -> Opened[Payload] | None:
    """One entry by id, if this reader may open it."""
    query = rows_of(couple).filter(readable_by(vault.person, giver(vault), couple), id=entry)
    return next(iter(open_rows(vault, as_rows(query)).entries), None)
