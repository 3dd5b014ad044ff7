"""My calendar to subscribe to, and what both of ours say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from nearer.accounts.present import Present
from nearer.feeds.keys import Key, key_of
from nearer.feeds.selectors import is_handed_out
from nearer.journal.opened import Opened, Reading
from nearer.journal.payloads import Payload
from nearer.journal.selectors import read
from nearer.practices.quality_time import rendering
from nearer.practices.quality_time.entries.feed import Feed, FeedKey, Title
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.selectors.plans import plans_in
from nearer.sealing.vault import Vault

FALLBACK = "Appointment"
CHANGES = frozenset({rules.Word.ACCEPT, rules.Word.SKIP, rules.Word.CALL_OFF})
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""What a step says of its moment is its writer's word, and is told within these."""
P = TypeVar("P", bound=Payload)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Where my calendar is, if I have one, and what stands in it."""

    token: str
    title: str
    own_title: bool
    """Whether the two chose it."""
    dates: int


def feed_page(present: Present) -> FeedPage:
    reading = everything(present)
    token, title = token_in(present, reading), title_in(present, reading)
    return FeedPage(
        token=token if token and is_handed_out(key_of(token)) else "",
        title=title or FALLBACK,
        own_title=bool(title),
        dates=len(entries_in(present.vault, reading)),
    )


def everything(present: Present) -> Reading:
    """The two's plans, and what is needed to publish them."""
    return read(
        present.vault,
        present.couple,
        kinds=[Step.kind],
        since=present.day - rules.BACK,
        standing=[Ritual.kind, Feed.kind, FeedKey.kind, Title.kind],
    )


def name_of(vault: Vault, kind: str) -> UUID:
    """The name of one's entry of this kind, with this partner."""
    return vault.subject(kind)


def token_in(present: Present, reading: Reading) -> str:
    """The token of my calendar with this partner; "" where I have none."""
    newest = _newest(present, reading.own(Feed))
    return newest.payload.token if newest else ""


def keys_in(present: Present, reading: Reading) -> list[tuple[UUID, Key]]:
    """What opens the calendars of the two, each with whose it is: mine by its token, the other's
    as they gave it.
    """
    token = token_in(present, reading)
    found = [(present.id, key_of(token))] if token else []
    given = _newest(present, (entry for entry in reading.of(FeedKey) if not entry.mine))
    if given is not None and present.partner is not None:
        found.append((present.partner.person, Key.read(given.payload.key)))
    return found


def title_in(present: Present, reading: Reading) -> str:
    """The newest title that either chose for these two; "" for none."""
    newest = _newest(present, reading.of(Title))
    return newest.payload.text if newest else ""


def _newest(present: Present, entries: Iterable[Opened[P]]) -> Opened[P] | None:
    """The last one said between these two, since they came together.

    What says that it is from tomorrow was made up, or else it would have the last word for ever.
    """
    tomorrow = present.now + timedelta(days=1)
    said = [
        entry
        for entry in entries
        if entry.subject == name_of(present.vault, entry.payload.kind)
        and present.vault.keyring.is_ours(entry.at)
        and entry.at < tomorrow
    ]
    return max(said, key=lambda entry: (entry.at, entry.id), default=None)


def calendar_in(present: Present, reading: Reading) -> bytes:
    """All that the two agreed on, as a calendar program reads it."""
    entries = entries_in(present.vault, reading)
    return rendering.calendar(entries, title=title_in(present, reading) or FALLBACK)


def calendar_of_one(present: Present, thread: UUID) -> bytes | None:
    """One plan alone, as a calendar program reads it; None where nothing of it is agreed."""
    reading = everything(present)
    found = [it for it in entries_in(present.vault, reading) if it.plan == thread]
    if not found:
        return None
    return rendering.calendar(found, title=title_in(present, reading) or FALLBACK)


def entries_in(vault: Vault, reading: Reading) -> list[rendering.Entry]:
    """Every agreed date and ritual. Pure."""
    changes = _changes(reading)
    return [
        rendering.Entry(
            plan=known.thread,
            when=known.plan.agreed,
            changed=max(changes[known.thread.hex]),
            revision=len(changes[known.thread.hex]),
            left_out=known.plan.left_out,
        )
        for known in plans_in(vault, reading)
        if known.plan.agreed is not None
    ]


def _changes(reading: Reading) -> Mapping[str, list[datetime]]:
    """When each plan changed for a calendar: what is only proposed shows in none."""
    found = defaultdict(list)
    for entry in reading.of(Step):
        if entry.payload.said in CHANGES:
            found[entry.payload.thread].append(min(max(entry.at, EARLIEST), LATEST))
    return found
