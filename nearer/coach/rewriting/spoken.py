"""What somebody typed, in whole words: “ur nevr hear” is “you are never here”.

Names keep their capitals and no word is added, so that a clause can be taken apart by its words
and still be the writer's own. `shortly` goes the way back: “I am” is “I'm” again.
"""

import re
from functools import cache
from typing import Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.shapes import shape

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´\-][^\W_]+)*['’]?(?!\w)|[^\W_]+|[^\w\s]+|\s+")
_PLAIN = str.maketrans("’‘`´“”–—…", "''''\"\"--.")
_SIGNS: Final = frozenset("'\"-.,;:!?()&%£$€/+")
_LOUD: Final = 0.7  # of so many capitals somebody shouts, and none of them is a name
_ENDINGS: Final = {"re": "are", "ve": "have", "ll": "will", "m": "am"}
_NOT: Final = {"ca": "can not", "wo": "will not", "sha": "shall not"}
_IS_AFTER: Final = frozenset(
    ["he", "she", "it", "that", "this", "what", "who", "where", "when", "how", "there", "here"]
)
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)


def plain(text: str) -> str:
    """In whole words, with one space between them and without pictures."""
    text = text.translate(_PLAIN)
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    if len(letters) > len("NEVER") and capitals > _LOUD * len(letters):
        text = text.lower()
    tokens = [found[0] for found in _TOKEN.finditer(text)]
    said = "".join(_whole(token) for token in tokens)
    said = shape("your_is_you_are").sub("you are ", said)
    said = _numbers().sub(lambda found: {"2": "to", "4": "for"}[found[1]], said)
    said = re.sub(r"(?<!\w)([Yy]ou|[Ii]|[Ww]e|[Tt]hey)'d better\b", r"\1 had better", said)
    said = re.sub(r"\b([Yy]ou)'d (?=(\w+))", _had, said)
    said = shape("you_would").sub(r"\1 would ", said)
    return re.sub(r"\s+", " ", said).strip()


def _had(found: re.Match[str]) -> str:
    """“you'd planned” is “you had planned”; “you'd like” stays for what it is."""
    return f"{found[1]} had " if verbs.is_past(found[2]) else found[0]


def shortly(text: str) -> str:
    """“I would love it if you did not” as people say it."""
    for long, short in pack("rewriting")["shortly"]:
        text = re.sub(rf"\b{long}\b(?! *[.,;?!]| *$)", short, text)
    return text


def _whole(token: str) -> str:
    if token.isspace():
        return " "
    if not token[0].isalnum():
        return "".join(sign for sign in token if sign in _SIGNS) or " "
    word = _STRETCHED.sub(r"\1", token)
    known = _spellings().get(word.lower())
    return _long(word) if known is None else known


def _long(word: str) -> str:
    """“don't” in two words, “waitin” with its last letter, “Sam's” as it is."""
    clipped = word.rstrip("'")
    if clipped.lower().endswith("in") and verbs.base(clipped + "g"):
        return clipped + "g"
    stem, _, ending = word.rpartition("'")
    low, ending = stem.lower(), ending.lower()
    if ending == "t" and low.endswith("n") and low != "ain":
        return _NOT.get(low[:-1], f"{stem[:-1]} not")
    if ending in _ENDINGS and stem:
        return f"{'I' if stem == 'i' else stem} {_ENDINGS[ending]}"
    if ending == "s" and low in _IS_AFTER:
        return f"{stem} is"
    return "I" if word == "i" else word.replace("i'd", "I'd")


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, list[str]] = pack("rewriting")["typed"]
    return {short: full for full, shorts in found.items() for short in shorts}


@cache
def _numbers() -> re.Pattern[str]:
    """“2 me” is “to me”, and “2 hours” are two hours."""
    return shape("number_word")
