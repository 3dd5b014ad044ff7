"""Asks a calendar when its owner is busy, and says what came of it. Writes nothing."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from nearer.calendars import spans as sweep
from nearer.calendars.child import read_safely
from nearer.calendars.reading import Busy, NotACalendar
from nearer.fetching import caldav, calendar
from nearer.fetching.address import parse
from nearer.fetching.calendar import State
from nearer.fetching.talk import NotNow, same_house
from nearer.fetching.words import Refused
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.rules import calendars as rules

READ: Final = "read"
"""Begins a state that says why what came could not be read; a warning's code follows."""
AT_ONCE: Final = 2
"""So many calendars are asked at a time while somebody waits; pages have four threads."""
_waiting: set[UUID] = set()
_taking = threading.Lock()


class TooBusy(Exception):
    """Others are being asked right now."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a calendar is, and what it was asked before. As secret as the calendar itself."""

    way: str
    url: str
    user: str = ""
    password: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def sign_in(self) -> tuple[str, str] | None:
        return (self.user, self.password) if self.user or self.password else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: a state, "" for understood, and then when its owner is busy."""

    state: str = ""
    busy: Busy | None = None
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    wait: int | None = None
    """For how many seconds its server wants to be left alone."""


@contextmanager
def a_place(person: UUID) -> Iterator[None]:
    """One of the few places in which somebody waits for a calendar. Raises `TooBusy`.

    Nobody has two of them: a person with slow servers keeps the others from nothing.
    """
    with _taking:
        if person in _waiting or len(_waiting) == AT_ONCE:
            raise TooBusy
        _waiting.add(person)
    try:
        yield
    finally:
        with _taking:
            _waiting.discard(person)


def another_way(kept: Source, new: Mapping[str, str]) -> Where:
    """Where a calendar is with `new` fields: `url`, `user` or `password`. A password for one
    server is not sent to another: whoever holds the phone for a minute could type their own.
    """
    known = Where(kept.way, kept.url, kept.user, kept.password)
    if "url" in new and not _is_same_server(kept.url, new["url"]):
        known = Where(kept.way, kept.url)
    return replace(known, **new)


def _is_same_server(one: str, other: str) -> bool:
    try:
        return same_house(parse(one), parse(other))
    except Refused:
        return False


def ask(where: Where, *, zone: str, now: datetime) -> Answer:
    """Ask for the coming 180 days and read them. Never raises for what a server does."""
    if where.way == "caldav":
        return _by_caldav(where, zone=zone, now=now)
    got = calendar.fetch(
        where.url,
        etag=where.etag,
        last_modified=where.last_modified,
        sign_in=where.sign_in,
        allowed=settings.HOME_HOSTS,
    )
    if got.state is State.UNCHANGED:
        return Answer(unchanged=True, etag=got.etag, last_modified=got.last_modified)
    if got.state is not State.OK:
        return Answer(got.state, wait=got.retry_after_s)
    return _read([got.body], zone=zone, now=now, etag=got.etag, last_modified=got.last_modified)


def _by_caldav(where: Where, *, zone: str, now: datetime) -> Answer:
    start, end = now - rules.BACK, now + rules.FAR
    try:
        bodies = caldav.events(
            where.url, where.sign_in, start=start, end=end, allowed=settings.HOME_HOSTS
        )
    except NotNow as fault:
        return Answer(fault.state, wait=fault.retry_after_s)
    return _read(bodies, zone=zone, now=now)


def of_a_file(body: bytes, *, zone: str, now: datetime) -> Answer:
    """The same for a file that was brought along, for longer ahead."""
    return _read([body], zone=zone, now=now, far=True)


def _read(
    bodies: list[bytes],
    *,
    zone: str,
    now: datetime,
    far: bool = False,
    etag: str = "",
    last_modified: str = "",
) -> Answer:
    start, end = now - rules.BACK, now + (rules.FAR_OF_A_FILE if far else rules.FAR)
    try:
        found = [read_safely(body, start=start, end=end, zone=zone) for body in bodies]
    except NotACalendar as fault:
        return Answer(f"{READ}:{fault.why}")
    covers = (sweep.minute(start), sweep.minute(end))
    return Answer(busy=_together(found, covers), etag=etag, last_modified=last_modified)


def _together(found: list[Busy], covers: tuple[int, int]) -> Busy:
    """Several answers of one calendar as one. None at all is a calendar without events."""
    if len(found) == 1:
        return found[0]
    return Busy(
        spans=sweep.merge(span for busy in found for span in busy.spans),
        days=tuple(_joined(sorted(day for busy in found for day in busy.days))),
        complete=all(busy.complete for busy in found),
        warnings=tuple(dict.fromkeys(it for busy in found for it in busy.warnings)),
        unread=sum(busy.unread for busy in found),
        covers=covers,
    )


def _joined(days: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of days that touch, as one."""
    whole: tuple[int, int] | None = None
    for first, last in days:
        if whole is not None and first <= whole[1] + 1:
            whole = (whole[0], max(whole[1], last))
            continue
        if whole is not None:
            yield whole
        whole = (first, last)
    if whole is not None:
        yield whole
