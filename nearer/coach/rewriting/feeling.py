"""“You embarrassed me in front of Jo”: a feeling that somebody is said to have made."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, noticed, same
from nearer.coach.rewriting.shapes import compiled, fits, shape
from nearer.coach.rewriting.trimming import says_verdict


def felt(clause: str) -> Iterator[Piece]:
    """The feeling becomes the writer's own, with everything that was around it."""
    clause = shape("have_made").sub("you ", clause)
    made = fits("made_me_feel", clause)
    if made and not re.search(r"\byou(?:r|rs)?\b.*\byou\b", made["how"]):
        yield same(
            f"I {'felt' if made['made'] in {'made', 'were making'} else 'feel'} {made['how']}."
        )
        return
    done = fits("made_me", clause)
    if done and not says_verdict(done["tail"]):
        yield _mine(done)
        return
    for pattern, feeling in _named():
        found = pattern.fullmatch(clause)
        if found and not says_verdict(found["tail"]) and "," not in found["tail"]:
            then = (
                found["did"].split(" ")[0].lower().endswith("ed")
                or verbs.is_past(found["did"].split(" ")[0])
                or found["did"].lower().startswith(("made", "drove", "broke"))
            )
            then = then or re.search(r"\b(?:last|yesterday)\b", found["tail"]) is not None
            # “you hurt me with a word” is now and then; a word is over.
            hurt = feeling == "hurt" and found["tail"].startswith(" with ")
            tail = found["tail"].replace(" with ", " by ", 1) if hurt else found["tail"]
            yield same(f"I {'felt' if then or hurt else 'feel'} {feeling}{tail}.")
            return


def _mine(done: re.Match[str]) -> Piece:
    """“You made us miss the train” is “we missed the train”."""
    who, then = {"me": "I", "us": "we"}[done["who"].lower()], done["made"].lower() == "made"
    verb = done["how"].lower()
    if verb == "late":
        was = {("I", True): "was", ("I", False): "am", ("we", True): "were"}.get((who, then), "are")
        return noticed(f"{who} {was} late{done['tail']}", then=then)
    return noticed(f"{who} {verbs.past(verb) if then else verb}{done['tail']}", then=then)


@cache
def _named() -> tuple[tuple[re.Pattern[str], str], ...]:
    data: dict[str, Any] = pack("rewriting")["felt"]
    return tuple(
        (compiled(f"you (?P<did>{forms})<<feeling_tail>>"), feeling)
        for feeling, forms in data.items()
    )
