"""What becomes of each marked clause of a message: said anew, kept, or left out."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from nearer.coach.packs import pack
from nearer.coach.rewriting.clauses import Clause, Sentence
from nearer.coach.rewriting.frames import ways
from nearer.coach.rewriting.pieces import FEELING, Piece, sentence
from nearer.coach.rewriting.questions import threatens
from nearer.coach.rewriting.shapes import holds, opens
from nearer.coach.rewriting.spoken import plain
from nearer.coach.rewriting.trimming import insults_only, says_verdict, trimmed

Fate = Piece | Literal["keep", "go"]
Plan = dict[Clause, list[Fate]]

_JUDGES: Final = frozenset({"character", "contempt", "absolute"})
_FACTS: Final = frozenset({"accusation", "absolute", "withdrawal"})
_SHORT: Final = 9  # words of a verdict that may be left out: it says nothing that happened
_FEW: Final = 4  # the same of one that accuses: “you lied”
_MOST: Final = 0.5  # of the words of a message may go with its verdicts
_LEAST: Final = 5  # honest words that a message needs to stand without its verdict


def plan(text: str, several: Sequence[Sentence], *, own: bool) -> Plan | None:
    """A fate for each marked clause, or None where one of them can have none."""
    marked = [c for s in several for c in s.clauses if c.labels]
    found: Plan = {}
    sorry = found_sorry(_honest(text, several))
    for clause in marked:
        said = text[clause.start : clause.end]
        fates: list[Fate] = list(ways(said, clause.labels)) if not empathy(said) else ["keep"]
        found[clause] = (
            fates or _kept(said, clause.labels) or _gone(said, clause.labels, sorry=sorry)
        )
    if any(_is_said(fates) for fates in found.values()):
        _spared(text, several, found)
    if not all(found.values()):
        return None
    gone = [c for c, fates in found.items() if fates == ["go"]]
    if any(isinstance(fate, Piece) for fates in found.values() for fate in fates):
        return found if len(gone) <= _FEW else None
    return _without(text, several, found, gone, own=own)


def _is_said(fates: list[Fate]) -> bool:
    return any(isinstance(fate, Piece) for fate in fates)


def _spared(text: str, several: Sequence[Sentence], found: Plan) -> None:
    """Where something is said anew, plain facts may stay, and small verdicts may go."""
    words = sum(len(text[s.start : s.end].split()) for s in several)
    for clause, fates in found.items():
        known = plain(text[clause.start : clause.end])
        others = any(_is_said(f) for c, f in found.items() if c is not clause)
        if others and clause.labels <= _FACTS and _is_mine(known):
            found[clause] = ["keep"]
        elif not fates and _says_little(known, clause.labels):
            found[clause] = ["go"]
    lost = sum(len(text[c.start : c.end].split()) for c, f in found.items() if f == ["go"])
    if lost > words * _MOST:
        for clause, fates in found.items():
            if fates == ["go"]:
                found[clause] = []


def _is_mine(known: str) -> bool:
    """“I cooked for ten people”: the writer's own deed, and nobody else's."""
    return bool(opens("my_deed", known)) and not says_verdict(known)


def _says_little(known: str, labels: frozenset[str]) -> bool:
    """A verdict in few words, with no name, number or day in it that would be lost."""
    few = len(known.split()) <= _SHORT and not labels & {"demand"}
    return few and not holds("named", known) and not threatens(known)


def _without(
    text: str, several: Sequence[Sentence], found: Plan, gone: list[Clause], *, own: bool
) -> Plan | None:
    """What is left when only verdicts go: an observation, to which a feeling belongs."""
    honest = _honest(text, several)
    if re.search(r"\bsorry (?:that )?you\b", honest):
        return None
    lost = sum(len(text[c.start : c.end].split()) for c in gone)
    enough = _LEAST <= len(honest.split()) >= lost
    alone = all(len(s.clauses) == 1 for s in several if any(c in gone for c in s.clauses))
    if any(not c.labels & (_JUDGES | {"accusation", "defensive"}) for c in gone):
        return None
    if (
        not gone
        or not enough
        or not (alone or own or found_sorry(honest))
        or _patterns()["kind"].search(honest)
    ):
        return None
    if not own and not found_sorry(honest):
        if honest.rstrip().endswith("?") or not _patterns()["observed"].search(honest):
            return None
        last = sentence(f"I feel {FEELING}.")
        found[gone[0]] = [Piece(last, "", "", honest)]
    return found


def found_sorry(honest: str) -> bool:
    return bool(_patterns()["sorry"].search(honest))


def empathy(said: str) -> bool:
    """“I know you're busy” is honest, whatever follows it."""
    return bool(_patterns()["empathy"].match(plain(said)))


def _kept(said: str, labels: frozenset[str]) -> list[Fate]:
    """A clause about no one, such as “all of Lisbon”, can stay, if whoever judges agrees."""
    known = plain(said)
    if labels == {"mind_reading"} and opens("i_saw", known):
        return ["keep"]
    if "mind_reading" in labels and not re.match(r"(?:it|there|I|we)\b", known, re.IGNORECASE):
        return []
    if not labels <= _FACTS | {"mind_reading"}:
        return []
    if "withdrawal" in labels:
        return ["keep"] if _patterns()["off"].fullmatch(known) else []
    harmless = (
        len(known.split()) > 1 and not says_verdict(known) and not _patterns()["loud"].search(known)
    )
    return ["keep"] if harmless else []


def _gone(said: str, labels: frozenset[str], *, sorry: bool) -> list[Fate]:
    known = trimmed(plain(said))
    words = len(known.split())
    verdict = labels <= _JUDGES and words <= _SHORT
    short = words <= _FEW and says_verdict(known)
    asked = pack("rewriting")["ask"]
    press = "demand" in labels and re.fullmatch(asked["pressure"], known, re.IGNORECASE)
    closed = "withdrawal" in labels and re.fullmatch(asked["shut_out"], known, re.IGNORECASE)
    blame = re.fullmatch(asked["blame_only"], known, re.IGNORECASE)
    excuse = sorry and labels <= {"defensive"}
    return (
        ["go"]
        if insults_only(plain(said)) or verdict or short or excuse or press or closed or blame
        else []
    )


def _honest(text: str, several: Sequence[Sentence]) -> str:
    return " . ".join(
        plain(text[c.start : c.end]) for s in several for c in s.clauses if not c.labels
    )


def names_own(text: str, several: Sequence[Sentence]) -> bool:
    """Whether the writer says a feeling of their own in what is not marked."""
    return bool(_patterns()["own"].search(_honest(text, several)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, str] = pack("rewriting")["around"]
    return {name: re.compile(words, re.IGNORECASE) for name, words in found.items()}
