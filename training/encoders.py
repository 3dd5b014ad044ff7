"""Two encoders in plain torch, with a head for words and a head for the whole message.

MiniLM is BERT's architecture (Devlin and others 2019), MPNet adds one relative position bias
shared by its layers (Song and others 2020). Only the lowest `layers` are kept: the upper ones
of a pretrained encoder matter least once it is tuned (Sajjad and others 2023).
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from nearer.coach.decoding import BLAME
from nearer.coach.model import LONGEST
from nearer.coach.reading import DANGERS, LABELS, PARTS

WORDS = len(LABELS)
"""Outputs for each token: one for each label."""
MESSAGE = BLAME + 1 + len(PARTS)
"""Outputs for a message: the labels, blame, the parts."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of an encoder. `buckets` is 0 where positions are absolute only."""

    words: int
    width: int
    heads: int
    inner: int
    layers: int
    positions: int
    first: int = 0
    """The number of the first position; MPNet leaves two out."""
    types: bool = True
    buckets: int = 0
    eps: float = 1e-12


MINILM = Shape(words=30522, width=384, heads=12, inner=1536, layers=6, positions=512)
MPNET = Shape(
    words=30527, width=768, heads=12, inner=3072, layers=12, positions=514,
    first=2, types=False, buckets=32, eps=1e-5,
)  # fmt: skip
TINY = Shape(words=30527, width=32, heads=2, inner=64, layers=2, positions=514, first=2,
             types=False, buckets=32, eps=1e-5)  # fmt: skip
SHAPES = {"minilm": MINILM, "mpnet": MPNET, "tiny": TINY}


def distances(size: int, buckets: int) -> Tensor:
    """The bucket of each pair of positions, near ones exact, far ones in steps of log distance."""
    half, exact = buckets // 2, buckets // 4
    away = torch.arange(size)[None, :] - torch.arange(size)[:, None]
    side = (away > 0).long() * half
    far = away.abs()
    steps = exact + (
        torch.log(far.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1)
    return side + torch.where(far < exact, far, steps)


class Layer(nn.Module):
    """One transformer layer, normalised after each sum."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        wide, inner = shape.width, shape.inner
        self.heads, self.each, self.dropout = shape.heads, wide // shape.heads, dropout
        self.q, self.k, self.v, self.o = (nn.Linear(wide, wide) for _ in range(4))
        self.norm1 = nn.LayerNorm(wide, eps=shape.eps)
        self.norm2 = nn.LayerNorm(wide, eps=shape.eps)
        self.up, self.down = nn.Linear(wide, inner), nn.Linear(inner, wide)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, long, wide = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(batch, long, self.heads, self.each).transpose(1, 2)

        near = split(self.q(x)) @ split(self.k(x)).transpose(-1, -2) / math.sqrt(self.each) + bias
        seen = self.drop(near.softmax(-1)) @ split(self.v(x))
        seen = seen.transpose(1, 2).reshape(batch, long, wide)
        x = self.norm1(x + self.drop(self.o(seen)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Coach(nn.Module):
    """Ids and mask (batch by tokens) in; out come logits for each token, for the message, and
    for each kind of danger, which also sees what the encoder had read half-way up.
    """

    def __init__(self, shape: Shape, *, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.words, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width), requires_grad=shape.types)
        self.norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(layers))
        if shape.buckets:
            self.near = nn.Embedding(shape.buckets, shape.heads)
            self.register_buffer("table", distances(LONGEST, shape.buckets), persistent=False)
        self.tokens = nn.Linear(shape.width, WORDS)
        self.message = nn.Linear(2 * shape.width, MESSAGE)
        self.danger = nn.Linear(3 * shape.width, len(DANGERS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x, halfway, seen = self.read(ids, mask)
        mean, most = pooled(x, seen)
        whole = torch.cat([mean, most], -1)
        danger = self.danger(torch.cat([whole, pooled(halfway, seen)[0]], -1))
        return self.tokens(self.drop(x)), self.message(self.drop(whole)), danger

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Each token at the last layer and half-way up, and the mask as numbers."""
        long = ids.shape[1]
        places = torch.arange(long, device=ids.device) + self.shape.first
        x = self.word(ids) + self.position(places)[None] + self.kind
        x = self.drop(self.norm(x))
        seen = mask.to(x.dtype)
        bias = (1.0 - seen)[:, None, None, :] * -1e4
        if self.shape.buckets:
            bias = bias + self.near(self.table[:long, :long]).permute(2, 0, 1)[None]
        halfway = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if number == len(self.layers) // 2:
                halfway = x
        return x, halfway, seen


def pooled(x: Tensor, seen: Tensor) -> tuple[Tensor, Tensor]:
    """The mean and the most of each feature over the tokens of a message."""
    mean = (x * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
    most = (x + (1.0 - seen)[..., None] * -1e4).max(1).values
    return mean, most


def load(coach: Coach, weights: dict[str, Tensor], *, encoder: str) -> None:
    """Put the weights of a pretrained encoder into place. Raises on one that is missing."""
    own: dict[str, Any] = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    if encoder == "minilm":
        own["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        names = _BERT
    else:
        own["near.weight"] = weights["encoder.relative_attention_bias.weight"]
        names = _MPNET
    for number in range(len(coach.layers)):
        for theirs, ours in names.items():
            for what in ("weight", "bias"):
                own[f"layers.{number}.{ours}.{what}"] = weights[
                    f"encoder.layer.{number}.{theirs}.{what}"
                ]
    missing, extra = coach.load_state_dict(own, strict=False)
    lost = [
        name for name in missing if not name.startswith(("tokens", "message", "danger", "kind"))
    ]
    if lost or extra:
        raise ValueError(f"weights do not fit: {lost + list(extra)}")


_BERT = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "o",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}
_MPNET = {
    "attention.attn.q": "q",
    "attention.attn.k": "k",
    "attention.attn.v": "v",
    "attention.attn.o": "o",
    "attention.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}
