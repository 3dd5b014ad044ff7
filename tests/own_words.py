"""Finished sentences and observer's writings of some days ago, and what is done about them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conftest import Someone
from nearer.practices.honesty import texts
from nearer.practices.honesty.actions import lines, observer
from nearer.vocabulary import words
from tests.presence import present_of

HERE = "/honesty/"
STEM, PAIR = texts.stems()[0].id, texts.pairs()[0].id
GUIDE, PROMPT = texts.guides()[0].key, texts.prompts()[0].id
FAMILY, GROUP = next(iter(words.families())), next(iter(words.groups()))
ADDRESSES = {
    "stem": STEM,
    "pair": PAIR,
    "guide": GUIDE,
    "prompt": PROMPT,
    "family": FAMILY,
    "group": GROUP,
}
"""What stands for a changing part of an address, by its name."""
FINISH, OBSERVE = f"{HERE}stems/{STEM}/", f"{HERE}observer/{PROMPT}/"


def some_days_ago(alice: Someone, bob: Someone) -> dict[str, str]:
    """Each finished two sentences and wrote once as an observer. Returns their ids."""
    named = {}
    for whose, someone in (("hers", alice), ("his", bob)):
        here = present_of(someone)
        then = replace(here, now=here.now - timedelta(days=3))
        for nth in ("first", "second"):
            text = f"{here.name} finished a {nth} sentence"
            named[f"{whose} {nth}"] = lines.keep(then, stem=STEM, text=text)
        said = {"first": f"{here.name} saw it from the next table"}
        named[f"{whose} observed"] = observer.keep(then, prompt=PROMPT, said=said)
    return {name: str(entry) for name, entry in named.items()}


def _line(base: Any, name: str) -> str:
    return f"{HERE}lines/{base.own[name]}/"


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "finishes a sentence": lambda _, a: [(FINISH, {"text": a.text[:2000], "do": "keep"})],
    "goes on in a letter": lambda _, a: [(FINISH, {"text": a.text[:2000], "do": "letter"})],
    "types at a sentence": lambda _, a: [
        ("/drafts/", {"path": FINISH, "tab": "1", "text": a.text})
    ],
    "makes a letter of a sentence": lambda b, _: [(f"{_line(b, 'his first')}letter/", {})],
    "lets a sentence go": lambda b, _: [(f"{_line(b, 'his second')}let-go/", {})],
    "looks at a depth": lambda _, a: [(f"{HERE}stems/?depth=light&n={a.about}", None)],
    "observes": lambda _, a: [(OBSERVE, {"text_second": a.text[:2000]})],
    "types as an observer": lambda _, a: [
        ("/drafts/", {"path": OBSERVE, "tab": "1", "text_first": a.text})
    ],
    "lets a writing go": lambda b, _: [
        (f"{HERE}observer/kept/{b.own['his observed']}/let-go/", {})
    ],
    "looks at the observer": lambda *_: [(f"{HERE}observer/", None)],
    "begins with a word": lambda *_: [(f"{HERE}letters/new/?from=stem.{STEM}", None)],
}
