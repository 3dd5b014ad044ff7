"""Where a round stands for one of the two. Pure, and the same for pages and actions."""

from dataclasses import dataclass
from enum import StrEnum


class Round(StrEnum):
    """What the reader can do now. `WAITING` is the same whatever the other did in secret."""

    YOUR_TURN = "your-turn"
    WAITING = "waiting"
    GIVE = "give"
    GIVEN = "given"
    READY = "ready"
    OPEN = "open"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the rule may know of an answer: that it is there, and whether it was given."""

    given: bool


def round_state(*, mine: Answer | None, theirs: Answer | None, i_give_first: bool | None) -> Round:
    """Where the round stands for me. `i_give_first` is None while nobody is pinned.

    Before I answered it is my turn whatever happened elsewhere. After both answered the
    one who goes first gives in their next visit, the other opens and so gives, and then it
    is open to both.
    """
    if mine is None:
        return Round.YOUR_TURN
    if i_give_first is None:
        return Round.WAITING
    if mine.given:
        return _after_giving(theirs, i_give_first=i_give_first)
    if theirs is None:
        return Round.WAITING
    if i_give_first:
        return Round.GIVE
    return Round.READY if theirs.given else Round.WAITING


def _after_giving(theirs: Answer | None, *, i_give_first: bool) -> Round:
    if theirs is None:
        # Who gives first cannot have read it: that it was there, and went, is not theirs to know.
        return Round.GIVEN if i_give_first else Round.TAKEN_BACK
    return Round.OPEN if theirs.given else Round.GIVEN


def may_edit(*, mine: Answer | None, theirs: Answer | None) -> bool:
    """Editing ends at the first give, since a give is bound to both bodies by their hashes."""
    return not (mine and mine.given) and not (theirs and theirs.given)
