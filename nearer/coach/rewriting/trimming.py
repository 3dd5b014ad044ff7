"""Takes from a clause what only makes it louder, and keeps what it says."""

import re
from functools import cache
from typing import Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.shapes import shape

_LATIN: Final = 0x24F  # the last letter of Latin writing
_ROUNDS: Final = 6
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def trimmed(clause: str) -> str:
    """Without openers, tags, insults that address somebody, and words of emphasis."""
    clause = clause.strip(" .,;:!?-\"'()")
    for _ in range(_ROUNDS):
        shorter = _insult().sub("", _tails().sub("", _openers().sub("", clause)))
        shorter = shorter.strip(" .,;:!?-")
        if shorter == clause:
            break
        clause = shorter
    clause = _fillers().sub("", clause)
    clause = shape("never_never").sub("never ", clause)
    clause = shape("inner_names").sub("", clause)
    clause = re.sub(r"^you,? (?=you\b)", "", clause, flags=re.IGNORECASE)
    clause = re.sub(r"\bcould not be bothered to\b", "did not", clause, flags=re.IGNORECASE)
    clause = shape("you_who").sub("you ", clause)
    return re.sub(r"\s+", " ", clause).strip()


def insults_only(clause: str) -> bool:
    return not trimmed(clause) or bool(
        re.fullmatch(pack("rewriting")["trim"]["insult"], clause, re.IGNORECASE)
    )


def opener_only(clause: str) -> bool:
    """“Well” or “honestly” before a comma."""
    return _openers().sub("", f"{clause.strip()} .") == "."


def says_verdict(clause: str) -> bool:
    return bool(_words(clause) & _verdict())


def asks_control(clause: str) -> bool:
    return bool(_words(clause) & _control())


def foreign(clause: str) -> bool:
    """A dialect or a mixture of languages, which ours would only correct."""
    broken = "|".join(pack("rewriting")["refuse"]["broken"])
    return (
        bool(_words(clause) & _dialect())
        or any(sign.isalpha() and ord(sign) > _LATIN for sign in clause)
        or bool(re.search(rf"\b(?:{broken})", clause, re.IGNORECASE))
    )


def doing_words(phrase: str) -> tuple[str, str]:
    """A verb phrase as its first word and the rest; the first is its base, or empty."""
    first, _, rest = phrase.partition(" ")
    return verbs.base(first) or "", rest


def _words(clause: str) -> set[str]:
    return {found[0] for found in _WORDS.finditer(clause.lower())}


@cache
def _verdict() -> frozenset[str]:
    return frozenset(pack("rewriting")["refuse"]["verdict"].split())


@cache
def _control() -> frozenset[str]:
    return frozenset(pack("rewriting")["refuse"]["control"].split())


@cache
def _dialect() -> frozenset[str]:
    return frozenset(pack("rewriting")["refuse"]["dialect"].split())


@cache
def _openers() -> re.Pattern[str]:
    several = "|".join(pack("rewriting")["trim"]["openers"])
    return re.compile(rf"^(?:(?:{several})\b[ ,:;.\-]*)+(?=\S)", re.IGNORECASE)


@cache
def _tails() -> re.Pattern[str]:
    several = "|".join(pack("rewriting")["trim"]["tails"])
    apart = "|".join(pack("rewriting")["trim"]["apart"])
    return re.compile(rf"(?:[ ,;\-]+(?:{several})|[,;\-]+ *(?:{apart}))+$", re.IGNORECASE)


@cache
def _insult() -> re.Pattern[str]:
    several = pack("rewriting")["trim"]["insult"]
    return re.compile(rf"(?:^{several}(?:$|[ ,;!]+(?=you\b))|[ ,;]+{several}$)", re.IGNORECASE)


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words_of_trim())})\b ?", re.IGNORECASE)


def words_of_trim() -> tuple[str, ...]:
    return tuple(pack("rewriting")["trim"]["fillers"].split())
