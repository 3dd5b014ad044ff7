"""The offer: the same message as an “I” statement, or the one question that would make it so."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Final

from nearer.coach.reading import Reading, Rewrite

ASK: Final = "What happened, as somebody in the room would have seen it, and how was it for you?"


def propose(
    text: str, reading: Reading, *, again: Callable[[str], Reading], feeling: str | None
) -> Reading:
    """The reading with an offer that holds no blame itself, or else with a question.

    Whatever goes wrong in making an offer costs the offer and never the reading.
    """
    try:
        rewrite, question = import_module("nearer.coach.rewriting").offer(
            text, reading, again=again, feeling=feeling
        )
    except Exception:  # noqa: BLE001  # an offer is never worth an error page
        return replace(reading, question=ASK)
    if rewrite is not None and _holds(rewrite, text, again):
        return replace(reading, rewrite=rewrite, question=None)
    return replace(reading, question=question or ASK)


def _holds(rewrite: Rewrite, text: str, again: Callable[[str], Reading]) -> bool:
    """Whether it fits its place and its own words, and the same judge finds only tips in it."""
    first = rewrite.feelings[0] if rewrite.feelings else ""
    fits = rewrite.text == rewrite.before + first + rewrite.after
    if not (fits and 0 <= rewrite.start < rewrite.end <= len(text)):
        return False
    read = again(rewrite.text)
    return not read.blame and read.danger is None
