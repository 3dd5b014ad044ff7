"""`nearer content check`: read every bank of every practice, and say plainly what is wrong."""

import sys

from nearer.practices import registered


def problems() -> list[str]:
    """One sentence for everything that is wrong, in all practices."""
    return [
        f"{practice.slug}: {problem}"
        for practice in registered()
        for problem in practice.problems()
    ]


def main() -> int:
    """Print what is wrong. 0 when nothing is, 65 otherwise (EX_DATAERR)."""
    found = problems()
    for sentence in found:
        sys.stderr.write(f"{sentence}\n")
    if found:
        return 65
    names = ", ".join(practice.slug for practice in registered())
    sys.stdout.write(f"The content of {names} can be used as it is.\n")
    return 0
