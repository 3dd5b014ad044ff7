"""Shapes of clauses, by name: `packs/en/shapes.toml`. Capitals make no difference."""

import re
from functools import cache
from typing import Final

from nearer.coach.packs import pack

_WORD: Final = re.compile(r"<<(\w+)>>")


def fits(name: str, clause: str) -> re.Match[str] | None:
    """The clause taken apart by the first shape of that name that is all of it."""
    return next((found for one in several(name) if (found := one.fullmatch(clause))), None)


def opens(name: str, clause: str) -> re.Match[str] | None:
    return shape(name).match(clause)


def holds(name: str, clause: str) -> re.Match[str] | None:
    return shape(name).search(clause)


def shape(name: str) -> re.Pattern[str]:
    """The one shape of that name."""
    return several(name)[0]


@cache
def several(name: str) -> tuple[re.Pattern[str], ...]:
    """All shapes of that name, in their order."""
    found: str | list[str] = pack("shapes")["shapes"][name]
    each = [found] if isinstance(found, str) else found
    return tuple(compiled(one) for one in each)


def compiled(pattern: str) -> re.Pattern[str]:
    """With each <<word>> as the pack says it."""
    words: dict[str, str] = pack("shapes")["words"]
    while _WORD.search(pattern):
        pattern = _WORD.sub(lambda found: words[found[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)
