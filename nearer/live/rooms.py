"""What a practice uses of all this: it says once how its things are opened, and then announces."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from nearer.live.hub import Hub
from nearer.live.signals import Signal

if TYPE_CHECKING:
    from nearer.accounts.present import Present

Opener = Callable[["Present", UUID], Signal | None]
"""Where this thing stands now, for whoever may listen to it; None for everybody else.

It only reads, and runs in a thread of the streams' own.
"""


@dataclass(frozen=True, slots=True)
class Room:
    """A kind of thing that phones listen to."""

    opener: Opener
    phases: type[StrEnum]
    waits: frozenset[StrEnum] = frozenset()
    """The phases in which nobody is at it yet, or any more: listening is no visit then."""


known: dict[str, Room] = {}
listening = Hub()


def register(
    name: str, opener: Opener, *, phases: type[StrEnum], waits: Iterable[StrEnum] = ()
) -> None:
    """Phones can listen at `/live/<name>/<subject>/` from now on. Once, when the program starts."""
    if name in known:
        raise ValueError(f"Two things are called {name}.")
    known[name] = Room(opener, phases, frozenset(waits))


def announce(couple: UUID, subject: UUID, signal: Signal) -> None:
    """Tell every phone that listens to this, once the transaction under way has been committed.

    An action calls it inside its transaction. What is rolled back is never told. With PostgreSQL
    it reaches the phones at every process, otherwise those at this one.
    """
    if connection.vendor == "postgresql":
        from nearer.live import postgres  # noqa: PLC0415 - it imports this module

        postgres.notify(couple, subject, signal)
        return
    transaction.on_commit(partial(listening.tell, couple, subject, signal), robust=True)
