"""From which probability on the model is believed, set on held-back messages and the int8 file."""

from collections.abc import Sequence

import numpy as np

from nearer.coach.decoding import BLAME, Thresholds, label_odds
from nearer.coach.model import Model
from nearer.coach.reading import DANGERS, LABELS, PARTS
from training.notation import Message

LEAST = 0.1
SECONDED = 0.5
"""What the model needs where phrases of blame are heard as well: on held-back messages it finds
three in a hundred more of what blames, for half a false alarm in a hundred."""


def choose(
    model: Model,
    messages: Sequence[Message],
    *,
    false_alarms: float,
    warm: Sequence[str] = (),
    warm_alarms: float = 1.0,
) -> Thresholds:
    """Blame: the best F1 with at most so many false alarms on `messages`, and with at most
    `warm_alarms` on warm lines by other people. Labels, parts and tokens: the best F1 of each,
    drawn half-way to .5 since few messages have each.
    """
    read = [model.odds(message.text) for message in messages]
    whole = np.array([odds.message for odds in read])
    by_label = np.array([label_odds(odds) for odds in read])
    blame = np.array([message.blame for message in messages])
    labels = np.array([[label in m.labels for label in LABELS] for m in messages])
    parts = np.array([[part in m.parts for part in PARTS] for m in messages])
    words = np.concatenate([np.array(odds.tokens) for odds in read])
    said = np.concatenate([_said(m, odds.places) for m, odds in zip(messages, read, strict=True)])
    alone = max(
        best(whole[:, BLAME], blame, false_alarms=false_alarms),
        _reached_by([model.odds(text).message[BLAME] for text in warm], share=warm_alarms),
    )
    return Thresholds(
        alone,
        min(SECONDED, alone),
        tuple(_drawn(by_label[:, n], labels[:, n]) for n in range(len(LABELS))),
        tuple(_drawn(whole[:, BLAME + 1 + n], parts[:, n]) for n in range(len(PARTS))),
        tuple(_drawn(words[:, n], said[:, n]) for n in range(len(LABELS))),
        model.thresholds.danger,
        model.thresholds.careful,
    )


def _reached_by(odds: Sequence[float], *, share: float) -> float:
    """The lowest threshold that at most this share of the odds reach."""
    falling = sorted(odds, reverse=True)
    allowed = int(share * len(falling))
    return round(falling[allowed] + 0.001, 3) if allowed < len(falling) else 0.0


def quiet(
    model: Model, ordinary: Sequence[str], *, shares: Sequence[float]
) -> list[tuple[float, ...]]:
    """For each kind of danger the lowest threshold that so few ordinary texts reach.

    Each of `shares` is a share of `ordinary`, a fifth of it for each kind; it gives one set of
    thresholds, none below `LEAST`.
    """
    odds = np.sort(np.array([model.odds(text).danger for text in ordinary]), axis=0)[::-1]
    allowed = [int(share * len(ordinary) / len(DANGERS)) for share in shares]
    return [
        tuple(round(float(max(LEAST, column[count] + 0.001)), 3) for column in odds.T)
        for count in allowed
    ]


def _said(message: Message, places: Sequence[tuple[int, int]]) -> np.ndarray:
    marked = np.zeros((len(places), len(LABELS)), bool)
    for span in message.spans:
        for token, (start, end) in enumerate(places):
            if start < span.end and end > span.start:
                marked[token, LABELS.index(span.label)] = True
    return marked


def _drawn(odds: np.ndarray, truth: np.ndarray) -> float:
    return round(0.5 * best(odds, truth) + 0.25, 3)


def best(odds: np.ndarray, truth: np.ndarray, *, false_alarms: float = 1.0) -> float:
    """The threshold with the best F1 among those with at most `false_alarms` (a share of the
    messages without).
    """
    found, at = -1.0, 0.95
    for threshold in np.arange(0.05, 0.96, 0.01):
        said = odds >= threshold
        wrong = (said & ~truth).sum()
        if wrong > false_alarms * (~truth).sum():
            continue
        right = (said & truth).sum()
        f1 = 2 * right / max(1, 2 * right + wrong + (~said & truth).sum())
        if f1 > found:
            found, at = float(f1), float(threshold)
    return round(at, 3)
