"""PostgreSQL's own programs for writing a database into a file and back."""

import os
import shutil
import subprocess  # nosec B404
from pathlib import Path
from typing import Any

import dj_database_url

from nearer.serving.saying import BadData, NotPossible

VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",  # nosec B105  # a name, no password
    "NAME": "PGDATABASE",
}


def dump(url: str, file: Path, *, without: str) -> None:
    """Write the database into `file`, with the rows of the table `without` left out."""
    _run(
        url,
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--exclude-table-data={without}",
        f"--file={file}",
    )


def load(url: str, file: Path) -> None:
    """Replace what is in the database by what is in `file`, all of it or nothing."""
    _run(
        url,
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={dj_database_url.parse(url)['NAME']}",
        str(file),
    )


def _run(url: str, name: str, *options: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise NotPossible(f"{name} is missing. On Debian and Ubuntu: apt install postgresql-client")
    done = subprocess.run(  # noqa: S603  # nosec B603  # a fixed program, no shell
        [program, *options],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BadData(f"{name} did not succeed: {last}")


def _environment(url: str) -> dict[str, str]:
    """The address as environment variables: on a command line others could read the password."""
    parts: Any = dj_database_url.parse(url)
    options = parts.get("OPTIONS", {})
    found = {name: str(parts[key]) for key, name in VARIABLES.items() if parts.get(key)}
    return found | {f"PG{key.upper()}": str(options[key]) for key in ("sslmode",) if key in options}
