"""Who gives first, and whether two answers about the server agree. Pure."""

from enum import StrEnum


class HostedBy(StrEnum):
    """Who runs this server, from the point of view of whoever is asked."""

    ME = "me"
    PARTNER = "partner"
    OTHER = "other"


_MIRROR = {
    HostedBy.ME: HostedBy.PARTNER,
    HostedBy.PARTNER: HostedBy.ME,
    HostedBy.OTHER: HostedBy.OTHER,
}


def agree(mine: HostedBy, theirs: HostedBy) -> bool:
    """Whether both told the same story: pairing stops otherwise."""
    return _MIRROR[mine] is theirs


def i_give_first(*, hosted_by: HostedBy, i_invited: bool) -> bool:
    """The host goes first; where a third person hosts, whoever invited does."""
    if hosted_by is HostedBy.OTHER:
        return i_invited
    return hosted_by is HostedBy.ME
