"""What a person asked for, and what their page says of it."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from nearer.accounts.models import Delay
from nearer.accounts.present import Present
from nearer.lib import clock
from nearer.notices import smtp
from nearer.notices.asked import Asked, open_asked
from nearer.notices.models import Letter, Mailbox
from nearer.sealing.boxes import DoesNotOpen, derive
from nearer.sealing.keyring import Pin


@lru_cache(4)
def _server(url: str, sender: str) -> smtp.Server | None:
    return smtp.read(url, sender)


def server() -> smtp.Server | None:
    """The mail server of this installation, if there is one. Raises `smtp.NotAServer`."""
    return _server(settings.SMTP_URL, settings.SMTP_FROM)


def why_not() -> str:
    """Why no notice can be sent from here, in one sentence; empty when it can."""
    try:
        known = server()
    except smtp.NotAServer as fault:
        return str(fault)
    return "" if known else "There is no mail server: set NEARER_SMTP_URL (docs/notices.md)."


def can_send() -> bool:
    return not why_not()


def asked(couple: UUID, person: UUID) -> Asked | None:
    """What this person asked for; None where they asked for nothing, which is the usual case.

    A row that does not open, because the key file is another one, counts as nothing too.
    """
    rows = Mailbox.objects.of(couple).filter(person_id=person)
    box = rows.values_list("box", flat=True).first()
    try:
        return open_asked(bytes(box), person) if box is not None else None
    except DoesNotOpen:
        return None


def refused(found: Asked) -> bool:
    """Whether the mail server of this address refused a mail for good."""
    rows = Letter.objects.to(found.handle, found.codes)
    return rows.filter(state=Letter.State.REFUSED).exists()


def line_of_address(address: str) -> bytes:
    """Where codes for an address are counted. Nothing in the table says which address."""
    return derive(settings.NOTICES_KEY, "codes", address.lower(), length=16)


def line_of_person(person: UUID) -> bytes:
    return derive(settings.NOTICES_KEY, "codes", person, length=16)


def codes_lately(line: bytes) -> int:
    """How many codes were asked for; the sweep forgets it half a day after the last one."""
    return Delay.objects.filter(id=line).values_list("failures", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """The page about one's notices."""

    possible: bool
    asked: Asked | None
    refused: bool
    zone: str
    host: Pin | None
    """The partner, where it is they who can read what the server can read."""
    codes_end_at: str

    @property
    def waits_for_code(self) -> bool:
        return self.asked is not None and not self.asked.confirmed

    @property
    def on(self) -> bool:
        return self.asked is not None and self.asked.confirmed


def page(present: Present) -> NoticesPage:
    found = asked(present.couple, present.id)
    partner = present.partner
    until = found.code_until.astimezone(clock.zone_or_utc(present.zone)) if found else None
    return NoticesPage(
        possible=can_send(),
        asked=found,
        refused=found is not None and refused(found),
        zone=present.zone,
        host=partner if partner and partner.hosted_by == "partner" else None,
        codes_end_at=until.strftime("%H:%M") if until else "",
    )
