"""How well a reader of messages does against labels, with what chance alone could make of it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nearer.coach.reading import LABELS, PARTS
from training.notation import Message

Interval = tuple[float, float]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader said of one message; `labels` and `parts` None where it cannot tell them."""

    blame: bool
    labels: frozenset[str] | None = None
    parts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1, each with its 95 % interval over resampled messages."""

    f1: float
    f1_between: Interval
    false_alarms: float
    false_alarms_between: Interval
    traps: float
    labels: float | None
    parts: float | None
    each_label: dict[str, float]
    each_part: dict[str, float]


def score(messages: Sequence[Message], said: Sequence[Said], *, seed: int = 1) -> Score:
    """F1 and false alarms of blame, macro-F1 of labels and parts, share of traps flagged."""
    pairs = list(zip(messages, said, strict=True))
    traps = [what.blame for message, what in pairs if message.trap]
    tells = bool(said) and said[0].labels is not None
    by_label = _each(pairs, LABELS, "labels") if tells else {}
    by_part = _each(pairs, PARTS, "parts") if tells else {}
    return Score(
        _blame_f1(pairs),
        between(pairs, _blame_f1, seed=seed),
        _alarms(pairs),
        between(pairs, _alarms, seed=seed),
        sum(traps) / len(traps) if traps else 0.0,
        _mean(by_label),
        _mean(by_part),
        by_label,
        by_part,
    )


Pairs = Sequence[tuple[Message, Said]]


def f1(yes: Sequence[tuple[bool, bool]]) -> float:
    """F1 of (truth, said) pairs; 1 where there was nothing to find and nothing was said."""
    right = sum(truth and said for truth, said in yes)
    wrong = sum(truth != said for truth, said in yes)
    return 2 * right / (2 * right + wrong) if right + wrong else 1.0


def _each(pairs: Pairs, names: Sequence[str], which: str) -> dict[str, float]:
    return {
        name: f1(
            [(name in getattr(truth, which), name in getattr(said, which)) for truth, said in pairs]
        )
        for name in names
    }


def _blame_f1(pairs: Pairs) -> float:
    return f1([(message.blame, said.blame) for message, said in pairs])


def _alarms(pairs: Pairs) -> float:
    kind = [said.blame for message, said in pairs if not message.blame]
    return sum(kind) / len(kind) if kind else 0.0


def _mean(each: dict[str, float]) -> float | None:
    return sum(each.values()) / len(each) if each else None


def between(pairs: Pairs, measure: Callable[[Pairs], float], *, seed: int) -> Interval:
    """The percentile bootstrap (Efron 1979) of a measure over messages."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    drawn = sorted(measure(chance.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975) - 1]


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two readers (Cohen 1960)."""
    many = len(pairs)
    agree = sum(one == other for one, other in pairs) / many
    first = sum(one for one, _ in pairs) / many
    second = sum(other for _, other in pairs) / many
    by_chance = first * second + (1 - first) * (1 - second)
    return (agree - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
