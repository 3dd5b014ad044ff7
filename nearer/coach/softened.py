"""A hard sentence with a soft one behind it, as in “You never listen. I miss you”, is heard.

The model learnt that who misses, loves or asks mostly does not blame, and hears a whole message
at once; so a kind last sentence can hide a hard first one. What is soft by itself is left out
here, and the rest is heard again.
"""

import re
from typing import Final

from nearer.coach.judging import Judge

SOFT: Final = frozenset({"feeling", "need", "request", "appreciation"})
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*\s*")


def without_soft(text: str, phrases: Judge) -> tuple[str, list[int]] | None:
    """The text without sentences that only feel, need, ask or thank, and the place of each of
    its code points in the whole; None where that leaves nothing out, or nothing over.
    """
    sentences = list(_SENTENCE.finditer(text))
    heard = phrases.judge([sentence.group() for sentence in sentences])
    hard = [
        sentence
        for sentence, said in zip(sentences, heard, strict=True)
        if said.blame > 0 or not said.parts or not set(said.parts) <= SOFT
    ]
    if not hard or len(hard) == len(sentences):
        return None
    places = [place for sentence in hard for place in range(sentence.start(), sentence.end())]
    while places and text[places[-1]].isspace():
        places.pop()
    return "".join(text[place] for place in places), places
