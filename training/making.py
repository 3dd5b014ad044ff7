"""One command from the corpus to the shipped files; see README.md in this folder."""

import argparse
import hashlib
import json
import platform
import shutil
import time
import tomllib
from collections import Counter
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import torch

from nearer.coach.model import FOLDER, load
from training import ordinary, weights
from training.encoders import SHAPES, Coach
from training.encoders import load as load_encoder
from training.examples import tokenizer
from training.exporting import export
from training.fitting import Way, fit
from training.notation import Message, read_folder
from training.thresholds import choose

HERE = Path(__file__).parent
WAY = ("seed", "batch", "rate", "decay", "head_rate", "warm_up", "augmented", "positive")


def main(given: list[str] | None = None) -> int:
    wishes = _wishes(given)
    recipe = tomllib.loads(wishes.recipe.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    corpus = read_folder(wishes.corpus)
    extra = _ordinary(wishes.ordinary, recipe)
    _say(f"{len(corpus)} messages by {len({m.hand for m in corpus})} hands, {len(extra)} ordinary")
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
    export(coach, build / "coach.onnx")
    shutil.copy(assets / "tokenizer.json", build / "tokenizer.json")
    _thresholds(build, wishes.dev, recipe)
    _card(build, recipe, corpus, extra, seconds=time.perf_counter() - begun)
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
    parser.add_argument("--ordinary", type=Path, help="goemotions-train.tsv; left out without it")
    parser.add_argument("--assets", type=Path, default=HERE / "build" / "assets")
    parser.add_argument("--build", type=Path, default=HERE / "build")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ship", action="store_true", help="put the files where Nearer reads them")
    return parser.parse_args(given)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # a command that takes an hour says how it goes


def _ordinary(file: Path | None, recipe: dict[str, Any]) -> list[Message]:
    if file is None:
        return []
    return ordinary.sample(file, counts=recipe["ordinary"], seed=recipe["seed"])


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
    recipe: dict[str, Any], corpus: list[Message], extra: list[Message]
) -> list[tuple[list[Message], int]]:
    return [
        (
            [m for m in corpus if not phase["hands"] or m.hand in phase["hands"]] + extra,
            phase["epochs"],
        )
        for phase in recipe["phase"]
    ]


def _thresholds(build: Path, dev: Path, recipe: dict[str, Any]) -> None:
    """Set on the int8 file, as it is that one which is shipped."""
    file = build / "thresholds.json"
    flat = {"blame": 0.5, "labels": [0.5] * 9, "parts": [0.5] * 6, "tokens": [0.5] * 9}
    file.write_text(json.dumps(flat), encoding="utf-8")
    messages = read_folder(dev) if dev.exists() else []
    if not messages:
        return
    found = choose(load(build), messages, false_alarms=recipe.get("false_alarms", 0.08))
    said = {
        "blame": found.blame,
        "labels": found.labels,
        "parts": found.parts,
        "tokens": found.tokens,
    }
    file.write_text(json.dumps(said) + "\n", encoding="utf-8")


def _card(
    build: Path,
    recipe: dict[str, Any],
    corpus: list[Message],
    extra: list[Message],
    *,
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
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in ("torch", "tokenizers", "onnx", "onnxruntime")},
        "sha256": hashlib.sha256((build / "coach.onnx").read_bytes()).hexdigest(),
        "bytes": (build / "coach.onnx").stat().st_size,
    }
    (build / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
