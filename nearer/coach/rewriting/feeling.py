"""“You embarrassed me in front of Jo”: a feeling that somebody is said to have made."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, same
from nearer.coach.rewriting.trimming import says_verdict

_TAIL: Final = r"(?P<tail>(?: (?:in front of|infront of|at|on|over|about|when|last|this|today|yesterday|tonight|every|in|during|after|before|for|because|all|by|with|so much|like)\b.*)?)"
_LIKE: Final = r"(?:so |very |really |like (?:a|an|I am|I was|I|nothing|the|some)\b ?|as if )?"


def felt(clause: str) -> Iterator[Piece]:
    """The feeling becomes the writer's own, with everything that was around it."""
    clause = re.sub(r"^you (?:have |really |always |constantly |had )+", "you ", clause, flags=re.IGNORECASE)
    made = re.fullmatch(
        rf"you (?P<made>make|made|are making|were making) me (?:feel )(?P<how>{_LIKE}\w.*)",
        clause,
        re.IGNORECASE,
    )
    if made and not re.search(r"\byou(?:r|rs)?\b.*\byou\b", made["how"]):
        yield same(
            f"I {'felt' if made['made'] in {'made', 'were making'} else 'feel'} {made['how']}."
        )
        return
    for words, feeling in _named():
        found = re.fullmatch(rf"you (?P<did>{words}){_TAIL}", clause, re.IGNORECASE)
        if found and not says_verdict(found["tail"]) and "," not in found["tail"]:
            then = (
                found["did"].split(" ")[0].lower().endswith("ed")
                or verbs.is_past(found["did"].split(" ")[0])
                or found["did"].lower().startswith(("made", "drove", "broke"))
            )
            then = then or re.search(r"\b(?:last|yesterday)\b", found["tail"]) is not None
            yield same(f"I {'felt' if then else 'feel'} {feeling}{found['tail']}.")
            return


@cache
def _named() -> tuple[tuple[str, str], ...]:
    data: dict[str, Any] = pack("rewriting")["felt"]
    return tuple((forms, feeling) for feeling, forms in data.items())
