"""Sessions: start, resume, lock and end them. The cookie is `couple.session.secret`."""

import base64
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from nearer.accounts import selectors, sweeps
from nearer.accounts.models import Person, Session
from nearer.accounts.present import Present
from nearer.accounts.rules import TOUCH_EVERY, Door, door, locks_at
from nearer.lib import clock
from nearer.lib.prepared import Prepared
from nearer.sealing import sessions as halves
from nearer.sealing.boxes import DoesNotOpen, context, derive, seal
from nearer.sealing.keyring import seal_keyring
from nearer.sealing.vault import Vault

KEPT_LOCKED = timedelta(days=7)
"""How long a locked session's row stays, so that its device can still seal what comes late."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie says."""

    couple: UUID
    session: UUID
    secret: bytes

    @property
    def text(self) -> str:
        return ".".join(
            _letters(part) for part in (self.couple.bytes, self.session.bytes, self.secret)
        )

    @property
    def after_the_lock(self) -> "Ticket":
        """The same, reduced to what can seal late texts: with an old row it opens nothing."""
        return Ticket(self.couple, self.session, halves.for_late(self.secret))


@dataclass(frozen=True, slots=True)
class Locked:
    """A session that is known but locked; its cookie can still seal what comes late."""

    ticket: Ticket
    person: UUID


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_ticket(text: str) -> Ticket | None:
    """The cookie's three parts, or None for anything else."""
    try:
        couple, session, secret = (
            base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")
        )
        return Ticket(UUID(bytes=couple), UUID(bytes=session), secret)
    except ValueError:
        return None


def cookie_name(request: HttpRequest) -> str:
    if request.is_secure():
        return "__Host-nearer"
    return "demo-nearer" if settings.DEMO else "nearer"  # ports share their cookies


def ticket_of(request: HttpRequest) -> Ticket | None:
    return read_ticket(request.COOKIES.get(cookie_name(request), ""))


def hand_out(response: HttpResponseBase, request: HttpRequest, ticket: Ticket) -> None:
    """Give the browser its half."""
    response.set_cookie(
        cookie_name(request),
        ticket.text,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def take_away(response: HttpResponseBase, request: HttpRequest) -> None:
    """Take the browser's half away again."""
    response.delete_cookie(cookie_name(request), samesite="Lax")


@transaction.atomic
def start(vault: Vault, couple: UUID, *, label: str, now: datetime, only_for: str = "") -> Ticket:
    """Start a session on one device and open what came late for this person."""
    ticket = Ticket(couple, uuid4(), os.urandom(32))
    parts = halves.split(
        vault.user_key,
        secret=ticket.secret,
        session=ticket.session,
        public_key=vault.keyring.public_key,
        times=_times(now, now),
    )
    about = json.dumps({"label": label[:80]}).encode()
    Session.objects.create(
        couple_id=couple,
        id=ticket.session,
        person_id=vault.person,
        share=parts.share,
        box=parts.box,
        late=parts.late,
        about=seal(derive(vault.user_key, "device"), about, context("device", ticket.session)),
        started_at=now,
        seen_at=now,
        only_for=only_for,
    )
    _look_again(couple, ticket.session, now + _idle())
    return ticket


def _look_again(couple: UUID, session: UUID, due: datetime) -> None:
    sweeps.remember("session", couple=couple, target=session, due=due)


@sweeps.broom("session")
def sweep_session(couple: UUID, session: UUID, now: datetime) -> None:
    """Lock a session whose time is up, even if nobody ever asks for it again."""
    found = Session.objects.of(couple).filter(id=session)
    row = found.values_list("person_id", "started_at", "seen_at", "share").first()
    if row is None:
        return
    person, started, seen, share = row
    wordless = Person.objects.of(couple).filter(id=person, provisional_until__gt=now)
    if now - started > KEPT_LOCKED:
        found.delete()
    elif not share:
        _look_again(couple, session, started + KEPT_LOCKED + timedelta(minutes=1))
    elif wordless.exists():
        _look_again(couple, session, now + _idle())
    elif door(started=started, seen=seen, now=now, idle=_idle(), longest=_longest()) is Door.OPEN:
        _look_again(couple, session, min(seen + _idle(), started + _longest()))
    else:
        lock(couple, session)
        _look_again(couple, session, started + KEPT_LOCKED + timedelta(minutes=1))


SESSION = Prepared(
    lambda couple, session: (
        Session.objects.of(couple)
        .filter(id=session)
        .values_list("person_id", "share", "box", "started_at", "seen_at", "only_for")
    ),
    UUID,
    UUID,
)


def resume(request: HttpRequest, *, touch: bool = True) -> Present | Locked | None:
    """Who is here. Two queries; a third and a write at most once a minute, to stay awake."""
    ticket = ticket_of(request)
    if ticket is None:
        return None
    row = SESSION.first(ticket.couple, ticket.session)
    if row is None:
        return None
    person, share, box, started, seen, only_for = row
    now = clock.now()
    if not share:
        return Locked(ticket, person)
    try:
        user_key = halves.join(
            secret=ticket.secret,
            share=bytes(share),
            box=bytes(box),
            session=ticket.session,
            times=_times(started, seen),
        )
        opened = selectors.open_person(
            selectors.people(ticket.couple), person=person, user_key=user_key
        )
    except DoesNotOpen:
        return None
    # Whoever has no words yet could never unlock: their day is their idle time as well. The
    # keyring says so, since a column could be changed.
    idle = _idle() if opened.vault.keyring.sign_in_name else _a_day()
    longest = max(idle, _longest())
    if door(started=started, seen=seen, now=now, idle=idle, longest=longest) is Door.LOCKED:
        lock(ticket.couple, ticket.session)
        return Locked(ticket, person)
    if opened.repin:
        _write_keyring(opened, ticket.couple)
    awake = seen
    if touch and now - seen > TOUCH_EVERY:
        box = halves.again(
            user_key,
            secret=ticket.secret,
            share=bytes(share),
            session=ticket.session,
            times=_times(started, now),
        )
        Session.objects.of(ticket.couple).filter(id=ticket.session, share=bytes(share)).update(
            seen_at=now, box=box
        )
        awake = now
    return Present(
        couple=ticket.couple,
        id=person,
        vault=opened.vault,
        session=ticket.session,
        now=now,
        locks_at=locks_at(started=started, now=awake, idle=idle, longest=longest),
        provisional_until=opened.row.provisional_until,
        only_for=only_for,
        ended_with=opened.ended_with,
        partner_key_changed=opened.key_changed,
    )


def _times(started: datetime, seen: datetime) -> str:
    return f"{started.isoformat()} {seen.isoformat()}"


def _write_keyring(opened: selectors.Opened, couple: UUID) -> None:
    box = seal_keyring(opened.vault.keyring, user_key=opened.vault.user_key, person=opened.row.id)
    Person.objects.of(couple).filter(id=opened.row.id).update(keyring=box)


def lock(couple: UUID, session: UUID) -> None:
    """Destroy the row's half. The cookie alone opens nothing but the box for late texts."""
    Session.objects.of(couple).filter(id=session).update(share=b"", box=b"")


def end(couple: UUID, session: UUID) -> None:
    Session.objects.of(couple).filter(id=session).delete()


def end_quietly(request: HttpRequest) -> None:
    """End whatever session the cookie names. Never fails: somebody is leaving in a hurry."""
    ticket = ticket_of(request)
    if ticket is not None:
        end(ticket.couple, ticket.session)


def end_all(present: Present) -> None:
    """Sign out everywhere, here too."""
    Session.objects.of(present.couple).filter(person_id=present.id).delete()


def end_others(present: Present) -> None:
    """Sign out everywhere else."""
    others = Session.objects.of(present.couple).filter(person_id=present.id)
    others.exclude(id=present.session).delete()


def _idle() -> timedelta:
    return timedelta(minutes=settings.IDLE_LOCK_MINUTES)


def _a_day() -> timedelta:
    return timedelta(hours=settings.PROVISIONAL_HOURS)


def _longest() -> timedelta:
    return timedelta(hours=settings.SESSION_HOURS)
