"""One command from the corpus to the shipped files; see README.md in this folder."""

import argparse
import hashlib
import json
import platform
import random
import shutil
import time
import tomllib
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from nearer.coach.model import FOLDER, Model, load
from nearer.coach.reading import LABELS, PARTS
from training import danger, ordinary, weights
from training.encoders import SHAPES, Coach
from training.encoders import load as load_encoder
from training.examples import tokenizer
from training.exporting import export
from training.fitting import Way, fit
from training.notation import Message, read_folder
from training.thresholds import choose, quiet

HERE = Path(__file__).parent
WAY = ("seed", "batch", "rate", "decay", "head_rate", "warm_up", "augmented", "positive")


def main(given: list[str] | None = None) -> int:
    wishes = _wishes(given)
    recipe = tomllib.loads(wishes.recipe.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    corpus = read_folder(wishes.corpus)
    extra = [_ordinary(wishes.ordinary, phase, recipe) for phase in recipe["phase"]]
    _say(
        f"{len(corpus)} messages by {len({m.hand for m in corpus})} hands, "
        f"{len(extra[-1])} ordinary lines"
    )
    build = wishes.build
    build.mkdir(parents=True, exist_ok=True)
    coach, assets = _encoder(recipe, wishes.assets)
    torch.set_num_threads(wishes.threads)
    torch.set_flush_denormal(True)  # numbers next to zero cost a processor dearly
    fit(
        coach,
        _phases(recipe, corpus, extra),
        way=Way(**{name: recipe[name] for name in WAY}),
        tokens=tokenizer(assets),
        say=_say,
        keep=build / "state.pt",
    )
    beside, apart = _calm(corpus, extra[-1], recipe)
    _danger(coach, beside, wishes, seed=recipe["seed"], tokens=tokenizer(assets))
    export(coach, build / "coach.onnx")
    shutil.copy(assets / "tokenizer.json", build / "tokenizer.json")
    warm = _warm(wishes.ordinary, {message.text for message in extra[-1]})
    _thresholds(build, read_folder(wishes.dev), apart, warm, recipe)
    alike = _alike(build, read_folder(wishes.dev))
    _say(f"in eight bits it decides as in float on {alike:.1%} of the held-back messages")
    _card(build, recipe, corpus, extra[-1], alike=alike, seconds=time.perf_counter() - begun)
    if wishes.ship:
        FOLDER.mkdir(exist_ok=True)
        for name in ("coach.onnx", "tokenizer.json", "thresholds.json", "card.json"):
            shutil.copy(build / name, FOLDER / name)
        _say(f"shipped to {FOLDER.name}/")
    return 0


def _wishes(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nearer-train", description=__doc__)
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.toml")
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--dev", type=Path, default=HERE / "dev")
    parser.add_argument("--danger", type=Path, default=HERE / "danger")
    parser.add_argument("--ordinary", type=Path, help="goemotions-train.tsv; left out without it")
    parser.add_argument("--assets", type=Path, default=HERE / "build" / "assets")
    parser.add_argument("--build", type=Path, default=HERE / "build")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ship", action="store_true", help="put the files where Nearer reads them")
    return parser.parse_args(given)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # a command that takes an hour says how it goes


def _ordinary(file: Path | None, phase: dict[str, Any], recipe: dict[str, Any]) -> list[Message]:
    if file is None:
        return []
    return ordinary.sample(file, counts=phase["ordinary"], seed=recipe["seed"])


def _encoder(recipe: dict[str, Any], assets: Path) -> tuple[Coach, Path]:
    """The pretrained encoder; the tiny one of a trial run starts from nothing."""
    encoder = recipe["encoder"]
    torch.manual_seed(recipe["seed"])
    coach = Coach(SHAPES[encoder], layers=recipe["layers"], dropout=recipe["dropout"])
    if encoder == "tiny":
        return coach, assets
    folder = weights.fetch(encoder, assets)
    load_encoder(coach, weights.read(folder), encoder=encoder)
    return coach, folder


def _phases(
    recipe: dict[str, Any], corpus: list[Message], extra: list[list[Message]]
) -> list[tuple[list[Message], int]]:
    return [
        (
            [m for m in corpus if not phase["hands"] or m.hand in phase["hands"]] + beside,
            phase["epochs"],
        )
        for phase, beside in zip(recipe["phase"], extra, strict=True)
    ]


def _danger(
    coach: Coach, calm: list[str], wishes: argparse.Namespace, *, seed: int, tokens: Tokenizer
) -> None:
    """Lines of danger, and beside them ordinary ones, which are many times as frequent."""
    lines = danger.read_lines(wishes.danger)
    lines += [danger.Line(text, danger.NONE) for text in calm]
    danger.teach(coach, lines, tokens=tokens, seed=seed)
    _say(f"danger learnt from {len(lines)} lines")


def _calm(corpus: list[Message], extra: list[Message], recipe: dict[str, Any]) -> list[list[str]]:
    """Two sets of ordinary texts: one to learn danger beside, one to set its thresholds on."""
    texts = [message.text for message in [*corpus, *extra]]
    random.Random(recipe["seed"]).shuffle(texts)  # noqa: S311  # repeatable, not secret
    many = recipe["calm"]
    return [texts[:many], texts[many : 2 * many]]


def _warm(file: Path | None, seen: set[str]) -> list[str]:
    """Warm lines that nothing was learnt from."""
    if file is None:
        return []
    lines = ordinary.lines(file)
    sorts = ((text, ordinary.sort_of(text, emotions)) for _, text, emotions in lines)
    return [text for text, sort in sorts if sort == "warm" and text not in seen]


def _thresholds(
    build: Path, held_back: list[Message], calm: list[str], warm: list[str], recipe: dict[str, Any]
) -> None:
    """Set on the int8 file, as it is that one which is shipped."""
    sizes = {"labels": len(LABELS), "parts": len(PARTS), "tokens": len(LABELS)}
    half = {name: [0.5] * size for name, size in sizes.items()}
    said: dict[str, Any] = {
        "blame": 0.5,
        "seconded": 0.5,
        **half,
        "danger": [0.9] * 5,
        "careful": [0.5] * 5,
    }
    file = build / "thresholds.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    model = load(build)
    limits = {name: recipe[name] for name in ("false_alarms", "warm_alarms")}
    found = asdict(choose(model, held_back, warm=warm, **limits))
    shares = (recipe["false_cards"], recipe["no_offers"])
    found["danger"], found["careful"] = quiet(model, calm, shares=shares)
    file.write_text(json.dumps(found) + "\n", encoding="utf-8")


def _alike(build: Path, messages: list[Message]) -> float:
    """The share of messages on which the eight-bit file and its float twin agree about blame."""
    small, whole = Model(build), Model(build, "coach.float.onnx")
    texts = [message.text for message in messages]
    both = zip(small.judge(texts), whole.judge(texts), strict=True)
    return sum((one.blame > 0) == (other.blame > 0) for one, other in both) / len(texts)


def _card(
    build: Path,
    recipe: dict[str, Any],
    corpus: list[Message],
    extra: list[Message],
    *,
    alike: float,
    seconds: float,
) -> None:
    labels = Counter(label for message in corpus for label in message.labels)
    card = {
        "made": datetime.now(UTC).date().isoformat(),
        "minutes": round(seconds / 60, 1),
        "recipe": recipe,
        "messages": len(corpus),
        "with_blame": sum(message.blame for message in corpus),
        "hands": len({message.hand for message in corpus}),
        "voices": len({(message.hand, message.voice) for message in corpus}),
        "twins": sum(message.twin_of is not None for message in corpus),
        "ordinary": len(extra),
        "labels": dict(labels.most_common()),
        "decides_as_float_does": round(alike, 4),
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in ("torch", "tokenizers", "onnx", "onnxruntime")},
        "sha256": hashlib.sha256((build / "coach.onnx").read_bytes()).hexdigest(),
        "bytes": (build / "coach.onnx").stat().st_size,
    }
    (build / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
