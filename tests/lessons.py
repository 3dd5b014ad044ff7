"""A lesson in listening that each did some days ago, and what is done in one in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conftest import Someone
from nearer.practices.presence import lessons_bank
from nearer.practices.presence.actions import lessons
from tests.presence import present_of

HERE = "/presence/lessons/"
NAMES = [lesson.id for lesson in lessons_bank.lessons()]
ADDRESSES = {"lesson": NAMES[1], "step": "2"}
"""What stands for a changing part of an address, by its name."""
LESSON = f"{HERE}{NAMES[1]}/"
SOME_DAYS = timedelta(days=3)


def some_days_ago(alice: Someone, bob: Someone) -> None:
    """Each did the first one, and said so."""
    for here in map(present_of, (alice, bob)):
        lessons.keep_done(replace(here, now=here.now - SOME_DAYS), lesson=NAMES[0], how="alone")


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "does a lesson": lambda _, a: [
        (f"{HERE}{NAMES[a.about % len(NAMES)]}/done/", {"how": "alone"})
    ],
    "does one together": lambda _, a: [
        (f"{HERE}{NAMES[a.about % len(NAMES)]}/done/", {"how": "together"})
    ],
    "answers in a lesson": lambda _, a: [(f"{LESSON}2/", {"choice": str(a.about % 3)})],
    "practises an answer": lambda _, a: [(f"{LESSON}prompts/?n={a.about}", None)],
    "looks at the lessons": lambda *_: [(HERE, None)],
}
