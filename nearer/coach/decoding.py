"""From the model's probabilities to marked words, by thresholds set on the shipped file."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge

from nearer.coach.judging import Judgement
from nearer.coach.reading import DANGERS, LABELS, PARTS, PSEUDO

TIP = LABELS.index(PSEUDO)
BLAME = len(LABELS)
"""Where blame stands among a message's probabilities: the labels, blame, the parts."""
NEARLY = 0.6
"""A label that the message has is shown where it is strongest, if no token reaches its own."""
FAINT = 2 / 3
"""A stretch so much weaker than the strongest of its label is an echo of that one."""
BRIDGE = 2
"""Tokens between two marked ones that are marked with them."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on the model is believed: blame, each label, part, token, danger."""

    blame: float
    seconded: float
    """Lower than `blame`: enough where known phrases of blame are heard in the passage too."""
    labels: tuple[float, ...]
    parts: tuple[float, ...]
    tokens: tuple[float, ...]
    danger: tuple[float, ...]
    careful: tuple[float, ...]
    """Lower than `danger`: from there on nothing is said more softly."""

    def fit(self) -> bool:
        """Whether there is one for each label, part and danger that this version knows."""
        sizes: list[tuple[Sequence[float], Sequence[str]]] = [
            (self.labels, LABELS),
            (self.tokens, LABELS),
            (self.parts, PARTS),
            (self.danger, DANGERS),
            (self.careful, DANGERS),
        ]
        return all(len(own) == len(known) for own, known in sizes)


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities of one passage. `places` is each token's stretch of the text in code points,
    empty for one that stands for nothing; `tokens` has a number for each token and label.
    """

    places: list[Place]
    tokens: list[list[float]]
    message: list[float]
    danger: list[float]


def decode(text: str, odds: Odds, thresholds: Thresholds, *, seconded: bool = False) -> Judgement:
    """What the numbers say about a passage; `seconded` if phrases of blame are heard in it too.

    A label is marked only where the message as a whole has it.
    """
    message = odds.message
    enough = thresholds.seconded if seconded else thresholds.blame
    blame = message[BLAME] if message[BLAME] >= enough else 0.0
    labels = label_odds(odds)
    spans = [
        (*_whole_words(text, start, end), LABELS[label], strength)
        for label in _present(labels, blame, thresholds)
        for start, end, strength in _runs(
            text, odds.places, [row[label] for row in odds.tokens], thresholds.tokens[label]
        )
    ]
    parts = tuple(
        part
        for number, part in enumerate(PARTS)
        if message[BLAME + 1 + number] >= thresholds.parts[number]
    )
    careful = any(map(ge, odds.danger, thresholds.careful))
    return Judgement(
        tuple(sorted(spans)), parts, blame, _danger(odds.danger, thresholds.danger), careful
    )


def _danger(odds: Sequence[float], thresholds: Sequence[float]) -> str | None:
    """The kind that is furthest above its threshold."""
    over = [n for n, least in enumerate(thresholds) if odds[n] >= least]
    return DANGERS[max(over, key=lambda n: odds[n] / thresholds[n])] if over else None


def label_odds(odds: Odds) -> list[float]:
    """How likely each label is: half what the message says as a whole, half its surest token.

    On held-back messages the two together were right more often than either.
    """
    surest = [max(row[n] for row in odds.tokens) if odds.tokens else 0.0 for n in range(BLAME)]
    return [(odds.message[n] + surest[n]) / 2 for n in range(BLAME)]


def _present(labels: Sequence[float], blame: float, thresholds: Thresholds) -> list[int]:
    """The labels of the message. Blame decides: with it one at least, without it only the tip."""
    over = [n for n, least in enumerate(thresholds.labels) if labels[n] >= least]
    if not blame:
        return [n for n in over if n == TIP]
    if all(n == TIP for n in over):
        blaming = [n for n in range(len(LABELS)) if n != TIP]
        over.append(max(blaming, key=lambda n: labels[n] / thresholds.labels[n]))
    return over


def _runs(
    text: str, places: Sequence[Place], odds: Sequence[float], least: float
) -> list[tuple[int, int, float]]:
    """Stretches of tokens above the threshold, none over the end of a sentence."""
    real = [n for n, (start, end) in enumerate(places) if end > start]
    if not real:
        return []
    cut = min(least, max(odds[n] for n in real) * NEARLY)
    runs: list[list[int]] = []  # first token, last token, its number among the real ones
    for number, token in enumerate(real):
        if odds[token] < cut:
            continue
        if runs and number - runs[-1][2] <= BRIDGE and not _ended(text, places, runs[-1], token):
            runs[-1][1:] = [token, number]
        else:
            runs.append([token, token, number])
    strengths = [max(odds[first : last + 1]) for first, last, _ in runs]
    return [
        (places[first][0], places[last][1], strength)
        for (first, last, _), strength in zip(runs, strengths, strict=True)
        if strength >= FAINT * max(strengths)
    ]


def _ended(text: str, places: Sequence[Place], run: Sequence[int], token: int) -> bool:
    """Whether a sentence ends between a run and a token."""
    between = text[places[run[1]][0] : places[token][0]]
    return any(sign in ".!?\n" for sign in between)


def _whole_words(text: str, start: int, end: int) -> Place:
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign in "'’"
