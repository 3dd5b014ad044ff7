"""Writers of what somebody saw as a kind and neutral observer. Nobody else ever opens it."""

from uuid import UUID

from django.db import transaction

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.journal.models import Entry
from nearer.journal.selectors import one, read
from nearer.practices.honesty.entries import Observed, Observing
from nearer.practices.honesty.selectors.observer import observing
from nearer.sealing import padding


@transaction.atomic
def keep(present: Present, *, prompt: str, said: dict[str, str]) -> UUID:
    """Keep a writing for myself, and remember that it was done; returns its id.

    `said` has what was written in the steps, by `PARTS`. Sent twice, it is one.
    """
    journal.hold(present.couple)
    written = Observed(prompt, **said)
    found = read(
        present.vault,
        present.couple,
        kinds=[Observed.kind],
        since=present.day,
        standing=[Observing.kind],
    )
    for entry in found.own(Observed):
        if entry.payload == written:
            return entry.id
    used = observing(found).used
    used = [name for name in used if name != prompt] + [prompt]
    journal.write(
        present.pen,
        Observing(used, present.day.isoformat()),
        subject=present.vault.own_subject(Observing.kind),
        at_least=padding.ANSWER,
    )
    return journal.write(present.pen, written, at_least=padding.ANSWER)


@transaction.atomic
def let_go(present: Present, writing: UUID) -> None:
    """Delete a writing. That it was done stays remembered. Raises `Entry.DoesNotExist`."""
    journal.hold(present.couple)
    found = one(present.vault, present.couple, writing)
    if found is None or not found.mine or not isinstance(found.payload, Observed):
        raise Entry.DoesNotExist
    journal.discard(present.pen, writing)
