"""Where an installation lies, read from the environment as `nearer.settings` reads it.

The settings cannot be asked here: they make a new key file where none is, and putting a
backup in place must find out whether one is.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Place:
    """The folder, the key file and the database of one installation."""

    folder: Path
    key_file: Path
    database_url: str

    @property
    def sqlite_file(self) -> Path:
        """The database, where no PostgreSQL is named."""
        return self.folder / "nearer.sqlite3"


def of_environment() -> Place:
    """The installation that this process would serve."""
    folder = Path(os.environ.get("NEARER_DATA") or platformdirs.user_data_path("nearer"))
    return Place(
        folder=folder,
        key_file=Path(os.environ.get("NEARER_KEY_FILE") or folder / "key"),
        database_url=os.environ.get("DATABASE_URL", ""),
    )
