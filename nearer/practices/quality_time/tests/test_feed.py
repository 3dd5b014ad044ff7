"""What the two agreed on, in the calendar programs of both."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from nearer.calendars import reading, spans
from nearer.couples import moving
from nearer.feeds.models import Published
from nearer.practices.quality_time import rendering
from nearer.practices.quality_time.actions import plans as actions
from nearer.practices.quality_time.rules.dates import Date, Repeat, occurrences
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.presence import present_of

HERE = "/quality-time/"
FEED = f"{HERE}feed/"
NOW = "2026-09-01T12:00:00+00:00"
FRIDAY = Date(datetime(2026, 10, 23, 19, 30), "Europe/Berlin", 120)
WEEKLY = Date(datetime(2026, 10, 16, 19, 30), "Europe/Berlin", 120, Repeat.WEEKLY)


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def begins(someone) -> str:
    """Give this person an address; returns its path."""
    assert someone.post(f"{FEED}begin/").status_code == 302
    return re.search(r"/calendar/[\w-]{43}\.ics", someone.page(FEED))[0]


def agree(alice, bob, when=FRIDAY, line="The Thai place") -> UUID:
    thread = actions.propose(present_of(alice), when, line=line)
    known = next(it for it in all_plans(present_of(bob)) if it.thread == thread)
    mark = known.plan.theirs[0].mark
    actions.accept(present_of(bob), thread, mark, seen=known.seen)
    return thread


def asks(path: str, **headers) -> Calendar:
    reply = Client().get(path, headers=headers)
    assert reply.status_code == 200
    return Calendar.from_ical(reply.content)


class TestBothCalendars:
    def test_what_is_agreed_stands_in_both_under_a_neutral_title(self, couple):
        alice, bob = couple
        hers, his = begins(alice), begins(bob)
        agree(alice, bob)
        for path in (hers, his):
            (event,) = asks(path).walk("VEVENT")
            assert event["SUMMARY"] == "Appointment"
            assert event.decoded("DTSTART").isoformat() == "2026-10-23T19:30:00+02:00"
            assert event.decoded("DTEND").isoformat() == "2026-10-23T21:30:00+02:00"
        assert hers != his
        assert Client().get(hers).content == Client().get(his).content

    def test_nothing_that_was_written_is_in_it_and_no_name(self, couple):
        alice, bob = couple
        path = begins(alice)
        agree(alice, bob)
        body = Client().get(path).content.decode()
        for word in ("Thai", "Alice", "Bob", "thai", "Nearer/Time for two//EN\r\nX-WR-CALNAME:T"):
            assert word not in body

    def test_a_proposal_is_not_in_it_before_it_is_agreed_nor_after_it_is_off(self, couple):
        alice, bob = couple
        path = begins(bob)
        empty = Client().get(path)
        actions.propose(present_of(alice), FRIDAY)
        assert Client().get(path, headers={"If-None-Match": empty["ETag"]}).status_code == 304
        thread = agree(alice, bob)
        assert Client().get(path, headers={"If-None-Match": empty["ETag"]}).status_code == 200
        known = next(it for it in all_plans(present_of(alice)) if it.thread == thread)
        actions.call_off(present_of(alice), thread, known.plan.by, seen=known.seen)
        assert Client().get(path)["ETag"] == empty["ETag"]

    def test_after_a_move_whoever_asks_with_the_old_tag_gets_the_new_time(self, couple):
        alice, bob = couple
        path = begins(bob)
        thread = agree(alice, bob)
        before = Client().get(path)
        assert Client().get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304
        known = next(it for it in all_plans(present_of(bob)) if it.thread == thread)
        later = Date(FRIDAY.start + timedelta(days=2), FRIDAY.zone, 60)
        actions.suggest(present_of(bob), thread, later, seen=known.seen)
        known = next(it for it in all_plans(present_of(alice)) if it.thread == thread)
        mark = known.plan.theirs[0].mark
        actions.accept(present_of(alice), thread, mark, seen=known.seen)
        (old,), (new,) = (
            Calendar.from_ical(it.content).walk("VEVENT") for it in (before, Client().get(path))
        )
        assert new["UID"] == old["UID"]
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert new.decoded("DTSTART").isoformat() == "2026-10-25T19:30:00+01:00"

    def test_a_visit_that_changes_nothing_writes_nothing(self, couple, a_day):
        alice, bob = couple
        path = begins(alice)
        agree(alice, bob)
        before = bytes(Published.objects.get().box)
        a_day.shift(timedelta(minutes=20))
        assert path in alice.page(FEED)
        assert alice.post(f"{FEED}title/", {"text": "Appointment"})["Location"] == FEED
        assert bytes(Published.objects.get().box) == before
        assert Client().get(path).status_code == 200


class TestTheAddress:
    def test_nobody_has_one_before_they_ask_for_it(self, couple):
        assert "/calendar/" not in couple[0].page(FEED)
        assert not Published.objects.exists()

    def test_another_one_ends_the_old_one(self, couple):
        old = begins(couple[0])
        new = begins(couple[0])
        assert new != old
        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200

    def test_ended_it_is_gone_and_the_other_ones_is_not(self, couple):
        alice, bob = couple
        hers, his = begins(alice), begins(bob)
        alice.post(f"{FEED}end/")
        assert Client().get(hers).status_code == 404
        assert Client().get(his).status_code == 200
        assert "/calendar/" not in alice.page(FEED)
        agree(alice, bob)
        assert len(asks(his).walk("VEVENT")) == 1

    def test_the_other_one_cannot_find_it(self, couple):
        alice, bob = couple
        path = begins(alice)
        assert path not in bob.page(FEED)
        assert path not in bob.page(HERE)

    def test_it_ends_when_they_part(self, couple):
        alice, bob = couple
        hers, his = begins(alice), begins(bob)
        moving.leave(present_of(bob))
        assert Client().get(hers).status_code == Client().get(his).status_code == 404
        assert not Published.objects.exists()

    def test_whoever_is_alone_has_none(self, charlie):
        assert "This comes with two" in charlie.page(FEED)
        assert charlie.post(f"{FEED}begin/").status_code == 302
        assert not Published.objects.exists()


class TestTheTitle:
    def test_either_chooses_it_for_both_and_the_latest_counts(self, couple, a_day):
        alice, bob = couple
        path = begins(alice)
        agree(alice, bob)
        alice.post(f"{FEED}title/", {"text": "Piano"})
        a_day.shift(timedelta(minutes=1))
        bob.post(f"{FEED}title/", {"text": " Dentist,\n again "})
        (event,) = asks(path).walk("VEVENT")
        assert event["SUMMARY"] == "Dentist, again"
        assert 'value="Dentist, again"' in alice.page(FEED)

    @pytest.mark.parametrize("text", ["", "   ", "x" * 41])
    def test_what_is_no_title_comes_back(self, couple, text):
        reply = couple[0].post(f"{FEED}title/", {"text": text})
        assert reply.status_code == 422
        assert (text.strip() or "word or two") in reply.content.decode()


class TestFiles:
    def test_one_date_and_all_of_them(self, couple):
        alice, bob = couple
        thread = agree(alice, bob)
        agree(alice, bob, WEEKLY)
        one = alice.get(f"{HERE}plan/{thread}/calendar.ics")
        assert one["Content-Disposition"] == 'attachment; filename="calendar.ics"'
        assert len(Calendar.from_ical(one.content).walk("VEVENT")) == 1
        whole = alice.get(f"{FEED}calendar.ics")
        assert len(Calendar.from_ical(whole.content).walk("VEVENT")) == 2

    def test_what_is_not_agreed_is_no_file_and_charlie_gets_none(self, couple, charlie):
        alice, bob = couple
        open_one = actions.propose(present_of(alice), FRIDAY)
        assert alice.get(f"{HERE}plan/{open_one}/calendar.ics").status_code == 404
        agreed = agree(alice, bob)
        assert charlie.get(f"{HERE}plan/{agreed}/calendar.ics").status_code == 404
        assert b"VEVENT" not in charlie.get(f"{FEED}calendar.ics").content


# --- What is in it ------------------------------------------------------------------------

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
THREAD = UUID(int=7)


def entry(when, *left_out, thread=THREAD):
    return rendering.Entry(thread, when, AT, 2, frozenset(left_out))


def busy_of(body: bytes, *, start: datetime, end: datetime, zone: str = "UTC"):
    """As our own reader understands it; its own dates it would leave out."""
    foreign = body.replace(b"@nearer.invalid", b"@elsewhere.example")
    found = reading.read(foreign, start=start, end=end, zone=zone)
    assert found.complete
    return [(spans.moment(a), spans.moment(b)) for a, b in found.spans]


def test_our_own_dates_do_not_block_those_who_read_them_back():
    body = rendering.calendar([entry(FRIDAY)], title="x")
    found = reading.read(body, start=AT, end=AT + timedelta(days=90), zone="UTC")
    assert (found.spans, found.complete) == ((), True)


def test_the_same_dates_are_the_same_bytes_in_whatever_order_they_come():
    entries = [entry(FRIDAY), entry(WEEKLY, thread=UUID(int=8))]
    body = rendering.calendar(entries, title="x")
    assert rendering.calendar(reversed(entries), title="x") == body


def test_what_is_left_out_is_typed_like_the_start():
    body = rendering.calendar([entry(WEEKLY, date(2026, 10, 30))], title="x")
    assert b"EXDATE;TZID=Europe/Berlin:20261030T193000" in body
    assert b"DTSTART;TZID=Europe/Berlin:20261016T193000" in body


def test_every_zone_is_told_even_one_nobody_knows():
    """Under a name of its own, so that only what is told can help: still the same instants."""
    gap_day = Date(datetime(2026, 3, 29, 3, 30), "Europe/Berlin", 60)
    body = rendering.calendar([entry(gap_day), entry(WEEKLY, thread=UUID(int=8))], title="x")
    renamed = body.replace(b"Europe/Berlin", b"Somewhere of our own")
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
    assert busy_of(renamed, start=start, end=end) == busy_of(body, start=start, end=end)
    assert busy_of(renamed, start=start, end=end)[0][0].isoformat()[:16] == "2026-03-29T01:30"


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]


@settings(max_examples=60)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(ZONES),
    st.integers(5, 600),
    st.sampled_from(list(Repeat)),
    st.sampled_from([False, True]),
)
def test_a_program_reads_the_very_instants_that_we_mean(start, zone, minutes, repeat, renamed):
    when = Date(start.replace(second=0, microsecond=0), zone, minutes, repeat)
    begin = when.start.replace(tzinfo=when.place).astimezone(UTC) - timedelta(days=2)
    end = begin + timedelta(days=200)
    ours = list(occurrences(when, after=begin, before=end))
    body = rendering.calendar([entry(when)], title="x")
    if renamed and zone != "UTC":
        body = body.replace(zone.encode(), b"Somewhere")
    expected = spans.merge((spans.minute(o.start), spans.minute(o.end)) for o in ours)
    clipped = spans.clip(expected, spans.minute(begin), spans.minute(end))
    assert busy_of(body, start=begin, end=end) == [
        (spans.moment(a), spans.moment(b)) for a, b in clipped
    ]
