"""Which events are worth a second look: asked of each one's lines, before anything is read."""

import re
from dataclasses import dataclass, field
from typing import Final

from nearer.calendars import policy
from nearer.calendars.events import Rank, rank_of
from nearer.calendars.scanner import Lines, unfolded

# An event that repeats, or changes one that does, may matter wherever it begins.
_LONG: Final = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))
# What repeats or changes what does begins with R (RRULE, RDATE, RECURRENCE-ID). What stands inside
# of an event, as its alarms do, is taken as one.
_QUICK = re.compile(
    rb"\n(DT(?:START|END|STAMP)(?=[:;])|UID(?=[:;])|SEQUENCE(?=[:;])|LAST-MODIFIED(?=[:;])"
    rb"|R|DURATION|BEGIN)((?<=\nBEGIN).*+|[^\n]*+(?:\n[ \t][^\n]*+)*+)",
    re.DOTALL,
)
# A thirtieth of February is let through: whenever it was meant, it was not far from there.
_A_DATE = re.compile(rb"(?!0000)\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])").fullmatch
_TIMING = re.compile(rb"\n(?:R|DT|UID|SEQUENCE|LAST-MODIFIED)")
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
        if b"R" in once or (alarms is not None and _TIMING.search(alarms)):
            return False
        if self._may_touch(once):
            return False
        uid = once.get(b"UID")
        if uid is not None:
            self._let_go(unfolded(uid), once)
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
            self._let_go(uid, once)
        return False

    def _may_touch(self, once: dict[bytes, bytes]) -> bool:
        start = once.get(b"DTSTART")
        if start is None:
            return True
        first = _date(start)
        if not _A_DATE(first):
            return True
        if first > self.latest:
            # One that ends before it begins is looked at more closely.
            end = once.get(b"DTEND")
            return b"DURATION" in once or (end is not None and _date(end) < first)
        if first >= self.earliest or b"DURATION" in once:
            return True
        end = once.get(b"DTEND")
        if end is None:
            return False
        last = _date(end)
        return not _A_DATE(last) or last >= self.earliest

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


def _rank(mark: tuple[bytes, bytes, bytes]) -> Rank:
    names = (b"SEQUENCE", b"LAST-MODIFIED", b"DTSTAMP")
    return rank_of({name: rest for name, rest in zip(names, mark, strict=True) if rest})


def _date(rest: bytes) -> bytes:
    """The first eight characters of the value."""
    at = rest.rfind(b":") + 1
    return rest[at : at + 8]
