"""The phone goes from hand to hand: the session shows one round and nothing else.

What is written meanwhile lies under a key of this session, one half in the cookie and one
in the row, and is gone when the session locks. That nobody looks is the program's doing
alone; `SECURITY.md` says so.
"""

import json

from django.http import HttpRequest

from nearer.accounts.models import Session
from nearer.accounts.sessions import Ticket, lock, ticket_of
from nearer.sealing.boxes import DoesNotOpen, context, derive, seal, unseal

Texts = dict[str, str]


def begin(request: HttpRequest, *, path: str, texts: Texts) -> None:
    """Reduce this session to the round at `path`."""
    ticket = _ticket(request)
    Session.objects.of(ticket.couple).filter(id=ticket.session).update(only_for=path)
    write(request, texts)


def write(request: HttpRequest, texts: Texts) -> None:
    """Seal what the round holds so far."""
    ticket = _ticket(request)
    box = seal(_key(ticket), json.dumps(texts).encode(), context("passing", ticket.session))
    Session.objects.of(ticket.couple).filter(id=ticket.session).update(passing=box)


def read(request: HttpRequest) -> Texts | None:
    """What the round holds, or None when no phone is being passed."""
    ticket = _ticket(request)
    found = Session.objects.of(ticket.couple).filter(id=ticket.session)
    box = found.values_list("passing", flat=True).first()
    if not box:
        return None
    opened: Texts = json.loads(unseal(_key(ticket), bytes(box), context("passing", ticket.session)))
    return opened


def end(request: HttpRequest) -> None:
    """Destroy what the round held and lock: the owner unlocks to go on."""
    ticket = _ticket(request)
    Session.objects.of(ticket.couple).filter(id=ticket.session).update(only_for="", passing=None)
    lock(ticket.couple, ticket.session)


def _ticket(request: HttpRequest) -> Ticket:
    ticket = ticket_of(request)
    if ticket is None:
        raise DoesNotOpen
    return ticket


def _key(ticket: Ticket) -> bytes:
    found = Session.objects.of(ticket.couple).filter(id=ticket.session)
    share = found.values_list("share", flat=True).first()
    if not share:
        raise DoesNotOpen
    return derive(ticket.secret, "passing", salt=bytes(share))
