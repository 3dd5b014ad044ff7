"""The names of what belongs to one's own pulse, and the summary as the rules see it."""

from uuid import UUID

from nearer.journal.opened import Reading
from nearer.practices.acknowledge.entries import Fit, Line, Mine, Pulse, Showing
from nearer.practices.acknowledge.rules.pulse import Answered, Summary
from nearer.sealing.vault import Vault


def pulse_subject(vault: Vault, week: str) -> UUID:
    """The name of one's own pulse of a week: there is one of each."""
    return vault.own_subject(Pulse.kind, week)


def mine_subject(vault: Vault) -> UUID:
    return vault.own_subject(Mine.kind)


def fit_subject(vault: Vault) -> UUID:
    return vault.own_subject(Fit.kind)


def showing_subject(vault: Vault) -> UUID:
    """The two can compute it and nobody else; another couple's is another one."""
    return vault.subject(Showing.kind)


def line_subject(vault: Vault) -> UUID:
    return vault.subject(Line.kind)


def mine(reading: Reading) -> Mine:
    """One's own summary; an empty one at first."""
    return next((entry.payload for entry in reading.own(Mine)), Mine())


def summary_of(kept: Mine) -> Summary:
    return Summary(weeks=kept.weeks, recent=kept.recent, monthly=kept.monthly)


def answered(pulse: Pulse) -> Answered:
    return Answered(week=pulse.week, items=pulse.items, monthly=pulse.monthly)
