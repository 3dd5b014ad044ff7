"""Which ways there are to say one clause, the best first."""

import re
from collections.abc import Iterator
from itertools import islice

from nearer.coach.rewriting.asking import alone_with, asking, waiting
from nearer.coach.rewriting.feeling import felt
from nearer.coach.rewriting.happening import happening
from nearer.coach.rewriting.minds import minds
from nearer.coach.rewriting.never import is_never, never, should
from nearer.coach.rewriting.own import complained, owned
from nearer.coach.rewriting.pieces import Piece
from nearer.coach.rewriting.proof import sound
from nearer.coach.rewriting.questions import threatens
from nearer.coach.rewriting.regret import regret
from nearer.coach.rewriting.scenes import scenes, with_reason, without_likeness
from nearer.coach.rewriting.shapes import opens, shape
from nearer.coach.rewriting.spoken import plain
from nearer.coach.rewriting.trimming import foreign, trimmed
from nearer.coach.rewriting.wry import wronged, wry

LONGEST = 34
"""Words of a clause; a longer one is more than one thing said."""
WAYS = 3
"""So many ways of one clause are tried."""

_GUESSED = frozenset({"mind_reading"})
_ASKED = frozenset({"demand"})
_HAPPENED = frozenset({"accusation", "absolute"})
_MOCKED = frozenset({"contempt", "character", "defensive"})


def ways(clause: str, labels: frozenset[str]) -> list[Piece]:
    """None where the clause threatens, judges, or is said in a way we would only spoil."""
    said = plain(clause)
    if threatens(said):
        return []
    paused = list(waiting(said.strip(" .,!?-"))) if "withdrawal" in labels else []
    said = shape("no_more").sub("any more", trimmed(said))
    if (
        paused
        or not said
        or len(said.split()) > LONGEST
        or foreign(said)
        or said.count('"') % 2
        or said.count("(") != said.count(")")
    ):
        return paused
    said = shape("called_inside").sub("", said)
    name = shape("called").search(said)
    said = said[: name.start()] if name else said
    said = said if re.match(r"I\b", said) else said[:1].lower() + said[1:]
    if not labels & (_HAPPENED | _GUESSED | _ASKED | _MOCKED):
        return list(waiting(said)) if "withdrawal" in labels else []
    found = (_addressed(piece, name["name"]) if name else piece for piece in _ways(said, labels))
    return list(islice((piece for piece in found if sound(piece.first)), WAYS))


def _ways(said: str, labels: frozenset[str]) -> Iterator[Piece]:
    asked = list(asking(said, marked=bool(labels & _ASKED)))
    guessed = list(minds(said))
    yield from wry(said)
    yield from regret(said)
    if not labels & (_HAPPENED | _GUESSED | _ASKED):
        yield from _mocked(said, labels)
        if opens("must_you", said):
            yield from asked
        return
    if labels & (_HAPPENED | _GUESSED):
        yield from with_reason(said)
    if labels & _GUESSED or (guessed and not _story(guessed[0])):
        yield from guessed
    if labels & _ASKED or said.lower().startswith(
        ("you need", "you have to", "you must", "you should")
    ):
        yield from asked
    yield from _told(said)
    if opens("mind_verb", said):
        yield from guessed
    yield from asked


def _told(said: str) -> Iterator[Piece]:
    yield from owned(said)
    yield from complained(said)
    yield from is_never(said)
    yield from never(said)
    yield from should(said)
    yield from felt(said)
    yield from happening(said)
    yield from scenes(said)
    yield from alone_with(said)
    yield from without_likeness(said)


def _mocked(said: str, labels: frozenset[str]) -> Iterator[Piece]:
    """What mocks or judges is told only where it holds a deed that hurt."""
    yield from wronged(said)
    if labels == {"defensive"}:
        yield from should(said)
        yield from happening(said)
    if "contempt" in labels:
        yield from scenes(said)


def _addressed(piece: Piece, name: str) -> Piece:
    """With the name by which somebody was spoken to, at the beginning."""

    def to(said: str) -> str:
        begins = said[:1] if re.match(r"I\b", said) else said[:1].lower()
        return f"{name}, {begins}{said[1:]}"

    return Piece(to(piece.first), to(piece.named), to(piece.after), piece.of)


def _story(piece: Piece) -> bool:
    return piece.first.startswith("I'm telling myself")
