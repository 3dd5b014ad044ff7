"""A throw-away PostgreSQL for the tests: `running_postgres()`, or `python -m tests.postgres ARGS`
to run pytest on one."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

PATIENCE = 30  # seconds a loaded machine may take to start it
# Safe to be fast: the cluster is thrown away. Commits stay synchronous, as `nearer check` asks.
QUICK = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "", "max_connections": "50"}


CLUSTER = ("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


def programs() -> Path | None:
    """The newest folder with `initdb` and `postgres`, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


@contextlib.contextmanager
def running_postgres(folder: Path | None = None) -> Iterator[str]:
    """The database URL of a fresh cluster that ends, and is deleted, with the block.

    It listens on a unix socket in its own folder only. PostgreSQL refuses to run as root:
    then it runs as the user `postgres`, who must be able to reach `folder`; so better give none.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("PostgreSQL is not installed here.")
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=folder))
    user = _other_user() if os.geteuid() == 0 else None
    if user:
        shutil.chown(home, user)
    try:
        with _cluster(bin_folder, home, user):
            yield f"postgres://nearer@{quote(str(home), safe='')}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _other_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@contextlib.contextmanager
def _cluster(bin_folder: Path, home: Path, user: str | None) -> Iterator[None]:
    data = home / "data"
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    subprocess.run(
        [bin_folder / "initdb", "-D", data, "-U", "nearer", *CLUSTER],
        check=True,
        cwd=home,
        stdout=subprocess.DEVNULL,
        **as_user,
    )
    options = [part for name, value in QUICK.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", data, "-k", home, *options],
            cwd=home,
            stdout=log,
            stderr=log,
            **as_user,
        )
    try:
        _wait(bin_folder, home, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends open connections
        server.wait(PATIENCE)


def _wait(bin_folder: Path, home: Path, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    ready = [bin_folder / "pg_isready", "-q", "-h", home, "-U", "nearer", "-d", "postgres"]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError((home / "log").read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.05)


def main(arguments: list[str]) -> int:
    """Run pytest on a PostgreSQL of its own; say so where there is none."""
    if arguments == ["--is-here"]:
        return 0 if programs() else 1
    if not programs():
        sys.stdout.write("PostgreSQL is not here: its tests are left out.\n")
        return 1 if os.environ.get("NEARER_REQUIRE_ALL") else 0
    # Ended from outside, still take the server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres() as url:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            env={**os.environ, "DATABASE_URL": url},
            check=False,
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
