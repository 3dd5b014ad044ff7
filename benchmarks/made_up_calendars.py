"""Calendars of people who do not exist, and when these are busy, known by how they were made.

The truth steps through days and asks each whether it is one, so it knows nothing of any library
for repeating dates. No start and no end lies in an hour that a zone skips or has twice.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from nearer.calendars.spans import Span, clip, minute

HOME = {"google": "Europe/Berlin", "outlook": "America/New_York"}
WINDOWS = {
    "Europe/Berlin": "W. Europe Standard Time",
    "America/New_York": "Eastern Standard Time",
}
START, END = datetime(2026, 9, 15, tzinfo=UTC), datetime(2026, 12, 14, tzinfo=UTC)
"""Ninety days, over both nights in autumn on which clocks are put back."""
FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORDS = [
    "bring",
    "the",
    "blue",
    "folder",
    "and",
    "ask",
    "about",
    "the",
    "keys",
    "before",
    "we",
    "meet",
    "at",
    "the",
    "usual",
    "place",
]
ZONES = """BEGIN:VTIMEZONE
TZID:{berlin}
BEGIN:STANDARD
DTSTART:{since}1025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:{since}0329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:{york}
BEGIN:STANDARD
DTSTART:{since}1101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:{since}0308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Made:
    """A calendar as bytes, and the minutes from START to END in which its owner is busy."""

    body: bytes
    zone: str
    spans: tuple[Span, ...]


@dataclass
class Series:
    rule: str
    fits: Callable[[date], bool]


def calendar(style: str, *, events: int, seed: int) -> Made:
    """`style` is google or outlook; of `events` a twenty-fifth repeats, as many are exceptions."""
    return _Writer(style, random.Random(seed)).written(events)


class _Writer:
    def __init__(self, style: str, chance: random.Random) -> None:
        self.style, self.chance = style, chance
        self.home = HOME[style]
        self.number = 0
        self.lines: list[str] = []
        self.busy: list[Span] = []

    def written(self, events: int) -> Made:
        self.lines += ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Made up//Nobody//EN"]
        outlook = self.style == "outlook"
        names = {"berlin": self._tzid("Europe/Berlin"), "york": self._tzid("America/New_York")}
        zones = ZONES.format(**names, since=1601 if outlook else 1970)
        self.lines += zones.splitlines()
        series = max(1, events // 25)
        for _ in range(series):
            self._series()
        for _ in range(events - 2 * series):
            self._single()
        self.lines.append("END:VCALENDAR")
        body = "".join(f"{line}\r\n" for line in self.lines).encode()
        return Made(body, self.home, clip(self.busy, minute(START), minute(END)))

    # --- What is in it -----------------------------------------------------------------

    def _single(self) -> None:
        day = FIRST + timedelta(self.chance.randrange((LAST - FIRST).days))
        if self.chance.random() < 0.06:
            self._all_day(day)
            return
        zone, at, lasts = self._where(), self._time(), self._length()
        odd = self.chance.random()
        more = self._free() if odd < 0.05 else ["STATUS:CANCELLED"] if odd < 0.08 else []
        self._event(day, at, lasts, zone, more)
        if not more:
            self._take(day, at, lasts, zone)

    def _all_day(self, day: date) -> None:
        after = day + timedelta(self.chance.randint(1, 3))
        self._write([f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"])
        midnight, until = (
            datetime(one.year, one.month, one.day, tzinfo=ZoneInfo(self.home))
            for one in (day, after)
        )
        self.busy.append((minute(midnight), minute(until)))

    def _series(self) -> None:
        """One that repeats, without one or two of its times, and with one that was moved."""
        zone, at, lasts = self._where(), self._time(), self._length()
        first = date(2018, 1, 1) + timedelta(self.chance.randrange(3000))
        series = self._rule(first)
        wide = _days(first, series.fits)
        times = list(islice(wide, self.chance.randint(5, 90)))
        rule, ends = series.rule, self.chance.random()
        if ends < 0.25:
            rule += f";COUNT={len(times)}"
        elif ends < 0.5:
            until = _wall(times[-1], at, zone).astimezone(UTC)
            rule += f";UNTIL={until:%Y%m%dT%H%M%SZ}"
        else:
            times += wide
        out = self.chance.sample(times[1:], min(len(times) - 1, self.chance.randint(2, 3)))
        gone, moved = out[1:], out[0]
        kept = [day for day in times if day not in set(out)]
        skipped = [f"EXDATE;TZID={self._tzid(zone)}:{_stamp(day, at)}" for day in gone]
        uid = self._event(times[0], at, lasts, zone, [f"RRULE:{rule}", *skipped])
        later = at + self.chance.choice((-90, -60, 30, 60))
        which = [f"RECURRENCE-ID;TZID={self._tzid(zone)}:{_stamp(moved, at)}", "SEQUENCE:1"]
        self._event(moved, later, lasts, zone, which, uid=uid)
        self._take(moved, later, lasts, zone)
        for day in kept:
            self._take(day, at, lasts, zone)

    def _rule(self, first: date) -> Series:
        kind = self.chance.choice(
            ("day", "week", "week", "days", "fortnight", "nth", "date", "year")
        )
        if kind == "day":
            step = self.chance.randint(2, 5)
            return Series(f"FREQ=DAILY;INTERVAL={step}", lambda day: (day - first).days % step == 0)
        if kind in {"week", "fortnight"}:
            step = 2 if kind == "fortnight" else 1
            rule = f"FREQ=WEEKLY;INTERVAL={step};BYDAY={DAYS[first.weekday()]}"
            return Series(rule, lambda day: (day - first).days % (7 * step) == 0)
        if kind == "days":
            known = {first.weekday(), *self.chance.sample(range(7), 2)}
            names = ",".join(DAYS[day] for day in sorted(known))
            return Series(f"FREQ=WEEKLY;BYDAY={names}", lambda day: day.weekday() in known)
        if kind == "nth" and first.day <= 28:
            nth = (first.day + 6) // 7
            rule = f"FREQ=MONTHLY;BYDAY={nth}{DAYS[first.weekday()]}"
            return Series(
                rule,
                lambda day: day.weekday() == first.weekday() and (day.day + 6) // 7 == nth,
            )
        if kind == "year" and (first.month, first.day) != (2, 29):
            return Series(
                "FREQ=YEARLY", lambda day: (day.month, day.day) == (first.month, first.day)
            )
        return Series(f"FREQ=MONTHLY;BYMONTHDAY={first.day}", lambda day: day.day == first.day)

    # --- How it is written -------------------------------------------------------------

    def _event(
        self, day: date, at: int, lasts: int, zone: str, more: list[str], *, uid: str = ""
    ) -> str:
        name = self._tzid(zone)
        end = f"DTEND;TZID={name}:{_stamp(day, at + lasts)}"
        lines = [f"DTSTART;TZID={name}:{_stamp(day, at)}", end]
        return self._write([*lines, *more], uid=uid)

    def _write(self, timing: list[str], *, uid: str = "") -> str:
        self.number += 1
        uid = uid or f"{self.chance.getrandbits(128):032x}@{self.style}.example"
        text = " ".join(self.chance.choices(WORDS, k=70))
        common = [f"UID:{uid}", "DTSTAMP:20260901T080000Z", *timing]
        if self.style == "outlook":
            busy = [] if any("BUSYSTATUS" in line for line in timing) else ["BUSY"]
            common += [f"X-MICROSOFT-CDO-BUSYSTATUS:{said}" for said in busy]
            common += ["X-MICROSOFT-DISALLOW-COUNTER:FALSE", "CLASS:PUBLIC", "PRIORITY:5"]
        else:
            common += ["CREATED:20200101T080000Z", "LAST-MODIFIED:20260101T080000Z"]
        self.lines += ["BEGIN:VEVENT", *common]
        self.lines += _folded(f"SUMMARY:{text[:40]}")
        self.lines += _folded(f"DESCRIPTION:{text}")
        for who in ("one", "two"):
            self.lines += _folded(
                f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
                f"CN={who}@people.example:mailto:{who}@people.example"
            )
        self.lines.append("END:VEVENT")
        return uid

    def _free(self) -> list[str]:
        if self.style == "outlook":
            return ["X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
        return ["TRANSP:TRANSPARENT"]

    def _tzid(self, zone: str) -> str:
        return WINDOWS[zone] if self.style == "outlook" else zone

    def _take(self, day: date, at: int, lasts: int, zone: str) -> None:
        self.busy.append((minute(_wall(day, at, zone)), minute(_wall(day, at + lasts, zone))))

    def _where(self) -> str:
        other = next(zone for zone in HOME.values() if zone != self.home)
        return other if self.chance.random() < 0.2 else self.home

    def _time(self) -> int:
        return 15 * self.chance.randint(7 * 4, 20 * 4)

    def _length(self) -> int:
        return self.chance.choice((15, 30, 30, 45, 60, 60, 90, 120))


def _days(first: date, fits: Callable[[date], bool]) -> Iterator[date]:
    day = first
    while day <= LAST:
        if fits(day):
            yield day
        day += timedelta(days=1)


def _wall(day: date, at: int, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, at // 60, at % 60, tzinfo=ZoneInfo(zone))


def _stamp(day: date, at: int) -> str:
    return f"{day:%Y%m%d}T{at // 60:02}{at % 60:02}00"


def _folded(line: str) -> Iterator[str]:
    yield line[:75]
    for at in range(75, len(line), 74):
        yield f" {line[at : at + 74]}"
