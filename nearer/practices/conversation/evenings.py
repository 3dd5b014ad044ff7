"""Notes for the agreed evenings, for whoever asked for them: a time, and no word of why."""

from datetime import datetime

from nearer.journal.actions import Pen
from nearer.journal.selectors import read
from nearer.notices.asked import Asked
from nearer.notices.kinds import Kind
from nearer.practices.conversation.entries import Rhythm
from nearer.practices.conversation.rules import rhythm as rules
from nearer.practices.conversation.selectors.rhythm import WEEKS_AHEAD, rhythm_in


def evenings(pen: Pen, asked: Asked) -> list[datetime]:
    """The agreed moments of the next weeks, by the clock where this person lives."""
    reading = read(pen.vault, pen.couple, kinds=[Rhythm.kind])
    agreed = rhythm_in(pen.vault, reading).agreed
    if agreed is None:
        return []
    return rules.moments(agreed, zone=asked.place, after=pen.now, days=7 * WEEKS_AHEAD)


KIND = Kind("evenings", "The evening you two agreed on", times=evenings)
