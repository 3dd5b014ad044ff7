"""From the model's probabilities to marked words, by thresholds set on the shipped file."""

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.coach.judging import Judgement
from nearer.coach.reading import LABELS, PARTS

TIP = LABELS.index("pseudo_feeling")
BLAME = len(LABELS)
NEARLY = 0.6
"""A label the message has is shown where it is strongest, even if no token reaches its threshold."""
BRIDGE = 2
"""Tokens between two marked ones that are marked with them."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on the model is believed: blame, each label, part and token."""

    blame: float
    labels: tuple[float, ...]
    parts: tuple[float, ...]
    tokens: tuple[float, ...]


def decode(
    text: str,
    places: Sequence[Place],
    tokens: Sequence[Sequence[float]],
    message: Sequence[float],
    thresholds: Thresholds,
) -> Judgement:
    """What the numbers say about a passage.

    `places` is each token's stretch of `text` in code points, empty for one that stands for
    nothing; `tokens` holds a probability for each token and label; `message` the labels, blame
    and parts. A label is marked only where the message as a whole has it.
    """
    blame = message[BLAME]
    spans = [
        (*_whole_words(text, start, end), LABELS[label], strength)
        for label in _present(message, thresholds)
        for start, end, strength in _runs(
            places, [row[label] for row in tokens], thresholds.tokens[label]
        )
    ]
    parts = tuple(
        part
        for number, part in enumerate(PARTS)
        if message[BLAME + 1 + number] >= thresholds.parts[number]
    )
    return Judgement(tuple(sorted(spans)), parts, blame if blame >= thresholds.blame else 0.0)


def _present(message: Sequence[float], thresholds: Thresholds) -> list[int]:
    """The labels of the message. Blame decides: with it there is at least one, without it
    none but the tip."""
    over = [n for n, least in enumerate(thresholds.labels) if message[n] >= least]
    if message[BLAME] < thresholds.blame:
        return [n for n in over if n == TIP]
    if all(n == TIP for n in over):
        blaming = [n for n in range(len(LABELS)) if n != TIP]
        over.append(max(blaming, key=lambda n: message[n] / thresholds.labels[n]))
    return over


def _runs(
    places: Sequence[Place], odds: Sequence[float], least: float
) -> list[tuple[int, int, float]]:
    real = [n for n, (start, end) in enumerate(places) if end > start]
    if not real:
        return []
    cut = min(least, max(odds[n] for n in real) * NEARLY)
    runs: list[list[int]] = []  # first token, last token, its number among the real ones
    for number, token in enumerate(real):
        if odds[token] < cut:
            continue
        if runs and number - runs[-1][2] <= BRIDGE:
            runs[-1][1:] = [token, number]
        else:
            runs.append([token, token, number])
    return [
        (places[first][0], places[last][1], max(odds[first : last + 1])) for first, last, _ in runs
    ]


def _whole_words(text: str, start: int, end: int) -> Place:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
