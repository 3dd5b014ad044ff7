"""The lines of a calendar file that are about time, and no others.

One pass over the bytes. A title, a place or a note is never cut out, never decoded and never
kept: the pattern does not know their names. Lines are those of RFC 5545, 3.1, as the world
writes them: folded anywhere, ended by CRLF, LF or CR, named in any case, in any encoding that
has ASCII in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from nearer.calendars.warnings import Warn

Lines = list[tuple[bytes, bytes]]
"""Names in capitals, and what follows them, with the `:` or `;` it begins with."""

LARGEST: Final = 30 * 1024 * 1024
# A year's worth of exceptions, one a day, has 6 kB. What is longer is there to fill the memory.
LONGEST: Final = 1024 * 1024
# A calendar, an event and its alarm are three deep.
DEEPEST: Final = 100
MOST_ZONES: Final = 200
# Kept until their zones are known. Far more than anybody's half year has.
MOST_EVENTS: Final = 20_000
# Looked at: the body's largest size in events of 150 bytes, which no program writes.
MOST_BEGUN: Final = 200_000
# A server that is asked by CalDAV may send a calendar for each event.
MOST_CALENDARS: Final = 10_000
# The body's largest size in lines of 15 bytes; END:VEVENT, with its end, has 12.
MOST_LINES: Final = 2_000_000
# Small enough that what is cut out of a piece is never as large as the body.
PIECE: Final = 1024 * 1024

# The first letter stands apart, so that a line about something else costs one comparison.
_NAMES = rb"""
    [Bb](?i:EGIN) | [Ee](?i:ND|X(?:DATE|RULE)) | [Dd](?i:T(?:START|END|STAMP)|URATION)
    | [Rr](?i:RULE|DATE|ECURRENCE-ID) | [Uu](?i:ID) | [Ss](?i:EQUENCE|TATUS)
    | [Tt](?i:RANSP|Z(?:ID|OFFSET(?:FROM|TO))) | [Ll](?i:AST-MODIFIED) | [Ff](?i:REEBUSY)
    | [Xx](?i:-WR-TIMEZONE|-MICROSOFT-CDO-(?:BUSY|INTENDED)STATUS)
"""
# Possessive (`*+`), as a line that is folded a million times must not be remembered at each fold.
_REST = rb"([:;][^\n]*+(?:\n[ \t][^\n]*+)*+)"
_TIMING = re.compile(rb"\n(" + _NAMES + rb")" + _REST, re.VERBOSE)
_TIMING_AND_GUESTS = re.compile(rb"\n(" + _NAMES + rb" | [Aa](?i:TTENDEE))" + _REST, re.VERBOSE)
# A name that is folded, or not all in capitals; and a CR that ends a line by itself.
_ODD = re.compile(rb"\n[A-Z0-9-]*+(?:\r?\n[ \t]|[^:;\r\n \t])")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_LINE_END = re.compile(rb"[\r\n]++(?![ \t])")
_MARK: Final = b"\xef\xbb\xbf"
_EVENT: Final = b"\nBEGIN:VEVENT"
_EVENT_ENDS: Final = (b"\nEND:VEVENT\r", b"\nEND:VEVENT")


class NotACalendar(Exception):
    """Not a whole calendar, so nothing is known: keep the last good answer. `why` is a code."""

    def __init__(self, why: Warn) -> None:
        super().__init__(why.name)
        self.why = why


class Component(NamedTuple):
    """What stands between BEGIN and END: its own timing lines, and those of a zone's parts."""

    name: bytes
    lines: Lines
    parts: "list[Component]"


@dataclass(slots=True)
class Calendar:
    """One VCALENDAR. Zones have their names in here and nowhere else (RFC 5545, 3.8.3.1)."""

    floating: bytes = b""  # X-WR-TIMEZONE
    zones: list[Component] = field(default_factory=list)
    events: list[Component] = field(default_factory=list)
    lists: list[Component] = field(default_factory=list)  # VFREEBUSY
    damaged: int = 0  # components whose BEGIN and END do not fit together
    left_out: int = 0  # events beyond MOST_EVENTS


class Sieve(Protocol):
    """Which events are worth being read."""

    def lets_go(self, block: bytes) -> bool:
        """Whether the text between an event's BEGIN and the next one's can be left unread.

        Asked for speed; False is always right.
        """

    def keeps(self, lines: Lines) -> bool:
        """Whether an event with these lines matters."""


def scan(body: bytes, *, sieve: Sieve, guests: bool = False) -> Iterator[Calendar]:
    """Every VCALENDAR of a body, as it ends.

    `guests`: ATTENDEE lines too. Raises `NotACalendar` before the first calendar for what is
    none, and after the last one if the body ends inside one.
    """
    _check(body)
    reader = _Reader(sieve)
    wanted = _TIMING_AND_GUESTS if guests else _TIMING
    for piece, odd in _pieces(body):
        for lines in _all(piece, wanted) if odd else _unread(piece, wanted, sieve):
            for line in lines:
                if line[0] == b"BEGIN":
                    reader.begin(line[1][1:].strip().upper())
                elif line[0] == b"END":
                    reader.end(line[1][1:].strip().upper())
                elif reader.here is not None:
                    reader.here.append(line)
                elif line[0] == b"X-WR-TIMEZONE":
                    reader.name_zone(line[1])
            if reader.done:
                yield from reader.done
                reader.done.clear()
    yield from reader.close()


def _check(body: bytes) -> None:
    if len(body) > LARGEST:
        raise NotACalendar(Warn.TOO_MUCH)
    head = body[: 4 * 1024].removeprefix(_MARK).lstrip()
    if not head:
        something = body.removeprefix(_MARK).strip()
        raise NotACalendar(Warn.NOT_A_CALENDAR if something else Warn.EMPTY)
    if head[:1] == b"<":
        raise NotACalendar(Warn.WEB_PAGE)


def _all(piece: bytes, wanted: re.Pattern[bytes]) -> Iterator[Lines]:
    yield [(name.upper(), rest) for name, rest in wanted.findall(piece)]


def _unread(piece: bytes, wanted: re.Pattern[bytes], sieve: Sieve) -> Iterator[Lines]:
    """The timing lines of a piece, unfolded, without the events that can be let go at once.

    Most events of a calendar are long over. To find that out of the whole of an event takes a
    tenth of what cutting it into lines would.
    """
    at_an_edge = b":VCALENDAR" in piece
    before, *blocks = piece.split(_EVENT)
    yield _unfold(wanted.findall(before))
    for block in blocks:
        whole = _is_whole(block) and not (at_an_edge and b":VCALENDAR" in block)
        if not (whole and sieve.lets_go(block)):
            yield _unfold(wanted.findall(_EVENT + block))


def _is_whole(block: bytes) -> bool:
    """Whether this begins and ends as an event does that stands between others."""
    return block.endswith(_EVENT_ENDS) and block.startswith((b"\r", b"\n"))


def _unfold(lines: Lines) -> Lines:
    return [(name, unfolded(rest)) if b"\n" in rest else (name, rest) for name, rest in lines]


def unfolded(rest: bytes) -> bytes:
    """What follows a name, on one line."""
    if b"\n" not in rest:
        return rest
    # A pattern would remember each of a million folds while it looks for the next.
    for fold in (b"\r\n ", b"\r\n\t", b"\n ", b"\n\t"):
        rest = rest.replace(fold, b"")
    return rest


def _pieces(body: bytes) -> Iterator[tuple[bytes, bool]]:
    """The body in pieces of whole lines, each with a line end before its first line.

    And whether names in it may be in small letters; such a piece is unfolded already.
    """
    at = len(_MARK) if body.startswith(_MARK) else 0
    lines = 0
    while at < len(body):
        cut = _LINE_END.search(body, at + PIECE)
        # The line end stays with the next piece, whose first line it stands before.
        stop = cut.start() if cut else len(body)
        piece = b"\n" + body[at:stop]
        at = stop
        if _LONE_RETURN.search(piece):
            piece = piece.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines += piece.count(b"\n")
        if lines > MOST_LINES:
            raise NotACalendar(Warn.TOO_MUCH)
        odd = _ODD.search(piece) is not None
        if odd:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\n ", b"").replace(b"\n\t", b"")
        yield piece, odd


class _Reader:
    """Which component the next line belongs to."""

    def __init__(self, sieve: Sieve) -> None:
        self.here: Lines | None = None  # the lines of the innermost component, where they matter
        self.done: list[Calendar] = []
        self._sieve = sieve
        self._open: list[Component] = []
        # The first is for what stands outside of every calendar: it takes time all the same.
        self._calendars = [Calendar()]
        self._seen = False
        self._begun = 0

    def begin(self, name: bytes) -> None:
        self._count()
        if len(self._open) >= DEEPEST:
            raise NotACalendar(Warn.DAMAGED)
        if name == b"VCALENDAR":
            self._begun += MOST_BEGUN // MOST_CALENDARS
            self._calendars.append(Calendar())
        elif name == b"VEVENT":
            self._leave_open_event()
        component = Component(name, [], [])
        self._open.append(component)
        self.here = self._lines_of(component)

    def end(self, name: bytes) -> None:
        """Close what has this name, and all that is still open in it."""
        depth = len(self._open) - 1
        while depth >= 0 and self._open[depth].name != name:
            depth -= 1
        if depth < 0:
            self._count()
            self._calendars[-1].damaged += 1
            return
        self._close_down_to(depth)
        self.here = self._lines_of(self._open[-1]) if self._open else None

    def name_zone(self, rest: bytes) -> None:
        if self._open and self._open[-1].name == b"VCALENDAR":
            self._calendars[-1].floating = rest.partition(b":")[2].strip()

    def close(self) -> Iterator[Calendar]:
        """The body is at its end. What stood outside of calendars, if anything did."""
        if self._open:
            raise NotACalendar(Warn.CUT_SHORT)
        if not self._seen:
            raise NotACalendar(Warn.NOT_A_CALENDAR)
        outside = self._calendars[0]
        if outside.events or outside.lists or outside.damaged or outside.left_out:
            outside.damaged = max(1, outside.damaged)
            yield outside

    def _count(self) -> None:
        self._begun += 1
        if self._begun > MOST_BEGUN:
            raise NotACalendar(Warn.TOO_MUCH)

    def _close_down_to(self, depth: int) -> None:
        while len(self._open) > depth:
            if len(self._open) > depth + 1:
                self._calendars[-1].damaged += 1
            component = self._open.pop()
            if component.name == b"VCALENDAR":
                self._seen = True
                self.done.append(self._calendars.pop())
            else:
                self._put(component, self._calendars[-1])

    def _leave_open_event(self) -> None:
        """An event begins inside of another, whose end got lost: both are read."""
        for depth, component in enumerate(self._open):
            if component.name == b"VEVENT":
                self._calendars[-1].damaged += 1
                self._close_down_to(depth)
                return

    def _lines_of(self, component: Component) -> Lines | None:
        """Where a line of this component goes, or None where it does not matter."""
        matters = component.name in (b"VEVENT", b"VTIMEZONE", b"VFREEBUSY") or (
            len(self._open) > 1 and self._open[-2].name == b"VTIMEZONE"
        )
        return component.lines if matters else None

    def _put(self, component: Component, calendar: Calendar) -> None:
        if component.name == b"VEVENT":
            if len(calendar.events) >= MOST_EVENTS:
                calendar.left_out += 1
            elif self._sieve.keeps(component.lines):
                calendar.events.append(component)
        elif component.name == b"VTIMEZONE":
            if len(calendar.zones) < MOST_ZONES:
                calendar.zones.append(component)
        elif component.name == b"VFREEBUSY":
            calendar.lists.append(component)
        elif self._open and self._open[-1].name == b"VTIMEZONE":
            self._open[-1].parts.append(component)
