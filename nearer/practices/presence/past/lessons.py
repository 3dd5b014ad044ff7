"""Lessons that were done, on one's own timeline. They hold no words, so no copy has them."""

from collections.abc import Iterator

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.selectors import stream
from nearer.journey.offers import Moment
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.entries.lessons import Done


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each, newest first, for its reader alone."""
    for entry in stream(present.vault, present.couple, kinds=[Done.kind], year=year):
        match entry.payload:
            case Done(lesson=name):
                yield Moment(
                    entry.day, _title(name), reverse("presence:lessons"), "talk", mine_alone=True
                )


def _title(name: str) -> str:
    lesson = bank.every_lesson().get(name)
    return f"A lesson in listening: {lesson.title}" if lesson else "A lesson in listening"
