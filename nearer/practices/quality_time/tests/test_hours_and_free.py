"""When somebody likes to meet, what is free of it, and what the other one gets."""

import json
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine

from conftest import confirms, invites, newcomer, says_who_hosts, takes_words
from nearer.journal.models import Entry
from nearer.journal.selectors import read
from nearer.lib import clock
from nearer.practices.quality_time.entries.sources import Free, Hours, Source
from nearer.practices.quality_time.selectors import free as selectors
from nearer.practices.quality_time.tests.conftest import HERE, HOURS, adds, in_days, says_hours
from tests.pictures import hides, says
from tests.presence import present_of

MONDAY = "2026-06-08T08:00:00+00:00"
DAY = 24 * 60


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def got(someone) -> Free | None:
    """What this person has of the other one."""
    here = present_of(someone)
    reading = read(here.vault, here.couple, kinds=[Free.kind])
    return next((entry.payload for entry in reading.of(Free) if not entry.mine), None)


def shares(someone):
    return someone.post(f"{HERE}free/share/")


# --- Hours ------------------------------------------------------------------------------


def test_many_hours_are_ticked_before_anybody_said_anything(alice):
    page = alice.page(f"{HERE}hours/")
    assert page.count("checked") == 3
    says(page, "Only me.", "Evenings in the week", "Mon to Fri, 18:30 to 22:00")


def test_hours_that_were_said_stand_there_again(alice):
    own = {"own_0_days": "sat", "own_0_from": "09:00", "own_0_until": "11:30"}
    never = {"never_0_days": "thu", "never_0_from": "18:00", "never_0_until": "23:00"}
    says_hours(alice, **own, **never)
    page = alice.page(f"{HERE}hours/")
    assert page.count("checked") == 1
    for wall in ("09:00", "11:30", "18:00"):
        assert f'value="{wall}"' in page
    assert '<option value="sat" selected>' in page
    assert '<option value="thu" selected>' in page


def test_a_row_that_is_left_out_is_gone(alice):
    own = {"own_0_days": "sat", "own_0_from": "09:00", "own_0_until": "11:30"}
    says_hours(alice, **own)
    says_hours(alice, **{**own, "own_0_days": "none"})
    assert 'value="11:30"' not in alice.page(f"{HERE}hours/")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param({"own_0_from": "18:00"}, "Give a time such as 20:30.", id="half a row"),
        pytest.param({"own_0_from": "six"}, "Give a time such as 20:30.", id="no time"),
        pytest.param({"sleep_from": ""}, "Give a time such as 20:30.", id="no sleep"),
        pytest.param({"shortest": "7"}, "Choose one.", id="a length of nobody"),
        pytest.param({"presets": ["tuesdays"]}, "not one of the available choices", id="no hours"),
    ],
)
def test_hours_that_cannot_be_taken_come_back_as_they_were_typed(alice, data, sentence):
    never = {"never_0_days": "fri", "never_0_from": "17:15", "never_0_until": "19:45"}
    reply = alice.post(f"{HERE}hours/", {**HOURS, **never, **data})
    page = unescape(reply.content.decode())
    assert reply.status_code == 422
    assert sentence in page
    for typed in ("17:15", "19:45", *(v for v in data.values() if ":" in v)):
        assert f'value="{typed}"' in page


def test_nobody_but_their_owner_has_hours(couple):
    alice, _ = couple
    says_hours(alice)
    here = present_of(alice)
    row = Entry.objects.of(here.couple).get(kind=Hours.kind)
    assert (row.visibility, row.given_key, row.size) == ("only_me", None, 4096)


# --- My own free times ----------------------------------------------------------------------


def test_hours_come_before_anything_is_free(alice):
    says(alice.page(f"{HERE}free/"), "Your hours come first")


def test_hours_alone_make_free_times_for_somebody_alone(alice):
    says_hours(alice)
    page = alice.page(f"{HERE}free/")
    says(page, "Mon 8 Jun", "18:30–22:00", "From your hours alone", "You are here alone for now")
    hides(page, "Sat 13 Jun", "Share my free times")


def test_a_calendar_takes_its_times_off_with_margins(alice, servers):
    says_hours(alice)
    servers.busy(("2026-06-09T19:30", "2026-06-09T20:00"))
    adds(alice)
    page = alice.page(f"{HERE}free/")
    # An hour at least: half an hour before and after an appointment leaves less than one before it.
    says(page, "Tue 9 Jun</th><td>20:30–22:00", "As of this morning.")


def test_hours_that_never_work_count_whatever_was_ticked(alice):
    says_hours(alice, never_0_days="tue", never_0_from="00:00", never_0_until="00:00")
    page = alice.page(f"{HERE}free/")
    says(page, "Mon 8 Jun", "Wed 10 Jun")
    hides(page, "Tue 9 Jun")


def test_a_whole_day_is_busy_until_its_owner_says_otherwise(alice, servers):
    says_hours(alice)
    servers.busy(days=[["2026-06-10", "2026-06-11"], ["2026-06-12", "2026-06-12"]])
    where = adds(alice)
    hides(alice.page(f"{HERE}free/"), "Wed 10 Jun", "Thu 11 Jun", "Fri 12 Jun")
    page = alice.page(where)
    says(page, "10 to 11 June", "Friday, 12 June", "it reads no titles")
    friday = date(2026, 6, 12).toordinal()
    assert alice.post(f"{where}days/", {"free": f"{friday}-{friday}"}).status_code == 302
    page = alice.page(f"{HERE}free/")
    says(page, "Fri 12 Jun")
    hides(page, "Wed 10 Jun")
    assert alice.post(f"{where}days/", {}).status_code == 302
    hides(alice.page(f"{HERE}free/"), "Fri 12 Jun")


def test_days_that_are_not_there_are_not_put_aside(alice, servers):
    servers.busy(days=[["2026-06-10", "2026-06-10"]])
    where = adds(alice)
    for free in ("1-2", "x", "-", "739777-739778"):
        assert alice.post(f"{where}days/", {"free": free}).status_code == 422


def test_beyond_what_a_calendar_says_nothing_is_free(alice, servers):
    says_hours(alice)
    adds(alice)
    here = present_of(alice)
    source = Source(name="x", way="file", covers=[0, 10], read_at=clock.now().isoformat())
    hours = Hours(presets=["evenings"])
    assert selectors.offered(hours, [source], zone="UTC", now=here.now).spans == ()


def test_a_calendar_that_could_not_be_read_whole_is_never_free_by_itself(alice, servers):
    says_hours(alice)
    servers.busy(complete=False, unread=3)
    where = adds(alice)
    page = alice.page(where)
    says(page, "3 entries could not be read", "Until you say so, nothing is called free")
    page = alice.page(f"{HERE}free/")
    says(page, "Nothing is called free")
    hides(page, "18:30–22:00")
    alice.post(f"{where}accept/", {"use": "yes"})
    says(alice.page(f"{HERE}free/"), "18:30–22:00")
    alice.post(f"{where}accept/", {"use": "no"})
    hides(alice.page(f"{HERE}free/"), "18:30–22:00")


def test_one_such_calendar_is_enough(alice, servers):
    says_hours(alice)
    adds(alice)
    servers.busy(complete=False, unread=1)
    adds(alice)
    hides(alice.page(f"{HERE}free/"), "18:30–22:00")


# --- What the other one gets ------------------------------------------------------------------


def test_nothing_is_shared_before_somebody_says_so(couple, servers):
    alice, bob = couple
    says_hours(alice)
    adds(alice)
    page = alice.page(f"{HERE}free/")
    says(page, "Bob would see these", "Nothing else.")
    assert got(bob) is None
    here = present_of(alice)
    assert (
        not Entry.objects.of(here.couple)
        .filter(kind__startswith="quality_time")
        .exclude(visibility="only_me")
    )


def test_what_is_shared_is_free_times_a_day_and_a_zone(couple, servers):
    alice, bob = couple
    says_hours(alice)
    servers.busy(("2026-06-09T19:30", "2026-06-09T20:00"))
    adds(alice)
    assert shares(alice).status_code == 302
    free = got(bob)
    assert free.made_on == "2026-06-08"
    assert free.zone == "UTC"
    assert all(end - start >= 60 for start, end in free.spans)
    assert len(free.spans) == 130
    says(alice.page(f"{HERE}free/"), "Bob sees these 130 times.", "Nothing else.")


def test_the_moment_of_sharing_is_not_told(couple):
    alice, bob = couple
    says_hours(alice)
    shares(alice)
    here = present_of(bob)
    entry = next(read(here.vault, here.couple, kinds=[Free.kind]).of(Free))
    assert entry.at.isoformat() == "2026-06-08T00:00:00+00:00"


def test_it_has_one_size_however_much_is_free(couple):
    alice, _ = couple
    here = present_of(alice)
    rows = Entry.objects.of(here.couple).filter(kind=Free.kind)
    sizes = set()
    for presets in (["evenings"], ["mornings", "late", "weekend", "lunch"]):
        says_hours(alice, presets=presets)
        shares(alice)
        sizes.add((rows.get().size, len(rows.get().body)))
    assert len(sizes) == 1


def test_what_is_shared_follows_hours_calendars_and_their_removal_at_once(couple, servers):
    alice, bob = couple
    says_hours(alice)
    shares(alice)
    whole = len(got(bob).spans)
    servers.busy(("2026-06-09T08:00", "2026-06-09T23:00"))
    where = adds(alice)
    assert len(got(bob).spans) == whole - 1
    assert alice.post(f"{where}remove/").status_code == 302
    assert len(got(bob).spans) == whole
    says_hours(alice, never_0_days="week", never_0_from="00:00", never_0_until="00:00")
    assert got(bob).spans == []


def test_stopping_takes_it_back(couple):
    alice, bob = couple
    says_hours(alice)
    shares(alice)
    assert alice.post(f"{HERE}free/stop/").status_code == 302
    assert got(bob) is None
    says(alice.page(f"{HERE}free/"), "Bob would see these")
    says_hours(alice)
    assert got(bob) is None


def test_a_calendar_that_cannot_be_read_whole_any_more_takes_free_times_back(couple, servers):
    alice, bob = couple
    says_hours(alice)
    where = adds(alice)
    shares(alice)
    assert got(bob).spans
    servers.busy(complete=False, unread=2)
    alice.post(f"{where}again/")
    assert got(bob).spans == []


def test_sharing_alone_or_without_hours_leads_to_what_is_needed_first(couple, charlie):
    alice, _ = couple
    assert shares(charlie)["Location"] == "/two/"
    assert shares(alice)["Location"] == f"{HERE}hours/"


def test_what_one_partner_had_is_not_what_the_next_one_gets(couple):
    alice, bob = couple
    dora = newcomer("Dora")
    says_hours(alice)
    shares(alice)
    bob.post("/two/leave/", {"sure": "on"})
    alice.post("/two/ended/")
    link = invites(alice, question="plant-it")
    dora.post(link, {"text": "Dora answered", "name": "Dora"})
    says_who_hosts(takes_words(dora), "partner")
    confirms(alice, "me")
    dora.page("/")
    assert got(dora) is None
    says(alice.page(f"{HERE}free/"), "Dora would see these")


def test_what_the_other_one_made_up_does_not_open():
    good = {"spans": [[1, 2], [4, 9]], "made_on": "2026-06-08", "zone": "UTC"}
    assert Free(**good)
    for bad in (
        {"spans": [[2, 1]]},
        {"spans": [[4, 9], [1, 2]]},
        {"spans": [["1", "2"]]},
        {"spans": [[True, 2]]},
        {"spans": [[1, 10**12]]},
        {"spans": [[1, 2, 3]]},
        {"made_on": "tomorrow"},
        {"made_on": "20260608"},
        {"zone": 7},
    ):
        with pytest.raises((ValueError, TypeError)):
            Free(**{**good, **bad})


def test_a_year_that_is_full_fits_into_what_is_shared():
    start = 30_000_000
    spans = [[start + 120 * n, start + 120 * n + 60] for n in range(180 * 12)]
    assert len(json.dumps(spans, separators=(",", ":"))) < 64 * 1024


def test_the_next_day_it_is_from_the_next_day(couple, servers):
    alice, bob = couple
    says_hours(alice)
    adds(alice)
    shares(alice)
    tomorrow = clock.now() + timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        alice.post("/unlock/", {"words": alice.words})
        servers.busy(("2026-06-30T19:30", "2026-06-30T20:00"))
        from nearer.practices.quality_time import refreshing

        refreshing.look_after(present_of(alice))
        assert got_at(bob).made_on == "2026-06-09"


def got_at(someone) -> Free:
    someone.post("/unlock/", {"words": someone.words})
    found = got(someone)
    assert found is not None
    return found


def test_in_days_is_a_moment():
    assert in_days(0) == "2026-06-08T12:00"
