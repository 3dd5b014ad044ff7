"""Weeks by number, and what a page says about a line. Words only: the numbers stay in the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nearer.practices.acknowledge.rules.pulse import weeks_between
from nearer.trends.rules import FIRST_VERDICT

LONGEST: Final = 5200
"""Weeks on one line. What lies further back is there because of a clock that was wrong."""
WINDOW: Final = 26


class About(StrEnum):
    """What there is to say about a line, in a word."""

    NOT_YET = "not-yet"
    STEADY = "steady"
    LOWER = "lower"
    LOWER_LONG = "lower-long"
    RISING = "rising"
    LOW_LONG = "low-long"


ASKED: Final = (About.LOWER, About.LOWER_LONG, About.LOW_LONG)
"""What may be wrong in a way that matters, so the page asks whether it fits."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to read first, what it means, and what was answered to it."""

    title: str
    text: str
    after: str = ""
    asks: bool = False


def numbered(scores: Mapping[str, float], *, first: str, until: str) -> dict[int, float]:
    """Scores by the number of their week since `first`; none from a week still to come."""
    counted = {weeks_between(first, week): score for week, score in scores.items() if week <= until}
    return {week: score for week, score in counted.items() if 0 <= week <= LONGEST}


def first_of(*scores: Mapping[str, float], until: str) -> str:
    """The first week there is on any of these lines, or `until` for none."""
    found = [week for line in scores for week in line if week <= until]
    near = (week for week in found if weeks_between(week, until) <= LONGEST)
    return min(near, default=until)


def about(*, phase: str, persistent: bool) -> About:
    """One word for one week of a line."""
    if phase == "not_enough":
        return About.NOT_YET
    if phase == "low_long":
        return About.LOW_LONG
    if phase == "lower":
        return About.LOWER_LONG if persistent else About.LOWER
    return About.RISING if phase == "rising" else About.STEADY


def began(words: Sequence[About]) -> int:
    """Where the last word began to hold, so that an answer to it belongs to this time."""
    place = len(words) - 1
    while place > 0 and words[place - 1] == words[-1]:
        place -= 1
    return place


TITLES: Final = {
    About.NOT_YET: "Not enough to tell yet.",
    About.STEADY: "Steady.",
    About.LOWER: "A little lower than your usual, it seems.",
    About.LOWER_LONG: "Lower than your usual, for some weeks now.",
    About.RISING: "Rising.",
    About.LOW_LONG: "It has been low for a long while.",
}
MEANINGS: Final = {
    About.STEADY: "Weeks go up and down. The line through them stays about where it usually is.",
    About.LOWER: (
        "The last few weeks lie lower than the weeks you began with. "
        "It may pass by itself, and a note like this is wrong now and then."
    ),
    About.LOWER_LONG: (
        "This is more than a bad week or two. A line cannot know why: "
        "a hard time outside the two of you shows here as well."
    ),
    About.RISING: "The last weeks lie higher than the weeks you began with.",
    About.LOW_LONG: (
        "It has not fallen, it has stayed low, week after week. "
        "That is worth being said to somebody, and it need not be solved to be said."
    ),
}
FITS: Final = {
    True: "You said that this fits. There are words for a first talk, when you want them.",
    False: "You said that this does not really fit. You know more than a line does.",
}


def said(word: About, *, weeks: int, fits: bool | None = None) -> Said:
    """What the page says first. An answer changes the wording, and nothing else."""
    if word is About.NOT_YET:
        return Said(TITLES[word], _not_yet(weeks))
    if word not in ASKED:
        return Said(TITLES[word], MEANINGS[word])
    after = "" if fits is None else FITS[fits]
    return Said(TITLES[word], MEANINGS[word], after, asks=fits is None)


def _not_yet(weeks: int) -> str:
    if weeks <= FIRST_VERDICT:
        return (
            "That is a full answer. The first eight weeks show what is usual for you; "
            "only then is there anything to compare with."
        )
    return (
        "That is a full answer. Fewer than five of the last eight weeks have a number, "
        "and a line through so few would be a guess."
    )


COUPLE: Final = {
    About.NOT_YET: "For the two of you there is not enough to tell yet.",
    About.STEADY: "For the two of you: steady.",
    About.LOWER: "For the two of you it seems a little lower than usual.",
    About.LOWER_LONG: "For the two of you it has been lower than usual for some weeks.",
    About.RISING: "For the two of you: rising.",
    About.LOW_LONG: "For the two of you it has been low for a long while.",
}


def said_of_both(word: About, *, alone: bool, single: int, name: str) -> Said:
    """What is said about the line of the two, and whether one answer stands for both in it."""
    if alone:
        text = (
            "In the last eight weeks only one of you answered. "
            f"So this is one person’s line, and not a picture of you and {name}."
        )
    elif single:
        text = (
            "Where only one of you answered, the line leans on that answer "
            "and on the usual difference between you."
        )
    else:
        text = "It lies between your two lines, and says nothing about which of them is right."
    return Said(COUPLE[word], text)
