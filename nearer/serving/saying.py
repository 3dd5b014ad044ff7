"""Plain sentences to the person at the terminal."""

import sys

BAD_USAGE = 2
BAD_DATA = 65  # EX_DATAERR


class NotPossible(Exception):
    """It cannot be done; the message is the one sentence that says why and what to do."""

    code = BAD_USAGE


class BadData(NotPossible):
    """What was given, or what lies in the data folder, is not what it should be."""

    code = BAD_DATA


def say(sentence: str) -> None:
    """One line on the terminal, at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
