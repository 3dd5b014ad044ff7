"""Pulses, pictures, the text of both and openings, as the two did them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Final

from nearer.accounts.present import Present
from nearer.demo.cast import FIRST, SECOND, Act, Calendar
from nearer.demo.story import Drawn, Step, Story
from nearer.practices.acknowledge.actions import distance as pictures
from nearer.practices.acknowledge.actions import pulse as pulses
from nearer.practices.acknowledge.actions import showing, talk, together
from nearer.practices.acknowledge.pulse_bank import MONTHLY, WEEKLY
from nearer.practices.acknowledge.rules.pulse import week_of
from nearer.practices.acknowledge.selectors.distance import all_rounds
from nearer.practices.acknowledge.selectors.together import TogetherPage
from nearer.practices.acknowledge.selectors.together import together as together_page
from nearer.reveal.rules import Round

SUNDAY: Final = 6
LEFT_OUT: Final = -1
SHOWN_ON: Final = (-220, -218)
"""The days on which the first and then the second said that both lines may be seen."""


def weekly_pulses(story: Story, when: Calendar) -> Iterator[Act]:
    told = story.pulse
    for who, weeks, months in (
        (FIRST, told.first, told.hope_load.first),
        (SECOND, told.second, told.hope_load.second),
    ):
        monthly = {index: values for index, *values in months}
        for index, values in enumerate(weeks):
            items = _items(WEEKLY, values) | _items(MONTHLY, monthly.get(index, ()))
            if items:
                day = when.on(SUNDAY, week=index - len(weeks))
                week = week_of(when.day(day))
                clock = "10:30" if who == FIRST else "11:10"
                yield Act(when.at(day, clock), who, partial(_keeps, week=week, items=items))


def _items(names: Sequence[str], values: Sequence[int]) -> dict[str, int]:
    return {name: value for name, value in zip(names, values, strict=False) if value != LEFT_OUT}


def _keeps(present: Present, *, week: str, items: dict[str, int]) -> None:
    pulses.keep_pulse(present.pen, week=week, items=items)


def both_lines(story: Story, when: Calendar) -> Iterator[Act]:
    """Each says that the two lines may be seen together."""
    if story.pulse.first and when.first_time:
        for day, who in zip(SHOWN_ON, (FIRST, SECOND), strict=True):
            yield Act(when.at(day, "22:45"), who, _shows, lasts=True)
        again = when.at(SHOWN_ON[-1] + 1, "22:45")  # now that both said so
        yield Act(again, FIRST, _shows, lasts=True)


def _shows(present: Present) -> None:
    showing.show(present.pen)


# --- How far apart does it feel? ----------------------------------------------------------


def both_pictures(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.picture:
        yield Act(when.at(told.day, "20:30"), FIRST, partial(_draws, drawn=told.first))
        yield Act(when.at(told.day, "20:50"), SECOND, partial(_draws, drawn=told.second))
        yield Act(when.at(told.day, "21:05"), FIRST, all_rounds)  # which hands over what is due
        yield Act(when.at(told.day, "21:10"), SECOND, _opens_pictures)


def _draws(present: Present, *, drawn: Drawn) -> None:
    said = asdict(drawn) | {"causes": list(drawn.causes)}
    pictures.seal_picture(present, number=all_rounds(present).current, drawn=said)


def _opens_pictures(present: Present) -> None:
    ready = [n for n, it in all_rounds(present).drawn.items() if it.state is Round.READY]
    pictures.open_both(present, ready[0])


# --- The text of both ---------------------------------------------------------------------


def the_text(story: Story, when: Calendar) -> Iterator[Act]:
    """Version by version; on the last day both keep it, the host handing over first."""
    for told in story.acknowledgement:
        for step in told.steps:
            yield Act(when.at(step.day, "21:45"), step.who, partial(_writes, step=step))
        for clock, who in (("19:10", FIRST), ("20:15", SECOND)):
            yield Act(when.at(told.kept_on, clock), who, _wants_to_keep)
        yield Act(when.at(told.kept_on, "20:40"), FIRST, _page)
        yield Act(when.at(told.kept_on, "20:55"), SECOND, _keeps_it)
        yield Act(when.at(told.kept_on, "21:30"), FIRST, _copies_it)


def _page(present: Present) -> TogetherPage:
    """The text of the last pictures that lie open, as its page gathers it."""
    last = all_rounds(present).last_open
    page = together_page(present, last.number) if last else None
    assert page is not None
    return page


def _writes(present: Present, *, step: Step) -> None:
    page = _page(present)
    together.write_version(present, number=page.number, text=step.text, seen=page.seen)


def _wants_to_keep(present: Present) -> None:
    together.want_to_keep(present, _page(present).mark)


def _keeps_it(present: Present) -> None:
    together.keep_both(present, _page(present))


def _copies_it(present: Present) -> None:
    together.copy_when_due(present, _page(present))


# --- The opening --------------------------------------------------------------------------


def openings(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.talk:
        kept = partial(talk.keep, script=told.script, text=told.text)
        yield Act(when.at(told.day, "18:40"), told.who, kept)
