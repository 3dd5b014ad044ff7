"""A message in sentences and clauses, each knowing where it stands and whether it was marked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nearer.coach.reading import Mark
from nearer.coach.rewriting.shapes import shape

_SENTENCE = re.compile(r"[^.!?…\n]+(?:\.(?=\w)[^.!?…\n]*)*[.!?…]*[\"'”’)\]]*|[.!?…]+")
_BREAK = shape("breaks")
# A clause that only says when or why is no sentence without the one behind it.
_HANGS = shape("hangs")


_PROMISE = shape("promise")
_UNKEPT = shape("unkept_end")
_SCENE = shape("scene")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` without the `link` before it; `labels` of the marks above a tip."""

    start: int
    end: int
    link: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`end` is behind its stop."""

    start: int
    end: int
    stop: str
    clauses: tuple[Clause, ...]
    weight: float

    @property
    def blaming(self) -> bool:
        return any(clause.labels for clause in self.clauses)


def sentences(text: str, marks: Sequence[Mark]) -> list[Sentence]:
    blaming = sorted((m for m in marks if m.level != "tip"), key=lambda m: m.start)
    starts = [mark.start for mark in blaming]
    longest = max((m.end - m.start for m in blaming), default=0)
    found = []
    for piece in _SENTENCE.finditer(text):
        said = piece[0].rstrip()
        start = piece.start() + len(said) - len(said.lstrip())
        end = piece.start() + len(said)
        if start >= end:
            continue
        near = blaming[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        near = [m for m in near if m.end > start]
        found.append(_sentence(text, start, end, near))
    return found


def _sentence(text: str, start: int, end: int, marks: Sequence[Mark]) -> Sentence:
    body = text[start:end].rstrip(".!?…\"'”’)]")
    if body.count('"') % 2 or body.count("“") != body.count("”"):
        body = text[start:end].rstrip(".!?…")
    stop = text[start + len(body) : end]
    clauses = tuple(
        Clause(first, last, link, _labels(text, first, last, marks))
        for first, last, link in _pieces(text, start, start + len(body))
        if first < last
    )
    clauses = _merged(text, clauses, marks)
    weight = sum(2.0 if mark.level == "strong" else 1.0 for mark in marks)
    return Sentence(start, end, stop, clauses, weight)


def _merged(text: str, clauses: tuple[Clause, ...], marks: Sequence[Mark]) -> tuple[Clause, ...]:
    """One guess that has several clauses is one: “you wanted it to fail so you could laugh”."""
    found: list[Clause] = []
    for clause in clauses:
        last = found[-1] if found else None
        if last and (_one_guess(last, clause, marks) or _one_scene(text, last, clause)):
            found[-1] = Clause(last.start, clause.end, last.link, last.labels | clause.labels)
        else:
            found.append(clause)
    return tuple(found)


def _one_guess(last: Clause, clause: Clause, marks: Sequence[Mark]) -> bool:
    return any(
        mark.label == "mind_reading" and mark.start < last.end - 2 and mark.end > clause.start + 2
        for mark in marks
    )


def _one_scene(text: str, last: Clause, clause: Clause) -> bool:
    """“You said you'd ring and you didn't”, “I cried and you laughed” are told as one."""
    if not clause.labels or not re.search(r"\b(?:and|but|n|while)\b", clause.link, re.IGNORECASE):
        return False
    before, after = text[last.start : last.end], text[clause.start : clause.end]
    if _PROMISE.match(before):
        return bool(
            _UNKEPT.fullmatch(after.strip())
            or re.match(r"(?:you|u) (?!said)\w+", after, re.IGNORECASE)
        )
    return bool(_SCENE.match(before) and re.match(r"(?:you|u)\b", after, re.IGNORECASE))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    place, link, first = start, "", start
    for found in _BREAK.finditer(text, start, end):
        if found.start() < place:
            continue
        said = text[first : found.start()]
        if _HANGS.match(said) and "you" not in said.lower().split()[1:] and found["stop"]:
            continue
        yield first, found.start(), link
        first, link, place = found.end(), found[0], found.end()
    yield first, end, link


def _labels(text: str, start: int, end: int, marks: Sequence[Mark]) -> frozenset[str]:
    """A mark counts where it covers a word or more of the clause, not only its comma."""
    return frozenset(
        mark.label
        for mark in marks
        if sum(sign.isalnum() for sign in text[max(start, mark.start) : min(end, mark.end)]) > 1
    )
