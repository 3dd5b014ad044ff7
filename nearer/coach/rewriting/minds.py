"""“You think I'm stupid”, “you don't care”: a guess, told as a guess, and a question."""

import re
from collections.abc import Iterator
from typing import Final

from nearer.coach.packs import word_set
from nearer.coach.rewriting.pieces import SO, Piece, fear, same, story
from nearer.coach.rewriting.shapes import fits, holds, opens, shape

_LONG: Final = 24
_HELPS: Final = frozenset(
    ("do", "did", "can", "could", "will", "would", "have", "had", "not", "never", "even")
)
_LEAD: Final = shape("lead")
_WHO: Final = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}


def minds(clause: str) -> Iterator[Piece]:
    """The fear first, where the clause says what is feared; else the story."""
    clause = _LEAD.sub("", clause)
    yield from _cared(clause)
    yield from _preferred(clause)
    yield from _last(clause)
    yield from _done(clause)
    yield from _thought(clause)


def _cared(clause: str) -> Iterator[Piece]:
    found = fits("cares_not", clause)
    if found:
        yield fear("it does not matter to you")
        return
    found = fits("cares_not_about", clause)
    if found:
        yield fear(
            _matters(found["how"].lower(), found["it"])
            + found["more"].replace("anymore", "any more")
        )
    found = fits("matters_not", clause)
    if found:
        yield fear(f"{re.sub(r' (?:to you|at all)$', '', clause)} to you")


def _matters(how: str, it: str) -> str:
    if how in {"if", "whether", "that"}:
        return f"it does not matter to you {how} {it}"
    if how in {"how", "what", "who"}:
        return f"{how} {it} does not matter to you"
    if it.lower() in _WHO:
        who = _WHO[it.lower()]
        return f"{who} {'does' if who in {'he', 'she'} else 'do'} not matter to you"
    return f"{it} {'do' if _many(it) else 'does'} not matter to you"


def _many(thing: str) -> bool:
    head = shape("after_head").split(thing)[0]
    return " and " in thing or bool(holds("many", head))


def _preferred(clause: str) -> Iterator[Piece]:
    found = (
        fits("more_than_me", clause)
        or fits("cares_more", clause)
        or fits("more_important", clause)
        or fits("chose_over", clause)
    )
    if found:
        yield fear(_more(found["it"], found["who"]))
        return
    found = fits("cares_only", clause)
    if found:
        it = found["it"] or found["only"]
        if re.match(r"(?:yourself|you|money)\b", it):
            yield fear("I do not matter to you")
        else:
            yield fear(_more(it, "me"))


def _last(clause: str) -> Iterator[Piece]:
    """“I always come last”, “it's always your family first”."""
    if fits("comes_last", clause):
        yield fear("I come last for you")
    found = fits("comes_first", clause)
    if found:
        yield fear(_more(found["it"], "me"))


def _more(it: str, who: str) -> str:
    it = _WHO.get(it.lower(), it)
    their = {"me": "I do", "us": "we do"}.get(
        who.lower(), f"{who} {'do' if _many(who) else 'does'}"
    )
    return f"{it} {'matter' if _many(it) or it == 'they' else 'matters'} more to you than {their}"


def _done(clause: str) -> Iterator[Piece]:
    found = fits("on_purpose", clause)
    if found:
        yield same("I'm telling myself it was on purpose. Was it?")
    found = fits("doing_on_purpose", clause)
    if found:
        yield same("I'm telling myself it's on purpose. Is it?")


def _thought(clause: str) -> Iterator[Piece]:
    found = fits("state_of_mind", clause)
    if found:
        if opens("feared", found["it"]) and " were " not in f" {clause} ":
            yield fear(clause)
        yield story(clause)
        return
    if fits("cannot_bear", clause) or fits("did_it_to", clause):
        yield story(clause)
        return
    if fits("heart", clause) or fits("would_not_notice", clause):
        yield fear(clause)
        return
    thinks = fits("thinks_i_am", clause)
    if thinks:
        yield story(clause)
        yield same(f"I'm worried that I seem {thinks['it']} to you. {SO}")
        return
    yield from _guess(clause)


def _guess(clause: str) -> Iterator[Piece]:
    """Any guess about you, in the writer's words."""
    # A “never” cannot simply go: without it the guess would say the contrary.
    if len(clause.split()) > _LONG or clause.count(",") > 1 or holds("no_guess", clause):
        return
    if (opens("about_you", clause) and _does(clause)) or opens("i_am_to_you", clause):
        yield story(re.sub(r"\balways ", "", clause))


def _does(clause: str) -> bool:
    """Whether it says what somebody thinks, wants or feels, and not what somebody does."""
    words = shape("up_to_verb").sub("", clause).lower().split(" ")
    word = next((word for word in words[:3] if word not in _HELPS), "")
    return word in word_set("rewriting", "acts", "mind")
