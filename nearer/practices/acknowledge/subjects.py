"""The names of what belongs to the pulse and its line."""

from uuid import UUID

from nearer.practices.acknowledge.entries import Fit, Line, Mine, Pulse, Showing
from nearer.sealing.vault import Vault


def pulse(vault: Vault, week: str) -> UUID:
    """The name of one's own pulse of a week: there is one of each."""
    return vault.own_subject(Pulse.kind, week)


def mine(vault: Vault) -> UUID:
    return vault.own_subject(Mine.kind)


def fit(vault: Vault) -> UUID:
    return vault.own_subject(Fit.kind)


def showing(vault: Vault) -> UUID:
    """The two can compute it and nobody else; another couple's is another one."""
    return vault.subject(Showing.kind)


def line(vault: Vault) -> UUID:
    return vault.subject(Line.kind)
