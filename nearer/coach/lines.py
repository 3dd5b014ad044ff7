"""The command `nearer coach`: messages in, one JSON object a line out, in the same order."""

import json
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Final

from nearer.coach.attention import read
from nearer.coach.reading import Reading

LONGEST: Final = 128 * 1024
"""Bytes of one line; a letter of a hundred pages has less."""


class NotAMessage(ValueError):
    """A line that cannot be read; the message is one sentence. `known` is its id, if it has one."""

    def __init__(self, sentence: str, known: str | int | None = None) -> None:
        super().__init__(sentence)
        self.known = known


def main() -> int:
    """Answer each line of standard input; always 0, since what is wrong stands in its line."""
    try:
        for answer in answers(sys.stdin.buffer if sys.stdin else BytesIO()):
            sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read has seen enough; Python would complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def answers(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """One for each line. Lines end with a line feed only, so that a message may hold the others."""
    for number, raw in enumerate(_lines(file), start=1):
        known: str | int
        try:
            known, text = _message(raw, str(number))
        except NotAMessage as sentence:
            known = str(number) if sentence.known is None else sentence.known
            yield {"id": known, "error": str(sentence)}
        else:
            yield {"id": known, **said(read(text))}


def said(reading: Reading) -> dict[str, Any]:
    return {
        "marks": [
            {"start": m.start, "end": m.end, "label": m.label, "why": m.why, "level": m.level}
            for m in reading.marks
        ],
        "parts": list(reading.parts),
        "rewrite": reading.rewrite.text if reading.rewrite else None,
        "question": reading.question,
        "danger": reading.danger,
    }


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines without their end; of one that is too long no more than shows that it is."""
    while raw := file.readline(LONGEST + 2):
        kept = raw
        while raw and not raw.endswith(b"\n"):
            raw = file.readline(LONGEST)
        yield kept.removesuffix(b"\n").removesuffix(b"\r")


def _message(raw: bytes, number: str) -> tuple[str | int, str]:
    """Its id and its text. Raises `NotAMessage`."""
    if len(raw) > LONGEST:
        raise NotAMessage(f"This line has more than {LONGEST // 1024} kB.")
    try:
        line = raw.decode("utf-8-sig" if number == "1" else "utf-8")
    except UnicodeDecodeError:
        raise NotAMessage("This line is not UTF-8.") from None
    known, text = _object(line) if line.lstrip().startswith("{") else (None, line)
    if not text.strip():
        raise NotAMessage("There is nothing to read in this line.", known)
    return number if known is None else known, text


def _object(line: str) -> tuple[str | int | None, str]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise NotAMessage("This line begins like a JSON object and is none.") from None
    known, text = given.get("id"), given.get("text")
    if not isinstance(known, str | int | None) or isinstance(known, bool):
        raise NotAMessage("An id is a text or a whole number.")
    if isinstance(known, str) and not _whole(known):
        raise NotAMessage("The id holds half a sign.")
    if not isinstance(text, str):
        raise NotAMessage("The object has no “text” that is a text.", known)
    if not _whole(text):
        raise NotAMessage("The text holds half a sign.", known)
    return known, text


def _whole(text: str) -> bool:
    """JSON can name half of a surrogate pair, which no text is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
