"""The notation in which people write and review messages: one message a line.

`PARTS| the text with [code marked words] in it`, under a line `# name of the voice`.
A line that begins with `~` is the twin of the line above it: nearly the same words, one of
the two blaming and the other not. One with `?` is a trap: no blame, though it looks like it.
README.md in this folder explains codes and letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nearer.coach.reading import LABELS, PARTS, PSEUDO

CODES = dict(zip(["ab", "ac", "mr", "ch", "co", "de", "wi", "pf", "dm"], LABELS, strict=True))
LETTERS = dict(zip("ofnrwa", PARTS, strict=True))

_ONE = "|".join(CODES)
_OPENS = re.compile(rf"\[((?:{_ONE})(?:\+(?:{_ONE}))*) ")


class Unreadable(ValueError):
    """A line that is not in the notation, with its place."""


@dataclass(frozen=True, slots=True)
class Span:
    """Marked words: code points of the text, `start` inclusive, `end` exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message with what a reader marked in it."""

    id: str
    hand: str
    voice: str
    text: str
    spans: tuple[Span, ...] = ()
    parts: frozenset[str] = frozenset()
    twin_of: str | None = None
    trap: bool = False
    weak: str | None = None
    """`kind` or `hostile` for an ordinary line of which only that much is known."""

    @property
    def blame(self) -> bool:
        """Any mark but a tip; of a weak line, what its source says."""
        return self.weak == "hostile" or any(span.label != PSEUDO for span in self.spans)

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(span.label for span in self.spans)


def read_folder(folder: Path) -> list[Message]:
    """Every message in the `*.txt` below a folder; the first folder name is the hand.

    Raises `Unreadable`.
    """
    files = sorted(folder.rglob("*.txt"))
    return [
        message
        for file in files
        for message in _read(file, file.relative_to(folder).parts[0].removesuffix(".txt"))
    ]


def _read(file: Path, hand: str) -> Iterator[Message]:
    voice, before = "", None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            voice = line[1:].strip()
            continue
        try:
            message = parse(line, id=f"{hand}/{file.stem}:{number}", hand=hand, voice=voice)
        except ValueError as why:
            place = f"{file.parent.name}/{file.name}:{number}"
            raise Unreadable(f"{place}: {why}") from why
        if line.startswith("~"):
            if before is None:
                raise Unreadable(f"{file.name}:{number}: a twin of nothing")
            message = replace(message, twin_of=before)
        before = message.id
        yield message


def parse(line: str, *, id: str = "", hand: str = "", voice: str = "") -> Message:  # noqa: A002
    """One line of the notation. Raises `ValueError` with what is wrong."""
    letters, bar, body = line.lstrip("~?").partition("|")
    if not bar:
        raise ValueError("no bar between parts and text")
    letters = letters.strip()
    wrong = set(letters) - set(LETTERS) - {"-"}
    if wrong:
        raise ValueError(f"unknown part {'/'.join(sorted(wrong))}")
    text, spans = _unmark(body.strip())
    if not text:
        raise ValueError("no text")
    parts = frozenset(LETTERS[letter] for letter in letters if letter != "-")
    message = Message(id, hand, voice, text, spans, parts, trap=line.startswith("?"))
    if message.trap and message.blame:
        raise ValueError("a trap has no blame")
    return message


def _unmark(body: str) -> tuple[str, tuple[Span, ...]]:
    out: list[str] = []
    open_: list[tuple[list[str], int]] = []
    spans: list[Span] = []
    place = 0
    while place < len(body):
        if mark := _OPENS.match(body, place):
            open_.append((mark[1].split("+"), len(out)))
            place = mark.end()
            continue
        if body[place] == "[":
            raise ValueError("a bracket without a code")
        if body[place] == "]":
            if not open_:
                raise ValueError("a mark ends that never began")
            codes, start = open_.pop()
            spans += [Span(start, len(out), CODES[code]) for code in codes]
        else:
            out.append(body[place])
        place += 1
    if open_:
        raise ValueError("a mark that does not end")
    return "".join(out), tuple(sorted(spans, key=lambda span: (span.start, span.end, span.label)))
