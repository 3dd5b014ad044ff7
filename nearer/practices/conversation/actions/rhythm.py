"""Steps towards a rhythm: propose, agree, let go. Each is an entry of its own, for ever."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.steps import take_step
from nearer.notices import actions as notices
from nearer.practices.conversation import entries
from nearer.practices.conversation.rules.rhythm import Evening, Word
from nearer.practices.conversation.selectors.rhythm import rhythm_page, thread_name


class ChangedMeanwhile(Exception):
    """What was answered does not stand any more."""


def propose(present: Present, evening: Evening, *, seen: Collection[str]) -> None:
    """Propose days and a time. The other sees it at once. Raises `NoPartnerYet`."""
    _step(present, seen, said=Word.PROPOSE, days=list(evening.days), time=evening.time)


@transaction.atomic
def agree(present: Present, about: str, *, seen: Collection[str]) -> None:
    """Agree to the other's proposal. Raises `ChangedMeanwhile` when it does not stand any more."""
    journal.hold(present.couple)
    standing = rhythm_page(present).rhythm.proposals
    if not any(step.mark == about and not step.mine for step in standing):
        raise ChangedMeanwhile
    _step(present, seen, said=Word.AGREE, about=about)
    notices.look_ahead(present.pen)


@transaction.atomic
def let_go(present: Present, about: str, *, seen: Collection[str]) -> None:
    """Let a proposal or the agreement go, without a reason. Raises `ChangedMeanwhile`."""
    journal.hold(present.couple)
    rhythm = rhythm_page(present).rhythm
    if about not in {rhythm.by, *(step.mark for step in rhythm.proposals)} - {""}:
        raise ChangedMeanwhile
    _step(present, seen, said=Word.LET_GO, about=about)
    notices.look_ahead(present.pen)


def _step(present: Present, seen: Collection[str], **said: Any) -> None:
    thread = thread_name(present.vault)
    take_step(present.pen, entries.Rhythm, thread=thread, seen=seen, **said)
