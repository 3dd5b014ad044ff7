"""Irony with a fact in it: “nice of you to turn up at nine”. The fact is told, the rest goes."""

from collections.abc import Iterator

from nearer.coach.packs import word_set
from nearer.coach.rewriting.happening import told
from nearer.coach.rewriting.pieces import Piece, same, seen
from nearer.coach.rewriting.reaching import reached
from nearer.coach.rewriting.shapes import fits, holds, opens, shape
from nearer.coach.rewriting.trimming import doing_words, says_verdict


def wry(clause: str) -> Iterator[Piece]:
    """None where praise may be meant or nothing happened in it."""
    found = fits("nice_of_you", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    if found and first and not says_verdict(found["do"]):
        phrase = f"{first} {rest}".strip()
        said = reached(phrase, then=True)
        if said:
            yield seen(said, then=True)
    found = fits("thanks_for", clause)
    if found:
        yield from _no_thanks(found["do"])
    found = fits("glad_you_could", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    if found and first:
        said = reached(f"{first} {rest}".strip(), then=True)
        if said:
            yield seen(said, then=True)
    found = fits("nobody_asked", clause)
    if found:
        yield same(f"I would rather not hear opinions on {found['it']}.")


def _no_thanks(do: str) -> Iterator[Piece]:
    """“Thanks for leaving me with the bill”, where it is no kindness."""
    denied = do.startswith("not ")
    first, rest = doing_words(do.removeprefix("not "))
    if not first or says_verdict(do):
        return
    if denied:
        yield seen(f"you did not {first} {rest}", then=True)
    elif first in word_set("rewriting", "acts", "unkind"):
        said = reached(f"{first} {rest}".strip(), then=True)
        if said:
            yield seen(said, then=True)


def wronged(clause: str) -> Iterator[Piece]:
    """“Congratulations, you forgot my appointment”: only where the deed is no kindness."""
    left = shape("mocking").sub("", clause)
    found = opens("deed", left)
    if not found:
        return
    first, _ = doing_words(left.split(" ", maxsplit=1)[1])
    if first in word_set("rewriting", "acts", "unkind") or holds("unkindly", left):
        yield from told(left.split(" ", maxsplit=1)[1])
