"""A head that hears danger, on top of the finished encoder; the rules hear it first.

The encoder stays as it is, so this takes a minute and changes nothing of what blame is. The
lines are in `danger/*.tsv`: `category<TAB>text`, the category one of `DANGERS` or `none`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from nearer.coach.reading import DANGERS
from training.encoders import Coach, pooled
from training.examples import batches, example
from training.notation import Message

STEPS, RATE, DECAY = 400, 3e-3, 1e-3
NONE = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """A message and the kind of danger it speaks of, or `none`."""

    text: str
    category: str


def read_lines(folder: Path) -> list[Line]:
    """Every line of the `*.tsv` in a folder. Raises `ValueError` on an unknown category."""
    found = []
    for file in sorted(folder.glob("*.tsv")):
        for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            category, tab, text = row.partition("\t")
            if not tab or category not in {*DANGERS, NONE}:
                raise ValueError(f"{file.name}:{number}: no category and text")
            found.append(Line(text.strip(), category))
    return found


def teach(coach: Coach, lines: Sequence[Line], *, tokens: Tokenizer, seed: int) -> None:
    """Fit the danger head by full batches; the five kinds are five yes or no."""
    torch.manual_seed(seed)
    read = features(coach, [line.text for line in lines], tokens=tokens)
    said = torch.tensor([[line.category == kind for kind in DANGERS] for line in lines]).float()
    coach.danger.reset_parameters()
    optimiser = torch.optim.AdamW(coach.danger.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        wrong = functional.binary_cross_entropy_with_logits(
            coach.danger(functional.dropout(read, 0.2)), said
        )
        optimiser.zero_grad()
        wrong.backward()
        optimiser.step()


@torch.no_grad()
def features(coach: Coach, texts: Sequence[str], *, tokens: Tokenizer) -> Tensor:
    """What the danger head sees of each text."""
    coach.eval()
    examples = [example(Message("", "", "", text), tokens, None) for text in texts]
    found = np.zeros((len(texts), coach.danger.in_features), np.float32)
    for rows, batch in batches(examples, 32, None):
        x, halfway, seen = coach.read(batch.ids, batch.mask)
        parts = [*pooled(x, seen), pooled(halfway, seen)[0]]
        found[rows] = torch.cat(parts, -1).numpy()
    return torch.from_numpy(found)
