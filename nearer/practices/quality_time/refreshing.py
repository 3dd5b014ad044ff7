"""Asks calendars for news in their owner's own visits: no key to their address is there else.

It happens beside the visit, in a thread or two of their own, so that no page ever waits for a
foreign server. When which calendar was last asked is remembered in this process and in no row.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connections

from nearer.accounts.present import Present
from nearer.calendars import spans as sweep
from nearer.journal.opened import Opened
from nearer.lib import clock
from nearer.practices.quality_time import asking, publishing
from nearer.practices.quality_time.actions import calendars as actions
from nearer.practices.quality_time.actions import free
from nearer.practices.quality_time.asking import Where
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.rules import calendars as rules
from nearer.practices.quality_time.selectors import calendars as selectors

log = logging.getLogger("nearer.calendars")
THREADS: Final = 2
SECONDS: Final = 60.0
"""After so long no further calendar is asked in one visit, as others wait for their thread."""
WAITING: Final = 16
"""So many visits wait for a thread at most. One that finds no room asks at its next page."""
REMEMBERED: Final = 4096
NEVER: Final = datetime.min.replace(tzinfo=UTC)
FORGET: Final = timedelta(days=1)


class Remembered:
    """When somebody was last looked after, and which calendar was last asked. In memory only."""

    def __init__(self) -> None:
        self._at: dict[UUID, datetime] = {}
        self._lock = threading.Lock()

    def take(self, name: UUID, now: datetime) -> bool:
        """Whether half an hour went by; if so it counts from now, for whoever asks next."""
        with self._lock:
            last = self._at.get(name)
            if last is not None and timedelta(0) <= now - last < rules.OFTEN:
                return False
            self._at[name] = now
            if len(self._at) > REMEMBERED:
                self._at = {n: at for n, at in self._at.items() if now - at < FORGET}
            return True

    def last(self, name: UUID) -> datetime | None:
        with self._lock:
            return self._at.get(name)

    def note(self, name: UUID, now: datetime) -> None:
        with self._lock:
            self._at[name] = now

    def forget(self) -> None:
        with self._lock:
            self._at.clear()


visits, asked = Remembered(), Remembered()
_waiting = threading.BoundedSemaphore(WAITING)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="calendars")


def visited(present: Present) -> "Future[None] | None":
    """Somebody is here: look after their calendars beside the page, at most every half hour."""
    if not settings.CALENDARS_BESIDE_VISITS or not _waiting.acquire(blocking=False):
        return None
    if not visits.take(present.id, present.now):
        _waiting.release()
        return None
    return _threads().submit(_beside, look_after, present)


def _beside(work: Callable[[Present], Any], present: Present) -> None:
    try:
        work(present)
    except Exception as fault:  # noqa: BLE001 - nobody waits for it, and the next visit tries again
        log.warning("beside a visit: %s", type(fault).__name__)
    finally:
        connections.close_all()
        _waiting.release()


def look_after(present: Present) -> None:
    """Put right what is published, ask every calendar that is due, let what is shared follow.

    Who was asked longest ago comes first, as servers that are silent leave no time for others.
    """
    publishing.keep_up(present)
    until = monotonic() + SECONDS
    for entry in sorted(selectors.own_sources(present), key=_asked_at):
        if is_due(entry, now=present.now) and monotonic() < until:
            again(present, entry)
    free.keep_up(present)


def is_due(entry: Opened[Source], *, now: datetime) -> bool:
    """Whether this calendar may be asked now."""
    source = entry.payload
    if source.way == "file" or entry.subject is None:
        return False
    return rules.is_due(
        state=source.state,
        asked_at=_asked_at(entry),
        wait_until=_moment(source.wait_until),
        now=now,
    )


def _asked_at(entry: Opened[Source]) -> datetime:
    """When it was last asked, as this process remembers or as it is written; or NEVER."""
    known = [_moment(entry.payload.asked_at), asked.last(selectors.name_of(entry))]
    return max((at for at in known if at), default=NEVER)


def again(present: Present, entry: Opened[Source]) -> asking.Answer:
    """Ask one calendar now, and take in what comes of it."""
    source, calendar = entry.payload, selectors.name_of(entry)
    asked.note(calendar, present.now)
    where = where_of(source, now=present.now)
    answer = asking.ask(where, zone=clock.zone_or_utc(present.zone).key, now=present.now)
    actions.hear(present, calendar, where, answer)
    return answer


def where_of(source: Source, *, now: datetime) -> Where:
    """Where a calendar is; with what it said of its last change only where news would do."""
    where = Where(source.way, source.url, source.user, source.password)
    covers_until = sweep.moment(source.covers[1]) if source.covers else now
    news = rules.may_ask_for_news(
        whole_at=_moment(source.whole_at), covers_until=covers_until, now=now
    )
    if not news or source.state:
        return where
    return replace(where, etag=source.etag, last_modified=source.last_modified)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
