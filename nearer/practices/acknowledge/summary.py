"""One's own summary, as the rules see it."""

from nearer.journal.opened import Reading
from nearer.practices.acknowledge.entries import Mine, Pulse
from nearer.practices.acknowledge.rules.pulse import Answered, Summary


def mine(reading: Reading) -> Mine:
    """One's own summary; an empty one at first."""
    return next((entry.payload for entry in reading.own(Mine)), Mine())


def summary_of(kept: Mine) -> Summary:
    return Summary(weeks=kept.weeks, recent=kept.recent, monthly=kept.monthly)


def answered(pulse: Pulse) -> Answered:
    return Answered(week=pulse.week, items=pulse.items, monthly=pulse.monthly)
