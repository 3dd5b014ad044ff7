"""The server's key file: 32 random bytes that are not in the database.

It signs forms and stirs names before they are stretched, so a stolen database alone
cannot be searched for names. It opens nothing that a person wrote.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LENGTH = 32


class KeyFileMissing(Exception):
    """There is a database here, but the key file that belongs to it is gone."""


class KeyFileBroken(KeyFileMissing):
    """The file is there, but what it holds is no key."""


def load_or_make(path: Path, *, database: Path | None) -> bytes:
    """Return the 32 key bytes in `path`, made with mode 0600 on the very first start.

    Refuses to make a new one beside an existing database: with another key every
    name would be stirred differently and nobody could sign in any more.
    """
    if not path.exists():
        if database is not None and database.exists():
            raise KeyFileMissing(
                f"{database} is here, but its key file {path} is not. "
                "Put the key file back from your backup; without it nobody can sign in."
            )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path)
    return _read(path)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != LENGTH:  # an empty key would be one that everybody knows
        raise KeyFileBroken(
            f"The key file {path} does not hold {LENGTH} bytes in hexadecimal. "
            "Put it back from your backup; without it nobody can sign in."
        )
    return key


def _write_once(path: Path) -> None:
    """Whole or not at all, also after a power cut, and never over one that is there."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:  # two processes started together; the other one made it
        pass
    except OSError:  # a disk without hard links, such as a memory stick
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def subkey(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=b"nearer:" + purpose.encode()).derive(key)
