"""Puts the pieces back where the clauses stood, with everything honest around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nearer.coach.rewriting.clauses import Clause, Sentence
from nearer.coach.rewriting.frames import ways
from nearer.coach.rewriting.pieces import FEELING, Piece, feelings
from nearer.coach.rewriting.spoken import plain
from nearer.coach.rewriting.trimming import insults_only, trimmed

_JUDGES: Final = frozenset({"character", "contempt", "absolute"})
_ALIKE: Final = 12  # signs by which two sentences begin alike
_SHORT: Final = 9  # words of a verdict that may be left out: it says nothing that happened
_OWN: Final = re.compile(
    r"\b(?:I|I am|I feel|I felt|am|feel|feeling|makes me|made me|was|got) (?:\w+ ){0,3}?"
    r"(?:sad|lonely|alone|scared|afraid|hurt|worried|tired|exhausted|overwhelmed|disappointed|embarrassed|jealous|angry|furious"
    r"|frustrated|confused|unsure|nervous|anxious|stressed|upset|miss you|cried|crying|panicked|frightened|heartbroken|ashamed|hurts?)\b"
    r"|\b(?:it|that|this) (?:really )?(?:hurt|hurts)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A stretch said anew; `{feeling}` stands once in `said` where `chips` can be chosen."""

    said: str
    chips: tuple[str, ...]


def drafts(text: str, several: Sequence[Sentence]) -> list[Draft]:
    """Ways to say these neighbouring sentences; none where a blaming clause cannot be said."""
    plans: dict[Clause, list[Piece]] = {}
    for sentence in several:
        for clause in sentence.clauses:
            if clause.labels:
                plans[clause] = ways(text[clause.start : clause.end], clause.labels)
                if not plans[clause] and not _may_go(text, clause):
                    return []
    most = max((len(pieces) for pieces in plans.values()), default=0)
    own = _names_own(text, several)
    found: list[Draft] = []
    for turn in range(most):
        chosen = {c: p[min(turn, len(p) - 1)] if p else None for c, p in plans.items()}
        found.append(_draft(text, several, chosen, own=own))
    return found


def _may_go(text: str, clause: Clause) -> bool:
    said = plain(text[clause.start : clause.end])
    return insults_only(said) or (clause.labels <= _JUDGES and len(trimmed(said).split()) <= _SHORT)


def _names_own(text: str, several: Sequence[Sentence]) -> bool:
    honest = " , ".join(
        plain(text[c.start : c.end]) for s in several for c in s.clauses if not c.labels
    )
    return bool(_OWN.search(honest))


def _draft(
    text: str, several: Sequence[Sentence], chosen: dict[Clause, Piece | None], *, own: bool
) -> Draft:
    out, chips = "", ()
    before = several[0].start
    for sentence in several:
        out += _between(text, before, sentence.start, out)
        said, chips = _said(text, sentence, chosen, own=own, chips=chips, so_far=out)
        out = out + said if said else out.rstrip(" ")
        before = sentence.end
    return Draft(out.strip(), chips)


def _between(text: str, start: int, end: int, out: str) -> str:
    return text[start:end] if out and not out.endswith((" ", "\n")) else ""


def _said(
    text: str,
    sentence: Sentence,
    chosen: dict[Clause, Piece | None],
    *,
    own: bool,
    chips: tuple[str, ...],
    so_far: str,
) -> tuple[str, tuple[str, ...]]:
    """One sentence anew. A piece is joined to what is honest before it, or stands alone."""
    if not sentence.blaming:
        return text[sentence.start : sentence.end], chips
    out = ""
    for place, clause in enumerate(sentence.clauses):
        written = text[clause.start : clause.end].strip()
        if not clause.labels:
            last = place == len(sentence.clauses) - 1
            stop = sentence.stop if last and sentence.stop else "." if last else ""
            out = _honest(out, clause.link, written) + stop
            continue
        piece = chosen[clause]
        if piece is None:
            continue
        if own and piece.open:
            said = piece.named
        elif piece.open:
            said = piece.after if chips else piece.first
            chips = chips or feelings(piece.of)
        else:
            said = piece.after if piece.first[:_ALIKE] in so_far + out else piece.first
        out = _joined(out, clause.link, said)
    if out and out[-1] not in ".!?…\"”')":
        out += "."
    return out, chips


def _honest(out: str, link: str, written: str) -> str:
    if not out:
        return written[:1].upper() + written[1:]
    if out[-1] in ".?":
        word = re.search(r"\b(?:and|but|so|yet)\b", link, re.I)
        if word and out.count(".") + out.count("?") == 1 and out[-1] == ".":
            return f"{out[:-1]}, {word[0].lower()} {written}"
        return f"{out} {written[:1].upper()}{written[1:]}"
    return out + (link or " ") + written


def _joined(out: str, link: str, said: str) -> str:
    if not out:
        return said
    if out[-1] in ".?!":
        return f"{out} {said}"
    word = re.search(r"\b(?:and|but|so|yet)\b", link, re.I)
    if word and said.count(".") + said.count("?") == 1 and not said.startswith("Would"):
        lower = said if re.match(r"I\b", said) else said[:1].lower() + said[1:]
        return f"{out}, {word[0].lower()} {lower}"
    return f"{out}. {said}"
