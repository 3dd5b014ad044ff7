"""Adding, naming, asking and removing calendars. What is shared follows each of them at once."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Entry
from nearer.practices.quality_time.actions import conflicts, free
from nearer.practices.quality_time.asking import Answer, Where
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.rules import calendars as rules
from nearer.practices.quality_time.selectors import calendars as selectors

MOST = 12
"""So many calendars have room."""
WRITTEN_ANEW = timedelta(hours=6)
"""An answer that changes nothing is written down no more often than this."""


class TooMany(Exception):
    """There is no room for another calendar."""


class NotUnderstood(Exception):
    """What came of asking is no calendar; its state says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@transaction.atomic
def add(present: Present, answer: Answer, *, name: str, place: str, where: Where) -> UUID:
    """Keep a calendar that was understood; returns its name in addresses.

    Raises `NotUnderstood` for an answer without one, and `TooMany`.
    """
    if answer.busy is None:
        raise NotUnderstood(answer.state)
    journal.hold(present.couple)
    if len(selectors.own_sources(present)) >= MOST:
        raise TooMany
    blank = Source(
        name=name,
        way=where.way,
        place=place,
        url=where.url,
        user=where.user,
        password=where.password,
    )
    subject = uuid4()
    _write(present, subject, heard(present, blank, answer), before=None)
    return subject


@transaction.atomic
def hear(present: Present, calendar: UUID, where: Where, answer: Answer) -> None:
    """Take in what came of asking a calendar, unless it was removed or moved meanwhile.

    Whatever went wrong, the last good times stay. What changes nothing is not written.
    """
    journal.hold(present.couple)
    entry = selectors.one(present, calendar)
    if entry is None or not _same_place(entry.payload, where):
        return
    then = heard(present, entry.payload, answer)
    if _says_more(entry.payload, then) or present.now - entry.at >= WRITTEN_ANEW:
        _write(present, calendar, then, before=entry.payload)


def _same_place(source: Source, where: Where) -> bool:
    return (source.way, source.url) == (where.way, where.url)


def _says_more(before: Source, after: Source) -> bool:
    """Whether anything but the times of asking is another: most bodies differ every time, and
    what they make of somebody's days does not.
    """
    same = replace(
        after,
        asked_at=before.asked_at,
        read_at=before.read_at,
        whole_at=before.whole_at,
        etag=before.etag,
        last_modified=before.last_modified,
        covers=before.covers,
    )
    return same != before


def heard(present: Present, source: Source, answer: Answer) -> Source:
    """A calendar after this answer. Pure."""
    now = present.now.isoformat()
    wait = rules.retry_at(answer.wait, now=present.now)
    asked = replace(
        source,
        asked_at=now,
        state=answer.state,
        wait_until=wait.isoformat() if wait else "",
    )
    if answer.unchanged:
        return replace(asked, read_at=now)
    if (busy := answer.busy) is None:
        return asked
    days = [list(day) for day in rules.fitted(busy.days)]
    return replace(
        asked,
        read_at=now,
        whole_at=now,
        etag=answer.etag,
        last_modified=answer.last_modified,
        spans=[list(span) for span in rules.fitted(busy.spans)],
        days=days,
        complete=busy.complete,
        warnings=list(busy.warnings),
        unread=busy.unread,
        covers=list(busy.covers),
        free_days=[day for day in source.free_days if day in days],
    )


def rename(present: Present, calendar: UUID, name: str) -> None:
    """Raises `Entry.DoesNotExist`, as all that follows here does."""
    _change(present, calendar, lambda source: replace(source, name=name))


def take_way_in(present: Present, calendar: UUID, where: Where, answer: Answer) -> None:
    """Go another way to the same calendar, once it was understood. Raises `NotUnderstood`, and
    then everything is as it was.
    """
    if answer.busy is None:
        raise NotUnderstood(answer.state)

    def moved(source: Source) -> Source:
        there = replace(source, url=where.url, user=where.user, password=where.password)
        return heard(present, there, answer)

    _change(present, calendar, moved)


def put_aside(present: Present, calendar: UUID, days: Collection[tuple[int, int]]) -> None:
    """On exactly these all-day dates I am free anyway, and on no others."""
    _change(
        present,
        calendar,
        lambda source: replace(
            source, free_days=[day for day in source.days if tuple(day) in set(days)]
        ),
    )


def accept(present: Present, calendar: UUID, *, use: bool) -> None:
    """Use a calendar although something in it could not be read, or stop doing so."""
    _change(
        present,
        calendar,
        lambda source: replace(source, accepted=source.unread if use else -1),
    )


@transaction.atomic
def remove(present: Present, calendar: UUID) -> None:
    """The calendar is gone, with where it was and all it said. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    entry = selectors.one(present, calendar)
    if entry is None:
        raise Entry.DoesNotExist
    journal.discard_about(present.pen, Source.kind, calendar)
    conflicts.calendar_changed(present, entry.payload, None)
    free.keep_up(present)


@transaction.atomic
def _change(present: Present, calendar: UUID, change: Callable[[Source], Source]) -> None:
    journal.hold(present.couple)
    entry = selectors.one(present, calendar)
    if entry is None:
        raise Entry.DoesNotExist
    _write(present, calendar, change(entry.payload), before=entry.payload)


def _write(present: Present, calendar: UUID, source: Source, *, before: Source | None) -> None:
    journal.write(present.pen, source, subject=calendar, at_least=conflicts.OF_A_CALENDAR)
    conflicts.calendar_changed(present, before, source)
    free.keep_up(present)
