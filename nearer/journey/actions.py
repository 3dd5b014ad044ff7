"""The only writers of Today. Nothing here is written by looking at a page."""

from dataclasses import replace
from typing import Any, Final

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.opened import Reading
from nearer.journal.selectors import read, rows_of
from nearer.journey import consent
from nearer.journey.entries import Day, Gentle, Mine
from nearer.journey.gathering import Gathered, gather
from nearer.reveal import actions as reveal

ONE_SIZE: Final = 4096
"""A day has this size whatever was said on it."""
REMEMBERED: Final = 8
"""So many draws of a day are kept."""


@transaction.atomic
def not_now(present: Present, key: str) -> None:
    """Put a step off for today. A step that is not offered now is not put off either."""
    known = _held(present)
    if key in {step.key for step in known.steps} - set(known.said.declined):
        _write_day(present, known, did=key, declined=[*known.said.declined, key])


@transaction.atomic
def bring_back(present: Present) -> None:
    """Offer again what was put off today."""
    _write_day(present, _held(present), did="again", declined=[])


@transaction.atomic
def say_minutes(present: Present, minutes: int) -> None:
    """How much time there is today. Saying the same again takes it back."""
    known = _held(present)
    _write_day(present, known, did="minutes", minutes=_toggled(known.said.minutes, minutes))


@transaction.atomic
def say_energy(present: Present, energy: int) -> None:
    """How much energy there is today. Saying the same again takes it back."""
    known = _held(present)
    _write_day(present, known, did="energy", energy=_toggled(known.said.energy, energy))


def _toggled(before: int | None, now: int) -> int | None:
    return None if before == now else now


def _held(present: Present) -> Gathered:
    """Take the couple's lock, so that two taps at once do not undo each other; then look."""
    journal.hold(present.couple)
    return gather(present)


def _write_day(present: Present, known: Gathered, *, did: str, **said: Any) -> None:
    """Seal the day anew, with what stood first until now and the odds it was drawn by."""
    choice = known.choice
    drawn = {"first": choice.main.key if choice.main else "", "odds": choice.odds, "did": did}
    day = replace(known.said, drawn=[*known.said.drawn, drawn][-REMEMBERED:], **said)
    journal.write(
        present.pen,
        day,
        subject=present.vault.own_subject(Day.kind, present.day.isoformat()),
        at_least=ONE_SIZE,
    )
    if known.mine is None:
        _write_mine(present, Mine(start=_first_day(present)))
    _keep_up(present, known)


def _first_day(present: Present) -> str:
    """The day of the first thing that this person wrote here, or today."""
    mine = rows_of(present.couple).filter(owner_id=present.id)
    first = mine.exclude(kind=Day.kind).order_by("day").values_list("day", flat=True).first()
    return (first or present.day).isoformat()


def _write_mine(present: Present, mine: Mine) -> None:
    journal.write(present.pen, mine, subject=present.vault.own_subject(Mine.kind))


@transaction.atomic
def choose_path(present: Present, *, on: bool) -> None:
    """Walk the path, or be shown everything alike."""
    known = _held(present)
    _write_mine(present, replace(known.mine or Mine(start=_first_day(present)), path=on))


@transaction.atomic
def ask_for_more(present: Present) -> None:
    """Say yes to steps that ask a lot of openness. The other learns of it by saying so, too."""
    journal.hold(present.couple)
    if not _own(present):
        _say_yes(present)


@transaction.atomic
def stay_gentle(present: Present) -> None:
    """Take that yes back. To the other it looks as if it had not been said yet."""
    journal.hold(present.couple)
    _take_back(present)


@transaction.atomic
def open_yes(present: Present) -> None:
    """Both said yes: open it, and so hand over mine."""
    ready = _held(present).asking.ready
    if ready is not None:
        reveal.open_round(present.pen, kind=Gentle.kind, subject=ready)


def _keep_up(present: Present, known: Gathered) -> None:
    """Say my yes anew while it is not both's, in the round that counts now: the other may have
    ended the one it was in by taking theirs back.

    Always, whether they did or not, so that it takes the same steps and shows nothing.
    """
    if known.asking.mine and not known.asking.both and known.asking.ready is None:
        _take_back(present)
        _say_yes(present)


def _say_yes(present: Present) -> None:
    current = consent.current(present.vault, present.couple)
    reveal.answer(present.pen, Gentle(), subject=current)


def _take_back(present: Present) -> None:
    for entry in _reading(present).own(Gentle):
        journal.discard(present.pen, entry.id)


def _own(present: Present) -> bool:
    names = set(consent.subjects(present.vault))
    return any(entry.subject in names for entry in _reading(present).own(Gentle))


def _reading(present: Present) -> Reading:
    return read(present.vault, present.couple, kinds=[Gentle.kind])
