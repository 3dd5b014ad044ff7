"""What somebody can say on Today and on their path, all of it in secret."""

from collections.abc import Callable
from typing import Any

from nearer.practices.conversation import content

SAY, PATH = "/today/", "/journey/path/"
YES = "journey.gentle"
KEYS = ("conversation.question", "conversation.alone", "acknowledge.pulse")

ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "says not now": lambda _, a: [(SAY, {"not_now": KEYS[a.about % len(KEYS)]})],
    "wants it back": lambda *_: [(SAY, {"again": "1"})],
    "says how much time": lambda _, a: [(SAY, {"minutes": (5, 15, 30)[a.about % 3]})],
    "says how much energy": lambda _, a: [(SAY, {"energy": a.about % 3 + 1})],
    "wants no path": lambda *_: [(PATH, {"path": "off"})],
    "wants steps that ask for more": lambda *_: [(PATH, {"more": "yes"})],
    "stays gentle": lambda *_: [(PATH, {"more": "no"})],
    "looks at the path": lambda *_: [(PATH, None)],
    "looks at what was": lambda *_: [("/journey/", None)],
}
GIVES = tuple(name for name in ACTS if name != "looks at what was")
"""They all look at Today, which is a visit: whoever gives first hands over what is due."""


def without_questions(page: str) -> str:
    """What the pages say themselves. A question that is offered may ask of whatever it likes."""
    for question in content.everything().values():
        page = page.replace(question.text, "")
    return page
