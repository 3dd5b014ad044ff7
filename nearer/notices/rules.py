"""Decisions about when a notice goes out, and how often it is tried. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HORIZON = timedelta(weeks=4)
"""As far as a visit plans ahead: whoever stays away hears nothing more after that."""
APART = timedelta(hours=1)
"""Several reasons within this time make one mail."""
GIVES_UP_AFTER = timedelta(days=3)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
CODE_LASTS = timedelta(hours=1)
CODE_TRIES = 5
MAILS_FOR_ONE_ADDRESS = 3
MAILS_FOR_ONE_PERSON = 6
"""Codes that may be asked for in half a day, so that nobody fills a stranger's letter box."""

LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


# --- Quiet hours ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when no mail goes out, by the clock on the wall; equal means never quiet."""

    begins: time = time(22)
    ends: time = time(8)

    def covers(self, wall: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= wall < self.ends
        return wall >= self.begins or wall < self.ends


def after_quiet(moment: datetime, *, quiet: Quiet, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into.

    On days when the clock changes, the end may come twice or not at all: then it is the
    first moment from which the wall no longer shows a quiet hour.
    """
    local = moment.astimezone(zone)
    if not quiet.covers(local.time()):
        return moment
    tomorrow = timedelta(days=int(local.time() >= quiet.ends))
    end = datetime.combine(local.date() + tomorrow, quiet.ends, zone).replace(fold=1)
    found = max(end.astimezone(moment.tzinfo), moment)
    while quiet.covers(found.astimezone(zone).time()):
        found += timedelta(minutes=1)
    return found


# --- Planning -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """One reason for a mail: when it was wished for, and what it is called."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Send:
    """One mail, and everything it is sent for."""

    due: datetime
    wishes: tuple[Wish, ...]


def arrange(
    wishes: Iterable[Wish],
    *,
    quiet: Quiet,
    zone: ZoneInfo,
    now: datetime,
    taken: Iterable[datetime] = (),
) -> list[Send]:
    """The mails for these wishes: none in quiet hours, none later than four weeks from now,
    never two within an hour, nor within an hour of a mail that went out already (`taken`).
    """
    gone = list(taken)
    shifted = sorted(
        (after_quiet(wish.at, quiet=quiet, zone=zone), wish)
        for wish in set(wishes)
        if now < wish.at
    )
    near = [(due, wish) for due, wish in shifted if due <= now + HORIZON]
    return [send for send in _together(near) if all(abs(send.due - at) >= APART for at in gone)]


def _together(dues: list[tuple[datetime, Wish]]) -> Iterator[Send]:
    waiting: list[Wish] = []
    first: datetime | None = None
    for due, wish in dues:
        if first is not None and due - first >= APART:
            yield Send(first, tuple(waiting))
            waiting, first = [], None
        first = first or due
        waiting.append(wish)
    if first is not None:
        yield Send(first, tuple(waiting))


def weekly(*, day: int, at: time, zone: ZoneInfo, now: datetime) -> list[datetime]:
    """Once a week on this day (Monday is 0), for four weeks."""
    here = now.astimezone(zone).date()
    first = here + timedelta(days=(day - here.weekday()) % 7)
    moments = [_on(first + timedelta(weeks=n), at, zone, now) for n in range(5)]
    return [moment for moment in moments if now < moment <= now + HORIZON]


def _on(day: date, at: time, zone: ZoneInfo, now: datetime) -> datetime:
    return datetime.combine(day, at, zone).astimezone(now.tzinfo)


# --- Trying again ---------------------------------------------------------------------


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: a minute, two, four … at most six hours."""
    doublings = min(attempts - 1, 20)
    return min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)


def next_try(
    *, due: datetime, attempts: int, now: datetime, quiet: Quiet | None, zone: ZoneInfo
) -> datetime | None:
    """When to try again, never in quiet hours; None when it is time to give up."""
    again = now + wait_after(attempts)
    if quiet is not None:
        again = after_quiet(again, quiet=quiet, zone=zone)
    return again if again - due <= GIVES_UP_AFTER else None


# --- Addresses and codes --------------------------------------------------------------


class NotAnAddress(ValueError):
    """No mail can go there; the message is the sentence that says why."""


def address(text: str) -> str:
    """The address as a mail server takes it. Raises `NotAnAddress` with one sentence."""
    given = text.strip()
    if any(ord(letter) < ord(" ") for letter in given):
        raise NotAnAddress("An address is one line. Take out what stands after the first one.")
    local, at, domain = given.rpartition("@")
    if not at or not local or not domain or any(letter.isspace() for letter in given):
        raise NotAnAddress("This is not a whole address. One looks like name@example.org.")
    if not local.isascii():
        raise NotAnAddress(
            "The part before the @ has letters that many mail servers cannot take. "
            "Give an address with plain letters there."
        )
    plain = f"{local}@{_domain(domain)}"
    if len(plain) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL:
        raise NotAnAddress("This is longer than an address can be. Look whether all of it is one.")
    if not LOCAL.fullmatch(local):
        raise NotAnAddress("There is a character before the @ that mail cannot take. Look again.")
    return plain


def _domain(domain: str) -> str:
    if len(domain) > LONGEST_ADDRESS:
        raise NotAnAddress("This is longer than an address can be. Look whether all of it is one.")
    try:
        plain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not plain or not all(LABEL.fullmatch(label) for label in plain.split(".")):
        raise NotAnAddress("What stands after the @ is not the name of a mail server. Look again.")
    return plain


class Code(StrEnum):
    """What became of a code that was typed."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


def judge(*, matches: bool, until: datetime, tries: int, now: datetime) -> Code:
    """Whether a code confirms: right, wrong, or over because of time or too many tries.

    A clock that was set back makes it over, too: otherwise it would last for longer.
    """
    if tries >= CODE_TRIES or not until - CODE_LASTS <= now <= until:
        return Code.OVER
    return Code.RIGHT if matches else Code.WRONG
