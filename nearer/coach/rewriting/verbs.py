"""Forms of English verbs: enough to turn a writer's own clause, and None where it is not sure."""

from functools import cache
from typing import Final

from nearer.coach.packs import pack, words_of

_VOWELS: Final = "aeiou"
_BE: Final = {"am": "be", "is": "be", "are": "be", "were": "be", "being": "be", "has": "have"}


def base(word: str) -> str | None:
    """“told”, “tells” and “telling” are “tell”; None for what is no verb that we know."""
    return _bases().get(word.lower())


def is_base(word: str) -> bool:
    return word.lower() in _forms()


def is_past(word: str) -> bool:
    """Whether it can only be a past: “told”, “walked”, and not “put”, which is also now."""
    verb = base(word)
    return verb is not None and word.lower() != verb and word.lower() == past(verb)


def past(verb: str) -> str:
    """“you told”; of “be” it is “were”, since it stands behind “you”."""
    return "were" if verb == "be" else _forms()[verb][0]


def participle(verb: str) -> str:
    return _forms()[verb][1]


def doing(verb: str) -> str:
    """“telling”."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _doubled() else verb) + "ing"


@cache
def _doubled() -> frozenset[str]:
    return frozenset(words_of("verbs", "doubled"))


@cache
def _forms() -> dict[str, tuple[str, str]]:
    found = {verb: (_ed(verb), _ed(verb)) for verb in words_of("verbs", "regular")}
    for line in pack("verbs")["irregular"]:
        verb, before, done = line.split()
        found[verb] = (before, done)
    return found


@cache
def _bases() -> dict[str, str]:
    """Every form, with its verb; a form of two verbs (“found”) is the irregular one's."""
    found: dict[str, str] = {}
    for verb, (before, done) in _forms().items():
        found |= dict.fromkeys((before, done, doing(verb), _third(verb)), verb)
    found |= {verb: verb for verb in _forms()}
    return found | _BE


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _doubled() else verb) + "ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
