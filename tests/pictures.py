"""Two pictures and one text of a month ago, and what somebody can do about them in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

from conftest import Someone
from nearer.journal.models import Entry
from nearer.practices.acknowledge.actions import distance, together
from nearer.practices.acknowledge.selectors import distance as rounds
from nearer.practices.acknowledge.selectors import together as texts
from tests.presence import present_of

A_MONTH = timedelta(days=30)
DISTANCE, TOGETHER = "/acknowledge/distance/2/", "/acknowledge/together/1/"
PICTURE, KEEP = "acknowledge.picture", "acknowledge.keep"


def a_month_ago(alice: Someone, bob: Someone, *, alice_first: bool) -> str:
    """Both drew, it lies open, and Alice wrote a first version. Returns its mark."""
    here = [present_of(someone) for someone in (alice, bob)]
    hers, his = (replace(present, now=present.now - A_MONTH) for present in here)
    first, second = (hers, his) if alice_first else (his, hers)
    for present, causes in ((hers, ["phones", "long-days"]), (his, ["phones", "debt"])):
        drawn = {"overlap": 4, "causes": causes, "line": f"{present.name} drew this"}
        distance.seal_picture(present, number=1, drawn=drawn)
    rounds.all_rounds(first)
    distance.open_both(second, 1)
    together.write_version(hers, number=1, text="It grew between us.", seen=[])
    return texts.together(hers, 1).mark


def _drawn(text: str, **more: str) -> dict[str, object]:
    return {"overlap": str(len(text) % 11), "causes": ["phones"], "line": text[:400], **more}


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "draws": lambda _, a: [(f"{DISTANCE}answer/", _drawn(a.text))],
    "draws for themselves": lambda _, a: [(f"{DISTANCE}answer/", _drawn(a.text, for_me="1"))],
    "takes the picture back": lambda *_: [(f"{DISTANCE}take-back/", {})],
    "types at a picture": lambda _, a: [
        ("/drafts/", {"path": DISTANCE, "tab": "1", "line": a.text})
    ],
    "draws alone": lambda _, a: [("/acknowledge/pictures/", _drawn(a.text))],
    "is not yet ready to keep": lambda *_: [(f"{TOGETHER}not-yet/", {})],
    "wants to keep": lambda b, _: [(f"{TOGETHER}keep/", {"mark": b.mark})],
    "types at the text": lambda _, a: [
        ("/drafts/", {"path": TOGETHER, "tab": "1", "text": a.text})
    ],
    "finds words alone": lambda _, a: [("/acknowledge/words/", {"text": a.text[:900]})],
    "makes a talk their own": lambda _, a: [
        ("/acknowledge/talk/tired-plain-short/", {"text": a.text[:900]})
    ],
    "looks at the picture": lambda *_: [(DISTANCE, None)],
    "looks at the text": lambda *_: [(TOGETHER, None)],
    "looks at the beginning": lambda *_: [("/acknowledge/", None)],
    "opens the pictures": lambda *_: [(f"{DISTANCE}open/", {})],
    "writes a version": lambda b, a: [(TOGETHER, {"text": a.text[:900], "seen": [b.mark]})],
}
OPENLY = ("opens the pictures", "writes a version")
GIVES = {
    PICTURE: (
        *("draws", "draws for themselves", "takes the picture back", "looks at the picture"),
        *("looks at the beginning", "looks at today", "looks at the text"),
    ),
    KEEP: ("wants to keep", "is not yet ready to keep", "looks at the text", "looks at today"),
}
"""What hands over, in the visit of whoever gives first, once both have done their part."""


# --- Through the pages ------------------------------------------------------------------

HERE = "/acknowledge/distance/"
ROUND = f"{HERE}1/"
ALICE = {"overlap": "3", "causes": ["long-days", "phones"], "line": "Alice misses the evenings"}
BOB = {"overlap": "6", "causes": ["phones", "tiredness"], "line": "Bob is worn out"}


def rows_of(someone, kind=PICTURE):
    here = present_of(someone)
    return Entry.objects.of(here.couple).filter(kind=kind, owner_id=here.id)


def page_of(reply):
    return unescape(reply.content.decode())


def says(page, *sentences):
    for sentence in sentences:
        assert sentence in unescape(page), sentence


def hides(page, *sentences):
    for sentence in sentences:
        assert sentence not in unescape(page), sentence


def draws(someone, drawn, number=1, **more):
    return someone.post(f"{HERE}{number}/answer/", {**drawn, **more})


def opens(someone, number=1):
    return someone.post(f"{HERE}{number}/open/")


def both_open(alice, bob, number=1, drawn=(ALICE, BOB)):
    """Alice hosts and gives first, so Bob opens."""
    draws(alice, drawn[0], number)
    draws(bob, drawn[1], number)
    alice.page(f"{HERE}{number}/")
    opens(bob, number)
