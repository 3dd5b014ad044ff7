"""Scenes that begin with when or where, and things that come back: “another list”."""

import re
from collections.abc import Iterator
from typing import Final

from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.happening import happening, told
from nearer.coach.rewriting.minds import minds
from nearer.coach.rewriting.never import never
from nearer.coach.rewriting.pieces import Piece, noticed, seen, wish
from nearer.coach.rewriting.reaching import now, reached
from nearer.coach.rewriting.shapes import fits, holds, opens, shape
from nearer.coach.rewriting.trimming import doing_words, says_verdict

_ENOUGH: Final = 3  # words of a deed that is told without its comparison


def scenes(clause: str) -> Iterator[Piece]:
    yield from _fronted(clause)
    for way in (_only, _measured, _of_mine, _wishes):
        yield from way(clause)
    found = fits("acts_as_if", clause)
    if found and not says_verdict(found["it"]):
        it = re.sub(r"^(?=(?:a|an|the|some|my|your)\b)", "I were with ", found["it"])
        if it == found["it"]:
            yield seen(f"it looks as if {it}")
    found = fits("another", clause)
    plain = found and not says_verdict(found["it"]) and not holds("names_you", found["it"])
    if found and plain and not holds("mock_noun", found["it"]):
        yield seen(f"there is another {found['it']}")
    found = fits("every_one", clause)
    if found and not says_verdict(clause):
        yield seen(f"{found['often']} it is {found['it']}")
    found = fits("took_you", clause)
    if found:
        yield noticed(f"{found['it']} took {found['long']}", then=True)


def _only(clause: str) -> Iterator[Piece]:
    """“You only come home to sleep”, “you have time for your mates, but not for me”."""
    found = fits("only_nice_when", clause)
    if found and not says_verdict(found["how"]):
        yield seen(f"you are {found['how']} only when {found['when']}")
    found = fits("only_tail", clause)
    said = now(found["do"]) if found else None
    if found and said and not says_verdict(found["tail"]):
        yield seen(f"{said} only {found['tail']}")


def _measured(clause: str) -> Iterator[Piece]:
    """“You spend more on golf than on us”, “your phone gets more attention than I do”."""
    found = fits("more_than", clause)
    first, _ = doing_words(found["do"]) if found else ("", "")
    if found and verbs.is_base(found["do"].split(" ")[0]) and not says_verdict(found["do"]):
        yield seen(f"you {found['do']}", then=first == "")
    if fits("no_time", clause):
        yield wish("I miss having time with you", clause)
    found = fits("time_for_others", clause)
    if found:
        yield wish(f"I would love to have time with you too, not only {found['it']}", clause)
    found = fits("gets_more", clause)
    if found:
        yield wish(f"I would love some of the {found['what']} that {found['it']} gets", clause)
    found = fits("always_time", clause)
    if found:
        yield wish(f"I would love to have time with you too, not only {found['it']}", clause)


def _of_mine(clause: str) -> Iterator[Piece]:
    """“Who leaves a towel on the bed?”, “your brother rings at midnight”."""
    found = fits("who_does", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    said = now(f"{first} {rest}") if first else None
    if said:
        yield seen(said)
    found = fits("your_thing", clause)
    if found and verbs.base(found["verb"]) not in {None, "be", "have"} and not says_verdict(clause):
        yield seen(clause)


def _wishes(clause: str) -> Iterator[Piece]:
    """“All you see is the illness”, “I have not once been asked how I slept”."""
    found = fits("all_you_see", clause)
    if found and not says_verdict(found["it"]):
        yield wish(f"I would love you to see more than {found['it']}", clause)
    found = fits("not_been", clause)
    if found:
        long = f". It has been {found['long']}" if found["long"] else ""
        yield wish(f"I miss being {found['how']}{long}", clause)
    if fits("all_about_you", clause):
        yield wish("I would love there to be room for me too", clause)
    if fits("your_way", clause):
        yield wish("I would love us to decide together", clause)


def _fronted(clause: str) -> Iterator[Piece]:
    """“On the 4th you told me …”: the day stays where it stood."""
    found = fits("fronted", clause)
    if not found or says_verdict(found["where"]):
        return
    done = shape("perfect").sub("", found["do"])
    first, rest = doing_words(done)
    word = done.split(" ", maxsplit=1)[0]
    if not first or not verbs.is_past(word) or holds("because", rest):
        return
    said = reached(f"{first} {rest}".strip(), then=True)
    if said:
        yield seen(f"{found['where']} {said}", then=True)


def without_likeness(clause: str) -> Iterator[Piece]:
    """“You took it off me like keys off a drunk” is told without what it was like."""
    found = holds("likeness", clause)
    if not found:
        return
    left = clause[: found.start()].rstrip(" ,")
    if len(left.split()) > _ENOUGH and opens("deed", left):
        yield from happening(left)


def with_reason(clause: str) -> Iterator[Piece]:
    """“You left early because you can't stand my mother”: what happened, and the guess."""
    found = fits("reason", clause)
    if not found:
        return
    deed = next(iter(_deeds(found["deed"])), None)
    guess = next((p for p in minds(found["guess"]) if "Is that so" in p.first), None)
    if deed and guess:
        yield Piece(
            f"{deed.first} {guess.first}",
            f"{deed.named} {guess.first}",
            f"{deed.after} {guess.after}",
            deed.of,
        )


def _deeds(clause: str) -> Iterator[Piece]:
    yield from happening(clause)
    yield from never(clause)
    found = fits("habits", clause)
    if found:
        yield from told(f"do not {found['do']}")
        first, rest = doing_words(found["do"])
        if first and first not in {"be", "have"}:
            yield seen(f"you do not {first} {rest}")
