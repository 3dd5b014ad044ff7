"""Puts the pieces back where the clauses stood, with everything honest around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nearer.coach.rewriting.clauses import Clause, Sentence
from nearer.coach.rewriting.pieces import Piece, feelings
from nearer.coach.rewriting.plans import Fate, names_own, plan
from nearer.coach.rewriting.spoken import plain
from nearer.coach.rewriting.trimming import opener_only

_ALIKE: Final = 9  # signs by which two sentences begin alike
_NAME: Final = 3  # words of “Dear Margaret”
_STOPS: Final = ".!?…"
_LINK = re.compile(r"\b(?:and|but|so|yet)\b", re.IGNORECASE)

_TWO_GUESSES = re.compile(
    r"(I'm telling myself [^.?!]+)\. Is that so\?\s+"
    r"I'm also telling myself ([^.?!]+)\. Is that so\?"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A stretch said anew; `{feeling}` stands once in `said` where `chips` can be chosen."""

    said: str
    chips: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """What is written so far, and whether a feeling is still to be named."""

    own: bool
    said: str = ""
    chips: tuple[str, ...] = ()

    def piece(self, piece: Piece, out: str) -> str:
        """The words of a piece that fit what was said before it; nothing is said twice."""
        before = self.said + out
        if not piece.open:
            said = piece.after if piece.first[:_ALIKE] in before else piece.first
            return "" if piece.first in before or said in before else said
        if self.own:
            return piece.named
        said = piece.after if self.chips else piece.first
        self.chips = self.chips or feelings(piece.of)
        return said


def drafts(text: str, several: Sequence[Sentence]) -> list[Draft]:
    """Ways to say these neighbouring sentences; none where a blaming clause cannot be said."""
    own = names_own(text, several)
    fates = plan(text, several, own=own)
    if fates is None:
        return []
    most = max((len(each) for each in fates.values()), default=0)
    return [
        _draft(text, several, {c: f[min(turn, len(f) - 1)] for c, f in fates.items()}, own=own)
        for turn in range(most)
    ]


def _draft(
    text: str, several: Sequence[Sentence], fates: dict[Clause, Fate], *, own: bool
) -> Draft:
    sheet = _Sheet(own)
    before = several[0].start
    for sentence in several:
        between = text[before : sentence.start]
        before = sentence.end
        if not sentence.blaming:
            _add(sheet, between, text[sentence.start : sentence.end])
            continue
        _add(sheet, between, _said(text, sentence, fates, sheet))
    return Draft(_TWO_GUESSES.sub(r"\1, and \2. Is that so?", sheet.said.strip()), sheet.chips)


def _add(sheet: _Sheet, between: str, said: str) -> None:
    if said:
        sheet.said += (between or " ") + said if sheet.said else said


def _said(text: str, sentence: Sentence, fates: dict[Clause, Fate], sheet: _Sheet) -> str:
    """One sentence anew. A piece is joined to what is honest before it, or stands alone."""
    out = ""
    for clause in sentence.clauses:
        fate = fates.get(clause, "keep")
        if isinstance(fate, Piece):
            out = _joined(out, clause.link, sheet.piece(fate, out))
        elif fate == "keep":
            written = text[clause.start : clause.end].strip()
            if sentence.clauses[0] is clause and opener_only(written):
                continue
            out = _honest(out, clause.link, plain(written) if written.isupper() else written)
    if not out or out[-1] in _STOPS + "\"”')":
        return out
    kept = fates.get(sentence.clauses[-1], "keep") == "keep"
    return out + (sentence.stop if kept and sentence.stop else ".")


def _honest(out: str, link: str, written: str) -> str:
    """The writer's clause behind what stands there already."""
    if not out:
        return written[:1].upper() + written[1:]
    if out[-1] not in _STOPS:
        return out + (link or " ") + written
    word = _LINK.search(link)
    if word and out[-1] == "." and _one_sentence(out):
        return f"{out[:-1]}, {word[0].lower()} {written}"
    return f"{out} {written[:1].upper()}{written[1:]}"


def _joined(out: str, link: str, said: str) -> str:
    """A piece behind what stands there already."""
    if not out or not said:
        return out or said
    if out[-1] in _STOPS:
        return f"{out} {said}"
    if out.startswith("Dear ") and len(out.split()) <= _NAME:
        return f"{out}, {_lower(said)}"
    word = _LINK.search(link)
    if word and _one_sentence(said) and not said.startswith(("Would", "Could")):
        return f"{out}, {word[0].lower()} {_lower(said)}"
    return f"{out}. {said}"


def _one_sentence(said: str) -> bool:
    return sum(said.count(stop) for stop in _STOPS) == 1


def _lower(said: str) -> str:
    return said if re.match(r"I\b", said) else said[:1].lower() + said[1:]
