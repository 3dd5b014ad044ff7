"""One file with all that an installation is: the database and its key file.

Sessions stay out: half of the way to a user key lies in them. So after putting a backup in
place everybody signs in again, and what was written before having words is not in it.
"""

import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

from nearer.lib import clock
from nearer.serving import postgres, process
from nearer.serving.place import Place, of_environment
from nearer.serving.saying import BadData, NotPossible, say

FORMAT = 1
ABOUT, KEY, SQLITE, POSTGRES = "about.json", "key", "nearer.sqlite3", "nearer.pgdump"
LEFT_OUT = "accounts.Session"
KEY_LENGTH = 64  # as hex digits


def backup(file: Path) -> None:
    """Write everything into a new `file`, while the server goes on."""
    if file.exists():
        raise NotPossible(f"{file} is there already. Choose another name, or delete it first.")
    if not file.absolute().parent.is_dir():
        raise NotPossible(f"There is no folder {file.absolute().parent}.")
    django.setup()
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite and not settings.SQLITE_FILE.exists():
        raise NotPossible(f"There is nothing to back up: no database in {settings.DATA_DIR}.")
    table = apps.get_model(LEFT_OUT)._meta.db_table  # noqa: SLF001  # Django's documented way
    with _scratch(file.absolute().parent) as scratch:
        copy = scratch / (SQLITE if on_sqlite else POSTGRES)
        if on_sqlite:
            _copy_sqlite(settings.SQLITE_FILE, copy, without=table)
        else:
            postgres.dump(settings.DATABASE_URL, copy, without=table)
        whole = scratch / "whole"
        _pack(whole, copy, settings.KEY_FILE)
        whole.rename(file)
    say(f"{file} holds the database and the key file, and no sessions.")
    say("What people wrote is sealed in it as it is on the server: it opens with their words only.")
    say("Keep it away from the server, and from others: who has it sees sizes and days.")


def restore(file: Path, *, replace: bool) -> None:
    """Put the backup in `file` in place. Nothing is touched before it was looked through."""
    place = of_environment()
    with _scratch(_folder_for(place)) as scratch:
        about = _unpack(file, scratch)
        if (scratch / POSTGRES).exists() != bool(place.database_url):
            raise NotPossible(
                f"{file} is from {about['database']}. Set DATABASE_URL to a PostgreSQL to put it "
                "there, and leave it away for SQLite: one does not become the other."
            )
        _refuse_to_overwrite(place, replace=replace)
        if place.database_url:
            postgres.load(place.database_url, scratch / POSTGRES)
            _put_key(scratch, place.key_file)
        else:
            with process.hold(place.folder), process.hold(place.folder, name=process.WORKING):
                _put_in_place(scratch, place)
    say(f"The backup of {about['made']} is in place. Everybody signs in again.")
    say("If this version is newer than the backup: nearer migrate (bin/run does it by itself).")


def _folder_for(place: Place) -> Path:
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place.folder


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder on the same disk, so that the last step is one rename."""
    with tempfile.TemporaryDirectory(prefix=".nearer-", dir=beside) as folder:
        yield Path(folder)


def _copy_sqlite(source: Path, copy: Path, *, without: str) -> None:
    try:
        _copy_all_but(source, copy, without)
    except sqlite3.DatabaseError as error:
        raise BadData(
            f"The database cannot be copied as it is ({error}). Try first: nearer migrate"
        ) from error


def _copy_all_but(source: Path, copy: Path, without: str) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as still:
        live.backup(still)
        still.execute("PRAGMA secure_delete = ON")
        still.execute(f'DELETE FROM "{without}"')  # noqa: S608  # nosec B608  # our own table
        still.commit()
        still.execute("PRAGMA journal_mode = DELETE")
        still.execute("VACUUM")  # nothing of it stays in unused pages either


def _pack(whole: Path, copy: Path, key: Path) -> None:
    about = {
        "format": FORMAT,
        "nearer": _version(),
        "made": clock.now().isoformat(timespec="seconds"),
        "database": "SQLite" if copy.name == SQLITE else "PostgreSQL",
        "left out": [LEFT_OUT],
    }
    with whole.open("xb") as out:
        with tarfile.open(fileobj=out, mode="w") as tar:
            _add(tar, ABOUT, json.dumps(about, indent=2).encode())
            _add(tar, KEY, key.read_bytes())
            tar.add(copy, copy.name, filter=_nobody)
        out.flush()
        os.fsync(out.fileno())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = _nobody(tarfile.TarInfo(name))
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member that does not say whose account on which machine made it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    member.mtime = 0
    return member


def _version() -> str:
    try:
        return version("nearer")
    except PackageNotFoundError:  # run from its repository
        return "unreleased"


def _unpack(file: Path, scratch: Path) -> dict[str, str]:
    if not file.is_file():
        raise NotPossible(f"There is no file {file}.")
    try:
        with tarfile.open(file, "r:") as tar:
            for name in sorted({ABOUT, KEY, SQLITE, POSTGRES} & set(tar.getnames())):
                member = tar.extractfile(name)
                if member is None:
                    raise BadData(f"{file} is no backup of Nearer's: {name} is not a file in it.")
                with member, (scratch / name).open("wb") as out:
                    while piece := member.read(1 << 20):
                        out.write(piece)
                    out.flush()
                    os.fsync(out.fileno())
        about = json.loads((scratch / ABOUT).read_text(encoding="utf-8"))
        known = {name: str(about[name]) for name in ("format", "made", "database")}
        key = bytes.fromhex((scratch / KEY).read_text(encoding="ascii").strip())
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
        raise BadData(f"{file} is no backup of Nearer's, or only a part of one.") from error
    if known["format"] != str(FORMAT):
        raise BadData(f"{file} was made by a newer Nearer. Bring this one up to date first.")
    databases = [name for name in (SQLITE, POSTGRES) if (scratch / name).exists()]
    if len(databases) != 1 or len(key) * 2 != KEY_LENGTH:
        raise BadData(f"{file} is not whole: the database or the key file is missing.")
    if databases == [SQLITE]:
        _refuse_damage(file, scratch / SQLITE)
    return known


def _refuse_damage(file: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise BadData(f"The database in {file} is damaged. Use another backup.")


def _refuse_to_overwrite(place: Place, *, replace: bool) -> None:
    here = [place.key_file.exists(), not place.database_url and place.sqlite_file.exists()]
    if any(here) and not replace:
        raise NotPossible(
            f"There is a Nearer in {place.folder} already. Make a backup of it first, then say "
            "--replace if it may go."
        )


def _put_in_place(scratch: Path, place: Place) -> None:
    for end in ("-wal", "-shm"):  # the log of the old database must not be played into the new
        place.sqlite_file.with_name(place.sqlite_file.name + end).unlink(missing_ok=True)
    (scratch / SQLITE).replace(place.sqlite_file)
    _sync(place.folder)
    _put_key(scratch, place.key_file)


def _put_key(scratch: Path, key_file: Path) -> None:
    """The key file may be on another disk than the data folder: copy beside it, then rename."""
    key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=key_file.parent, delete=False) as copy:
        copy.write((scratch / KEY).read_bytes())
        copy.flush()
        os.fsync(copy.fileno())
    Path(copy.name).replace(key_file)
    _sync(key_file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
