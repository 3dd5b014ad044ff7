"""Whether an offer is English and makes sense, as far as that can be seen from outside."""

import re
from functools import cache
from typing import Final

from nearer.coach.packs import pack

_SAME: Final = 2  # times that “I felt the same” can be read


def sound(said: str) -> bool:
    """No left-over of a turned clause, no idiom turned into a wish, nothing said three times."""
    quotes = said.count('"') % 2 == 0 and said.count("(") == said.count(")")
    return quotes and said.count("the same when") <= _SAME and not _silly().search(said)


@cache
def _silly() -> re.Pattern[str]:
    return re.compile("|".join(pack("rewriting")["refuse"]["silly"]), re.IGNORECASE)
