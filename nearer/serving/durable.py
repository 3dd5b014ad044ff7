"""Whether the database keeps its promises: what was acknowledged survives a power cut,
and what was deleted is gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from nearer.serving.saying import BadData

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "foreign_keys": 1,
    "temp_store": 2,  # in memory: no words in temporary files
}
# A checkpoint keeps writers out while it waits for readers: better to try again in a minute.
SHORT_WAIT = 250  # milliseconds


@contextmanager
def usable() -> Iterator[None]:
    """Turn the database's own refusals into a sentence."""
    try:
        yield
    except DatabaseError as error:
        why = str(error).strip().partition("\n")[0]
        raise BadData(f"The database cannot be used as it is: {why}") from error


def complaints() -> list[str]:
    """One sentence for each promise that the database does not keep."""
    if connection.vendor == "sqlite":
        return [
            f"SQLite says {name} is {found}, but it must be {wanted}."
            for name, wanted in PRAGMAS.items()
            if (found := _ask(f"PRAGMA {name}")) != wanted
        ]
    if _ask("SHOW synchronous_commit") in {"on", "remote_apply"}:
        return []
    return ["PostgreSQL's synchronous_commit is off: an answer could be lost after it was sealed."]


def forget_what_was_deleted() -> None:
    """Empty SQLite's log, in which deleted rows lie on in spite of secure_delete."""
    if connection.vendor != "sqlite":
        return
    usual = _ask("PRAGMA busy_timeout")
    _ask(f"PRAGMA busy_timeout = {SHORT_WAIT}")
    try:
        _ask("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        _ask(f"PRAGMA busy_timeout = {usual}")


def _ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None
