"""Streams over real sockets, with sessions as people have them."""

import asyncio
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, transaction

from conftest import newcomer, takes_words
from nearer.accounts.models import Session
from nearer.lib import clock
from nearer.live import asking, rooms, streams, ticking
from nearer.live.app import Live
from nearer.live.hub import Hub, Limits
from nearer.live.signals import Signal
from nearer.live.tests.conftest import PATIENCE, Phase, open_house, soon


def test_a_phone_hears_at_once_where_it_stands_and_then_each_turn(house, anna, trial):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    assert phone.status == 200
    assert phone.says() == {"version": 1, "phase": "speak", "left": None}
    thing.turns(2, Phase.SWAP, deadline=clock.now() + timedelta(seconds=15))
    said = phone.says()
    assert (said["version"], said["phase"]) == (2, "swap")
    assert 14 < said["left"] <= 15
    thing.turns(3, Phase.SPEAK, deadline=clock.now() - timedelta(seconds=1))
    assert phone.says() == {"version": 3, "phase": "speak", "left": 0}


def test_the_answer_says_that_it_is_a_stream_and_for_nobody_else(house, anna, trial):
    headers = house.listens(anna, trial.begin(anna)).reply.headers
    assert headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Accel-Buffering"] == "no"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_the_first_bytes_say_when_to_come_back(house, anna, trial):
    phone = house.listens(anna, trial.begin(anna), Last_Event_ID="1")
    lines = [phone.reply.readline() for _ in range(6)]
    assert lines[:4] == [b"retry: 1000\n", b"\n", b"id: 1\n", b"event: state\n"]
    assert lines[4] == b'data: {"version": 1, "phase": "speak", "left": null}\n'
    assert lines[5] == b"\n"


def test_what_is_rolled_back_is_never_told(house, anna, trial):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    with transaction.atomic():
        thing.turns(2)
        transaction.set_rollback(True)
    thing.turns(3)
    assert phone.says()["version"] == 3


def test_what_is_told_while_a_phone_comes_in_is_not_missed(house, anna, trial, monkeypatch):
    thing = trial.begin(anna)
    opener = trial.opener

    def slowly(present, subject):
        signal = opener(present, subject)
        rooms.listening.tell(thing.couple, thing.subject, thing.stands(2))
        return signal

    monkeypatch.setitem(rooms.known, "trial", rooms.Room(slowly, Phase))
    assert house.listens(anna, thing).says()["version"] == 2


def test_the_last_signal_ends_the_stream(house, anna, trial):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    thing.turns(2, Phase.OVER, last=True)
    assert phone.says()["phase"] == "over"
    assert phone.ends()
    late = house.listens(anna, thing)
    assert late.says()["phase"] == "over"
    assert late.ends()


# --- Who may listen --------------------------------------------------------------------


def test_nobody_listens_without_an_unlocked_session(house, anna, trial):
    thing = trial.begin(anna)
    assert house.listens(None, thing).status == 401
    anna.post("/lock/")
    refused = house.listens(anna, thing)
    assert (refused.status, refused.reply.read()) == (401, b"")


def test_nobody_listens_who_has_no_words_yet(house, anna, trial):
    stranger = newcomer()
    stranger.post("/conversation/begin/", {"text": "The bus"})
    thing = trial.begin(stranger)
    assert house.listens(stranger, thing).status == 401
    stranger.name = "Bea"
    assert house.listens(takes_words(stranger), thing).status == 200


def test_another_couples_thing_is_not_there(house, anna, trial):
    thing = trial.begin(anna)
    charlie = takes_words(newcomer("Charlie"))
    assert house.listens(charlie, trial.begin(charlie)).status == 200
    assert house.listens(charlie, thing).status == 404
    assert house.listens(anna, f"/live/trial/{uuid4()}/").status == 404


def test_a_phone_that_is_being_passed_hears_nothing(house, anna, trial):
    thing = trial.begin(anna)
    Session.objects.of(thing.couple).update(only_for="/conversation/round/1/")
    assert house.listens(anna, thing).status == 401


@pytest.mark.parametrize(
    ("status", "path", "more"),
    [
        (404, "/live/other/{}/", {}),
        (404, "/live/trial/{}", {}),
        (404, "/live/trial/words/", {}),
        (405, "/live/trial/{}/", {"method": "POST"}),
        (405, "/live/trial/{}/", {"method": "HEAD"}),
        (403, "/live/trial/{}/", {"Sec_Fetch_Site": "cross-site"}),
        (403, "/live/trial/{}/", {"Sec_Fetch_Site": "same-site"}),
        (200, "/live/trial/{}/", {"Sec_Fetch_Site": "same-origin"}),
    ],
)
def test_any_other_request_is_refused_without_a_word(house, request, status, path, more):
    anna, trial = request.getfixturevalue("anna"), request.getfixturevalue("trial")
    thing = trial.begin(anna)
    phone = house.listens(anna, path.format(thing.subject), **more)
    assert phone.status == status
    if status != 200:
        assert phone.reply.read() == b""
        assert phone.reply.headers["Cache-Control"] == "no-store"


def test_a_name_that_is_not_ours_is_refused(house, anna, trial):
    """Otherwise another site's name could be made to lead here, and its pages could listen."""
    thing = trial.begin(anna)
    assert house.listens(anna, thing, Host="elsewhere.example").status == 400


def test_a_room_that_fails_says_nothing_of_what_it_read(house, anna, trial, monkeypatch, caplog):
    def fails(present, subject):
        raise ValueError("something she wrote")

    monkeypatch.setitem(rooms.known, "trial", rooms.Room(fails, Phase))
    assert house.listens(anna, trial.begin(anna)).status == 503
    assert "something she wrote" not in caplog.text
    assert rooms.listening.holds == 0


# --- How long ---------------------------------------------------------------------------


def asks(house) -> None:
    """A minute has passed: each session is looked at again."""
    for stream in list(house.live.streams):
        stream.ask_at = 0
    assert soon(lambda: all(stream.ask_at for stream in list(house.live.streams)))
    assert soon(lambda: house.live._ticking._asking is None)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(ticking, "PACE", 0.02)


def test_a_lock_ends_the_stream(house, anna, trial, quick):
    phone = house.listens(anna, trial.begin(anna))
    phone.says()
    anna.post("/lock/")
    asks(house)
    assert phone.ends()


def test_ending_the_session_elsewhere_ends_the_stream(house, anna, trial, quick):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    Session.objects.of(thing.couple).delete()
    asks(house)
    assert phone.ends()


def test_passing_the_phone_ends_the_stream(house, anna, trial, quick):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    Session.objects.of(thing.couple).update(only_for="/conversation/round/1/")
    asks(house)
    assert phone.ends()


def test_listening_keeps_the_session_awake_for_twelve_hours_and_no_longer(
    house, anna, trial, quick, monkeypatch
):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    row = Session.objects.of(thing.couple)
    started, awake = row.get().started_at, timedelta()
    while awake < timedelta(hours=13):
        now = started + awake + timedelta(minutes=20)  # twice is longer than the idle lock waits
        monkeypatch.setattr(clock, "now", lambda at=now: at)
        asks(house)
        if row.get().seen_at != now:
            break
        awake = now - started
    assert timedelta(hours=11, minutes=30) < awake < timedelta(hours=12)
    assert bytes(row.get().share) == b""
    assert phone.ends()


def test_what_waits_keeps_no_session_awake(house, anna, trial, quick, monkeypatch):
    monkeypatch.setattr(rooms, "known", {})
    rooms.register("trial", trial.opener, phases=Phase, waits={Phase.SPEAK})
    thing = trial.begin(anna)
    row = Session.objects.of(thing.couple)
    seen = row.get().seen_at
    monkeypatch.setattr(clock, "now", lambda: seen + timedelta(minutes=20))
    phone = house.listens(anna, thing)
    phone.says()
    asks(house)
    assert row.get().seen_at == seen
    monkeypatch.setattr(clock, "now", lambda: seen + timedelta(minutes=31))
    asks(house)
    assert phone.ends()
    assert bytes(row.get().share) == b""


def test_a_database_that_does_not_answer_ends_nobody(house, anna, trial, quick, monkeypatch):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()

    def gone(request, **_):
        raise OperationalError("something she wrote")

    with monkeypatch.context() as broken:
        broken.setattr(asking.sessions, "resume", gone)
        asks(house)
        assert house.listens(anna, thing).status == 503
    thing.turns(2)
    assert phone.says()["version"] == 2


def test_one_that_fails_keeps_no_other_open(house, anna, trial, quick, monkeypatch):
    charlie = takes_words(newcomer("Charlie"))
    past = Signal(1, Phase.SPEAK, deadline=clock.now() - timedelta(seconds=1))
    failing, locked = trial.begin(charlie, past), trial.begin(anna, past)
    phones = [house.listens(charlie, failing), house.listens(anna, locked)]
    assert [phone.says()["version"] for phone in phones] == [1, 1]

    def fails(present, subject):
        raise ValueError("something he wrote")

    monkeypatch.setitem(rooms.known, "trial", rooms.Room(fails, Phase))
    anna.post("/lock/")
    asks(house)
    assert phones[1].ends()
    rooms.listening.tell(failing.couple, failing.subject, Signal(2, Phase.SWAP))
    assert phones[0].says()["version"] == 2


def test_what_turned_by_itself_is_asked_about(house, anna, trial, quick, monkeypatch):
    thing = trial.begin(anna)
    deadline = clock.now() + timedelta(minutes=10)
    thing.stands(1, Phase.SPEAK, deadline=deadline)
    phone = house.listens(anna, thing)
    assert phone.says()["version"] == 1
    asked = trial.asked
    asks(house)
    assert trial.asked == asked
    monkeypatch.setattr(clock, "now", lambda: deadline + timedelta(seconds=1))
    thing.stands(2, Phase.OVER, last=True)  # the fold says so, and nobody has announced it
    asks(house)
    assert phone.says()["phase"] == "over"
    assert phone.ends()


def test_a_line_that_is_quiet_gets_a_heartbeat(house, anna, trial, monkeypatch):
    monkeypatch.setattr(ticking, "BEAT_EVERY", 0.1)
    monkeypatch.setattr(ticking, "PACE", 0.02)
    phone = house.listens(anna, trial.begin(anna))
    phone.says()
    assert [phone.reply.readline() for _ in range(3)] == [b"\n", b":\n", b"\n"]


def test_a_line_gets_its_heartbeat_while_the_database_lets_us_wait(
    house, anna, trial, quick, monkeypatch
):
    monkeypatch.setattr(ticking, "BEAT_EVERY", 0.1)
    answered = threading.Event()

    def waits(_hub, _streams):
        answered.wait(PATIENCE)
        return []

    monkeypatch.setattr(asking, "ask_again", waits)
    phone = house.listens(anna, trial.begin(anna))
    phone.says()
    next(iter(house.live.streams)).ask_at = 0
    assert soon(lambda: house.live._ticking._asking is not None)
    for stream in house.live.streams:
        stream.ask_at = 0
    try:
        assert [phone.reply.readline() for _ in range(7)][1::2] == [b":\n"] * 3
    finally:
        answered.set()


def test_a_phone_that_goes_leaves_nothing_behind(house, anna, trial):
    thing = trial.begin(anna)
    for _ in range(5):
        phone = house.listens(anna, thing)
        phone.says()
        phone.close()
    assert soon(lambda: house.live.hub.holds == 0)
    assert soon(lambda: not house.live.streams)


def test_the_end_of_the_server_is_the_end_of_every_stream(transactional_db, trial, monkeypatch):
    someone = takes_words(newcomer("Anna"))
    hub = Hub()
    with open_house(Live(hub)) as house:
        phones = [house.listens(someone, trial.begin(someone)) for _ in range(3)]
        assert all(phone.status == 200 for phone in phones)
        house.live.hub.close()
        assert house.listens(someone, trial.begin(someone)).status == 503
    assert all(phone.ends() for phone in phones)


# --- How many ----------------------------------------------------------------------------


@pytest.fixture
def small_house(transactional_db, monkeypatch):
    hub = Hub(Limits(of_a_person=3, of_a_session=2, at_an_address=5))
    monkeypatch.setattr(rooms, "listening", hub)
    with open_house(Live(hub)) as opened:
        yield opened


def test_a_phone_that_comes_back_again_and_again_takes_its_own_place(small_house, anna, trial):
    thing = trial.begin(anna)
    phones = [small_house.listens(anna, thing) for _ in range(2)]
    assert [phone.says()["version"] for phone in phones] == [1, 1]
    third = small_house.listens(anna, thing)
    assert third.says()["version"] == 1
    assert phones[0].ends()
    thing.turns(2)
    assert [phone.says()["version"] for phone in (phones[1], third)] == [2, 2]


def test_too_many_at_one_address_wait_outside(small_house, trial, anna):
    people = [anna, *(takes_words(newcomer(name)) for name in ("Bea", "Cem"))]
    for someone in people[:2]:
        for _ in range(2):
            assert small_house.listens(someone, trial.begin(someone)).status == 200
    last = small_house.listens(people[2], trial.begin(people[2]))
    assert last.status == 200
    refused = small_house.listens(people[2], trial.begin(people[2]))
    assert refused.status == 429
    assert refused.reply.headers["Retry-After"] == "10"
    last.close()
    assert soon(lambda: small_house.listens(people[2], trial.begin(people[2])).status == 200)


def test_whoever_never_reads_that_they_are_refused_holds_no_place():
    live, read, heard = Live(Hub(Limits(at_an_address=1))), asyncio.Event(), []

    async def send(message):
        heard.append(message)
        await read.wait()

    async def refused(status):
        scope = {"type": "http", "method": "GET", "path": "/live/", "headers": []}
        asking = asyncio.create_task(live(scope, None, send))
        await asyncio.sleep(0)
        assert heard.pop()["status"] == status
        assert live.hub.holds == 0
        return asking

    async def all_of_them():
        asked = [await refused(404) for _ in range(3)]
        read.set()
        await asyncio.gather(*asked)

    asyncio.run(all_of_them())


# --- Whoever is slow ----------------------------------------------------------------------


def test_a_slow_phone_holds_nobody_up_and_hears_the_newest(house, anna, trial):
    thing = trial.begin(anna)
    slow, quick = house.listens(anna, thing), house.listens(anna, thing)
    quick.says()
    for version in range(2, 4000):
        rooms.listening.tell(thing.couple, thing.subject, thing.stands(version))
    while quick.says()["version"] != 3999:
        pass
    heard = [slow.says()["version"]]
    while heard[-1] != 3999:
        heard.append(slow.says()["version"])
    assert heard == sorted(set(heard))


def test_a_phone_that_takes_nothing_is_let_go(house, anna, trial, monkeypatch):
    monkeypatch.setattr(streams, "PATIENCE", 0.3)
    monkeypatch.setattr(ticking, "PACE", 0.05)
    thing = trial.begin(anna)
    house.listens(anna, thing)
    stream = next(iter(house.live.streams))
    blocked = _never_drains(stream)
    thing.turns(2)
    assert soon(lambda: not house.live.streams)
    assert blocked
    again = house.listens(anna, thing)
    assert again.says()["version"] == 2


def _never_drains(stream) -> list[object]:
    """As a socket does whose phone takes nothing."""
    cycle = stream.line.send.__self__
    cycle.flow.pause_writing()
    return [cycle]
