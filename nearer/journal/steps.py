"""The one way to take a step in a thread. Holds the couple's lock from reading to writing."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from nearer.journal import actions as journal
from nearer.journal.actions import Pen
from nearer.journal.models import Visibility
from nearer.journal.payloads import Payload
from nearer.journal.selectors import read
from nearer.journal.threads import Thread, fold, mark_of


@transaction.atomic
def take_step(
    pen: Pen,
    payload: type[Payload],
    *,
    thread: str,
    seen: Collection[str],
    since: date | None = None,
    visibility: str = Visibility.SHARED,
    expires_on: date | None = None,
    **said: Any,
) -> Thread[Any]:
    """Add a step, shared at once unless it is a thread of one's own, and return the thread.

    `seen` are the marks the form carried. What the other wrote meanwhile stays beside it as
    a second head. A form sent twice is one step. Where there are many threads of a kind, `since`
    says from which day on this one's steps can be. Raises `NoPartnerYet` and `padding.TooLong`.
    """
    journal.hold(pen.couple)
    before = thread_of(pen, payload, thread, since=since)
    link = before.link(seen)
    step = payload(**link, **said)
    if not any(mine.mine and mine.payload == step for mine in before.steps):
        followed = [old.id for old in before.steps if mark_of(old) in link["after"]]
        predecessor = followed[-1] if followed else None
        journal.write(
            pen, step, visibility=visibility, predecessor=predecessor, expires_on=expires_on
        )
    return thread_of(pen, payload, thread, since=since)


def thread_of(
    pen: Pen, payload: type[Payload], name: str, *, since: date | None = None
) -> Thread[Any]:
    """The thread of this name as its reader may open it. Steps of a kind are few, or `since`."""
    reading = read(pen.vault, pen.couple, kinds=[payload.kind], since=since)
    return fold(name, reading.of(payload))
