"""Which events are worth a second look: asked of each one's lines, before anything is read."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nearer.calendars import policy
from nearer.calendars.events import Rank, rank_of
from nearer.calendars.recurrence import Unreadable
from nearer.calendars.scanner import Lines, unfolded
from nearer.calendars.times import length, split
from nearer.calendars.zones import A_DAY

# An event that repeats, or changes one that does, may matter wherever it begins.
_LONG: Final = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))
# What repeats or changes what does begins with R (RRULE, RDATE, RECURRENCE-ID). What stands inside
# of an event, as its alarms do, is taken as one.
_QUICK = re.compile(
    rb"\n(DT(?:START|END|STAMP)(?=[:;])|UID(?=[:;])|SEQUENCE(?=[:;])|LAST-MODIFIED(?=[:;])"
    rb"|R|DURATION|BEGIN|END)((?:(?<=\nBEGIN)|(?<=\nEND)).*+|[^\n]*+(?:\n[ \t][^\n]*+)*+)",
    re.DOTALL,
)
# A thirtieth of February is let through: whenever it was meant, it was not far from there.
_A_DATE = re.compile(rb"(?!0000)\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])").fullmatch
_TIMING = re.compile(rb"\n(?:R|DT|UID|SEQUENCE|LAST-MODIFIED|END:VEVENT\r?\n)")
# More names than this are not kept; who is named twice then is busy twice.
MOST_NAMES: Final = 200_000


@dataclass(slots=True)
class Sieve:
    """Lets through what may touch the window; of the rest it only remembers which is newest.

    An event that was moved out of the window must still hide its older version inside of it.
    """

    earliest: bytes  # dates as they are written, with two days' room for zones
    latest: bytes
    let_go: dict[bytes, tuple[bytes, bytes, bytes]] = field(default_factory=dict)

    def lets_go(self, block: bytes) -> bool:
        """Whether the text of an event, as most calendars write it, says that it does not matter.

        Where something is unusual the answer is no, and the event is read line by line.
        """
        once = dict(_QUICK.findall(block))
        alarms = once.get(b"BEGIN")
        if b"R" in once or once.get(b"END", b":VEVENT").rstrip() != b":VEVENT":
            return False
        if alarms is not None and _TIMING.search(alarms):
            return False
        if self._may_touch(once):
            return False
        uid = once.get(b"UID")
        if uid is not None:
            self._let_go(unfolded(uid).strip(), once)
        return True

    def keeps(self, lines: Lines) -> bool:
        """Whether these lines matter."""
        once = dict(lines)
        if policy.is_ours(once):
            return False
        if not _LONG.isdisjoint(once) or self._may_touch(once):
            return True
        uid = once.get(b"UID")
        if uid is not None:
            self._let_go(uid.strip(), once)
        return False

    def _may_touch(self, once: dict[bytes, bytes]) -> bool:
        start = once.get(b"DTSTART")
        if start is None:
            return True
        first = _date(start)
        if not _A_DATE(first):
            return True
        if self.earliest <= first <= self.latest:
            return True
        last = _date(once[b"DTEND"]) if b"DTEND" in once else self._last(first, once)
        if not _A_DATE(last):
            return True
        # Or the other way round, if it ends before it begins.
        return last >= self.earliest if first < self.earliest else last <= self.latest

    def _last(self, first: bytes, once: dict[bytes, bytes]) -> bytes:
        """The date on which an event with a length ends, or one that is a bit further off."""
        if b"DURATION" not in once:
            return first
        try:
            how_long = length(split(once[b"DURATION"])[1])
            days = how_long.at_most() // A_DAY
            if how_long.days < 0 or how_long.seconds < 0:
                days = -days
            return written(date(int(first[:4]), int(first[4:6]), int(first[6:])), days)
        except (Unreadable, ValueError, OverflowError):
            return b""

    def _let_go(self, uid: bytes, once: dict[bytes, bytes]) -> None:
        said = once.get
        mark = said(b"SEQUENCE", b""), said(b"LAST-MODIFIED", b""), said(b"DTSTAMP", b"")
        before = self.let_go.get(uid)
        if before is None:
            if len(self.let_go) < MOST_NAMES:
                self.let_go[uid] = mark
        elif rank_of(once) >= _rank(before):
            self.let_go[uid] = mark

    def newest(self, uid: bytes) -> Rank | None:
        """How new the newest version is that was let go."""
        mark = self.let_go.get(uid)
        return None if mark is None else _rank(mark)


def written(day: date, by: int) -> bytes:
    """A date some days later, as calendars write it; the last date there is, if that is too far."""
    within = min(max(day.toordinal() + by, 1), date.max.toordinal())
    return date.fromordinal(within).isoformat().replace("-", "").encode()


def _rank(mark: tuple[bytes, bytes, bytes]) -> Rank:
    names = (b"SEQUENCE", b"LAST-MODIFIED", b"DTSTAMP")
    return rank_of({name: rest for name, rest in zip(names, mark, strict=True) if rest})


def _date(rest: bytes) -> bytes:
    """The first eight characters of the value."""
    at = rest.rfind(b":") + 1
    return rest[at : at + 8]
