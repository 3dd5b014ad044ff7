"""When notices hear of a person: at a visit, and when somebody leaves or deletes everything."""

from uuid import UUID

from nearer.accounts import arrivals
from nearer.couples import endings
from nearer.couples.endings import End
from nearer.journal.actions import Pen
from nearer.notices import actions


@arrivals.at_each
def plan_ahead(pen: Pen) -> None:
    """Unlocking is when keys are there; so this is when the next four weeks are planned."""
    actions.look_ahead(pen)


@endings.at_each
def let_go(couple: UUID, person: UUID, end: End) -> None:
    """Whoever goes takes their address along. Whoever stays is not written to about two."""
    match end:
        case End.DELETED:
            actions.forget(couple, person)
        case End.LEFT:
            actions.stop(couple, person)
        case End.STAYED:
            actions.end_plans(couple, person)
