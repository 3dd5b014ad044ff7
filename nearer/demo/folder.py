"""The demonstration's own data folder. A mark in it says that it may be emptied at will.

Nothing here may ask for a setting: the environment is made right first.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from nearer.serving import place
from nearer.serving.saying import NotPossible

MARK: Final = "demonstration"
# Of the environment a demonstration takes no more than this: it must neither find somebody's
# real database, key file or mail server, nor be reached from elsewhere.
TAKEN: Final = frozenset({"NEARER_DATA", "NEARER_DEBUG", "NEARER_EXIT_URL"})


@dataclass(frozen=True, slots=True)
class Made:
    """What the mark remembers: how many years were played, and how long that took."""

    years: int = 0
    seconds: float = 0.0


def take() -> Path:
    """Turn this process to the folder beside the real one. Raises `NotPossible`."""
    real = place.of_environment().folder
    folder = real.parent / f"{real.name or 'nearer'}-demo"
    if not (folder / MARK).exists():
        _mark(folder)
    for name in list(os.environ):
        if name.startswith("NEARER_") and name not in TAKEN:
            del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ["NEARER_DATA"] = str(folder)
    return folder


def _mark(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotPossible(
            f"{folder} holds something that is no demonstration, so it stays as it is. "
            "Name another folder with --data: the demonstration goes beside that one."
        )
    remember(folder, Made())


def remember(folder: Path, made: Made) -> None:
    """Write down how it was made."""
    (folder / MARK).write_text(json.dumps(asdict(made)), "utf-8")


def remembered(folder: Path) -> Made:
    """How it was made the last time."""
    return Made(**json.loads((folder / MARK).read_text("utf-8")))
