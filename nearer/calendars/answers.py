"""`Busy` on its way through a pipe, from a process that is not believed."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from nearer.calendars.reading import Busy
from nearer.calendars.warnings import Warn


def text_of(found: Busy | Warn) -> str:
    """What was found, or why nothing was, as one line of JSON."""
    if isinstance(found, Warn):
        return json.dumps({"why": found})
    return json.dumps({name: getattr(found, name) for name in Busy.__slots__})


def busy_of(text: bytes, *, covers: tuple[int, int]) -> Busy | Warn | None:
    """What `text_of` wrote, or None where this is anything else.

    Everything is looked at, since whoever takes over the process may write what they like: the
    numbers are whole, in order and in the window that was asked for, and the words are ours.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    try:
        return Warn(said["why"]) if "why" in said else _busy(said, covers)
    except (KeyError, TypeError, ValueError):
        return None


def _busy(said: dict[str, Any], covers: tuple[int, int]) -> Busy:
    """Raises `KeyError`, `TypeError` or `ValueError` for whatever is not as it should be."""
    complete, unread = said["complete"], said["unread"]
    if type(complete) is not bool or type(unread) is not int or unread < 0:
        raise ValueError
    if set(said) != set(Busy.__slots__) or tuple(said["covers"]) != covers:
        raise ValueError
    return Busy(
        spans=_pairs(said["spans"], *covers),
        days=_pairs(said["days"], 1, date.max.toordinal(), least=0),
        complete=complete,
        warnings=tuple(map(Warn, said["warnings"])),
        unread=unread,
        covers=covers,
    )


def _pairs(
    said: Sequence[Sequence[int]], low: int, high: int, *, least: int = 1
) -> tuple[tuple[int, int], ...]:
    """Pairs of whole numbers from `low` to `high`, ascending, each `least` long."""
    pairs = []
    for first, last in said:
        if type(first) is not int or type(last) is not int:
            raise TypeError
        if first < low or last > high or last - first < least:
            raise ValueError
        low = last + 1
        pairs.append((first, last))
    return tuple(pairs)
