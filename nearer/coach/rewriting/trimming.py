"""Takes from a clause what only makes it louder, and keeps what it says."""

import re
from functools import cache
from typing import Final

from nearer.coach.packs import pack, word_set
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.shapes import shape

_LATIN: Final = 0x24F  # the last letter of Latin writing
_ROUNDS: Final = 6
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_GAP = re.compile(r"[ ,;\-]+")


def trimmed(clause: str) -> str:
    """Without openers, tags, insults that address somebody, and words of emphasis."""
    clause = clause.strip(" .,;:!?-'()")
    if clause.count('"') % 2 or clause.startswith('"'):
        clause = clause.strip(" .,;:!?-\"'()")
    for _ in range(_ROUNDS):
        shorter = _insult().sub("", _without_tails(_openers().sub("", clause)))
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
    return bool(_words(clause) & word_set("rewriting", "refuse", "verdict"))


def asks_control(clause: str) -> bool:
    return bool(_words(clause) & word_set("rewriting", "refuse", "control"))


def foreign(clause: str) -> bool:
    """A dialect or a mixture of languages, which ours would only correct."""
    broken = "|".join(pack("rewriting")["refuse"]["broken"])
    return (
        bool(_words(clause) & word_set("rewriting", "refuse", "dialect"))
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
def _openers() -> re.Pattern[str]:
    several = "|".join(pack("rewriting")["trim"]["openers"])
    return re.compile(rf"^(?:(?:{several})\b[ ,:;.\-]*)+(?=\S)", re.IGNORECASE)


def _without_tails(clause: str) -> str:
    """Without the tags at its end, as many as stand there.

    Word by word from the end, and not by one pattern for them all: a tag can be taken apart in
    several ways (“for once in your life”), and of many tags a pattern would try each combination.
    """
    ends = [len(clause)]
    for gap in reversed(list(_GAP.finditer(clause))):
        tag = _tag() if gap[0].isspace() else _tag_apart()
        if any(tag.fullmatch(clause, gap.end(), end) for end in reversed(ends)):
            ends.append(gap.start())
    return clause[: ends[-1]]


@cache
def _tag() -> re.Pattern[str]:
    return re.compile("|".join(pack("rewriting")["trim"]["tails"]), re.IGNORECASE)


@cache
def _tag_apart() -> re.Pattern[str]:
    """Behind a comma or a dash, some words are tags that otherwise say something."""
    several = (*pack("rewriting")["trim"]["tails"], *pack("rewriting")["trim"]["apart"])
    return re.compile("|".join(several), re.IGNORECASE)


@cache
def _insult() -> re.Pattern[str]:
    several = pack("rewriting")["trim"]["insult"]
    return re.compile(rf"(?:^{several}(?:$|[ ,;!]+(?=you\b))|[ ,;]+{several}$)", re.IGNORECASE)


@cache
def _fillers() -> re.Pattern[str]:
    several = "|".join(pack("rewriting")["trim"]["fillers"].split())
    return re.compile(rf"\b(?:{several})\b ?", re.IGNORECASE)
