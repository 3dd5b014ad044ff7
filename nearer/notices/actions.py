"""The only writers of notices, besides the worker. Each holds the couple's lock."""

import hmac
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from nearer.accounts.models import Delay, Directory
from nearer.journal.actions import Pen, hold
from nearer.notices import kinds, outbox, rules, selectors
from nearer.notices.asked import Asked, close, lookup
from nearer.notices.models import Letter, Mailbox
from nearer.notices.rules import Wish


class TooManyCodes(Exception):
    """So many codes were asked for that no more are sent today."""


# --- Asking, confirming, stopping -----------------------------------------------------


@transaction.atomic
def ask(pen: Pen, wanted: Asked) -> Asked:
    """Keep what somebody asks for; returns it as it is kept.

    Another address than the confirmed one gets a code first, and nothing else before that.
    Raises `TooManyCodes`.
    """
    hold(pen.couple)
    person = pen.vault.person
    before = selectors.asked(pen.couple, person)
    same = before is not None and before.confirmed and before.address == wanted.address
    if before is not None and same and not selectors.refused(before):
        kept = wanted.with_(
            confirmed=True, handle=before.handle, codes=before.codes, off=before.off
        )
        _keep(pen.couple, person, kept)
        _look_ahead(pen, kept)
        return kept
    if before is not None:
        _end(pen.couple, person, before)
    Directory.objects.create(id=lookup(wanted.off), couple_id=pen.couple, target_id=person)
    return _send_code(pen, wanted)


@transaction.atomic
def ask_again(pen: Pen) -> None:
    """Send another code to the address that waits for one. Raises `TooManyCodes`."""
    hold(pen.couple)
    asked = selectors.asked(pen.couple, pen.vault.person)
    if asked is not None and not asked.confirmed:
        _send_code(pen, asked)


def _send_code(pen: Pen, asked: Asked) -> Asked:
    _count(pen.vault.person, asked.address, pen.now)
    kept = asked.with_(
        confirmed=False,
        code=f"{secrets.randbelow(10**6):06}",
        code_until=pen.now + rules.CODE_LASTS,
        tries=0,
    )
    _keep(pen.couple, pen.vault.person, kept)
    outbox.put_code(kept, now=pen.now)
    return kept


def _count(person: UUID, address: str, now: datetime) -> None:
    for line, most in (
        (selectors.line_of_address(address), rules.MAILS_FOR_ONE_ADDRESS),
        (selectors.line_of_person(person), rules.MAILS_FOR_ONE_PERSON),
    ):
        if selectors.codes_lately(line) >= most:
            raise TooManyCodes
        Delay.objects.get_or_create(id=line, defaults={"until": now})
        Delay.objects.filter(id=line).update(failures=F("failures") + 1, until=now)


@transaction.atomic
def confirm(pen: Pen, typed: str) -> rules.Code:
    """Compare a code; when it is right, notices begin. After some wrong ones it is over."""
    hold(pen.couple)
    person = pen.vault.person
    asked = selectors.asked(pen.couple, person)
    if asked is None or asked.confirmed:
        return rules.Code.OVER if asked is None else rules.Code.RIGHT
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    found = rules.judge(
        matches=bool(asked.code) and hmac.compare_digest(digits, asked.code),
        until=asked.code_until,
        tries=asked.tries,
        now=pen.now,
    )
    if found is not rules.Code.RIGHT:
        _keep(pen.couple, person, asked.with_(tries=min(asked.tries + 1, rules.CODE_TRIES)))
        return found
    kept = asked.with_(confirmed=True, code="", tries=0)
    _keep(pen.couple, person, kept)
    Letter.objects.to(asked.codes).delete()
    _forget_counts(person, asked.address)
    _look_ahead(pen, kept)
    return found


@transaction.atomic
def stop(couple: UUID, person: UUID) -> None:
    """Switch notices off: the address, the plan and the link are gone."""
    asked = selectors.asked(couple, person)
    if asked is not None:
        _end(couple, person, asked)
    Mailbox.objects.of(couple).filter(person_id=person).delete()


def stop_by_link(secret: bytes) -> bool:
    """Switch off what this link belongs to. False when it belongs to nothing any more."""
    line = Directory.objects.filter(id=lookup(secret)).first()
    if line is None:
        return False
    stop(line.couple_id, line.target_id)
    return True


def end_plans(couple: UUID, person: UUID) -> None:
    """Nothing that was planned goes out any more; the person may plan anew at their next visit."""
    asked = selectors.asked(couple, person)
    if asked is not None:
        Letter.objects.to(asked.handle).delete()


def forget(couple: UUID, person: UUID) -> None:
    """Somebody goes for good: no row stays, in no table.

    Only how often a code went to an address that they never confirmed is remembered for half
    a day: it may be a stranger's, and must not be written to without end.
    """
    stop(couple, person)
    Delay.objects.filter(id=selectors.line_of_person(person)).delete()


def _end(couple: UUID, person: UUID, asked: Asked) -> None:
    outbox.forget(asked)
    line = Directory.objects.filter(id=lookup(asked.off))
    line.filter(couple_id=couple, target_id=person).delete()


def _forget_counts(person: UUID, address: str) -> None:
    lines = (selectors.line_of_person(person), selectors.line_of_address(address))
    Delay.objects.filter(id__in=lines).delete()


def _keep(couple: UUID, person: UUID, asked: Asked) -> None:
    box = close(asked, "asked", person)
    if not Mailbox.objects.of(couple).filter(person_id=person).update(box=box):
        Mailbox.objects.create(couple_id=couple, person_id=person, box=box)


# --- Planning -------------------------------------------------------------------------


@transaction.atomic
def plan(pen: Pen, *, name: str, times: Iterable[datetime]) -> int:
    """Replace this person's notes of the kind `name` from now on; returns how many mails are
    planned for them in all.

    `times` are aware; what lies behind, or more than four weeks ahead, is left out. Quiet
    hours move a note to their end, and several within an hour become one. For somebody who
    has not confirmed an address, or did not ask for this kind, nothing is planned.
    """
    hold(pen.couple)
    asked = selectors.asked(pen.couple, pen.vault.person)
    if asked is None or not asked.confirmed or selectors.refused(asked):
        return 0
    others = [wish for wish in outbox.wishes(asked, now=pen.now) if wish.name != name]
    wanted = times if name in asked.kinds else ()
    return outbox.lay_out(asked, [*others, *_wishes(name, wanted)], now=pen.now)


@transaction.atomic
def look_ahead(pen: Pen) -> None:
    """Plan the next four weeks: at a visit, with the keys that are there."""
    if selectors.asked(pen.couple, pen.vault.person) is None:
        return  # most people; nobody waits for a lock because of them
    hold(pen.couple)
    asked = selectors.asked(pen.couple, pen.vault.person)
    if asked is None or not asked.confirmed or selectors.refused(asked):
        return
    zone = pen.vault.keyring.zone
    if asked.zone != zone:  # they moved
        asked = asked.with_(zone=zone)
        _keep(pen.couple, pen.vault.person, asked)
    _look_ahead(pen, asked)


def _look_ahead(pen: Pen, asked: Asked) -> None:
    planned = {kind.name: kind for kind in kinds.registered() if kind.times is not None}
    wished = [
        wish
        for wish in outbox.wishes(asked, now=pen.now)
        if wish.name not in planned and wish.name in asked.kinds
    ]
    for name, kind in planned.items():
        if name in asked.kinds and kind.times is not None:
            wished += _wishes(name, kind.times(pen, asked))
    outbox.lay_out(asked, wished, now=pen.now)


def _wishes(name: str, times: Iterable[datetime]) -> list[Wish]:
    return [Wish(moment.astimezone(UTC), name) for moment in times]
