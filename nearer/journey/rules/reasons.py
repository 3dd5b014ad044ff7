"""One line that says why this step, from nothing but what its reader may open. Pure."""

from typing import Final

from nearer.journey.rules.gaps import Gaps, uneven
from nearer.journey.rules.gates import Room, State
from nearer.journey.rules.step import Facet, Stage, Step, Who

NOTICED: Final = 0.35
"""A gap smaller than this is no reason to say anything."""

MINE: Final = {
    Facet.CLOSENESS: "You felt some distance lately.",
    Facet.UNDERSTOOD: "You did not always feel understood lately.",
    Facet.TIME: "You had little time together lately.",
    Facet.TENDER: "Tender things were hard to raise lately.",
    Facet.AFFECTION: "Affection was not quite right for you lately.",
    Facet.TENSION: "Something stayed unsettled for you lately.",
}
BOTH: Final = {
    Facet.CLOSENESS: "You both felt some distance lately.",
    Facet.UNDERSTOOD: "Neither of you always felt understood lately.",
    Facet.TIME: "You both found the time together short.",
    Facet.TENDER: "You both found tender things hard to raise.",
    Facet.AFFECTION: "Affection was not quite right for either of you.",
    Facet.TENSION: "Something stayed unsettled for you both.",
}
FROM_YOURS: Final = "From your own answers."
FITS: Final = "It fits what you have today."
PLACES: Final = {
    Stage.BEGIN: "A first step: seeing where you are, without solving it.",
    Stage.GOOD: "Good things come first.",
    Stage.LISTEN: "Being heard comes before solving.",
    Stage.NEEDS: "What each of you needs, said plainly.",
    Stage.HARDER: "This one asks a little more.",
}


def reason(step: Step, state: State) -> str:
    """The practice's own reason, else what is missing, else what there is room for, else where
    it stands on the path.
    """
    return step.why or _missing(step, state.gaps) or _room(state.room) or PLACES[step.stage]


def _missing(step: Step, gaps: Gaps) -> str:
    told = [facet for facet in sorted(step.serves) if _counts(facet, step.who, gaps)]
    if not told:
        return ""
    facet = max(told, key=lambda facet: gaps.mine[facet])
    theirs = gaps.theirs.get(facet)
    if theirs is None:
        return f"{MINE[facet]} {FROM_YOURS}"
    if theirs >= NOTICED and not uneven(facet, gaps):
        return BOTH[facet]
    return MINE[facet]


def _counts(facet: Facet, who: Who, gaps: Gaps) -> bool:
    """Whether the reader feels it, and it was weighed. What only the other feels is never said."""
    weighed = who is Who.ALONE or not uneven(facet, gaps)
    return weighed and gaps.mine.get(facet, 0) >= NOTICED


def _room(room: Room) -> str:
    return FITS if room.minutes is not None or room.energy is not None else ""
