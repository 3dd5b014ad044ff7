"""Calendars are asked beside their owner's visits, and no page waits for them."""

import threading
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine

from conftest import newcomer, takes_words
from nearer.fetching import calendar
from nearer.fetching.calendar import State
from nearer.lib import clock
from nearer.practices.quality_time import refreshing
from nearer.practices.quality_time.selectors import calendars as selectors
from nearer.practices.quality_time.tests.conftest import HERE, adds, in_days
from tests.presence import present_of

MINUTE = timedelta(minutes=1)


def test_half_an_hour_is_remembered_in_the_process_and_in_no_row():
    known, name, now = refreshing.Remembered(), uuid4(), clock.now()
    assert known.take(name, now)
    assert not known.take(name, now + 29 * MINUTE)
    assert known.take(name, now + 30 * MINUTE)
    assert known.take(uuid4(), now)
    assert known.take(name, now - 30 * MINUTE)  # a clock that was put back


def test_no_more_is_remembered_than_has_room(monkeypatch):
    monkeypatch.setattr(refreshing, "REMEMBERED", 3)
    known, now = refreshing.Remembered(), clock.now()
    for days in range(6):
        known.take(uuid4(), now + timedelta(days=2 * days))
    assert len(known._at) <= 4


def test_a_visit_submits_at_most_every_half_hour(settings, monkeypatch, servers):
    settings.CALENDARS_BESIDE_VISITS = True
    done = []
    monkeypatch.setattr(refreshing, "look_after", done.append)
    here, now = uuid4(), clock.now()
    for minutes in (0, 5, 29, 31):
        beside = refreshing.visited(SimpleNamespace(id=here, now=now + minutes * MINUTE))
        if beside is not None:
            beside.result(10)
    assert len(done) == 2


def test_where_it_is_switched_off_nothing_is_asked(settings, servers):
    settings.CALENDARS_BESIDE_VISITS = False
    assert refreshing.visited(SimpleNamespace(id=uuid4(), now=clock.now())) is None


def test_what_breaks_beside_a_visit_breaks_nothing_else(settings, monkeypatch, servers, caplog):
    settings.CALENDARS_BESIDE_VISITS = True

    def breaks(_present):
        raise ValueError("the secret address")

    monkeypatch.setattr(refreshing, "look_after", breaks)
    for _ in range(2 * refreshing.WAITING):
        refreshing.visited(SimpleNamespace(id=uuid4(), now=clock.now())).result(10)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_crowd_of_visits_waits_for_nothing(settings, monkeypatch, servers):
    settings.CALENDARS_BESIDE_VISITS = True
    go = threading.Event()
    monkeypatch.setattr(refreshing, "look_after", lambda _: go.wait(10))
    try:
        many = [
            refreshing.visited(SimpleNamespace(id=uuid4(), now=clock.now()))
            for _ in range(refreshing.WAITING + 5)
        ]
        assert many.count(None) == 5
        late = SimpleNamespace(id=uuid4(), now=clock.now())
        assert refreshing.visited(late) is None
    finally:
        go.set()
    for beside in filter(None, many):
        beside.result(10)
    assert refreshing.visited(late) is not None  # at the next page, and not in half an hour
    for beside in filter(None, many):
        beside.result(10)


@pytest.mark.parametrize(
    ("path", "visits"), [("/", 1), (f"{HERE}calendars/", 1), (f"{HERE}free/", 1), ("/you/", 0)]
)
def test_today_and_the_pages_of_this_practice_are_visits(alice, monkeypatch, path, visits):
    seen = []
    monkeypatch.setattr(refreshing, "visited", seen.append)
    alice.page(path)
    assert len(seen) == visits


def test_today_stands_whatever_breaks_in_a_visit(alice, monkeypatch):
    def breaks(_present):
        raise ValueError

    monkeypatch.setattr(refreshing, "visited", breaks)
    assert alice.get("/").status_code == 200


def test_beside_a_visit_a_calendar_that_is_due_is_asked_and_others_are_not(alice, servers):
    adds(alice)
    assert len(servers.asked) == 1
    refreshing.look_after(present_of(alice))
    assert len(servers.asked) == 1
    with time_machine.travel(clock.now() + 31 * MINUTE, tick=False):
        alice.post("/unlock/", {"words": alice.words})
        here = present_of(alice)
        refreshing.look_after(here)
        refreshing.look_after(here)
        assert len(servers.asked) == 2


def test_where_the_way_in_is_wrong_it_is_tried_once_a_day(alice, servers):
    where = adds(alice)
    servers.says(State.SIGN_IN)
    alice.post(f"{where}again/")
    for hours, asked in ((2, 2), (23, 2), (25, 3)):
        with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
            alice.post("/unlock/", {"words": alice.words})
            refreshing.asked.forget()
            refreshing.look_after(present_of(alice))
            assert len(servers.asked) == asked, hours


@pytest.mark.slow
def test_in_a_thread_of_its_own_it_finds_and_writes_what_is_due(
    transactional_db, settings, servers
):
    """As people run it: another thread, another connection, while the page is long done."""
    settings.CALENDARS_BESIDE_VISITS = True
    alice = takes_words(newcomer("Alice"))
    adds(alice)
    servers.busy((in_days(2), in_days(2, 13)))
    later = clock.now() + 31 * MINUTE
    with time_machine.travel(later, tick=False):
        alice.post("/unlock/", {"words": alice.words})
        refreshing.visits.forget()
        beside = refreshing.visited(present_of(alice))
        beside.result(20)
        source = selectors.own_sources(present_of(alice))[0].payload
    assert len(source.spans) == 1


def test_servers_that_are_silent_leave_time_for_whoever_waits(alice, servers, monkeypatch):
    for number in range(4):
        adds(alice, url=f"https://calendar.example.org/{number}.ics")
    clocks = [0.0]
    monkeypatch.setattr(refreshing, "monotonic", lambda: clocks[0])
    fetch = servers.fetch

    def silent(url, **question):
        clocks[0] += 25
        return fetch(url, **question)

    monkeypatch.setattr(calendar, "fetch", silent)
    here = present_of(alice)
    servers.asked.clear()
    refreshing.look_after(replace(here, now=here.now + 31 * MINUTE))
    first = [it["url"] for it in servers.asked]
    assert len(first) == 3
    refreshing.look_after(replace(here, now=here.now + 62 * MINUTE))
    assert servers.asked[3]["url"] not in first
