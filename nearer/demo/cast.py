"""The two, each with a phone, and the days on which they do something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from nearer.accounts import actions as accounts
from nearer.accounts import selectors, sessions
from nearer.accounts.present import Present
from nearer.couples import confirming, inviting, joining
from nearer.couples.rules import HostedBy
from nearer.couples.selectors import behind, invitations

FIRST: Final = "first"
SECOND: Final = "second"
A_MINUTE: Final = timedelta(minutes=1)
A_WEEK: Final = 7
SUNDAY: Final = 6
LABEL: Final = "A phone in the story"


def other(who: str) -> str:
    return SECOND if who == FIRST else FIRST


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one of the two does, at its time."""

    at: datetime
    who: str
    do: Callable[[Present], object]
    lasts: bool = False
    """Whether it still stands long afterwards, as an agreement does."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """From the story's days, which count from today, to days on the wall."""

    now: datetime
    zone: ZoneInfo
    back: int = 0
    """So many days earlier it all happens, when the story is told more than once."""
    told_before: int = 0

    @property
    def first_time(self) -> bool:
        """Whether this is the time that everything began; what lasts is said only then."""
        return self.told_before == 0

    def day(self, offset: int) -> date:
        today = self.now.astimezone(self.zone).date()
        return today + timedelta(days=offset - self.back)

    def at(self, offset: int, clock: str) -> datetime:
        """This day at this time on the wall."""
        return datetime.combine(self.day(offset), time.fromisoformat(clock), self.zone)

    def on(self, weekday: int, *, week: int) -> int:
        """The day of a story's week, which may begin on any day, that has this weekday."""
        first = A_WEEK * week
        return first + (weekday - self.day(first).weekday()) % A_WEEK

    def before_sunday(self, weekday: int, *, week: int) -> int:
        """The day with this weekday in the week, from Monday on, that ends in a story's week."""
        return self.on(SUNDAY, week=week) - (SUNDAY - weekday)


class Two:
    """The couple as it comes to be. Holds keys, and lives as long as the story is told."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._here: dict[str, Present] = {}

    def present(self, who: str, at: datetime) -> Present:
        """One of them at this time."""
        return replace(self._here[who], now=at, locks_at=at + A_MINUTE)

    def become_two(
        self, *, names: Mapping[str, str], words: Mapping[str, str], at: datetime
    ) -> None:
        """The first signs up and invites, the second comes and both say who hosts: the first."""
        began = accounts.begin(now=at, zone=self._zone.key, label=LABEL, name=names[FIRST])
        self._comes(FIRST, began, at)
        self._takes_words(FIRST, names, words, at)
        code = inviting.invite(self.present(FIRST, at))
        asked = behind(code.text, now=at)
        came = joining.come_as_guest(
            asked, name=names[SECOND], zone=self._zone.key, label=LABEL, now=at
        )
        self._comes(SECOND, came, at)
        self._takes_words(SECOND, names, words, at)
        joining.say_who_hosts(self.present(SECOND, at), hosted_by=HostedBy.PARTNER)
        self._looks_again(SECOND)
        self._confirms(asked.invitation, at)
        for who in (FIRST, SECOND):
            confirming.note_compared(self.present(who, at))
            self._looks_again(who)

    def _comes(self, who: str, new: accounts.Newcomer, at: datetime) -> None:
        self._here[who] = Present(
            couple=new.couple,
            id=new.vault.person,
            vault=new.vault,
            session=new.ticket.session,
            now=at,
            locks_at=at + A_MINUTE,
        )

    def _takes_words(
        self, who: str, names: Mapping[str, str], words: Mapping[str, str], at: datetime
    ) -> None:
        accounts.take_words(self.present(who, at), name=names[who], words=words[who])
        self._looks_again(who)

    def _confirms(self, invitation: object, at: datetime) -> None:
        first = self.present(FIRST, at)
        answered = next(i for i in invitations(first) if i.id == invitation)
        assert answered.reply is not None
        confirming.confirm(first, answered.id, hosted_by=HostedBy.ME, seen=answered.reply.seen)
        second = self.present(SECOND, at)
        link = joining.joining(second)
        assert link is not None
        done = confirming.finish(second, link)
        assert done
        self._looks_again(FIRST)
        self._looks_again(SECOND)

    def _looks_again(self, who: str) -> None:
        """Open the keyring anew, as every request does."""
        here = self._here[who]
        opened = selectors.open_person(
            selectors.people(here.couple), person=here.id, user_key=here.vault.user_key
        )
        self._here[who] = replace(here, vault=opened.vault)

    def put_phones_away(self) -> None:
        """End the sessions of the story, so that whoever signs in is the only one there."""
        for here in self._here.values():
            sessions.end(here.couple, here.session)
