"""From keys to weeks: the names of a week's rounds, and its agenda."""

from datetime import date
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.selectors import read
from nearer.practices.conversation import content
from nearer.practices.conversation.content import Agenda
from nearer.practices.conversation.entries import Checkin, Talked
from nearer.practices.conversation.rules import checkin as rules
from nearer.sealing.vault import Vault

ORDER = "conversation.agendas"


def subject_of(vault: Vault, monday: date) -> UUID:
    """The name of the week's round: only the two can compute it."""
    return vault.subject(Checkin.kind, rules.week_name(monday))


def own_subject_of(vault: Vault, monday: date) -> UUID:
    """The name of a check-in that is kept for oneself."""
    return vault.own_subject(Checkin.kind, rules.week_name(monday))


def talk_subject_of(vault: Vault, monday: date) -> UUID:
    """The name of what is kept of a talk now."""
    ours, own = talk_subjects_of(vault, monday)
    return own if vault.keyring.partner is None else ours


def talk_subjects_of(vault: Vault, monday: date) -> tuple[UUID, UUID]:
    """The names a week's talk may have: that of the two, and one's own from before."""
    week = rules.week_name(monday)
    return vault.subject(Talked.kind, week), vault.own_subject(Talked.kind, week)


def names_of(vault: Vault, monday: date) -> list[UUID]:
    """Every name under which something of this week may lie."""
    own = own_subject_of(vault, monday)
    return [subject_of(vault, monday), own, *talk_subjects_of(vault, monday)]


def agenda(vault: Vault, monday: date) -> Agenda:
    """The week's agenda: the same for the two; alone by an order of one's own."""
    two = vault.keyring.partner is not None
    seed = vault.keyring.seed if two else vault.own_subject(ORDER).bytes
    ids = [agenda.id for agenda in content.agendas().values() if not agenda.retired]
    return content.agendas()[rules.agenda_of(ids, monday, seed=seed)]


def my_talk(present: Present, monday: date) -> Opened[Talked] | None:
    """What I have kept of this week's talk so far."""
    subject = talk_subject_of(present.vault, monday)
    reading = read(present.vault, present.couple, kinds=[Talked.kind], subjects=[subject])
    return next(iter(reading.own(Talked)), None)
