"""Letters of some days ago, and what somebody can do about them in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conftest import Someone
from nearer.practices.honesty.actions import letters, reading
from nearer.practices.honesty.rules.letters import When
from tests.presence import present_of

LETTERS, NEW = "/honesty/", "/honesty/letters/new/"
MOMENTS = tuple(When)


def some_days_ago(alice: Someone, bob: Someone) -> dict[str, str]:
    """Each kept a letter and shared another one; one of hers was answered in words by both.

    Returns their names: nobody has looked at `hers` and `his`.
    """
    there = [present_of(someone) for someone in (alice, bob)]
    hers, his = (replace(it, now=it.now - timedelta(days=2)) for it in there)
    named = {}
    for whose, present in (("hers", hers), ("his", his)):
        named[f"{whose} kept"] = letters.keep(present, f"{present.name} kept this letter")
        named[whose] = letters.keep(present, f"{present.name} shared this letter")
        letters.share(present, named[whose], wish="hug-first")
    named["answered"] = letters.keep(hers, "Alice shared a letter before")
    letters.share(hers, named["answered"], wish="")
    letters.change(hers, named["answered"], "Alice changed a letter", shared=True)
    reading.choose_moment(his, named["answered"], When.NOW)
    reading.receive(his, named["answered"], sentence="thank-you")
    reading.reply(his, named["answered"], "Bob answered a letter")
    reading.reply(hers, named["answered"], "Alice answered him")
    return {name: str(letter) for name, letter in named.items()}


def _of(base: Any, name: str) -> str:
    return f"{LETTERS}letters/{base.letters[name]}/"


# What Bob does; when Alice does the same, it is about the same letters.
ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "keeps a letter": lambda _, a: [(NEW, {"text": a.text, "do": "keep"})],
    "types at a letter": lambda _, a: [("/drafts/", {"path": NEW, "tab": "1", "text": a.text})],
    "chooses a moment": lambda b, a: [
        (f"{_of(b, 'hers')}receive/", {"when": str(MOMENTS[a.about % len(MOMENTS)])})
    ],
    "reads a letter": lambda b, _: [
        (f"{_of(b, 'hers')}receive/", {"when": "now"}),
        (_of(b, "hers"), None),
    ],
    "types at an answer": lambda b, a: [
        ("/drafts/", {"path": f"{_of(b, 'answered')}reply/", "tab": "1", "text": a.text})
    ],
    "changes a kept letter": lambda b, a: [
        (f"{_of(b, 'his kept')}edit/", {"text": a.text, "shown": "only_me"})
    ],
    "lets a kept letter go": lambda b, _: [(f"{_of(b, 'his kept')}let-go/", {})],
    "looks at the letters": lambda *_: [(LETTERS, None)],
    "chooses a moment for his": lambda b, a: [
        (f"{_of(b, 'his')}receive/", {"when": str(MOMENTS[a.about % len(MOMENTS)])})
    ],
    "looks at what was said": lambda b, _: [(_of(b, "answered"), None)],
    "answers a letter": lambda b, _: [
        (f"{_of(b, 'hers')}receive/", {"when": "now"}),
        (f"{_of(b, 'hers')}answer/", {"sentence": "hear-you"}),
    ],
    "writes back": lambda b, a: [(f"{_of(b, 'answered')}reply/", {"text": a.text})],
    "takes a letter back": lambda b, _: [(f"{_of(b, 'his')}take-back/", {})],
}
OPENLY = ("answers a letter", "writes back", "takes a letter back")
HERS = ("chooses a moment for his",)
"""Done by Alice only: to Bob this letter is his own."""
