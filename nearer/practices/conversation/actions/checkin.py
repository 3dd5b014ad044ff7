"""Writers of the weekly check-in: sealed, kept for oneself, or talked through."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.practices.conversation import weeks
from nearer.practices.conversation.entries import Checkin, Small, Talked
from nearer.practices.conversation.rules.checkin import next_part, week_name
from nearer.reveal import actions as reveal


@transaction.atomic
def seal(present: Present, monday: date, parts: dict[str, str], *, agenda: str = "") -> None:
    """Seal a check-in until both have written. Raises `AlreadyGiven` after the first give.

    `agenda` is the one the words were written to, where that is not the week's.
    """
    asked = agenda or weeks.agenda(present.vault, monday).id
    payload = Checkin(week_name(monday), asked, **parts)
    reveal.answer(present.pen, payload, subject=weeks.subject_of(present.vault, monday))
    own = weeks.own_subject_of(present.vault, monday)
    journal.discard_about(present.pen, Checkin.kind, own)


@transaction.atomic
def keep(present: Present, monday: date, parts: dict[str, str]) -> None:
    """Keep a check-in for oneself, so that what was sealed before does not go on waiting."""
    shared = weeks.subject_of(present.vault, monday)
    journal.discard_about(present.pen, Checkin.kind, shared)
    payload = Checkin(week_name(monday), weeks.agenda(present.vault, monday).id, **parts)
    own = weeks.own_subject_of(present.vault, monday)
    journal.write(present.pen, payload, subject=own)


def open_both(present: Present, monday: date) -> None:
    """Press Open: the other's part is opened, and so mine is handed over."""
    subject = weeks.subject_of(present.vault, monday)
    reveal.open_round(present.pen, kind=Checkin.kind, subject=subject)


@transaction.atomic
def take_back(present: Present, monday: date, mine: Opened[Checkin]) -> None:
    """Make a check-in mine alone again. It may already have been read."""
    own = weeks.own_subject_of(present.vault, monday)
    journal.change_visibility(present.pen, mine.id, to=Visibility.ONLY_ME, subject=own)


@transaction.atomic
def note_talk(present: Present, monday: date, *, part: str, text: str) -> None:
    """A part was talked about; its line, where there is one, is kept beside the others.

    Shared where there are two: it was said aloud a moment ago. Going on without a line
    writes nothing before the end.
    """
    journal.hold(present.couple)
    before = weeks.my_talk(present, monday)
    if not (text or before or not next_part(part)):
        return
    agenda = weeks.agenda(present.vault, monday).id
    payload = before.payload if before else Talked(week_name(monday), agenda)
    journal.write(
        present.pen,
        replace(payload, **{part: text}),
        visibility=Visibility.SHARED if present.partner else Visibility.ONLY_ME,
        subject=weeks.talk_subject_of(present.vault, monday),
    )


def say_how(present: Present, week: str, how: str) -> None:
    """How last week's small thing went, for oneself. Saying it again replaces it."""
    own = present.vault.own_subject(Small.kind, week)
    journal.write(present.pen, Small(week, how), subject=own)
