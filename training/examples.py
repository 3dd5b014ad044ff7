"""Messages as numbers: what the encoder sees and what it should say."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from nearer.coach.decoding import BLAME
from nearer.coach.model import LONGEST
from nearer.coach.normal import normalise
from nearer.coach.reading import LABELS, PARTS
from training.augment import Marked, augment
from training.encoders import MESSAGE, WORDS
from training.notation import Message

_LABEL = {label: number for number, label in enumerate(LABELS)}
_PART = {part: BLAME + 1 + number for number, part in enumerate(PARTS)}


@dataclass(frozen=True, slots=True)
class Example:
    """Token ids; yes or no for each token and label, for the message; how much each counts."""

    ids: list[int]
    tokens: np.ndarray
    message: np.ndarray
    weight: np.ndarray
    spans_known: bool


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    mask: Tensor
    tokens: Tensor
    token_weight: Tensor
    message: Tensor
    weight: Tensor


def tokenizer(folder: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(LONGEST)
    return found


def example(message: Message, tokens: Tokenizer, chance: random.Random | None) -> Example:
    """`chance` is given for a message that is to be written in a hurry."""
    marked = _marked(message)
    if chance:
        marked = augment(marked, chance)
    plain, places = normalise("".join(sign for sign, _ in marked))
    read = tokens.encode(plain)
    said = np.zeros((len(read.ids), WORDS), np.float32)
    for place, (start, end) in enumerate(read.offsets):
        bits = 0
        for sign in range(start, end):
            bits |= marked[places[sign]][1]
        said[place] = [bits >> number & 1 for number in range(WORDS)]
    whole, weight = _whole(message)
    return Example(read.ids, said, whole, weight, message.weak != "hostile")


def _marked(message: Message) -> Marked:
    bits = [0] * len(message.text)
    for span in message.spans:
        for place in range(span.start, span.end):
            bits[place] |= 1 << _LABEL[span.label]
    return list(zip(message.text, bits, strict=True))


def _whole(message: Message) -> tuple[np.ndarray, np.ndarray]:
    said, weight = np.zeros(MESSAGE, np.float32), np.ones(MESSAGE, np.float32)
    said[[_LABEL[label] for label in message.labels]] = 1
    said[[_PART[part] for part in message.parts]] = 1
    said[BLAME] = message.blame
    if message.weak:
        weight[BLAME + 1 :] = 0
    if message.weak == "hostile":
        weight[:BLAME] = 0
        weight[BLAME] = 0.5
    return said, weight


def batches(
    examples: Sequence[Example], size: int, chance: random.Random | None
) -> Iterator[tuple[list[int], Batch]]:
    """Batches of about the same length, so that little is padding; shuffled with `chance`."""
    order = sorted(
        range(len(examples)),
        key=lambda n: len(examples[n].ids) + (chance.random() * 6 if chance else 0),
    )
    groups = [order[n : n + size] for n in range(0, len(order), size)]
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield group, _batch([examples[n] for n in group])


def _batch(examples: Sequence[Example]) -> Batch:
    many, long = len(examples), max(len(one.ids) for one in examples)
    ids = torch.zeros(many, long, dtype=torch.long)
    mask, counted = torch.zeros(many, long), torch.zeros(many, long)
    tokens = torch.zeros(many, long, WORDS)
    for row, one in enumerate(examples):
        size = len(one.ids)
        ids[row, :size] = torch.tensor(one.ids)
        mask[row, :size] = 1
        counted[row, :size] = float(one.spans_known)
        tokens[row, :size] = torch.from_numpy(one.tokens)
    return Batch(
        ids,
        mask,
        tokens,
        counted,
        torch.from_numpy(np.stack([one.message for one in examples])),
        torch.from_numpy(np.stack([one.weight for one in examples])),
    )
