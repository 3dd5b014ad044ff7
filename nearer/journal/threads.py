"""A joint thing as a thread: immutable shared steps of both, folded by a rule. Pure.

Nobody rewrites another's row. Each step says which steps its writer had before their eyes,
so two who write at once make two heads, and both stay to be seen.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import UUID

from nearer.journal.opened import Opened


class Linked(Protocol):
    """What a payload needs to be a step of a thread."""

    @property
    def thread(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def after(self) -> list[str]: ...


S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Thread(Generic[S]):
    """The steps of one thread, oldest first, in an order on which both phones agree."""

    name: str
    steps: tuple[Opened[Any], ...] = ()

    @property
    def heads(self) -> tuple[Opened[Any], ...]:
        """The steps that nothing follows. More than one when two wrote at once."""
        followed = {mark for step in self.steps for mark in _linked(step).after}
        return tuple(step for step in self.steps if mark_of(step) not in followed)

    @property
    def forked(self) -> bool:
        return len(self.heads) > 1

    @property
    def seen(self) -> list[str]:
        """What a form carries, so that its step says what its writer had seen."""
        return [mark_of(step) for step in self.heads]

    def link(self, seen: Collection[str]) -> dict[str, Any]:
        """The fields of a next step, written with the steps `seen` before one's eyes.

        Marks that belong to no step are left out. A forged form can so make a head of its
        own, which takes nothing away.
        """
        before = [step for step in self.steps if mark_of(step) in seen]
        number = max((_linked(step).number for step in before), default=0) + 1
        after = [mark_of(step) for step in before]
        return {"thread": self.name, "number": number, "after": after}


def fold(name: str, entries: Iterable[Opened[Any]]) -> Thread[Any]:
    """The thread of this name out of a reading, whatever the order the entries come in."""
    steps = [entry for entry in entries if _linked(entry).thread == name]
    return Thread(name, tuple(sorted(steps, key=_order)))


def is_name(name: object) -> bool:
    """Whether this can be the name of a thread that the program began: a UUID, in hex."""
    try:
        return isinstance(name, str) and UUID(name).hex == name
    except ValueError:
        return False


def names(entries: Iterable[Opened[Any]]) -> list[str]:
    """The threads in a reading, the one with the newest step first."""
    newest: dict[str, Any] = {}
    for entry in entries:
        name = _linked(entry).thread
        newest[name] = max(newest.get(name, entry.at), entry.at)
    return sorted(newest, key=lambda name: (newest[name], name), reverse=True)


def mark_of(entry: Opened[Any]) -> str:
    """What a later step names it by: a hash over its id and all it says.

    Whoever can write the database cannot exchange a step that was already answered without
    the answer losing its hold.
    """
    said = json.dumps(asdict(cast("Any", entry.payload)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(entry.id.bytes + said.encode()).hexdigest()[:32]


def _linked(entry: Opened[Any]) -> Linked:
    return cast("Linked", entry.payload)


def _order(entry: Opened[Any]) -> tuple[int, Any, bytes]:
    return _linked(entry).number, entry.at, entry.id.bytes
