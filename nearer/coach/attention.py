"""Reading a text: passages, judge, guards, danger, reasons, and an offer where one is due."""

from collections.abc import Iterable

from nearer.coach.choose import BENCH
from nearer.coach.danger import danger_in, gravest_first
from nearer.coach.guards import guarded
from nearer.coach.judging import STRONG, Judgement
from nearer.coach.passages import Passage, passages
from nearer.coach.proposing import propose
from nearer.coach.reading import PARTS, PSEUDO, Level, Mark, Reading
from nearer.coach.why import why

Span = tuple[int, int, str, float]


def read(text: str, *, feeling: str | None = None, whose: bytes = b"") -> Reading:
    """Everything the coach says about a text; costs as much time as the text is long.

    `feeling` is a word the writer chose, for the offer; `whose` names the writer to the memory of
    what was just read and is kept nowhere. A text that suggests danger is marked
    but gets neither offer nor question: nobody is taught to say that more softly.
    """
    reading, careful = _heed(text, whose)
    if reading.danger or careful or not reading.blame:
        return reading

    def again(candidate: str) -> Reading:
        return _heed(candidate, whose)[0]

    return propose(text, reading, again=again, feeling=feeling)


def _heed(text: str, whose: bytes) -> tuple[Reading, bool]:
    """A reading without an offer, and whether it is better to make none."""
    pieces = passages(text)
    judgements, judge = BENCH.judge([piece.text for piece in pieces], whose)
    spans = [
        span
        for piece, judgement in zip(pieces, judgements, strict=True)
        for span in _shown(piece, judgement)
    ]
    parts = {part for judgement in judgements for part in judgement.parts}
    reading = Reading(
        marks=tuple(_mark(text, span) for span in guarded(text, sorted(spans))),
        parts=tuple(part for part in PARTS if part in parts),
        rewrite=None,
        question=None,
        danger=danger_in([piece.text for piece in pieces]) or _heard(judgements),
        judge=judge,
    )
    return reading, any(judgement.careful for judgement in judgements)


def _heard(judgements: Iterable[Judgement]) -> str | None:
    """What the judge hears where the rules hear nothing, the gravest first."""
    heard = {judgement.danger for judgement in judgements}
    return next((kind for kind in gravest_first() if kind in heard), None)


def _shown(piece: Passage, judgement: Judgement) -> list[Span]:
    return [
        (piece.start + start, piece.start + end, label, strength)
        for start, end, label, strength in judgement.spans
        if label == PSEUDO or judgement.blame > 0
    ]


def _mark(text: str, span: Span) -> Mark:
    start, end, label, strength = span
    return Mark(start, end, label, why(label, text[start:end]), _level(label, strength))


def _level(label: str, strength: float) -> Level:
    if label == PSEUDO:
        return "tip"
    return "strong" if strength >= STRONG else "soft"
