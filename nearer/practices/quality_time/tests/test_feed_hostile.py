"""Feeds over many years, in odd hours, at two phones at once, and against a partner who forges."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest import mock
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from icalendar import Calendar

from conftest import confirms
from nearer.accounts.models import Directory
from nearer.calendars import reading, spans
from nearer.couples import moving
from nearer.feeds.keys import Key, key_of
from nearer.feeds.models import Published
from nearer.journal import actions as journal
from nearer.journal.actions import Pen
from nearer.journal.models import Visibility
from nearer.practices.quality_time import publishing, refreshing, rendering
from nearer.practices.quality_time.actions import plans as actions
from nearer.practices.quality_time.entries.feed import FeedKey, Title, one_line
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules.dates import Date, Repeat, date_of
from nearer.practices.quality_time.selectors import feed as selectors
from nearer.practices.quality_time.selectors.plans import all_plans
from nearer.sealing import padding
from tests.presence import present_of

FEED = "/quality-time/feed/"
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FRIDAY = Date(datetime(2026, 10, 23, 19, 30), "Europe/Berlin", 120)
WEEKLY = replace(FRIDAY, repeat=Repeat.WEEKLY)


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def begins(someone) -> str:
    assert someone.post(f"{FEED}begin/").status_code == 302
    return re.search(r"/calendar/[\w-]{43}\.ics", someone.page(FEED))[0]


def agree(alice, bob, when=FRIDAY) -> UUID:
    thread = actions.propose(present_of(alice), when)
    accept(bob, thread)
    return thread


def accept(someone, thread) -> None:
    known = known_to(someone, thread)
    actions.accept(present_of(someone), thread, known.plan.theirs[0].mark, seen=known.seen)


def known_to(someone, thread):
    return next(it for it in all_plans(present_of(someone)) if it.thread == thread)


def events(path):
    reply = Client().get(path)
    assert reply.status_code == 200
    return Calendar.from_ical(reply.content).walk("VEVENT")


@contextmanager
def asked():
    """Every statement of the block."""
    noted = []

    def note(execute, sql, params, many, context):
        noted.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


class TestAtVisits:
    def test_an_older_state_that_was_put_back_is_mended_by_either(self, couple):
        alice, bob = couple
        path = begins(alice)
        before = Published.objects.get().box
        agree(alice, bob)
        Published.objects.update(box=before)
        assert not events(path)
        refreshing.look_after(present_of(bob))
        assert len(events(path)) == 1

    def test_nothing_is_written_where_nothing_changed(self, couple, a_day):
        alice, bob = couple
        begins(alice)
        agree(alice, bob)
        before = bytes(Published.objects.get().box)
        a_day.shift(timedelta(minutes=20))
        publishing.keep_up(present_of(bob))
        assert bytes(Published.objects.get().box) == before

    def test_an_old_date_that_goes_does_not_say_when_the_other_one_came_by(self, couple, a_day):
        alice, bob = couple
        hers = begins(alice)
        agree(alice, bob)
        later = NOW + timedelta(days=201, hours=3, minutes=17)
        publishing.keep_up(replace(present_of(bob), now=later))
        assert not events(hers)
        midnight = NOW.date() + timedelta(days=201)
        assert Client().get(hers)["Last-Modified"] == f"{midnight:%a, %d %b %Y} 00:00:00 GMT"

    def test_without_an_address_it_is_one_query_and_alone_none(self, couple, charlie):
        present, alone = present_of(couple[0]), present_of(charlie)
        with asked() as sql:
            publishing.keep_up(present)
        assert len(sql) == 1
        with asked() as sql:
            publishing.keep_up(alone)
        assert sql == []

    def test_what_breaks_in_a_calendar_does_not_keep_it_from_being_mended(self, couple):
        alice, bob = couple
        path = begins(alice)
        before = Published.objects.get().box
        agree(alice, bob)
        Published.objects.update(box=before)
        breaks = mock.patch.object(refreshing.selectors, "own_sources", side_effect=OSError)
        with breaks, pytest.raises(OSError):
            refreshing.look_after(present_of(alice))
        assert len(events(path)) == 1


def test_an_address_at_which_nothing_is_handed_out_is_not_shown(couple):
    """As after somebody deleted its line from the database: one can give oneself another."""
    alice = couple[0]
    old = begins(alice)
    Directory.objects.filter(id=key_of(old.split("/")[2].removesuffix(".ics")).line).delete()
    assert "Give me an address" in alice.page(FEED)
    assert old not in alice.page(FEED)
    assert begins(alice) != old


class TestWhatChangesIt:
    def test_a_proposal_to_move_does_not_show_before_it_is_agreed(self, couple, a_day):
        alice, bob = couple
        path = begins(alice)
        thread = agree(alice, bob)
        before = Client().get(path)
        a_day.shift(timedelta(minutes=20))
        later = replace(FRIDAY, start=FRIDAY.start + timedelta(days=1))
        actions.suggest(present_of(alice), thread, later, seen=known_to(alice, thread).seen)
        assert Client().get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304
        since = {"If-Modified-Since": before["Last-Modified"]}
        assert Client().get(path, headers=since).status_code == 304
        accept(bob, thread)
        assert Client().get(path, headers=since).status_code == 200
        (event,) = events(path)
        assert event["SEQUENCE"] == 2
        assert event.decoded("DTSTAMP") == NOW + timedelta(minutes=20)

    def test_two_steps_in_one_second_are_seen_by_whoever_names_only_the_date(self, couple):
        alice, bob = couple
        path = begins(alice)
        first = Client().get(path)["Last-Modified"]
        agree(alice, bob)
        second = Client().get(path, headers={"If-Modified-Since": first})
        assert second.status_code == 200
        agree(alice, bob, WEEKLY)
        third = Client().get(path, headers={"If-Modified-Since": second["Last-Modified"]})
        assert third.status_code == 200
        assert third.content.count(b"BEGIN:VEVENT") == 2

    def test_whoever_was_slower_publishes_what_both_did(self, couple):
        """The second of two sessions began with what it read before the first was done."""
        alice, bob = couple
        hers, his = begins(alice), begins(bob)
        slow = present_of(bob)
        first = agree(alice, bob)
        second = actions.propose(present_of(alice), WEEKLY)
        mark = known_to(bob, second).plan.theirs[0].mark
        known = known_to(alice, first)
        actions.call_off(present_of(alice), first, known.plan.by, seen=known.seen)
        actions.accept(slow, second, mark, seen=known_to(bob, second).seen)
        for path in (hers, his):
            (event,) = events(path)
            assert str(second) in event["UID"]


class TestParting:
    def test_after_coming_together_again_the_old_address_is_not_shown(self, couple, a_day):
        """The two keys are the same, and so is the name of the entry with the old token."""
        alice, bob = couple
        old, his = begins(alice), begins(bob)
        alice.post(f"{FEED}title/", {"text": "Piano"})
        bob.post("/two/leave/", {"sure": "on"})
        a_day.shift(timedelta(minutes=5))
        for someone in (alice, bob):
            _comes_back(someone)
        alice.post("/two/ended/")
        a_day.shift(timedelta(minutes=1))
        alice.post("/two/invite/")
        link = re.search(r"/i/[0-9A-Z-]+/", alice.page("/two/"))[0]
        bob.post(link, {"hosted_by": "partner"})
        confirms(alice, "me")
        for someone in (alice, bob):
            _comes_back(someone)
            someone.page("/")
        assert present_of(alice).partner is not None
        assert present_of(bob).partner is not None
        assert "/calendar/" not in alice.page(FEED)
        assert "Piano" not in alice.page(FEED)
        assert Client().get(old).status_code == Client().get(his).status_code == 404
        new = begins(alice)
        assert new != old
        agree(alice, bob)
        assert [event["SUMMARY"] for event in events(new)] == ["Appointment"]
        assert Client().get(old).status_code == 404

    def test_the_other_ones_key_is_worth_nothing_afterwards(self, couple):
        alice, bob = couple
        begins(alice)
        partner = present_of(bob)
        keys = selectors.keys_in(partner, selectors.everything(partner))
        assert [whose for whose, _ in keys] == [present_of(alice).id]
        moving.leave(present_of(alice))
        publishing.renew(partner)
        assert not Published.objects.exists()

    def test_after_deleting_an_account_neither_has_an_address(self, couple):
        alice, bob = couple
        hers, his = begins(alice), begins(bob)
        moving.delete_account(present_of(alice))
        assert Client().get(hers).status_code == Client().get(his).status_code == 404
        assert not Published.objects.exists()
        _comes_back(bob)
        assert "/calendar/" not in bob.page(FEED)


def _comes_back(someone) -> None:
    if someone.get("/you/").status_code != 200:
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})


class TestAPartnerWhoForges:
    """He has a key to her calendar and can write into the database whatever he can seal."""

    def test_a_key_to_her_own_calendar_spoils_nothing(self, couple):
        alice, bob = couple
        path = begins(alice)
        line = key_of(path.split("/")[2].removesuffix(".ics")).line
        gives(bob, FeedKey(Key(line, bytes(32)).text), FeedKey.kind)
        agree(alice, bob)
        assert len(events(path)) == 1

    @pytest.mark.parametrize(
        "text", ["a\rATTACH:http://x", "a\nb", "a\x00b", "\ud800", "x\u2028y", "\u202eab", " a", 7]
    )
    def test_a_title_of_other_signs_does_not_open(self, text):
        with pytest.raises(ValueError):
            Title(text)

    def test_a_title_from_tomorrow_has_not_the_last_word_for_ever(self, couple):
        alice, bob = couple
        path = begins(alice)
        agree(alice, bob)
        gives(bob, Title("His"), Title.kind, at=NOW + timedelta(days=900))
        alice.post(f"{FEED}title/", {"text": "Hers"})
        assert [event["SUMMARY"] for event in events(path)] == ["Hers"]

    @pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
    def test_a_yes_from_the_end_of_time_is_none(self, couple, at):
        alice, bob = couple
        path = begins(alice)
        thread = actions.propose(present_of(alice), FRIDAY)
        known = known_to(bob, thread)
        mark = known.plan.theirs[0].mark
        step = Step(thread.hex, 2, list(known.seen), "accept", about=mark)
        gives(bob, step, None, at=datetime.fromisoformat(at))
        publishing.renew(present_of(alice))
        assert events(path) == []

    def test_days_that_are_left_out_by_the_thousand_leave_a_calendar(self, couple):
        alice, bob = couple
        path = begins(alice)
        thread = agree(alice, bob, WEEKLY)
        known = known_to(bob, thread)
        first = FRIDAY.start.date()
        many = [first + timedelta(days=7 * week) for week in range(620)]
        for number, day in enumerate([date.min, date.max, *many]):
            said = {"about": known.plan.by, "once": day.isoformat()}
            gives(bob, Ritual(thread.hex, 3 + number, list(known.seen), "skip", **said), None)
        publishing.renew(present_of(alice))
        (event,) = events(path)
        assert len(event["EXDATE"].dts) == rendering.LEFT_OUT


def gives(someone, payload, kind, *, at=None) -> None:
    """Share an entry as somebody could who writes their own program."""
    present = present_of(someone)
    subject = present.vault.subject(kind) if kind else None
    pen = Pen(present.vault, present.couple, at or present.now, present.day)
    journal.write(pen, payload, visibility=Visibility.SHARED, subject=subject)


# --- Many years, and odd hours ------------------------------------------------------------

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)


def entry(when, number=7, *left_out):
    return rendering.Entry(UUID(int=number), when, AT, 2, frozenset(left_out))


def busy_of(body: bytes, start: datetime, end: datetime):
    foreign = body.replace(b"@nearer.invalid", b"@elsewhere.example")
    found = reading.read(foreign, start=start, end=end, zone="UTC")
    assert found.complete
    return [(spans.moment(a), spans.moment(b)) for a, b in found.spans]


def test_ten_years_of_dates_have_room_and_the_oldest_go_first():
    zones = ("Europe/Berlin", "America/New_York", "Africa/Casablanca", "UTC")
    dates = [
        entry(Date(datetime(2026, 1, 1, 19) + timedelta(days=n), zones[n % 4], 120), n)
        for n in range(3650)
    ]
    rituals = [
        entry(replace(WEEKLY, start=datetime(2021, 1, 1 + n, 20)), 10**6 + n) for n in range(5)
    ]
    body = rendering.calendar([*dates, *rituals], title="Ö" * 40)
    found = Calendar.from_ical(body).walk("VEVENT")
    assert len(body) < padding.BUCKETS[-1] - 100
    assert len(found) > 400
    uids = {str(event["UID"]).partition("@")[0] for event in found}
    assert {str(one.plan) for one in rituals} <= uids
    kept = [one for one in dates if str(one.plan) in uids]
    assert kept == dates[-len(kept) :]


def test_five_hundred_rituals_have_room_too():
    rituals = [entry(replace(WEEKLY, start=datetime(2026, 1, 1, 20)), n) for n in range(900)]
    assert len(rendering.calendar(rituals, title="x")) < padding.BUCKETS[-1] - 100


def test_a_ritual_that_began_years_ago_is_told_from_its_beginning_and_for_long():
    """Under a zone of its own name: still right after the clocks of the year 2055."""
    old = Date(datetime(2021, 1, 8, 19, 30), "Europe/Berlin", 120, Repeat.WEEKLY)
    body = rendering.calendar([entry(old, 7, date(2020, 1, 1), date(2055, 7, 2))], title="x")
    assert b"2020" not in body.partition(b"BEGIN:VEVENT")[2]
    body = body.replace(b"Europe/Berlin", b"Somewhere of our own")
    for month, hour in ((1, "18"), (7, "17")):
        start = datetime(2055, month, 1, tzinfo=UTC)
        first = busy_of(body, start, start + timedelta(days=14))[0][0]
        assert (first.strftime("%a"), first.strftime("%H")) == ("Fri", hour)


@pytest.mark.parametrize(
    ("start", "minutes"),
    [("2026-10-25T02:45", 30), ("2026-10-25T01:30", 90), ("2026-10-25T02:00", 65)],
)
def test_an_end_in_the_hour_that_comes_twice_is_no_earlier_than_it_is(start, minutes):
    when = Date(datetime.fromisoformat(start), "Europe/Berlin", minutes)
    body = rendering.calendar([entry(when)], title="x")
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    begin, end = (event.decoded(name).astimezone(UTC) for name in ("DTSTART", "DTEND"))
    assert end - begin == timedelta(minutes=minutes)
    assert busy_of(body, AT, AT + timedelta(days=90)) == [(begin, end)]


def test_a_date_in_the_hour_that_clocks_skip_names_a_wall_that_there_is():
    when = Date(datetime(2026, 3, 29, 2, 30), "Europe/Berlin", 60)
    body = rendering.calendar([entry(when)], title="x")
    assert b"DTSTART;TZID=Europe/Berlin:20260329T033000" in body


@pytest.mark.parametrize("title", ["Ö" * 40, "😀" * 40, "a,b;c\\n: d", 'He said "x"', "ה" * 40])
def test_a_title_of_any_signs_is_read_back_as_it_was(title):
    body = rendering.calendar([entry(FRIDAY)], title=title)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    for line in body.split(b"\r\n"):
        line.decode()  # no sign is cut in two
    whole = Calendar.from_ical(body)
    assert whole.walk("VEVENT")[0]["SUMMARY"] == title
    escaped = title.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert f"X-WR-CALNAME:{escaped}" in body.replace(b"\r\n ", b"").decode()


def test_a_line_is_one_line_and_stays_it():
    assert one_line("  Piano,\r\n four\x07hands \u202e ") == "Piano, four hands"
    assert one_line("family 👩‍👩‍👧") == "family 👩‍👩‍👧"
    assert one_line("\x00") == ""


@pytest.mark.parametrize("year", ["0001", "1999", "2100", "9999"])
def test_a_year_that_nobody_means_is_no_date(year):
    with pytest.raises(ValueError):
        date_of(f"{year}-10-23T19:30", "Europe/Berlin", 60)


def test_a_plan_in_a_zone_that_is_unknown_here_leaves_the_others(couple):
    """As after a move to a machine with older zones: its steps do not open, and nothing breaks."""
    alice, bob = couple
    path = begins(alice)
    agree(alice, bob, Date(datetime(2026, 10, 24, 18), "Asia/Qostanay", 60))
    kept = agree(alice, bob)
    real = ZoneInfo

    def older(name):
        if name == "Asia/Qostanay":
            raise KeyError(name)
        return real(name)

    with mock.patch("nearer.practices.quality_time.rules.dates.ZoneInfo", older):
        refreshing.look_after(present_of(alice))
        (event,) = events(path)
    assert str(kept) in event["UID"]
    refreshing.look_after(present_of(alice))
    assert len(events(path)) == 2


def test_the_download_of_one_is_as_it_stands_in_the_whole(couple):
    alice, bob = couple
    thread = agree(alice, bob)
    one = alice.get(f"/quality-time/plan/{thread}/calendar.ics").content
    assert one == alice.get(f"{FEED}calendar.ics").content
    assert alice.get(f"/quality-time/plan/{uuid4()}/calendar.ics").status_code == 404
