"""Sittings of the two, by time to their end, and lessons that each did."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from nearer.accounts.present import Present
from nearer.demo.cast import FIRST, SECOND, Act, Calendar, other
from nearer.demo.sittings import Sat
from nearer.demo.story import Story
from nearer.practices.presence.actions import afterwards, lessons
from nearer.practices.presence.actions import sittings as sitting
from nearer.practices.presence.rules.sitting import Act as Pressed
from nearer.practices.presence.rules.terms import Kind, Terms, Way
from nearer.practices.presence.selectors.afterwards import AfterPage, after_page
from nearer.practices.presence.selectors.sittings import sittings

LAID_OUT: Final = "19:30"
READY: Final = {FIRST: "20:00", SECOND: "20:01"}
SAID: Final = {FIRST: "22:20", SECOND: "22:25"}
LOOKED, OPENED = "22:30", "22:40"


def sat_down(story: Story, when: Calendar) -> Iterator[Act]:
    """Laid out, begun by both, over by itself, and one line each that opens to both."""
    for told in story.sat:
        terms = Terms(Kind(told.sort), Way(told.way), told.minutes, told.topic, told.silence)
        yield Act(when.at(told.day, LAID_OUT), told.who, partial(sitting.lay_out, terms=terms))
        for who in (told.who, other(told.who)):
            yield Act(when.at(told.day, READY[who]), who, _is_ready)
        yield from _takes_along(told, when)


def _is_ready(present: Present) -> None:
    for known in sittings(present)[:1]:
        sitting.press(present, known.thread, Pressed.READY, seen=known.state.version, once="")


def _takes_along(told: Sat, when: Calendar) -> Iterator[Act]:
    lines = {FIRST: told.first, SECOND: told.second}
    for who, text in lines.items() if told.kept else ():
        if text or not any(lines.values()):
            yield Act(when.at(told.day, SAID[who]), who, partial(_seals, text=text))
    if told.kept and bool(told.first) is bool(told.second):
        yield Act(when.at(told.day, LOOKED), FIRST, _page)
        yield Act(when.at(told.day, OPENED), SECOND, _opens)


def _page(present: Present) -> AfterPage | None:
    """The page of the newest one. Whoever hosts hands over by looking at it."""
    # Of a story that is told from its last days on, an evening before is one moment.
    later = replace(present, now=present.now + timedelta(hours=3))
    known = next(iter(sittings(later)), None)
    return None if known is None else after_page(later, known.thread)


def _seals(present: Present, *, text: str) -> None:
    if (page := _page(present)) is not None:
        afterwards.seal(present, page, text)


def _opens(present: Present) -> None:
    if (page := _page(present)) is not None:
        afterwards.open_both(present, page.thread)


def learned(story: Story, when: Calendar) -> Iterator[Act]:
    """A lesson is done once, so the story tells it the first time only."""
    for told in story.lesson if when.first_time else ():
        done = partial(lessons.keep_done, lesson=told.lesson, how=told.how)
        yield Act(when.at(told.day, "13:10"), told.who, done, lasts=True)
