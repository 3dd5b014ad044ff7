"""Calendars that programs read differently, and what is right. docs/calendars.md says why."""

from dataclasses import dataclass

from nearer.calendars.tests.drawn import written

BERLIN = "TZID=Europe/Berlin"


@dataclass(frozen=True)
class Case:
    name: str
    """As in the table of docs/calendars.md."""
    right: str
    """`month-day hour:minute-hour:minute`, in UTC, in 2026; an end with its own day if another."""
    events: tuple
    head: tuple = ()
    warns: str = ""
    """What we say of it, where we say something."""

    @property
    def body(self) -> bytes:
        return written(self.events, head=self.head)


def event(*lines, uid="1"):
    return [f"UID:{uid}", *lines]


def in_berlin(start, *lines):
    return event(f"DTSTART;{BERLIN}:2026{start}", *lines)


def outlook(name, *, summer="+0200", winter="+0100"):
    """A zone as Outlook writes it: from 1601, and without names."""
    return (
        *("BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:16010101T030000"),
        *(f"TZOFFSETFROM:{summer}", f"TZOFFSETTO:{winter}"),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", "DTSTART:16010101T020000"),
        *(f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}"),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE"),
    )


DAILY = in_berlin("0302T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
HOUR = "DURATION:PT1H"


def instead(which, start, *lines):
    return event(f"RECURRENCE-ID;{which}", f"DTSTART;{BERLIN}:2026{start}", "DURATION:PT2H", *lines)


CASES = (
    Case(
        "exact length",
        "10-17 21:00-10-18 02:00, 10-24 21:00-10-25 02:00, 10-31 22:00-11-01 03:00",
        (in_berlin("1017T230000", f"DTEND;{BERLIN}:20261018T040000", "RRULE:FREQ=WEEKLY;COUNT=3"),),
    ),
    Case(
        "hours over the change",
        "10-24 21:00-10-25 02:00",
        (in_berlin("1024T230000", "DURATION:PT5H"),),
    ),
    Case("skipped hour", "03-29 01:30-02:30", (in_berlin("0329T023000", HOUR),)),
    Case("hour twice", "10-25 00:30-01:30", (in_berlin("1025T023000", HOUR),)),
    Case(
        "first counts",
        "03-02 09:00-10:00, 03-04 09:00-10:00, 03-11 09:00-10:00",
        (in_berlin("0302T100000", HOUR, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3"),),
    ),
    Case(
        "until a date",
        "03-02 09:00-10:00, 03-03 09:00-10:00, 03-04 09:00-10:00",
        (in_berlin("0302T100000", HOUR, "RRULE:FREQ=DAILY;UNTIL=20260304"),),
    ),
    Case(
        "day of the month, yearly",
        "03-15 09:00-10:00",
        (in_berlin("0315T100000", HOUR, "RRULE:FREQ=YEARLY;BYMONTHDAY=15"),),
    ),
    Case(
        "week of the year",
        "05-18 08:00-09:00, 07-20 08:00-09:00",
        (in_berlin("0518T100000", HOUR, "RRULE:FREQ=YEARLY;BYWEEKNO=21,30"),),
    ),
    Case(
        "exception named by its day",
        "03-02 09:00-10:00, 03-03 14:00-16:00, 03-04 09:00-10:00",
        (DAILY, instead("VALUE=DATE:20260303", "0303T150000")),
    ),
    Case(
        "exception of what is left out",
        "03-02 09:00-10:00, 03-03 14:00-16:00, 03-04 09:00-10:00",
        (
            [*DAILY, f"EXDATE;{BERLIN}:20260303T100000"],
            instead(f"{BERLIN}:20260303T100000", "0303T150000"),
        ),
    ),
    Case(
        "two exceptions of one time",
        "03-02 09:00-10:00, 03-03 18:00-20:00, 03-04 09:00-10:00",
        (
            DAILY,
            instead(f"{BERLIN}:20260303T100000", "0303T150000"),
            instead(f"{BERLIN}:20260303T100000", "0303T190000"),
        ),
    ),
    Case(
        "two events of one name",
        "03-02 09:00-10:00, 03-03 09:00-10:00",
        (in_berlin("0302T100000", HOUR), in_berlin("0303T100000", HOUR)),
    ),
    Case(
        "no start",
        "03-02 09:00-10:00",
        (event(uid="2"), in_berlin("0302T100000", HOUR)),
        warns="no-start",
    ),
    Case(
        "a day that ends when it begins",
        "03-01 23:00-03-02 23:00",
        (event("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302"),),
    ),
    Case(
        "zone of the calendar beside Outlook's",
        "07-02 08:00-09:00",
        (event("DTSTART;TZID=W. Europe Standard Time:20260702T100000", HOUR),),
        ("X-WR-TIMEZONE:America/New_York", *outlook("W. Europe Standard Time")),
    ),
    Case(
        "zone of the calendar beside UTC",
        "10-20 10:00-11:00, 10-27 10:00-11:00, 11-03 10:00-11:00",
        (event("DTSTART:20261020T100000Z", HOUR, "RRULE:FREQ=WEEKLY;COUNT=3"),),
        ("X-WR-TIMEZONE:America/New_York",),
    ),
    Case(
        "rule of exceptions",
        "03-03 09:00-10:00, 03-05 09:00-10:00",
        (
            in_berlin(
                *("0302T100000", HOUR, "RRULE:FREQ=DAILY;COUNT=5"),
                "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=5",
            ),
        ),
    ),
)
