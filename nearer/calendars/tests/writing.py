"""Calendars for the tests, and busy time said so that a table of cases can be read."""

from datetime import UTC, date, datetime

from nearer.calendars.reading import read
from nearer.calendars.spans import moment

START, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def event(*lines, uid="one"):
    """The lines of a VEVENT."""
    named = (f"UID:{uid}",) if uid else ()
    return ("BEGIN:VEVENT", *named, *lines, "END:VEVENT")


def calendar(*parts, end="\r\n"):
    """The bytes of a VCALENDAR; parts are lines or tuples of lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN"]
    for part in parts:
        lines += [part] if isinstance(part, str) else part
    return "".join(line + end for line in (*lines, "END:VCALENDAR")).encode()


def answer(*parts, start=START, end=END, zone=BERLIN, mine=""):
    """What is read out of a calendar with these parts, or out of the bytes of one."""
    body = parts[0] if isinstance(parts[0], bytes) else calendar(*parts)
    return read(body, start=start, end=end, zone=zone, mine=mine)


def said(found):
    """Spans in UTC and whole dates, as short texts."""
    texts = []
    for begin, finish in found.spans:
        since, until = moment(begin), moment(finish)
        same = since.date() == until.date()
        texts.append(f"{since:%Y-%m-%d %H:%M} – {until:{'%H:%M' if same else '%Y-%m-%d %H:%M'}}")
    for first, last in found.days:
        days = date.fromordinal(first), date.fromordinal(last)
        texts.append(f"{days[0]} all day" if first == last else f"{days[0]} … {days[1]} all day")
    return texts


def busy(*parts, **how):
    """Short texts of the busy time; the answer has to be complete."""
    found = answer(*parts, **how)
    assert found.complete, found.warnings
    assert not found.unread
    return said(found)
