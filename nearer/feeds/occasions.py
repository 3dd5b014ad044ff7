"""When feeds hear of a person: somebody leaves, or deletes everything."""

from uuid import UUID

from nearer.couples import endings
from nearer.couples.endings import End
from nearer.feeds import actions


@endings.at_each
def end(couple: UUID, person: UUID, how: End) -> None:
    """Two who part had each other's keys for publishing, so both addresses end."""
    if how is End.DELETED:
        actions.drop_what_is_nobodys()
    else:
        actions.withdraw(couple, person)
