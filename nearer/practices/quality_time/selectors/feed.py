"""My calendar to subscribe to, and what both of ours say."""

from dataclasses import dataclass
from uuid import UUID

from nearer.accounts.present import Present
from nearer.feeds.keys import Key, key_of
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.quality_time import rendering
from nearer.practices.quality_time.entries.feed import Feed, FeedKey, Title
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.selectors.plans import Known, plans_in
from nearer.sealing.vault import Vault

FALLBACK = "Appointment"


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
    title = title_in(present, reading)
    return FeedPage(
        token=token_in(present, reading),
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
    name = name_of(present.vault, Feed.kind)
    return next((e.payload.token for e in reading.own(Feed) if e.subject == name), "")


def keys_in(present: Present, reading: Reading) -> list[Key]:
    """What opens the calendars of the two: mine by its token, the other's as they gave it."""
    token = token_in(present, reading)
    name = name_of(present.vault, FeedKey.kind)
    given = (e for e in reading.of(FeedKey) if not e.mine and e.subject == name)
    theirs = [Key.read(entry.payload.key) for entry in given]
    return [key_of(token), *theirs] if token else theirs


def title_in(present: Present, reading: Reading) -> str:
    """The newest title that either chose for these two; "" for none."""
    name = name_of(present.vault, Title.kind)
    said = [entry for entry in reading.of(Title) if entry.subject == name]
    newest = max(said, key=lambda entry: (entry.at, entry.id), default=None)
    return newest.payload.text if newest else ""


def calendar_in(present: Present, reading: Reading) -> bytes:
    """All that the two agreed on, as a calendar program reads it."""
    entries = entries_in(present.vault, reading)
    return rendering.calendar(entries, title=title_in(present, reading) or FALLBACK)


def calendar_of_one(present: Present, thread: UUID) -> bytes | None:
    """One plan alone, as a calendar program reads it; None where nothing of it is agreed."""
    reading = everything(present)
    known = next((it for it in plans_in(present.vault, reading) if it.thread == thread), None)
    entry = entry_of(known) if known else None
    if entry is None:
        return None
    return rendering.calendar([entry], title=title_in(present, reading) or FALLBACK)


def entries_in(vault: Vault, reading: Reading) -> list[rendering.Entry]:
    """Every agreed date and ritual. Pure."""
    return [entry for known in plans_in(vault, reading) if (entry := entry_of(known))]


def entry_of(known: Known) -> rendering.Entry | None:
    """One plan as it stands in a calendar; None where nothing is agreed."""
    if known.plan.agreed is None:
        return None
    return rendering.Entry(
        plan=known.thread,
        when=known.plan.agreed,
        changed=known.changed,
        revision=known.steps,
        left_out=known.plan.left_out,
    )
