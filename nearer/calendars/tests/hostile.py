"""Calendars that somebody wrote to do harm, or that got broken on their way.

All are made here, by code, and each is one thing that has stopped or misled a calendar program.
`HOSTILE` says for each what may come out of it; the sample calendar that some are made of is
`HONEST`.
"""

import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import NamedTuple

WINDOW_DAYS = 181  # from 1 October 2026
REFUSED = "refused"  # no calendar: the last good answer stays
INCOMPLETE = "incomplete"  # read, but nobody is free where nothing is said
RIGHT = "right"  # all is known; `minutes` says how much


class Case(NamedTuple):
    make: Callable[[], bytes]
    ends: tuple[str, ...]
    minutes: int | None = None  # busy in the window, where all of it is known


def event(*lines: str, uid: str = "") -> str:
    return "\n".join(["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> bytes:
    return ("BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(parts) + "END:VCALENDAR\n").encode()


def repeating(*rules: str, start: str = "20260101T190000Z", more: tuple[str, ...] = ()) -> bytes:
    rules = tuple(f"RRULE:{rule}" for rule in rules)
    return calendar(event(f"DTSTART:{start}", "DURATION:PT1H", *rules, *more, uid="1"))


def numbers(most: int, least: int = 0) -> str:
    return ",".join(map(str, range(least, most)))


HOUR = event("DTSTART:20261125T190000Z", "DURATION:PT1H", uid="hour")
HONEST = calendar(
    event(
        "DTSTART;TZID=Europe/Berlin:20200106T190000", "DURATION:PT90M", "RRULE:FREQ=WEEKLY", uid="w"
    ),
    event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", uid="d"),
    HOUR,
)


def stepping(freq: str, **parts: str) -> Callable[[], bytes]:
    rule = ";".join([f"FREQ={freq}", *(f"{part}={value}" for part, value in parts.items())])
    return lambda: repeating(rule, start="16010101T000000Z")


def zone(name: str, *rules: str, start: str = "16010101T000000", ahead: str = "+0900") -> str:
    lines = "".join(f"RRULE:{rule}\n" for rule in rules)
    part = f"DTSTART:{start}\nTZOFFSETFROM:+0100\nTZOFFSETTO:{ahead}\n{lines}"
    return f"BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\n{part}END:STANDARD\nEND:VTIMEZONE\n"


def in_zone(name: str, *zones: str) -> bytes:
    where = f"DTSTART;TZID={name}:20261125T190000"
    return calendar(*zones, event(where, "DURATION:PT1H", uid="1"))


def dates(name: str, count: int) -> bytes:
    days = [f"{2000 + n // 336}{n // 28 % 12 + 1:02}{n % 28 + 1:02}T190000Z" for n in range(count)]
    return repeating("FREQ=DAILY", more=tuple(f"{name}:{day}" for day in days))


def overrides(count: int, *, onward: bool = False) -> bytes:
    range_ = ";RANGE=THISANDFUTURE" if onward else ""
    moved = (
        event(
            f"RECURRENCE-ID{range_}:20{n // 336:02}{n // 28 % 12 + 1:02}{n % 28 + 1:02}T190000Z",
            f"DTSTART:20{n // 336:02}{n // 28 % 12 + 1:02}{n % 28 + 1:02}T2{n % 3}0000Z",
            f"SEQUENCE:{n}",
            "DURATION:PT1H",
            uid="1",
        )
        for n in range(count)
    )
    first = ("DTSTART:20000101T190000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    return calendar(event(*first, uid="1"), *moved)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("calendar.ics", HONEST * 100)
    return out.getvalue()


def cut(where: bytes, inside: int = 0) -> Callable[[], bytes]:
    return lambda: HONEST[: HONEST.index(where) + inside]


def many(count: int, *lines: str) -> bytes:
    return calendar(*(event(*lines, uid=str(n)) for n in range(count)))


def tiny(count: int) -> bytes:
    one = "BEGIN:VEVENT\nEND:VEVENT\n"
    return calendar(one * count)


def shifting(count: int) -> bytes:
    """Many names for one series that each repeat for long, so that all of it adds up."""
    rule = "RRULE:FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11;COUNT=19999"
    return many(count, "DTSTART:19750101T190000Z", "DURATION:PT1H", rule)


def noise() -> bytes:
    return random.Random(6).randbytes(2_000_000)


HOURS = "FREQ=DAILY;BYHOUR=" + numbers(24)
EVERY_MINUTE = f"{HOURS};BYMINUTE={numbers(60)}"
EVERY_SECOND = f"{EVERY_MINUTE};BYSECOND={numbers(60)}"
EVERY_DAY = (
    f"FREQ=YEARLY;BYMONTH={numbers(13, 1)};BYMONTHDAY={numbers(32, 1)};BYYEARDAY={numbers(367, 1)};"
    f"BYWEEKNO={numbers(54, 1)};BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS={numbers(367, 1)}"
)
LOGIN = (
    b"<!DOCTYPE html><html><body><form>BEGIN:VCALENDAR Sign in END:VCALENDAR</form></body></html>"
)
WINDOWS = "W. Europe Standard Time"
NOTHING_KNOWN = (REFUSED, INCOMPLETE)

HOSTILE: dict[str, Case] = {
    # Rules that never end to be looked at.
    "every second since 1601": Case(stepping("SECONDLY"), NOTHING_KNOWN),
    "every minute since 1601": Case(stepping("MINUTELY"), NOTHING_KNOWN),
    "every second of one hour": Case(stepping("SECONDLY", BYHOUR="12"), NOTHING_KNOWN),
    "an interval of nothing": Case(stepping("DAILY", INTERVAL="0"), NOTHING_KNOWN),
    "an interval below nothing": Case(stepping("DAILY", INTERVAL="-1"), NOTHING_KNOWN),
    "an interval with 400 digits": Case(stepping("DAILY", INTERVAL="9" * 400), NOTHING_KNOWN),
    "a huge interval": Case(stepping("DAILY", INTERVAL="999999999"), (RIGHT,), 0),
    "a count of 999999999": Case(stepping("DAILY", COUNT="999999999"), (RIGHT,), 181 * 60),
    "a count of hours on Mondays": Case(
        stepping("HOURLY", COUNT="99999", BYDAY="MO", BYMONTH="1,2"), NOTHING_KNOWN
    ),
    "a count of hours that cannot run out": Case(
        stepping("HOURLY", COUNT="99999999", BYDAY="MO", BYMONTH="1"), (RIGHT,), 4 * 24 * 60
    ),
    "a day that never comes": Case(stepping("YEARLY", BYMONTH="2", BYMONTHDAY="30"), (RIGHT,), 0),
    "an hour that never comes": Case(
        stepping("HOURLY", INTERVAL="24", BYHOUR="7", COUNT="5"), (RIGHT, INCOMPLETE), 0
    ),
    "an end at the end of time": Case(
        lambda: in_zone_rule("FREQ=DAILY;UNTIL=99991231T235959Z"), (RIGHT,), 181 * 60
    ),
    "a start in year 1": Case(
        lambda: repeating("FREQ=DAILY", start="00010101T190000Z"), (RIGHT,), 181 * 60
    ),
    "500 rules": Case(
        lambda: repeating(*(f"FREQ=DAILY;INTERVAL={n}" for n in range(1, 501))),
        (RIGHT, INCOMPLETE),
    ),
    "500 rules of every minute": Case(lambda: repeating(*[EVERY_MINUTE] * 500), NOTHING_KNOWN),
    "every minute as a list": Case(lambda: repeating(EVERY_MINUTE), NOTHING_KNOWN),
    "every second as a list": Case(lambda: repeating(EVERY_SECOND), NOTHING_KNOWN),
    "every list there is": Case(lambda: repeating(EVERY_DAY), (RIGHT, INCOMPLETE)),
    "a list of a million": Case(
        lambda: repeating("FREQ=DAILY;BYMONTH=" + "1," * 1_000_000 + "2"), NOTHING_KNOWN
    ),
    "2,000 series to be counted": Case(lambda: shifting(2_000), NOTHING_KNOWN),
    # Zones.
    "every second in a zone": Case(
        lambda: in_zone("Own", zone("Own", "FREQ=SECONDLY")), NOTHING_KNOWN
    ),
    "every day in a zone": Case(lambda: in_zone("Own", zone("Own", EVERY_DAY)), NOTHING_KNOWN),
    "5,000 zones": Case(
        lambda: in_zone("Z1", *(zone(f"Z{n}", "FREQ=YEARLY") for n in range(5_000))),
        (RIGHT, INCOMPLETE),
    ),
    "a zone that is not there": Case(lambda: in_zone("Mars/Olympus"), NOTHING_KNOWN),
    "a zone that is a path": Case(lambda: in_zone("../../../../etc/passwd"), NOTHING_KNOWN),
    "a zone defined twice": Case(
        lambda: in_zone("Own", zone("Own", ahead="+0100"), zone("Own", ahead="+0900")),
        (RIGHT, INCOMPLETE),
    ),
    "a zone of Windows that lies": Case(lambda: in_zone(WINDOWS, zone(WINDOWS)), (RIGHT,), 60),
    "a zone a thousand hours ahead": Case(
        lambda: in_zone("Own", zone("Own", ahead="+9999")), NOTHING_KNOWN
    ),
    # Sizes.
    "a line of 20 MB": Case(
        lambda: calendar(event("SUMMARY:" + "x" * 20_000_000, uid="1"), HOUR), NOTHING_KNOWN
    ),
    "a start of 20 MB": Case(lambda: calendar(event("DTSTART:" + "2" * 20_000_000)), NOTHING_KNOWN),
    "31 MB": Case(lambda: HONEST + b"X" * (1 << 25), (REFUSED,)),
    "30 MB of lines of one byte": Case(
        lambda: calendar(event("DTSTART:20261125T190000Z", "X:" + "\n x" * 9_000_000), HOUR),
        (*NOTHING_KNOWN, RIGHT),
    ),
    "a start folded 9 million times": Case(
        lambda: calendar(event("DTSTART:2026" + "\n 1" * 9_000_000)), NOTHING_KNOWN
    ),
    "20,000 components inside each other": Case(
        lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 20_000, (REFUSED,)
    ),
    "20,000 alarms inside each other": Case(
        lambda: calendar("BEGIN:VEVENT\n", "BEGIN:VALARM\n" * 20_000, "END:VALARM\n" * 20_000),
        NOTHING_KNOWN,
    ),
    "a million events": Case(lambda: tiny(1_000_000), NOTHING_KNOWN),
    "100,000 events that all take place": Case(
        lambda: many(100_000, "DTSTART:20261125T190000Z", "DURATION:PT1H"), NOTHING_KNOWN
    ),
    "100,000 dates more": Case(lambda: dates("RDATE", 100_000), (RIGHT, INCOMPLETE, REFUSED)),
    "100,000 dates less": Case(lambda: dates("EXDATE", 100_000), (RIGHT, INCOMPLETE, REFUSED)),
    "18,000 changed instances": Case(lambda: overrides(18_000), (RIGHT, INCOMPLETE, REFUSED)),
    "50,000 changed instances": Case(lambda: overrides(50_000), NOTHING_KNOWN),
    "a chain of changes from here on": Case(
        lambda: overrides(5_000, onward=True), (RIGHT, INCOMPLETE, REFUSED)
    ),
    "2,000 series of every hour": Case(
        lambda: many(2_000, "DTSTART:20200101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY"),
        (RIGHT, INCOMPLETE, REFUSED),
    ),
    "three million ends of nothing": Case(
        lambda: calendar(HOUR, "END:VALARM\n" * 2_700_000), NOTHING_KNOWN
    ),
    "a million starts of one event": Case(
        lambda: calendar(event("DTSTART:20261125T190000Z\n" * 1_100_000)), (*NOTHING_KNOWN, RIGHT)
    ),
    "a million rules of one event": Case(
        lambda: calendar(event("DTSTART:20261125T190000Z", "RRULE:FREQ=DAILY\n" * 1_000_000)),
        (*NOTHING_KNOWN, RIGHT),
    ),
    "a million lists of busy time": Case(
        lambda: calendar(
            "BEGIN:VFREEBUSY\nFREEBUSY:20261125T190000Z/PT1H\nEND:VFREEBUSY\n" * 400_000
        ),
        NOTHING_KNOWN,
    ),
    "lists of a million busy times": Case(
        lambda: calendar(
            "BEGIN:VFREEBUSY\n" + "FREEBUSY:20261125T190000Z/PT1H\n" * 800_000 + "END:VFREEBUSY\n"
        ),
        (*NOTHING_KNOWN, RIGHT),
    ),
    "100,000 calendars": Case(lambda: calendar(HOUR) * 100_000, (*NOTHING_KNOWN, RIGHT)),
    "100,000 calendars with a zone each": Case(
        lambda: in_zone("Own", zone("Own", "FREQ=YEARLY")) * 60_000, (*NOTHING_KNOWN, RIGHT)
    ),
    "a million parameters": Case(
        lambda: calendar(event("DTSTART" + ";X=1" * 1_000_000 + ":20261125T190000Z")), NOTHING_KNOWN
    ),
    "a million dates in one line": Case(
        lambda: repeating("FREQ=DAILY", more=("EXDATE:" + "20200101T190000Z," * 1_000_000,)),
        NOTHING_KNOWN,
    ),
    # Values without a meaning.
    "no start": Case(lambda: calendar(event("DURATION:PT1H", uid="1"), HOUR), (INCOMPLETE,)),
    "a length of an age": Case(
        lambda: calendar(event("DTSTART:20261125T190000Z", "DURATION:P999999999W")),
        (RIGHT, INCOMPLETE),
    ),
    "a length below nothing": Case(
        lambda: calendar(event("DTSTART:20261125T190000Z", "DURATION:-P1W")), (INCOMPLETE,)
    ),
    "a repeated length of an age": Case(
        lambda: repeating("FREQ=DAILY", more=("DURATION:P99999D",)), (RIGHT, INCOMPLETE)
    ),
    "a day that is none": Case(lambda: calendar(event("DTSTART:20261345T990000Z")), (INCOMPLETE,)),
    "digits of another script": Case(
        lambda: calendar(event("DTSTART:٢٠٢٦١١٢٥T190000Z")), (INCOMPLETE,)
    ),
    "bytes of nought": Case(lambda: HONEST.replace(b"UID", b"\0UID"), (*NOTHING_KNOWN, RIGHT)),
    "only bytes of nought": Case(lambda: bytes(1_000_000), (REFUSED,)),
    "noise": Case(noise, (REFUSED,)),
    # Broken on the way.
    "nothing": Case(bytes, (REFUSED,)),
    "nothing but space": Case(lambda: b" \r\n" * 1000, (REFUSED,)),
    "a page to sign in": Case(lambda: LOGIN, (REFUSED,)),
    "a page that holds a calendar": Case(lambda: b"\n<pre>\n" + HONEST + b"</pre>", (REFUSED,)),
    "an answer for programs": Case(lambda: json.dumps({"error": "denied"}).encode(), (REFUSED,)),
    "an archive": Case(zipped, (REFUSED,)),
    "cut in its head": Case(lambda: HONEST[:9], (REFUSED,)),
    "cut after an event": Case(cut(b"BEGIN:VEVENT\nUID:hour"), (REFUSED,)),
    "cut in an event": Case(cut(b"DURATION"), (REFUSED,)),
    "cut in a line": Case(cut(b"DTSTART;TZID", 20), (REFUSED,)),
    "cut before its end": Case(cut(b"END:VCALENDAR"), (REFUSED,)),
    "cut in its end": Case(cut(b"END:VCALENDAR", 10), (REFUSED,)),
    "two, of which one is cut": Case(lambda: HONEST + HONEST[:-30], (REFUSED, INCOMPLETE)),
    "a mark before it": Case(lambda: b"\xef\xbb\xbf" + HONEST, (RIGHT,), 26 * 90 + 60),
    "a byte of Latin-1": Case(
        lambda: HONEST.replace(b"UID:w", b"UID:w\nSUMMARY:Caf\xe9"), (RIGHT,), 26 * 90 + 60
    ),
    "lines that only return": Case(lambda: HONEST.replace(b"\n", b"\r"), (RIGHT,), 26 * 90 + 60),
}


def in_zone_rule(rule: str) -> bytes:
    where = "DTSTART;TZID=Pacific/Kiritimati:20260101T190000"
    return calendar(event(where, "DURATION:PT1H", f"RRULE:{rule}", uid="1"))
