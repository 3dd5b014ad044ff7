"""Adding a calendar, what is understood of it at once, and every way in which it can fail."""

from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine

from nearer.calendars.child import read_safely
from nearer.fetching import caldav
from nearer.fetching.calendar import SENTENCES, Fetched, State
from nearer.journal.actions import write
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.quality_time import asking, refreshing
from nearer.practices.quality_time.actions import calendars as actions
from nearer.practices.quality_time.entries.sources import Source
from nearer.practices.quality_time.selectors import calendars as selectors
from nearer.practices.quality_time.tests.conftest import GOOGLE, HERE, SECRET, adds, in_days
from tests.pictures import hides, page_of, says
from tests.presence import present_of

ADD = f"{HERE}calendars/add/"
PARTS = ("days", "accept", "again", "way-in", "remove")
LIST = f"{HERE}calendars/"


def sources(someone) -> list[Source]:
    return [entry.payload for entry in selectors.own_sources(present_of(someone))]


def rows(someone):
    here = present_of(someone)
    return Entry.objects.of(here.couple).filter(kind=Source.kind, owner_id=here.id)


def asks_again(someone):
    """What happens beside a visit, as soon as a calendar is due."""
    refreshing.look_after(present_of(someone))


# --- Adding ---------------------------------------------------------------------------------


def test_three_taps_from_the_list_to_what_was_understood(alice, servers):
    assert f'href="{ADD}"' in alice.page(LIST)
    assert f'href="{GOOGLE}"' in alice.page(ADD)
    servers.busy((in_days(1), in_days(1, 13)), (in_days(3), in_days(4)))
    reply = alice.post(GOOGLE, {"url": SECRET})
    page = alice.page(reply["Location"])
    says(page, "This is what was understood", "Busy on 3 of the next 90 days.", "Keep it")
    says(alice.page(LIST), "As of this", "Busy on 3 of the next 90 days.")


def test_it_is_named_by_its_owner_and_for_its_owner(alice, servers):
    where = adds(alice)
    assert alice.post(where, {"name": "Hospital shifts"}).status_code == 302
    says(alice.page(LIST), "Hospital shifts")
    for name in ("", "x" * 61):
        reply = alice.post(where, {"name": name})
        assert reply.status_code == 422
        assert name in page_of(reply)


def test_it_is_asked_with_what_its_owner_gave_and_nothing_else(alice, servers):
    adds(alice, user="alice", password="open sesame")
    asked = servers.asked[0]
    assert (asked["url"], asked["sign_in"]) == (SECRET, ("alice", "open sesame"))
    assert (asked["etag"], asked["last_modified"]) == ("", "")


def test_several_calendars_stand_side_by_side_until_there_is_no_room(alice, servers):
    for _ in range(12):
        adds(alice)
    reply = alice.post(GOOGLE, {"url": SECRET})
    assert reply.status_code == 409
    assert "12 calendars have room" in page_of(reply)
    assert len(sources(alice)) == 12


def test_removed_is_gone(alice, servers):
    where = adds(alice)
    assert alice.post(f"{where}remove/").status_code == 302
    assert not rows(alice).exists()
    assert alice.get(where).status_code == 404


def test_nothing_of_it_is_anybody_elses(couple, charlie, servers):
    alice, bob = couple
    where = adds(alice)
    for someone in (bob, charlie):
        assert someone.get(where).status_code == 404
        assert someone.post(where, {"name": "Mine"}).status_code == 404
        for part in PARTS:
            assert someone.post(f"{where}{part}/", {"use": "yes"}).status_code == 404
        hides(someone.page(LIST), "Google")
    assert len(sources(alice)) == 1
    row = rows(alice).get()
    assert (row.visibility, row.given_key, row.size) == ("only_me", None, 64 * 1024)


def test_a_calendar_of_nobody_is_not_there(alice, servers):
    where = f"{LIST}{uuid4()}/"
    assert alice.get(where).status_code == 404
    for part in PARTS:
        assert alice.post(f"{where}{part}/").status_code == 404
    assert alice.get(f"{ADD}no-such-place/").status_code == 404


@pytest.mark.parametrize("data", [{}, {"url": "  "}, {"url": "x" * 2001}])
def test_an_address_that_is_none_is_asked_for_again(alice, servers, data):
    reply = alice.post(GOOGLE, {**data, "user": "alice", "password": "open sesame"})
    assert reply.status_code == 422
    page = page_of(reply)
    for typed in ("alice", "open sesame", data.get("url", "").strip()):
        assert typed in page
    assert servers.asked == []


# --- Every way in which a server can answer ----------------------------------------------

FAILED = [
    pytest.param(State.SIGN_IN, id="401"),
    pytest.param(State.GONE, id="410"),
    pytest.param(State.LATER, id="429"),
    pytest.param(State.SERVER, id="500"),
    pytest.param(State.NOT_A_CALENDAR, id="a page"),
    pytest.param(State.REFUSED, id="refused"),
    pytest.param(State.TOO_LARGE, id="thirty megabytes"),
    pytest.param(State.TOO_SLOW, id="a slow drip"),
    pytest.param(State.NO_ANSWER, id="down"),
    pytest.param(State.CUT_SHORT, id="cut short"),
    pytest.param(State.NOT_PUBLIC, id="at home"),
]


def sentence_of(state):
    """Its first words, which stand on every page that has to do with it."""
    return SENTENCES[state].partition(".")[0]


@pytest.mark.parametrize("state", FAILED)
def test_a_calendar_that_cannot_be_had_is_not_kept_and_its_address_stays_typed(
    alice, servers, state
):
    servers.says(state)
    reply = alice.post(GOOGLE, {"url": SECRET, "user": "alice", "password": "open sesame"})
    assert reply.status_code == 422
    says(page_of(reply), sentence_of(state), SECRET, "open sesame")
    hides(page_of(reply), "What was read before")
    assert sources(alice) == []


@pytest.mark.parametrize("state", FAILED)
def test_whatever_fails_later_the_last_good_times_stay_and_the_page_says_since_when(
    alice, servers, state
):
    servers.busy((in_days(2), in_days(2, 13)))
    where = adds(alice)
    servers.says(state)
    alice.post(f"{where}again/")
    kept = sources(alice)[0]
    assert len(kept.spans) == 1
    for page in (alice.page(where), alice.page(LIST)):
        says(page, sentence_of(state), "Your last good times, from this ", "still count.")
        hides(page, "What was read before")
    servers.busy()
    alice.post(f"{where}again/")
    assert sources(alice)[0].state == ""
    hides(alice.page(where), "still count")


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEV"])
def test_what_is_no_calendar_changes_nothing(alice, servers, body):
    servers.busy((in_days(2), in_days(2, 13)))
    where = adds(alice)
    servers.sends(body)
    alice.post(f"{where}again/")
    assert len(sources(alice)[0].spans) == 1
    assert sources(alice)[0].state.startswith("read:")
    says(alice.page(where), "still count.")


def test_when_it_is_old_the_page_says_so(alice, servers):
    where = adds(alice)
    servers.says(State.SERVER)
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        alice.post("/unlock/", {"words": alice.words})
        alice.post(f"{where}again/")
        says(alice.page(where), "What came since is not known here.")


def test_unchanged_keeps_everything_and_is_younger(alice, servers):
    servers.busy((in_days(2), in_days(2, 13)))
    adds(alice)
    before = sources(alice)[0]
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        alice.post("/unlock/", {"words": alice.words})
        servers.says(State.UNCHANGED, etag='"1"')
        asks_again(alice)
        after = sources(alice)[0]
    assert servers.asked[-1]["etag"] == '"1"'
    assert (after.spans, after.covers, after.whole_at) == (
        before.spans,
        before.covers,
        before.whole_at,
    )
    assert after.read_at > before.read_at


@pytest.mark.parametrize(
    ("days", "etag"),
    [pytest.param(3, '"1"', id="soon"), pytest.param(8, "", id="after a week all is fetched")],
)
def test_not_changed_is_taken_for_an_answer_for_a_week(alice, servers, days, etag):
    adds(alice)
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        alice.post("/unlock/", {"words": alice.words})
        asks_again(alice)
    assert servers.asked[-1]["etag"] == etag


def test_after_a_failure_all_is_fetched(alice, servers):
    where = adds(alice)
    servers.says(State.SERVER)
    alice.post(f"{where}again/")
    alice.post(f"{where}again/")
    assert [question["etag"] for question in servers.asked] == ["", '"1"', ""]


def test_a_server_that_wants_to_be_left_alone_is_left_alone(alice, servers):
    where = adds(alice)
    servers.says(State.LATER, retry_after_s=3 * 60 * 60)
    alice.post(f"{where}again/")
    for hours, asked in ((1, 2), (2.9, 2), (3.1, 3)):
        with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
            alice.post("/unlock/", {"words": alice.words})
            refreshing.asked.forget()
            asks_again(alice)
            assert len(servers.asked) == asked


def test_what_says_the_same_is_not_written_again(alice, servers):
    """Most servers send other bytes each time; what they make of somebody's days is the same."""
    span = (in_days(2), in_days(2, 13))
    servers.busy(span)
    adds(alice)
    row = rows(alice).get().id
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        alice.post("/unlock/", {"words": alice.words})
        servers.busy(span, etag='"2"')
        asks_again(alice)
        assert len(servers.asked) == 2
        assert rows(alice).get().id == row
        servers.busy(span, (in_days(3), in_days(3, 13)))
        refreshing.asked.forget()
        asks_again(alice)
        assert rows(alice).get().id != row


def test_two_are_asked_at_a_time_and_a_third_gets_a_sentence(alice, servers):
    with asking.a_place(uuid4()), asking.a_place(uuid4()):
        reply = alice.post(GOOGLE, {"url": SECRET})
        assert reply.status_code == 503
        assert "Other calendars are being asked right now." in page_of(reply)
        assert SECRET in page_of(reply)
    where = adds(alice)
    with asking.a_place(uuid4()), asking.a_place(uuid4()):
        assert alice.post(f"{where}again/").status_code == 503
    assert alice.post(f"{where}again/").status_code == 302


def test_nobody_takes_both_places(alice, servers):
    """Whoever has slow servers, and presses twice, keeps the others from nothing."""
    with asking.a_place(present_of(alice).id):
        assert alice.post(GOOGLE, {"url": SECRET}).status_code == 503
        with asking.a_place(uuid4()):
            pass
    adds(alice)


def test_another_password_is_tried_before_the_old_one_is_let_go(alice, servers):
    where = adds(alice, user="alice", password="old")
    alice.post(where, {"name": "Shifts"})
    servers.says(State.SIGN_IN)
    alice.post(f"{where}again/")
    says(alice.page(where), "Another address or password")
    reply = alice.post(f"{where}way-in/", {"password": "still wrong"})
    assert reply.status_code == 422
    says(page_of(reply), sentence_of(State.SIGN_IN), "still wrong")
    assert sources(alice)[0].password == "old"
    servers.busy((in_days(2), in_days(2, 13)))
    assert alice.post(f"{where}way-in/", {"password": "new"}).status_code == 302
    kept = sources(alice)[0]
    assert (kept.url, kept.user, kept.password) == (SECRET, "alice", "new")
    assert (kept.name, kept.state, len(kept.spans)) == ("Shifts", "", 1)


def test_nothing_new_is_asked_for_again_and_only_two_wait_at_a_time(alice, servers):
    where = adds(alice)
    reply = alice.post(f"{where}way-in/", {})
    assert reply.status_code == 422
    says(page_of(reply), "Fill in what is new.")
    with asking.a_place(uuid4()), asking.a_place(uuid4()):
        reply = alice.post(f"{where}way-in/", {"url": f"{SECRET}?2"})
        assert reply.status_code == 503
        says(page_of(reply), f"{SECRET}?2")


# --- A server with several, and a file ------------------------------------------------------


WAY_IN = {"url": "https://dav.example.org/", "user": "alice", "password": "open sesame"}
ICLOUD = f"{ADD}icloud/"


def test_a_server_shows_its_calendars_and_the_chosen_ones_are_kept(alice, servers):
    servers.found = [
        caldav.Found("https://dav.example.org/a/", "Home"),
        caldav.Found("https://dav.example.org/b/", "Work"),
        caldav.Found("https://dav.example.org/c/", "Birthdays"),
    ]
    page = page_of(alice.post(ICLOUD, WAY_IN))
    says(page, "These calendars are there", "Home", "Work", "Birthdays", "open sesame")
    assert sources(alice) == []
    chosen = {"choosing": "1", "calendars": [it.url for it in servers.found[:2]]}
    assert alice.post(ICLOUD, {**WAY_IN, **chosen})["Location"] == LIST
    assert [it.name for it in sources(alice)] == ["Home", "Work"]
    assert {it.password for it in sources(alice)} == {"open sesame"}


def test_none_chosen_or_one_that_is_not_there_is_asked_for_again(alice, servers):
    servers.found = [caldav.Found(f"https://dav.example.org/{it}/", it) for it in "ab"]
    for calendars in ([], ["https://elsewhere.example.org/"]):
        data = {**WAY_IN, "choosing": "1", "calendars": calendars}
        reply = alice.post(ICLOUD, data)
        assert reply.status_code == 422
        assert "open sesame" in page_of(reply)
    assert sources(alice) == []


def test_a_server_with_one_calendar_asks_nothing_more(alice, servers):
    servers.found = [caldav.Found("https://dav.example.org/a/", "Home")]
    servers.busy((in_days(1), in_days(1, 13)))
    page = alice.page(alice.post(ICLOUD, WAY_IN)["Location"])
    says(page, "Busy on 1 of the next 90 days.", "dav.example.org")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(caldav.NotNow(State.SIGN_IN), id="401"),
        pytest.param(caldav.NotNow(State.NOT_PUBLIC), id="refused"),
    ],
)
def test_a_server_that_lets_nobody_in_says_so_and_loses_nothing(alice, servers, fault):
    servers.answer = fault
    reply = alice.post(ICLOUD, WAY_IN)
    assert reply.status_code == 422
    says(page_of(reply), "open sesame", WAY_IN["url"])


def test_a_server_without_calendars_says_so(alice, servers):
    assert alice.post(ICLOUD, WAY_IN).status_code == 422


def file(body: bytes):
    found = BytesIO(body)
    found.name = "holidays of zephyr.ics"
    return found


def test_a_file_is_read_for_longer_and_is_never_asked_again(alice, servers):
    with time_machine.travel("2026-06-08T08:00:00+00:00", tick=False):
        alice.post("/unlock/", {"words": alice.words})
        body = b'{"spans": [["2026-06-10T08:00", "2026-06-10T09:00"]]}'
        reply = alice.post(f"{ADD}file/", {"file": file(body)})
        where = reply["Location"].removesuffix("?new")
        page = alice.page(where)
        says(page, "From a file, this morning", "Busy on 1 of", "known until 12 July 2027")
        hides(page, "Read it now")
        assert alice.post(f"{where}again/").status_code == 404
        asks_again(alice)
        assert servers.asked == []


def test_a_file_is_read_as_people_run_it(alice, monkeypatch, servers):
    """By the real reader, in a process of its own, with an event, a whole day and a fault."""
    monkeypatch.setattr(asking, "read_safely", read_safely)
    day = clock.now() + timedelta(days=9)
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN"),
        *("BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", f"DTSTART:{day:%Y%m%d}T100000Z"),
        *("DURATION:PT1H", "RRULE:FREQ=WEEKLY", "SUMMARY:Zephyr quartz", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:b", "DTSTAMP:20260101T000000Z", "DURATION:PT1H"),
        *(f"DTSTART:{day:%Y%m%d}T100000Z", "RRULE:FREQ=SECONDLY", "END:VEVENT", "END:VCALENDAR"),
    )
    body = "\r\n".join((*lines, "")).encode()
    where = alice.post(f"{ADD}file/", {"file": file(body)})["Location"]
    page = alice.page(where)
    says(page, "Busy on 12 of the next 90 days.", "One entry could not be read.")
    says(page, "A repeating event repeats every minute or every second.", "Use it anyway?")
    hides(page, "Zephyr")


@pytest.mark.parametrize("body", [b"", b"<html>no calendar</html>"])
def test_a_file_that_is_no_calendar_gets_a_sentence(alice, servers, body):
    reply = alice.post(f"{ADD}file/", {"file": file(body)})
    assert reply.status_code == 422
    assert sources(alice) == []


def test_no_file_at_all_gets_a_sentence(alice, servers):
    reply = alice.post(f"{ADD}file/", {})
    assert reply.status_code == 422
    says(page_of(reply), "Choose a file first.")


# --- Meanwhile --------------------------------------------------------------------------------


def test_what_was_removed_while_it_was_asked_does_not_come_back(alice, servers, monkeypatch):
    where = adds(alice)

    def meanwhile(url, **question):
        alice.post(f"{where}remove/")
        return Fetched(State.OK, b'{"spans": [["2026-06-10T08:00", "2026-06-10T09:00"]]}')

    monkeypatch.setattr(asking.calendar, "fetch", meanwhile)
    refreshing.asked.forget()
    entry = selectors.own_sources(present_of(alice))[0]
    refreshing.again(present_of(alice), entry)
    assert not rows(alice).exists()


def test_an_answer_from_where_it_was_before_is_not_taken_in(alice, servers, monkeypatch):
    where = adds(alice)
    entry = selectors.own_sources(present_of(alice))[0]
    alice.post(f"{where}way-in/", {"url": f"{SECRET}?moved"})
    old = asking.Where("address", SECRET)
    servers.busy((in_days(2), in_days(2, 13)))
    answer = asking.ask(old, zone="UTC", now=clock.now())
    actions.hear(present_of(alice), entry.subject, old, answer)
    assert sources(alice)[0].spans == []


def test_what_the_other_one_calls_a_calendar_is_none_of_mine(couple, servers):
    """A partner who changed the program can share anything with me. Mine is what I wrote."""
    alice, bob = couple
    subject = uuid4()
    forged = Source(name="Forged", way="address", url=SECRET, accepted=99)
    write(present_of(bob).pen, forged, visibility="shared", subject=subject)
    hides(alice.page(LIST), "Forged")
    assert alice.get(f"{LIST}{subject}/").status_code == 404
    assert alice.post(f"{LIST}{subject}/again/").status_code == 404
    asks_again(alice)
    assert servers.asked == []


def test_what_was_renamed_while_it_was_asked_keeps_its_new_name(alice, servers, monkeypatch):
    where = adds(alice)

    def meanwhile(url, **question):
        alice.post(where, {"name": "Shifts"})
        return Fetched(State.OK, b'{"spans": [["2026-06-10T08:00", "2026-06-10T09:00"]]}')

    monkeypatch.setattr(asking.calendar, "fetch", meanwhile)
    refreshing.again(present_of(alice), selectors.own_sources(present_of(alice))[0])
    assert sources(alice)[0].name == "Shifts"
    assert len(sources(alice)[0].spans) == 1


def test_an_escape_in_a_name_stays_a_name(alice, servers):
    where = adds(alice)
    alice.post(where, {"name": "<script>alert(1)</script>"})
    raw = alice.page(LIST)
    assert "<script>alert" not in raw
    assert "<script>alert(1)</script>" in unescape(raw)
