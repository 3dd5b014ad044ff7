"""The worker: takes what is due and hands it to the mail server. It holds no person's keys.

At most once. A row is marked as being handed over, durably, before the server hears of it.
If the worker dies in between, nobody knows whether the mail went; then it is dropped, since
a note that does not come harms less than one that comes twice.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q

from nearer.lib import clock
from nearer.notices import mails, rules, selectors, smtp
from nearer.notices.asked import Content, open_content
from nearer.notices.models import Letter, LetterQuerySet
from nearer.sealing.boxes import DoesNotOpen

PAUSE = 10.0  # seconds between two looks into the outbox
LEASE = timedelta(minutes=5)
"""Longer than one mail can take: each answer of the server is waited for a minute at most."""
BATCH = 20

log = logging.getLogger("nearer.notices")
State = Letter.State
Stopping = Callable[[], bool]


def work(stopping: Stopping, *, pause: float = PAUSE) -> None:
    """Send what is due until `stopping`; what fails is tried again in the next round."""
    while not stopping() and selectors.can_send():
        close_old_connections()
        try:
            work_once(stopping)
        except DatabaseError as fault:
            # No traceback: it could quote a row.
            log.error("a round failed: %s", type(fault).__name__)  # noqa: TRY400
        end = time.monotonic() + pause
        while not stopping() and time.monotonic() < end:
            time.sleep(min(0.25, pause))
    connection.close()


def work_once(stopping: Stopping = lambda: False) -> int:
    """Send everything that is due now; returns how many mails the server took."""
    server = None if selectors.why_not() else selectors.server()
    if server is None:
        return 0
    tidy(clock.now())
    done = 0
    while not stopping() and (rows := take(clock.now())):
        done += _deliver(rows, server, stopping)
    return done


def tidy(now: datetime) -> None:
    """Let go of what is over: sent, given up, or in the hands of a worker that is gone."""
    lost = Letter.objects.filter(state=State.SENDING, lease_until__lt=now)
    for letter in list(lost.values_list("id", flat=True)):
        log.warning("notice %s: dropped, since it may have been sent", letter)
        lost.filter(id=letter).delete()
    Letter.objects.filter(state=State.SENT, next_at__lte=now - rules.APART).delete()
    Letter.objects.filter(
        Q(lease_until__isnull=True) | Q(lease_until__lt=now),
        state=State.DUE,
        due_at__lt=now - rules.GIVES_UP_AFTER,
    ).delete()


@transaction.atomic
def take(now: datetime) -> list[Letter]:
    """Lease some of what is due: no other worker has these until the lease is over."""
    rows = list(
        Letter.objects.select_for_update(skip_locked=True)
        .filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=now), state=State.DUE, next_at__lte=now
        )
        .order_by("next_at")[:BATCH]
    )
    until = now + LEASE
    Letter.objects.filter(id__in=[row.id for row in rows]).update(lease_until=until)
    for row in rows:
        row.lease_until = until
    return rows


def _mine(row: Letter, state: State) -> LetterQuerySet:
    return Letter.objects.filter(id=row.id, state=state, lease_until=row.lease_until)


def _deliver(rows: list[Letter], server: smtp.Server, stopping: Stopping) -> int:
    """Hand these over, one connection for all; what is not begun when we stop is given back."""
    ready = [(row, content) for row in rows if (content := _ready(row)) is not None]
    done = 0
    try:
        if ready and not stopping():
            with smtp.talking_to(server) as talk:
                while ready and not stopping():
                    row, content = ready.pop(0)
                    done += _hand_over(row, content, server, talk)
    except smtp.Later as why:
        log.warning("the mail server did not take anything: %s", why)
        for row, content in ready:
            _later(row, content, State.DUE)
        ready = []
    for row, _ in ready:
        _mine(row, State.DUE).update(lease_until=None)
    return done


def _ready(row: Letter) -> Content | None:
    """What is to be sent, if it is to be sent now."""
    try:
        content = open_content(bytes(row.box), row.id)
    except DoesNotOpen:
        log.warning("notice %s: dropped, since it was changed or is of another key file", row.id)
        _mine(row, State.DUE).delete()
        return None
    now, quiet = clock.now(), content.quiet_hours
    if quiet is None:
        return content
    # The worker, or the mail server, may have been away since it was due.
    loud = rules.after_quiet(now, quiet=quiet, zone=content.place)
    if loud > now:
        _mine(row, State.DUE).update(next_at=loud, lease_until=None)
        return None
    if _another_went(row, now):
        _mine(row, State.DUE).delete()
        return None
    return content


def _another_went(row: Letter, now: datetime) -> bool:
    """Whether the same person had a note within the hour: this one would say no more."""
    others = Letter.objects.to(row.handle).filter(state__in=(State.SENDING, State.SENT))
    return others.filter(next_at__gt=now - rules.APART).exclude(id=row.id).exists()


def _hand_over(row: Letter, content: Content, server: smtp.Server, talk: smtp.Talk) -> int:
    if not _begin(row, content):
        return 0
    mail = mails.compose(content, row.id, server=server, now=clock.now())
    try:
        talk.hand_over(mail, content.to)
    except smtp.Later as why:
        log.info("notice %s: not now (%s)", row.id, why)
        _later(row, content, State.SENDING)
        talk.begin_anew()
        return 0
    except smtp.Never as why:
        log.info("notice %s: refused for good (%s)", row.id, why)
        _refused(row)
        talk.begin_anew()
        return 0
    except smtp.Unknown as why:
        log.warning("notice %s: dropped, since it may have been sent (%s)", row.id, why)
        _mine(row, State.SENDING).delete()
        raise smtp.Later(str(why)) from why  # this connection is of no more use
    log.info("notice %s: sent", row.id)
    _mine(row, State.SENDING).update(
        state=State.SENT, box=b"", lease_until=None, next_at=clock.now()
    )
    return 1


def _begin(row: Letter, content: Content) -> bool:
    """Mark it, durably, before the server hears of it. False when it is not ours any more."""
    now = clock.now()
    if content.quiet_hours is not None and _another_went(row, now):
        _mine(row, State.DUE).delete()
        return False
    until = now + LEASE
    begun = _mine(row, State.DUE).update(state=State.SENDING, lease_until=until, next_at=now)
    row.lease_until = until
    return bool(begun)


def _later(row: Letter, content: Content, state: State) -> None:
    """Back to what is due, each time for longer; after three days it is given up."""
    again = rules.next_try(
        due=row.due_at,
        attempts=row.attempts + 1,
        now=clock.now(),
        quiet=content.quiet_hours,
        zone=content.place,
    )
    if again is None:
        log.warning("notice %s: given up", row.id)
        _mine(row, state).delete()
        return
    _mine(row, state).update(
        state=State.DUE, attempts=row.attempts + 1, next_at=again, lease_until=None
    )


def _refused(row: Letter) -> None:
    """The address does not work: its person is told, and nothing more goes there."""
    refused = _mine(row, State.SENDING).update(
        state=State.REFUSED, box=b"", lease_until=None, next_at=clock.now()
    )
    if refused:
        Letter.objects.to(row.handle).filter(state=State.DUE).delete()
