"""“It's fine”, “do what you like”: a talk that ends becomes a pause with a way back."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.clauses import Sentence
from nearer.coach.rewriting.shapes import fits, holds, shape
from nearer.coach.rewriting.spoken import plain, shortly
from nearer.coach.rewriting.trimming import foreign, says_verdict, trimmed

LONGEST: Final = 32
"""Words of a message that only withdraws; a longer one says more than that."""

_LITTLE: Final = 6  # words that say no more than that the talk is over
_SAYS: Final = ("quiet_about", "quiet_says")
_QUIET: Final = frozenset({"withdrawal", "contempt", "defensive", "absolute", "accusation"})


def quiet(text: str, several: Sequence[Sentence]) -> str | None:
    """All of it said anew, or None where it is more than a withdrawal, or a threat."""
    clauses = [(c, text[c.start : c.end]) for s in several for c in s.clauses]
    leaving = sum("withdrawal" in clause.labels for clause, _ in clauses)
    if len(text.split()) > LONGEST or leaving * 2 <= len(clauses):
        return None
    out: list[str] = []
    topic = ""
    for clause, said in clauses:
        if not clause.labels:
            out.append(said.strip())
            continue
        known = plain(said).strip(" .,;:!?-")
        if not clause.labels <= _QUIET or holds("no_quiet", known):
            return None
        topic = topic or _topic(known)
        kept = _kept(known)
        if kept is None:
            return None
        if kept:
            out.append(kept)
    return _composed(
        out, topic or "it", fine="fine" in text.lower() or "ok" in text.lower().split()
    )


def _topic(known: str) -> str:
    found = fits("quiet_about", known)
    return found["it"] if found else ""


def _kept(known: str) -> str | None:
    """What stays of one clause: a plan of one's own, or a permission that is none."""
    short = trimmed(known)
    if not short or any(fits(way, one) for way in _SAYS for one in (known, short)):
        return ""
    known = shape("and_do_not").sub("", short)
    return None if foreign(known) else _plan(known)


def _plan(known: str) -> str | None:
    if fits("quiet_plan", known) and not says_verdict(known):
        return known[:1].upper() + known[1:]
    if re.match(r"do not \w+(?: \w+){0,4}$", known, re.IGNORECASE):
        return ""
    first = known.split(" ", maxsplit=1)[0].lower()
    if verbs.is_base(first) and " " in known and not says_verdict(known) and "," not in known:
        if re.match(r"(?:go|buy|book|have|take|invite|order|play|watch)\b", first):
            return f"If you {known[:1].lower() + known[1:]}, it is not quite fine for me"
        return None
    little = len(known.split()) <= _LITTLE and not known.startswith("I ")
    return "" if little and not holds("named", known) else None


def _composed(out: list[str], topic: str, *, fine: bool) -> str:
    said = ". ".join(one.rstrip(".!?, ") for one in out)
    said = shortly(f"{said}. ") if said else ""
    begins = _words()["unfine"] if fine and "quite fine" not in said else ""
    return f"{said}{begins}{_words()['later'].format(topic=topic)}".strip()


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = pack("rewriting")["quiet"]
    return found
