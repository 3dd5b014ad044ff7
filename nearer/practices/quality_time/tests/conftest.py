"""Calendars that stand somewhere else: what their servers answer is said by each test."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from nearer.calendars import spans as sweep
from nearer.calendars.reading import Busy, NotACalendar
from nearer.calendars.warnings import Warn
from nearer.fetching import caldav, calendar
from nearer.fetching.calendar import Fetched, State
from nearer.lib import clock
from nearer.practices.quality_time import asking, refreshing

SECRET = "https://calendar.example.org/private-0123456789abcdef/basic.ics"
HERE = "/quality-time/"
GOOGLE = f"{HERE}calendars/add/google/"


@dataclass
class Servers:
    """Every calendar server there is. `answer` is what the next questions get."""

    answer: Any = None
    found: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def busy(self, *spans: tuple[str, str], **more: Any) -> None:
        """From now on: busy then, in UTC. `days`, `complete`, `warnings`, `unread` if wanted."""
        body = json.dumps({"spans": spans, **more}).encode()
        self.answer = Fetched(State.OK, body, etag=more.pop("etag", '"1"'))

    def says(self, state: Any, **more: Any) -> None:
        self.answer = Fetched(state, **more)

    def sends(self, body: bytes) -> None:
        """From now on something that may be no calendar."""
        self.answer = Fetched(State.OK, body)

    def fetch(self, url: str, **question: Any) -> Fetched:
        self.asked.append({"url": url, **question})
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def calendars(self, url: str, sign_in: Any, **question: Any) -> list[Any]:
        self.asked.append({"url": url, "sign_in": sign_in, **question})
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.found

    def events(self, url: str, sign_in: Any, **question: Any) -> list[bytes]:
        self.asked.append({"url": url, "sign_in": sign_in, **question})
        if isinstance(self.answer, Exception):
            raise self.answer
        return [self.answer.body]


def reads(body: bytes, *, start: datetime, end: datetime, zone: str, mine: str = "") -> Busy:
    """What the tests call a calendar, as the real reader would tell it."""
    try:
        said = json.loads(body)
    except ValueError as fault:
        raise NotACalendar(Warn.NOT_A_CALENDAR) from fault
    walls = [[datetime.fromisoformat(f"{it}+00:00") for it in span] for span in said["spans"]]
    days = [[datetime.fromisoformat(it).toordinal() for it in day] for day in said.get("days", ())]
    return Busy(
        spans=sweep.merge((sweep.minute(a), sweep.minute(b)) for a, b in walls),
        days=tuple((a, b) for a, b in days),
        complete=said.get("complete", True),
        warnings=tuple(said.get("warnings", ())),
        unread=said.get("unread", 0),
        covers=(sweep.minute(start), sweep.minute(end)),
    )


@pytest.fixture
def servers(monkeypatch) -> Iterator[Servers]:
    there = Servers()
    there.busy()
    monkeypatch.setattr(calendar, "fetch", there.fetch)
    monkeypatch.setattr(caldav, "calendars", there.calendars)
    monkeypatch.setattr(caldav, "events", there.events)
    monkeypatch.setattr(asking, "read_safely", reads)
    refreshing.visits.forget()
    refreshing.asked.forget()
    yield there
    refreshing.visits.forget()
    refreshing.asked.forget()


HOURS = {
    "presets": ["evenings"],
    "shortest": "60",
    "travel": "30",
    "rest": "30",
    "sleep_from": "23:00",
    "sleep_until": "07:00",
}
"""Monday to Friday, 18:30 to 22:00."""


def says_hours(someone, **more):
    reply = someone.post(f"{HERE}hours/", {**HOURS, **more})
    assert reply.status_code == 302, reply.content.decode()
    return reply


def adds(someone, place="google", **data) -> str:
    """Add a calendar; returns its address."""
    reply = someone.post(f"{HERE}calendars/add/{place}/", {"url": SECRET, **data})
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"].removesuffix("?new")


def in_days(days: int, hour: int = 12) -> str:
    """A full hour some days from now, in UTC, as `Servers.busy` takes it."""
    then = clock.now() + timedelta(days=days)
    return f"{then:%Y-%m-%d}T{hour:02}:00"
