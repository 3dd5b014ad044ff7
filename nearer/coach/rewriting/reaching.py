"""What somebody did, as it reached the writer: “when I'm interrupted”, “when you come late”."""

import re
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack, word_set
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.shapes import fits, holds
from nearer.coach.rewriting.trimming import doing_words, says_verdict

_SAID: Final = 3  # “you said seven” says too little; “you said I took the long road” is told


def acts(verb: str | None) -> bool:
    """Whether a camera could have filmed it."""
    if verb in word_set("rewriting", "acts", "seen"):
        return True
    known = verb is not None and verbs.is_base(verb)
    return known and verb not in word_set("rewriting", "acts", "inner")


def now_or_then(verb: str) -> bool:
    """“put”, “let” and “read” are both."""
    return verb in word_set("rewriting", "acts", "put_or_let")


def state(phrase: str) -> bool:
    """“late”, “on your phone”: where somebody was, and not what somebody is."""
    plain = not says_verdict(phrase) and "," not in phrase
    return plain and re.fullmatch(_data()["states"], phrase, re.IGNORECASE) is not None


def unseen(phrase: str) -> bool:
    """Whether it is meant rather than seen: “make me”, “act like”, “ruin”."""
    return re.match(_data()["unseen"] + r"\b", phrase, re.IGNORECASE) is not None


def now(do: str) -> str | None:
    """The verb phrase as something that happens, or None."""
    first, rest = doing_words(do)
    if state(do):
        return f"you are {do}"
    if not first or verbs.is_past(do.split(" ", maxsplit=1)[0]):
        return None
    return reached(f"{first} {rest}".strip(), then=False)


def reached(phrase: str, *, then: bool) -> str | None:
    """The same for a phrase with its verb as an infinitive; `then` where it is over."""
    for pattern, here, before in _ways():
        found = pattern.match(phrase)
        if found and here:
            said = (before if then else here).replace("{1}", found[1] if found.re.groups else "")
            return _with_tail(said, phrase[found.end() :], then=then)
    first, _, rest = phrase.partition(" ")
    if unseen(phrase) or says_verdict(phrase) or holds("because", phrase) or not _told(first, rest):
        return None
    return f"you {verbs.past(first)} {rest}".rstrip() if then else f"you {phrase}"


def _told(first: str, rest: str) -> bool:
    """Whether the phrase says enough to be seen, and nothing that hangs from it."""
    alone = first in word_set("rewriting", "acts", "alone")
    few = len(rest.split()) < _SAID if first == "say" else not rest and not alone
    return acts(first) and not few and not holds("loose_end", rest)


def _with_tail(said: str, tail: str, *, then: bool) -> str | None:
    """Behind “I was on my own”, a second thing that was done needs its “you” again."""
    tail = re.sub(r"^, then |, then (?=\w)", " and then ", tail)
    if says_verdict(tail) or holds("because", tail) or holds("loose_end", tail):
        return None
    found = re.search(r" and (?:then )?(\w+)(?= )", tail)
    fits_time = found and (verbs.is_past(found[1]) if then else verbs.is_base(found[1]))
    if found and not fits_time and (verbs.is_base(found[1]) or verbs.is_past(found[1])):
        return None
    return said + (tail.replace(" and ", " and you ", 1) if fits_time else tail)


def forgotten(phrase: str) -> str | None:
    """“forget our anniversary” is “our anniversary was forgotten”: nobody is named."""
    found = fits("forgot", phrase)
    if not found or re.match(r"to |what", found[1]) or holds("no_thing", found[1]):
        return None
    many = re.search(r"\w{2,}[^s]s$", found[1].split(" for ", maxsplit=1)[0]) is not None
    return f"{found[1]} {'were' if many else 'was'} forgotten"


def _data() -> dict[str, Any]:
    found: dict[str, Any] = pack("rewriting")["seen"]
    return found


@cache
def _ways() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(rf"{what}(?![\w'])", re.IGNORECASE), here, then)
        for what, here, then in _data()["reached"]
    )
