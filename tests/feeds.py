"""A calendar at a secret address, and what somebody can do about theirs."""

import re
from collections.abc import Callable
from typing import Any

from conftest import Someone

PAGE = "/quality-time/feed/"


def of_hers(alice: Someone) -> str:
    """She has an address; returns its token."""
    alice.post(f"{PAGE}begin/")
    found = re.search(r"/calendar/([\w-]{43})\.ics", alice.page(PAGE))
    assert found, "no address"
    return found[1]


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "looks at the address": lambda *_: [(PAGE, None), (f"{PAGE}calendar.ics", None)],
    "takes an address": lambda *_: [(f"{PAGE}begin/", {})],
    "ends the address": lambda *_: [(f"{PAGE}end/", {})],
    "names the dates": lambda _, a: [(f"{PAGE}title/", {"text": a.text[:40]})],
}
OPENLY = ("names the dates", "takes an address", "ends the address")
"""The other one's session learns of an address, as it has to publish there; no page may say so."""
