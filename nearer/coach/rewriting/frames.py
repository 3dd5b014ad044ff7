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
from nearer.coach.rewriting.questions import threatens
from nearer.coach.rewriting.shapes import opens
from nearer.coach.rewriting.spoken import plain
from nearer.coach.rewriting.trimming import foreign, trimmed

LONGEST = 34
"""Words of a clause; a longer one is more than one thing said."""
WAYS = 3
"""So many ways of one clause are tried."""

_GUESSED = frozenset({"mind_reading"})
_ASKED = frozenset({"demand"})
_HAPPENED = frozenset({"accusation", "absolute"})


def ways(clause: str, labels: frozenset[str]) -> list[Piece]:
    """None where the clause threatens, judges, or is said in a way we would only spoil."""
    said = plain(clause)
    if threatens(said):
        return []
    paused = list(waiting(said.strip(" .,!?-"))) if "withdrawal" in labels else []
    said = trimmed(said)
    if (
        paused
        or not said
        or len(said.split()) > LONGEST
        or foreign(said)
        or said.count('"') % 2
        or said.count("(") != said.count(")")
    ):
        return paused
    said = said if re.match(r"I\b", said) else said[:1].lower() + said[1:]
    if not labels & (_HAPPENED | _GUESSED | _ASKED):
        return list(waiting(said)) if "withdrawal" in labels else []
    return list(islice(_ways(said, labels), WAYS))


def _ways(said: str, labels: frozenset[str]) -> Iterator[Piece]:
    asked = list(asking(said, marked=bool(labels & _ASKED)))
    guessed = list(minds(said))
    if labels & _GUESSED or (guessed and not _story(guessed[0])):
        yield from guessed
    if labels & _ASKED or said.lower().startswith(
        ("you need", "you have to", "you must", "you should")
    ):
        yield from asked
    if labels & (_HAPPENED | _GUESSED):
        yield from owned(said)
        yield from complained(said)
        yield from is_never(said)
        yield from never(said)
        yield from should(said)
    if labels & _HAPPENED:
        yield from felt(said)
        yield from happening(said)
        yield from alone_with(said)
        if opens("mind_verb", said):
            yield from guessed
    yield from asked


def _story(piece: Piece) -> bool:
    return piece.first.startswith("I'm telling myself")
