"""What was being typed: sealed on the server, never in the browser's storage."""

from dataclasses import dataclass
from uuid import UUID

from nearer.journal import actions
from nearer.journal.actions import Pen
from nearer.journal.payloads import Payload
from nearer.journal.selectors import read
from nearer.sealing import padding
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Draft(Payload, kind="journal.draft"):
    """The fields of one form as far as they were typed."""

    path: str
    tab: str
    fields: dict[str, str]


def _subject(vault: Vault, path: str, place: str) -> UUID:
    return vault.own_subject("draft", path, place)


PLACES = ("first", "second")
"""A form keeps two drafts at most: the second is what another tab had written."""


def save(pen: Pen, *, path: str, tab: str, fields: dict[str, str]) -> bool:
    """Seal what is being typed. Returns False when it went beside another tab's draft."""
    first = drafts(pen.vault, pen.couple, path=path)
    place = PLACES[0] if not first or first[0].tab == tab else PLACES[1]
    actions.write(
        pen,
        Draft(path=path, tab=tab, fields=fields),
        subject=_subject(pen.vault, path, place),
        at_least=padding.ANSWER,
    )
    return place == PLACES[0]


def drafts(vault: Vault, couple: UUID, *, path: str) -> list[Draft]:
    """The drafts of the form at `path`: none, one, or another tab's too."""
    subjects = [_subject(vault, path, place) for place in PLACES]
    reading = read(vault, couple, kinds=[Draft.kind], subjects=subjects)
    found = {entry.subject: entry.payload for entry in reading.own(Draft)}
    return [found[subject] for subject in subjects if subject in found]


def drop(pen: Pen, *, path: str) -> None:
    """The form was sent: its drafts are done."""
    for place in PLACES:
        actions.discard_about(pen, Draft.kind, _subject(pen.vault, path, place))
