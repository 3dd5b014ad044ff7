"""The text of both: how it begins, and what one version changed. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_BITS = re.compile(r"\s+|[^\s]+")


def first_draft(pieces: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    """A text to begin with, out of the pieces that fit and the names of what both recognise.

    `pieces` are (when, text) in the order in which they are read.
    """
    fitting = {"always", "some" if names else "none"}
    listed = "".join(f"\n– {name}" for name in names)
    return "\n\n".join(
        text + (listed if when == "some" else "") for when, text in pieces if when in fitting
    )


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a version: `same` as before, `new`, or `gone`."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Bit]:
    """What one version changed, word by word."""
    return list(_changes(_BITS.findall(before), _BITS.findall(after)))


def _changes(old: list[str], new: list[str]) -> Iterator[Bit]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone = fresh = ""
    for what, a, b, c, d in matcher.get_opcodes():
        kept = "".join(new[c:d])
        if what == "equal" and not (kept.isspace() and (gone or fresh) and "\n" not in kept):
            yield from _turned(gone, fresh)
            gone = fresh = ""
            yield Bit("same", kept)
        else:  # a single space between two changes belongs to both of them
            gone += "".join(old[a:b])
            fresh += kept
    yield from _turned(gone, fresh)


def _turned(gone: str, fresh: str) -> Iterator[Bit]:
    """What went and what came; what is the same at their end is neither."""
    tail = "" if gone.rstrip() and fresh.rstrip() else None
    if tail is not None and gone[len(gone.rstrip()) :] == fresh[len(fresh.rstrip()) :]:
        tail = gone[len(gone.rstrip()) :]
        gone, fresh = gone.rstrip(), fresh.rstrip()
    if gone:
        yield Bit("gone", gone)
    if fresh:
        yield Bit("new", fresh)
    if tail:
        yield Bit("same", tail)
