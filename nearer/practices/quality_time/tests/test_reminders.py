"""Notes before dates: one for each, early enough, and with nothing of what it is for."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from nearer.notices.asked import Asked
from nearer.notices.rules import Quiet, after_quiet
from nearer.practices.quality_time.reminders import KIND, dates
from nearer.practices.quality_time.rules.reminders import reminder
from nearer.practices.quality_time.tests.test_plans import WEEKLY, agree, proposes, says
from tests.presence import present_of

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(22), time(8))


@pytest.mark.parametrize(
    ("begins", "reminds"),
    [
        ("2026-10-09T19:30", "2026-10-09T17:30"),
        ("2026-10-09T10:00", "2026-10-09T08:00"),
        ("2026-10-09T09:59", "2026-10-08T21:00"),
        ("2026-10-09T06:00", "2026-10-08T21:00"),
        ("2026-10-09T00:30", "2026-10-08T21:00"),
        ("2026-10-08T23:59", "2026-10-08T21:59"),
        ("2026-10-25T03:30", "2026-10-24T21:00"),
    ],
)
def test_it_comes_two_hours_before_or_the_evening_before(begins, reminds):
    wall = datetime.fromisoformat(begins).replace(tzinfo=BERLIN)
    found = reminder(wall.astimezone(UTC), quiet=NIGHT, zone=BERLIN)
    assert found == datetime.fromisoformat(reminds).replace(tzinfo=BERLIN)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.times(),
    st.times(),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "UTC"]),
)
def test_it_always_goes_out_well_before_whatever_hours_are_quiet(begins, quiet, until, zone):
    asked = Quiet(quiet, until)
    moment = reminder(begins, quiet=asked, zone=ZoneInfo(zone))
    assert begins - timedelta(days=2) < moment <= begins - timedelta(minutes=90)
    if moment == begins - timedelta(hours=2):
        assert after_quiet(moment, quiet=asked, zone=ZoneInfo(zone)) == moment


class TestWhatIsPlanned:
    @pytest.fixture(autouse=True)
    def a_day(self):
        with time_machine.travel("2026-10-05T12:00:00+00:00", tick=False) as traveller:
            yield traveller

    def planned(self, someone):
        asked = Asked(address="bob@example.org", base="https://nearer.example.org")
        return [f"{it:%m-%dT%H:%M}" for it in dates(present_of(someone).pen, asked)]

    def test_a_date_that_both_agreed_on_has_one(self, couple):
        alice, bob = couple
        where = proposes(alice)
        assert self.planned(bob) == []
        says(bob, where, "accept")
        assert self.planned(bob) == self.planned(alice) == ["10-09T17:30"]
        says(alice, where, "call-off")
        assert self.planned(bob) == []

    def test_what_comes_back_has_one_for_each_day_of_four_weeks_but_those_left_out(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        alice.post(f"{where}on/2026-10-16/leave-out/")
        assert len(self.planned(bob)) == 4
        page = alice.page(where)
        about = page.split('name="about" value="')[1].split('"')[0]
        alice.post(f"{where}on/2026-10-16/leave-out/", {"about": about})
        assert self.planned(bob) == ["10-09T17:30", "10-23T17:30", "10-30T17:30"]

    def test_none_is_planned_for_what_is_in_an_hour(self, couple):
        agree(*couple, date="2026-10-05", time="13:00")
        assert self.planned(couple[0]) == []

    def test_its_name_and_title_say_nothing(self, couple):
        assert KIND.name == "dates"
        assert "A time you two agreed on" in couple[0].page("/you/notices/")
