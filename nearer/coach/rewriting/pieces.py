"""What a blaming clause can become, before a feeling is chosen and it stands in its message."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.coach.packs import pack
from nearer.coach.rewriting.spoken import shortly

FEELING: Final = "{feeling}"
SO: Final = "Is that so?"


@dataclass(frozen=True, slots=True)
class Piece:
    """One or two sentences with their stops.

    `first` leaves a place for a feeling; `named` is said where the writer named their own, and
    `after` where an offer has a feeling already. `of` is the clause the feeling is about.
    """

    first: str
    named: str
    after: str
    of: str

    @property
    def open(self) -> bool:
        return FEELING in self.first


def same(text: str) -> Piece:
    """A piece that needs no feeling."""
    said = sentence(text)
    return Piece(said, said, said, "")


def seen(clause: str, *, then: bool = False) -> Piece:
    """`clause` happens, or happened; nobody is said to be at fault."""
    if then:
        return Piece(
            sentence(f"when {clause}, I felt {FEELING}."),
            sentence(f"it was hard for me when {clause}."),
            sentence(f"I felt the same when {clause}."),
            f"{clause}; I felt",
        )
    return Piece(
        sentence(f"when {clause}, I feel {FEELING}."),
        sentence(f"it's hard for me when {clause}."),
        sentence(f"I feel the same when {clause}."),
        clause,
    )


def wish(clause: str, about: str) -> Piece:
    """`clause` is said behind “I feel … and”: what is missed, or would be welcome."""
    named = sentence(f"{clause}.")
    lately = clause.startswith("I miss") and not re.search(r"\b(?:when|since|because|if)\b", clause)
    feel = f"I've been feeling {FEELING} lately" if lately else f"I feel {FEELING}"
    return Piece(sentence(f"{feel}, and {clause}."), named, named, f"{about} {clause}")


def missed(clause: str, about: str) -> Piece:
    """One time that is over and was hoped to be otherwise."""
    named = sentence(f"{clause}.")
    return Piece(sentence(f"I felt {FEELING}, and {clause}."), named, named, f"{about} {clause}")


def unmet(clause: str, about: str, *, when: str = "it did not happen") -> Piece:
    """What was hoped for and did not happen."""
    return Piece(
        sentence(f"{clause}, and I felt {FEELING} when {when}."),
        sentence(f"{clause}, and it was hard for me when {when}."),
        sentence(f"{clause}, and I felt the same when {when}."),
        f"promised {about}",
    )


def noticed(clause: str, *, then: bool = False) -> Piece:
    """What has been going on for a while, or, with `then`, what was."""
    named = sentence(f"{clause}.")
    feel = "felt" if then else "feel"
    return Piece(sentence(f"{clause}, and I {feel} {FEELING}."), named, named, clause)


def fear(clause: str) -> Piece:
    said = sentence(f"I'm scared {clause}. {SO}")
    return Piece(said, said, sentence(f"I'm also scared {clause}. {SO}"), "")


def story(clause: str) -> Piece:
    said = sentence(f"I'm telling myself {clause}. {SO}")
    return Piece(said, said, sentence(f"I'm also telling myself {clause}. {SO}"), "")


def ask(do: str, *, bare: bool = False) -> Piece:
    """Something that can be declined; `bare` where `do` has its own “to”."""
    first = sentence(f"would you be willing {do if bare else f'to {do}'}?")
    second = first if bare else sentence(f"and could you {do}?")
    return Piece(first, first, second, "")


def sentence(text: str) -> str:
    """With a capital, with the short forms of speech, and with one space between words."""
    said = shortly(re.sub(r"\s+", " ", text).strip())
    said = re.sub(r"\s+([.,;?!])", r"\1", said)
    said = re.sub(r"[,;:\-]+([.?!])", r"\1", said)
    return said[:1].upper() + said[1:]


def feelings(of: str) -> tuple[str, ...]:
    """Two to four words for what somebody may feel in this; the first is the likeliest."""
    for words, needs, chips in _themes():
        if (not words or words.search(of)) and (not needs or needs.search(of)):
            return chips
    return ("sad", "hurt")


@cache
def _themes() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, tuple[str, ...]], ...]:
    def pattern(words: str | None) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None

    return tuple(
        (pattern(one["words"]), pattern(one.get("needs")), tuple(one["chips"]))
        for one in pack("rewriting")["feelings"]
    )
