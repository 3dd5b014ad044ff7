"""Teaching the encoder: one pass after the other over shuffled, half hurried messages."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from nearer.coach.decoding import BLAME
from training.encoders import MESSAGE, Coach
from training.examples import Batch, batches, example
from training.notation import Message


@dataclass(frozen=True, slots=True)
class Way:
    """The numbers of the recipe that say how to learn."""

    seed: int
    batch: int
    rate: float
    decay: float
    head_rate: float
    warm_up: float
    augmented: float
    positive: float


def fit(
    coach: Coach,
    phases: Sequence[tuple[Sequence[Message], int]],
    *,
    way: Way,
    tokens: Tokenizer,
    say: Callable[[str], None],
    keep: Path | None = None,
) -> None:
    """Teach in phases of (messages, epochs) under one falling rate.

    With `keep` the state is saved there after each epoch, and taken up again from there.
    """
    coach.word.weight.requires_grad_(
        requires_grad=False
    )  # else rare words drift far from the common ones
    optimiser = torch.optim.AdamW(_groups(coach, way), weight_decay=0.01, fused=True)
    plan = [messages for messages, epochs in phases for _ in range(epochs)]
    steps = sum(math.ceil(len(messages) / way.batch) for messages in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _slope(steps, way.warm_up))
    done = _resume(keep, coach, optimiser, schedule)
    for epoch, messages in enumerate(plan):
        if epoch < done:
            continue
        chance = random.Random(way.seed * 1000 + epoch)  # noqa: S311  # repeatable, not secret
        torch.manual_seed(way.seed * 1000 + epoch)
        begun = time.perf_counter()
        loss = _epoch(coach, messages, optimiser, schedule, way=way, tokens=tokens, chance=chance)
        took = time.perf_counter() - begun
        say(
            f"epoch {epoch + 1} of {len(plan)}: {len(messages)} messages, loss {loss:.3f}, "
            f"{took:.0f} s, {took / len(messages) * 1000:.1f} s for 1,000"
        )
        if keep:
            torch.save(
                (epoch + 1, coach.state_dict(), optimiser.state_dict(), schedule.state_dict()),
                keep,
            )


def _resume(
    keep: Path | None, coach: Coach, optimiser: torch.optim.Optimizer, schedule: object
) -> int:
    if keep is None or not keep.exists():
        return 0
    done, weights, steps, slope = torch.load(keep)
    coach.load_state_dict(weights, strict=False)  # what danger needs is learnt afterwards
    optimiser.load_state_dict(steps)
    schedule.load_state_dict(slope)  # type: ignore[attr-defined]
    return int(done)


def _groups(coach: Coach, way: Way) -> list[dict[str, object]]:
    heads = [*coach.tokens.parameters(), *coach.message.parameters()]
    groups: list[dict[str, object]] = [{"params": heads, "lr": way.head_rate}]
    top = len(coach.layers) - 1
    for number, layer in enumerate(coach.layers):
        groups.append(
            {"params": [*layer.parameters()], "lr": way.rate * way.decay ** (top - number)}
        )
    below = [coach.position.weight, *coach.norm.parameters()]
    if coach.shape.buckets:
        below.append(coach.near.weight)
    groups.append({"params": below, "lr": way.rate * way.decay ** (top + 1)})
    return groups


def _slope(steps: int, warm_up: float) -> Callable[[int], float]:
    warm = max(1, int(steps * warm_up))

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return share


def _epoch(
    coach: Coach,
    messages: Sequence[Message],
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    *,
    way: Way,
    tokens: Tokenizer,
    chance: random.Random,
) -> float:
    coach.train()
    hurried = [chance if chance.random() < way.augmented else None for _ in messages]
    examples = [example(one, tokens, hurry) for one, hurry in zip(messages, hurried, strict=True)]
    total, count = 0.0, 0
    for _, batch in batches(examples, way.batch, chance):
        wrong = loss(*coach(batch.ids, batch.mask)[:2], batch, positive=way.positive)
        optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(coach.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        total, count = total + wrong.item(), count + 1
    return total / count


def loss(words: Tensor, whole: Tensor, batch: Batch, *, positive: float) -> Tensor:
    """Cross entropies of the tokens, of the message, and of blame once more, since all hangs
    on it.
    """
    cross = functional.binary_cross_entropy_with_logits
    weights = torch.full((MESSAGE,), positive)
    weights[BLAME] = 1.0
    each = cross(words, batch.tokens, pos_weight=torch.tensor(positive), reduction="none").sum(-1)
    spans = (each * batch.token_weight).sum() / batch.token_weight.sum().clamp(min=1)
    said = cross(whole, batch.message, pos_weight=weights, reduction="none") * batch.weight
    return spans + said.sum(-1).mean() + said[:, BLAME].mean()
