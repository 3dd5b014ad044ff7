"""“You never …”: what is missed, or what would be welcome instead."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, missed, seen, wish
from nearer.coach.rewriting.shapes import fits, holds, opens, shape
from nearer.coach.rewriting.trimming import asks_control, doing_words, says_verdict

_TOLD_OF: Final = frozenset(
    [
        "tell",
        "ask",
        "call",
        "text",
        "ring",
        "write",
        "say",
        "thank",
        "invite",
        "warn",
        "show",
        "introduce",
        "visit",
        "help",
        "check",
        "answer",
        "wait",
    ]
)
_HOW_LONG = shape("how_long")
_LONG_FIRST = shape("long_first")
_OPEN: Final = (" to", " to ", " about", " with", "{1}", " for")


def never(clause: str) -> Iterator[Piece]:
    long = _LONG_FIRST.match(clause)
    if long:
        clause = clause[long.end() :]
    found = fits("once", clause)
    if found:
        yield from _once(found["do"], did="did" in clause[:12].lower())
    found = fits("habits", clause)
    # “You never told me” is one time; “you have never told me” and “you never tell me” are many.
    if found and (
        " have " in clause
        or "last time" in clause
        or not verbs.is_past(found["do"].split(" ", maxsplit=1)[0])
    ):
        yield from _wished(*_lately(_affirmed(found["do"]), clause, _since(long)))
    found = fits("cannot", clause)
    if found and any(way.match(found["do"]) for way, _ in _missed()):
        yield from _wished(_affirmed(found["do"]), None)
    found = fits("we_never", clause)
    if found:
        yield from _together(_affirmed(found["do"]))


def _since(long: re.Match[str] | None) -> str | None:
    """“In ten years you have not …” and “since we moved you never …” say how long."""
    if long and long["since"]:
        return f"I have been missing that since {long['since']}"
    return f"It has been {long['long']}" if long and long["long"] else None


def _lately(do: str, clause: str, long: str | None) -> tuple[str, str | None]:
    """“You haven't said one nice thing since Christmas” was last said at Christmas."""
    found = holds("since", do) if re.match(r"\w+ have ", clause) else None
    if found and not long:
        return do[: found.start()], f"I have been missing that since {found['since']}"
    return do, long


def should(clause: str) -> Iterator[Piece]:
    """“You should have asked me first.”."""
    found = fits("should_have", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    if first and not _refused(f"{first} {rest}"):
        yield missed(f"I would have loved you to {first} {rest}", rest)


def _once(do: str, *, did: bool) -> Iterator[Piece]:
    """“You never told me about the loan”: one time that is over."""
    do = shape("tries").sub("", do)
    first, rest = doing_words(do)
    told = do.split(" ", maxsplit=1)[0]
    if (
        not first
        or not (did or verbs.is_past(told))
        or first in {"be", "have"}
        or holds("because", do)
    ):
        return
    if re.match(_data()["unwished"] + r"\b", f"{first} {rest}", re.IGNORECASE) or says_verdict(do):
        return
    came = fits("came", f"{first} {rest}".strip())
    if came:
        yield missed(f"I missed you{f' at {came[1]}' if came[1] else ''}", do)
        return
    yield seen(f"you did not {first} {rest}", then=True)
    if first in _TOLD_OF or first in pack("rewriting")["acts"]["seen"].split():
        yield missed(f"I would have loved you to {first} {rest}", do)


def _wished(do: str, long: str | None) -> Iterator[Piece]:
    since = _HOW_LONG.search(do)
    if since:
        do, long = do[: since.start()], f"It has been {since[1]}"
    do = shape("tries").sub("", do)
    do = re.sub(r"^want(?:ed)? to (?=\w)", "", do, flags=re.IGNORECASE)
    first, rest = doing_words(do)
    phrase = f"{first} {rest}".strip()
    if not first or _refused(phrase.partition(" when ")[0]) or holds("two_things", phrase):
        yield from _state(do)
        return
    tail = f". {long}" if long else ""
    for pattern, said in _missed():
        found = pattern.match(phrase)
        if found:
            groups = found.groups()
            if not _fitting(said, phrase[found.end() :]):
                continue
            told = said.replace("{1}", groups[0] if groups and groups[0] else "")
            yield wish(f"{told} {_affirmed(phrase[found.end() :])}".rstrip() + tail, phrase)
            return
    if first in {"be", "have"}:
        yield from _state(do)
        return
    if re.search(r"\b(?:and|or) (?!you\b)", rest):
        yield wish(f"I would love you to {phrase}{tail}", phrase)
    else:
        yield wish(
            f"it would mean a lot to me if you {verbs.past(first)} {rest}".rstrip() + tail, phrase
        )


def _fitting(said: str, tail: str) -> bool:
    """Whether what was left of the writer's clause can stand behind what it was turned into."""
    return not tail.strip() or said.endswith(_OPEN) or bool(opens("fitting_tail", tail))


def _state(do: str) -> Iterator[Piece]:
    """“You are never home” is tried as “home”."""
    state = re.sub(r"^(?:be|been|are) ", "", do, flags=re.IGNORECASE)
    if re.fullmatch(_seen()["wished_states"], state, re.IGNORECASE):
        yield wish(f"it would mean a lot to me if you were {state}", state)


def is_never(clause: str) -> Iterator[Piece]:
    on = fits("never_off", clause)
    if on:
        yield seen(f"you are on {on['it']}")
    found = fits("is_never", clause)
    if found:
        yield from _state(_affirmed(found[1] or found[2]))


def _together(do: str) -> Iterator[Piece]:
    first, rest = doing_words(do)
    phrase = f"{first} {rest}".strip()
    if re.match(r"(?:have sex|make love)\b", phrase):
        yield wish("I miss being close to you", phrase)
    elif (
        first
        and not _refused(phrase)
        and first not in {"be", "get", "seem"}
        and "because" not in rest
    ):
        rest = re.sub(r"^somewhere\b", "to places", rest) if first == "go" else rest
        yield wish(
            f"I miss {verbs.doing(first)} {rest} with you".replace(
                " together with you", " together"
            ),
            phrase,
        )


def _refused(phrase: str) -> bool:
    return (
        bool(re.match(_data()["unwished"] + r"\b", phrase, re.IGNORECASE))
        or says_verdict(phrase)
        or asks_control(phrase)
    )


def _affirmed(do: str) -> str:
    """“anything” is “something” where nothing is denied."""
    do = f" {do}"
    for plain, turned in _data()["swaps"]:
        do = re.sub(
            plain if plain.startswith(" ") else rf"\b{plain}\b", turned, do, flags=re.IGNORECASE
        )
    return do.strip()


def _data() -> dict[str, Any]:
    found: dict[str, Any] = pack("rewriting")["never"]
    return found


def _seen() -> dict[str, Any]:
    found: dict[str, Any] = pack("rewriting")["seen"]
    return found


@cache
def _missed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"{what}\b", re.IGNORECASE), said) for what, said in _data()["missed"]
    )
