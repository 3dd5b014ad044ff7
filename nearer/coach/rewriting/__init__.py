"""The same message as an “I” statement, in the writer's own clause, or the one question.

Nothing is invented: what happened, when and where comes from what was written, and a feeling
that was not written is offered for choosing. Every offer is read again by whoever judged the
text, and only one that may not land as blame is given.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from nearer.coach.reading import Reading, Rewrite
from nearer.coach.rewriting.clauses import sentences
from nearer.coach.rewriting.composing import Draft, drafts
from nearer.coach.rewriting.pieces import FEELING
from nearer.coach.rewriting.proof import sound
from nearer.coach.rewriting.questions import question, threatens
from nearer.coach.rewriting.quiet import quiet

Again = Callable[[str], Reading]

SHORT: Final = 500
"""Signs up to which a message is offered whole; of a longer one, a sentence is."""
LONG: Final = 170
"""Signs from which on one sentence of a message is worth an offer of its own."""
TRIES: Final = 6
"""Readings that one offer may cost."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z' \-]{1,28}")


def offer(
    text: str, reading: Reading, *, again: Again, feeling: str | None
) -> tuple[Rewrite | None, str | None]:
    """A rewrite that `again` finds no blame in, or else one question; neither without blame.

    `feeling` is a word that the writer chose for an earlier offer of the same text.
    """
    if not reading.blame:
        return None, None
    for stretch, draft in islice(_tries(text, reading), TRIES):
        rewrite = _rewrite(draft, stretch, feeling)
        if not sound(rewrite.text):
            continue
        if _free(again(rewrite.text)) and (
            (rewrite.start, rewrite.end) == (0, len(text)) or _stays_free(text, rewrite, again)
        ):
            return rewrite, None
    return None, question(text, reading.marks)


def _tries(text: str, reading: Reading) -> Iterator[tuple[tuple[int, int], Draft]]:
    several = sentences(text, reading.marks)
    blaming = [s for s in several if s.blaming and s.end - s.start <= SHORT]
    if len(text) <= SHORT and any(m.label == "demand" for m in reading.marks) and threatens(text):
        return
    if len(text) <= SHORT and several:
        whole = several[0].start, several[-1].end
        for draft in drafts(text, several):
            yield whole, draft
        calm = quiet(text, several)
        if calm:
            yield whole, Draft(calm, ())
        if len(text) < LONG or len(several) == 1:
            return
        blaming = [s for s in blaming if _names_you(text[s.start : s.end])]
    for sentence in sorted(blaming, key=lambda s: (-s.weight, s.start)):
        for draft in drafts(text, [sentence]):
            yield (sentence.start, sentence.end), draft


def _names_you(sentence: str) -> bool:
    return re.search(r"\b(?:you|your|u|ur)\b", sentence, re.IGNORECASE) is not None


def _rewrite(draft: Draft, stretch: tuple[int, int], feeling: str | None) -> Rewrite:
    before, found, after = draft.said.partition(FEELING)
    if not found:
        return Rewrite(before, before, "", (), *stretch)
    own = (feeling,) if feeling and _WORD.fullmatch(feeling) else ()
    chips = tuple(dict.fromkeys((*own, *draft.chips)))
    return Rewrite(before + chips[0] + after, before, after, chips, *stretch)


def _free(reading: Reading) -> bool:
    return not reading.blame and reading.danger is None


def _stays_free(text: str, rewrite: Rewrite, again: Again) -> bool:
    """Whether nothing in the offer's place is blame when the whole text is read with it."""
    whole = text[: rewrite.start] + rewrite.text + text[rewrite.end :]
    end = rewrite.start + len(rewrite.text)
    read = again(whole)
    return read.danger is None and not any(
        mark.level != "tip" and mark.start < end and mark.end > rewrite.start for mark in read.marks
    )
