"""What `nearer check` looks at: whether this installation is fit to be trusted with words."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from nearer.serving import durable
from nearer.serving.saying import BAD_DATA, say

Complaints = Iterator[str]
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check() -> int:
    """Say for each point whether it is fine; the exit code is 0 when all are."""
    django.setup()
    points: list[tuple[str, Callable[[], Complaints]]] = [
        ("the settings and the models fit together", _django),
        ("the key file is its owner's alone", _key_file),
        ("strangers are kept at the door", _door),
        ("the database answers and keeps what it acknowledges", _database),
        ("the database has the shape of this version", _migrations),
    ]
    found = 0
    for promise, complaints in points:
        sentences = list(complaints())
        found += len(sentences)
        say(f"fine: {promise}" if not sentences else f"NOT FINE: {promise}")
        for sentence in sentences:
            say(f"  {sentence}")
    return BAD_DATA if found else 0


def _django() -> Complaints:
    for message in checks.run_checks():
        if message.level >= checks.WARNING and not message.is_silenced():
            yield str(message.msg)


def _key_file() -> Complaints:
    yield from _open_to_others(settings.KEY_FILE)


def _open_to_others(path: Path) -> Complaints:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        yield f"{path} has mode {mode:04o}; set it with: chmod 600 {path}"


def _door() -> Complaints:
    if settings.DEBUG:
        yield "NEARER_DEBUG is on: error pages would show what was being written. Take it away."
    if "*" in settings.ALLOWED_HOSTS:
        yield "NEARER_HOSTS has a *: name the hosts instead, or links could lead elsewhere."
    if settings.LAN and settings.BEHIND_TLS:
        yield "NEARER_LAN and NEARER_BEHIND_TLS exclude each other: keep one."


def _database() -> Complaints:
    try:
        yield from durable.complaints()
    except DatabaseError as error:
        yield f"It cannot be used: {str(error).strip()}"
    if connection.vendor == "sqlite" and settings.SQLITE_FILE.exists():
        yield from _open_to_others(settings.SQLITE_FILE)


def _migrations() -> Complaints:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        yield "It could not be asked."
        return
    if missing:
        yield f"{len(missing)} steps are to be taken: nearer migrate"
