"""Who listens to what, in this process. Any thread may tell; nothing here waits or writes."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nearer.live.signals import Signal


class TooMany(Exception):
    """As many as there may be listen already."""


class Closed(Exception):
    """This process is about to end, or whoever wanted to listen has gone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many may listen at once."""

    of_a_person: int = 6
    """Counted for each of the two alone. Of a number for both, whoever takes all but one would
    learn whether the other listens, and whoever takes all would keep them out."""
    of_a_session: int = 3
    """Of these the oldest gives way, so that a phone that lost its network can come back."""
    at_an_address: int = 40


@dataclass(slots=True, eq=False)
class Ear:
    """One phone that listens. It keeps the newest signal only: whoever is slow misses turns,
    but never the last one.
    """

    couple: UUID
    subject: UUID
    session: UUID
    person: UUID
    newest: Signal | None = None
    taken: int | None = None
    """The version that was said last."""
    ended: bool = False

    def wake(self) -> None:
        """There is something to take, or it has ended. Called from any thread."""

    def end(self) -> None:
        """Have it say goodbye."""
        self.ended = True
        self.wake()

    def offer(self, signal: Signal) -> bool:
        """Keep it, if it is newer than what is known. Whether it was."""
        if self.newest is not None and signal.version <= self.newest.version:
            return False
        self.newest = signal
        return True

    def take(self) -> Signal | None:
        """The newest signal, if it was not said yet."""
        signal = self.newest
        if signal is None or signal.version == self.taken:
            return None
        self.taken = signal.version
        return signal


@dataclass(slots=True)
class Hub:
    """The rooms of this process, by couple and subject. What is empty is not kept."""

    limits: Limits = field(default_factory=Limits)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _rooms: dict[tuple[UUID, UUID], list[Ear]] = field(default_factory=dict)
    _people: dict[UUID, list[Ear]] = field(default_factory=dict)
    _addresses: Counter[str] = field(default_factory=Counter)
    _closed: bool = False

    def enter(self, address: str) -> None:
        """Count somebody who comes from this address. Raises `TooMany`."""
        with self._lock:
            if self._addresses[address] >= self.limits.at_an_address:
                raise TooMany
            self._addresses[address] += 1

    def go(self, address: str) -> None:
        """Count them no more."""
        with self._lock:
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    def come(self, ear: Ear) -> None:
        """Let it hear what is told from now on. Raises `TooMany` and `Closed`."""
        with self._lock:
            if self._closed or ear.ended:
                raise Closed
            own = self._people.get(ear.person, [])
            here = [other for other in own if other.session == ear.session]
            gives_way = here[0] if len(here) >= self.limits.of_a_session else None
            if gives_way:
                self._forget(gives_way)
            elif len(own) >= self.limits.of_a_person:
                raise TooMany
            self._people.setdefault(ear.person, []).append(ear)
            self._rooms.setdefault((ear.couple, ear.subject), []).append(ear)
        if gives_way:
            gives_way.end()

    def leave(self, ear: Ear) -> None:
        """It hears nothing more. Leaving twice, or without having come, is nothing."""
        ear.ended = True
        with self._lock:
            self._forget(ear)

    def tell(self, couple: UUID, subject: UUID, signal: Signal) -> None:
        """Let all who listen to this know. Returns at once, from any thread."""
        with self._lock:
            listening = self._rooms.get((couple, subject), ())
            awake = [ear for ear in listening if ear.offer(signal)]
        for ear in awake:
            ear.wake()

    def offer(self, ear: Ear, signal: Signal) -> None:
        """Let one of them know what it should have heard."""
        with self._lock:
            newer = ear.offer(signal)
        if newer:
            ear.wake()

    def close(self) -> None:
        """Nobody comes in any more."""
        with self._lock:
            self._closed = True

    @property
    def holds(self) -> int:
        """How many entries it keeps of whatever kind; none where nobody listens."""
        return len(self._rooms) + len(self._people) + len(self._addresses)

    def _forget(self, ear: Ear) -> None:
        _take_out(self._people, ear.person, ear)
        _take_out(self._rooms, (ear.couple, ear.subject), ear)


def _take_out(kept: dict[Any, list[Ear]], key: Any, ear: Ear) -> None:
    listed = kept.get(key, [])
    if ear in listed:
        listed.remove(ear)
    if not listed:
        kept.pop(key, None)
