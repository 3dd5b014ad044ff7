"""What the process gives up, and what it holds, before it touches anyone's data."""

import fcntl
import os
import resource
from io import TextIOWrapper
from pathlib import Path

from nearer.serving.saying import NotPossible

OPEN_FILES = 65536
WORKING = "working"


def harden() -> None:
    """New files are the owner's alone, and a crash writes no memory, thus no keys, to disk."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Every connection is an open file. Unlimited (-1) or huge limits are cut to what is enough.
    enough = OPEN_FILES if most == resource.RLIM_INFINITY else min(most, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (enough, most))


def hold(folder: Path, *, name: str = "running", shared: bool = False) -> TextIOWrapper:
    """Hold this data folder for as long as the returned file stays open.

    Two processes on one SQLite file would each have a queue of writers of their own, and a
    backup must never be put in place under a running server. Workers share a mark of their
    own: there may be several, and the backup waits for the last of them.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder / name).open("w", encoding="ascii")
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise NotPossible(
            f"Nearer is running from {folder} already. Stop it first, or name another folder "
            "with --data."
        ) from None
    return file
