"""Calendars and hours of some days ago, and what somebody can do about them in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from conftest import Someone
from nearer.calendars import spans as sweep
from nearer.calendars.reading import Busy
from nearer.practices.quality_time.actions import calendars, hours
from nearer.practices.quality_time.asking import Answer, Where
from nearer.practices.quality_time.entries.sources import Hours
from nearer.practices.quality_time.rules import calendars as rules
from tests.presence import present_of

HERE = "/quality-time/"
ADD = f"{HERE}calendars/add/"
ADDRESS = "https://calendar.example.org/private-{}/basic.ics"
ADDRESSES = {"place": "file"}
"""What stands for a changing part of an address, by its name."""
WORKING_DAYS = 9 * 60, 17 * 60
HOURS = {
    "presets": ["evenings", "mornings"],
    "shortest": "60",
    "travel": "0",
    "rest": "0",
    "sleep_from": "23:00",
    "sleep_until": "07:00",
}
# Tuesday at ten and a Saturday that is taken whole; both in a month from the worlds' beginning.
FILE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
    b"BEGIN:VEVENT\r\nUID:a@example.org\r\nDTSTAMP:20260501T000000Z\r\n"
    b"DTSTART:20260512T100000Z\r\nDTEND:20260512T110000Z\r\nSUMMARY:A secret\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:b@example.org\r\nDTSTAMP:20260501T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20260516\r\nDTEND;VALUE=DATE:20260517\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)


# A morning on which nobody said they like to meet: it leaves the free times as they are.
MORNING = FILE[: FILE.index(b"BEGIN:VEVENT\r\nUID:b@")] + b"END:VCALENDAR\r\n"


def some_days_ago(alice: Someone, bob: Someone) -> dict[str, str]:
    """Each said their hours and has a calendar that is busy by day; nobody shares anything yet.

    Returns what the calendars are called in addresses.
    """
    named = {}
    for whose, someone in (("hers", alice), ("his", bob)):
        here = present_of(someone)
        then = replace(here, now=here.now - timedelta(days=1))
        hours.say(then, Hours(presets=["evenings", "weekend"]))
        where = Where("address", ADDRESS.format(whose), "", "")
        named[whose] = str(
            calendars.add(then, _answer(then), name=f"{whose} shifts", place="google", where=where)
        )
    return named


def _answer(then: Any) -> Answer:
    midnight = then.now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [sweep.minute(midnight + timedelta(days=day)) for day in range(-1, 180)]
    start, end = WORKING_DAYS
    covers = (sweep.minute(then.now - rules.BACK), sweep.minute(then.now + rules.FAR))
    spans = sweep.clip(((day + start, day + end) for day in days), *covers)
    busy = Busy(spans, days=(), complete=True, warnings=(), unread=0, covers=covers)
    return Answer(busy=busy, etag='"1"')


def file(body: bytes = FILE) -> BytesIO:
    """A calendar as somebody brings it along."""
    found = BytesIO(body)
    found.name = "calendar.ics"
    return found


def _of(base: Any, whose: str) -> str:
    return f"{HERE}calendars/{base.calendars[whose]}/"


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "says other hours": lambda *_: [(f"{HERE}hours/", HOURS)],
    "adds a calendar": lambda *_: [(f"{ADD}file/", {"file": file()})],
    "adds a busy morning": lambda *_: [(f"{ADD}file/", {"file": file(MORNING)})],
    "names a calendar": lambda b, a: [(_of(b, "his"), {"name": f"x{a.text}"[:60]})],
    "puts no day aside": lambda b, _: [(f"{_of(b, 'his')}days/", {})],
    "uses a calendar anyway": lambda b, _: [(f"{_of(b, 'his')}accept/", {"use": "yes"})],
    "looks at the calendars": lambda *_: [(f"{HERE}calendars/", None), (f"{HERE}free/", None)],
    "looks at the windows": lambda *_: [
        (f"{HERE}windows/?week={week}&least=30", None) for week in (0, 1, 25)
    ],
    "removes a calendar": lambda b, _: [(f"{_of(b, 'his')}remove/", {})],
    "shares free times": lambda *_: [(f"{HERE}free/share/", {})],
    "stops sharing": lambda *_: [(f"{HERE}free/stop/", {})],
}
OPENLY = ("shares free times", "stops sharing")
