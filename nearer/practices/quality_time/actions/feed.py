"""My calendar at its secret address: begin it, change its address, end it, name its dates."""

from django.db import transaction

from nearer.accounts.present import Present
from nearer.feeds import actions as feeds
from nearer.feeds.boxes import Calendar
from nearer.feeds.keys import key_of, new_token
from nearer.journal import actions as journal
from nearer.journal.actions import NoPartnerYet
from nearer.journal.models import Visibility
from nearer.practices.quality_time import publishing
from nearer.practices.quality_time.entries.feed import Feed, FeedKey, Title
from nearer.practices.quality_time.selectors import feed as selectors


@transaction.atomic
def begin(present: Present) -> None:
    """Give my calendar an address, or another one: whatever asks at the old one finds nothing.

    Raises `NoPartnerYet`.
    """
    if present.partner is None:
        raise NoPartnerYet
    journal.hold(present.couple)
    feeds.withdraw(present.couple, present.id)
    token = new_token()
    key = key_of(token)
    body = selectors.calendar_in(present, selectors.everything(present))
    feeds.begin(present.couple, present.id, key, Calendar(body, present.now))
    vault = present.vault
    journal.write(present.pen, Feed(token), subject=selectors.name_of(vault, Feed.kind))
    journal.write(
        present.pen,
        FeedKey(key.text),
        visibility=Visibility.SHARED,
        subject=selectors.name_of(vault, FeedKey.kind),
    )


@transaction.atomic
def end(present: Present) -> None:
    """Nothing is handed out any more, and no key to it is left."""
    journal.hold(present.couple)
    feeds.withdraw(present.couple, present.id)
    for kind in (Feed.kind, FeedKey.kind):
        journal.discard_about(present.pen, kind, selectors.name_of(present.vault, kind))


@transaction.atomic
def name_dates(present: Present, text: str) -> None:
    """The title under which all our dates stand in both calendars. Raises `NoPartnerYet`."""
    journal.write(
        present.pen,
        Title(text),
        visibility=Visibility.SHARED,
        subject=selectors.name_of(present.vault, Title.kind),
    )
    publishing.renew(present)
