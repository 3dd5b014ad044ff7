"""Starts in a window: the cases that people stumble over, and what a rule costs."""

import time
from datetime import datetime, timedelta

import pytest

from nearer.calendars.recurrence import MOST, Unreadable, parse, seeking, starts
from nearer.calendars.recurrence.days import LAST_DAY, week_one, week_year
from nearer.calendars.tests.truth import instances, text

ALWAYS = datetime(1, 1, 1), datetime(9999, 12, 31)


def of(text, first, after, before, *, until=None):
    return [
        f"{start:%Y-%m-%d %H:%M}"
        for start in starts(parse(text), first=first, until=until, after=after, before=before)
    ]


def dates(text, first, years, *, until=None):
    window = first, first + timedelta(days=366 * years)
    return [start[:10] for start in of(text, first, *window, until=until)]


def test_months_without_a_31st_have_none_and_nothing_is_moved():
    assert dates("FREQ=MONTHLY;COUNT=4", datetime(2026, 1, 31), 1) == [
        *("2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"),
    ]


def test_the_29th_of_february_comes_in_leap_years_alone():
    assert dates("FREQ=YEARLY", datetime(2096, 2, 29), 9) == ["2096-02-29", "2104-02-29"]


def test_a_start_that_the_rule_does_not_name_is_the_first_and_is_counted():
    assert dates("FREQ=WEEKLY;BYDAY=MO;COUNT=3", datetime(2026, 11, 25), 1) == [
        *("2026-11-25", "2026-11-30", "2026-12-07"),
    ]


def test_a_start_stays_even_where_the_rule_has_ended_before():
    assert dates("FREQ=DAILY", datetime(2026, 11, 25), 1, until=datetime(2026, 11, 1)) == [
        "2026-11-25"
    ]


def test_until_is_the_last_one_and_not_the_one_after():
    first = datetime(2026, 11, 25, 9)
    until = datetime(2026, 11, 27, 9)
    assert len(dates("FREQ=DAILY", first, 1, until=until)) == 3
    assert len(dates("FREQ=DAILY", first, 1, until=until - timedelta(seconds=1))) == 2


def test_a_window_has_its_beginning_and_not_its_end():
    days = datetime(2026, 11, 25), datetime(2026, 11, 27)
    assert of("FREQ=DAILY", datetime(2020, 1, 1), *days) == ["2026-11-25 00:00", "2026-11-26 00:00"]


@pytest.mark.parametrize(
    ("week_start", "days"),
    [
        ("MO", ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]),
        ("SU", ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]),
    ],
)
def test_every_second_week_depends_on_the_day_that_weeks_begin_with(week_start, days):
    """The standard's own example (3.8.5.3)."""
    rule = f"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={week_start}"
    assert dates(rule, datetime(1997, 8, 5, 9), 1) == days


def test_the_last_working_day_of_each_month():
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    assert dates(rule, datetime(2026, 10, 30), 1)[:4] == [
        *("2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29"),
    ]


def test_week_1_may_begin_in_december_and_week_53_end_in_january():
    # 2019-12-30 is the Monday of week 1 of 2020; 2021-01-01 the Friday of week 53 of 2020.
    weeks = "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,FR"
    assert dates(weeks, datetime(2019, 12, 30), 2) == [
        *("2019-12-30", "2020-01-03", "2020-12-28", "2021-01-01", "2021-01-04", "2021-01-08"),
    ]
    evenly = "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1"
    assert dates(evenly, datetime(2019, 12, 30), 7) == [
        *("2019-12-30", "2022-01-03", "2024-01-01", "2025-12-29"),
    ]


def test_the_year_of_a_week_is_that_of_iso_8601():
    for ordinal in range(730_000, 740_000):
        day = datetime.fromordinal(ordinal).isocalendar()
        assert week_year(ordinal, 0) == day.year
        assert week_one(day.year, 0) + (day.week - 1) * 7 + day.weekday - 1 == ordinal


def test_a_window_that_ends_in_the_first_week_of_next_year_has_its_days():
    window = datetime(2025, 12, 1), datetime(2025, 12, 31, 12)
    rule = "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU,WE"
    assert of(rule, datetime(2020, 1, 6), *window) == [
        *("2025-12-29 00:00", "2025-12-30 00:00", "2025-12-31 00:00"),
    ]


def test_every_five_hours_passes_midnight():
    window = datetime(2026, 11, 25), datetime(2026, 11, 26)
    assert of("FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30", datetime(2026, 11, 24, 20, 30), *window) == [
        *("2026-11-25 01:00", "2026-11-25 01:30", "2026-11-25 06:00", "2026-11-25 06:30"),
        *("2026-11-25 11:00", "2026-11-25 11:30", "2026-11-25 16:00", "2026-11-25 16:30"),
        *("2026-11-25 21:00", "2026-11-25 21:30"),
    ]


@pytest.mark.parametrize("freq", ["YEARLY;BYWEEKNO=1,-1", "YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
@pytest.mark.parametrize("week_start", ["MO", "SU", "FR"])
def test_both_ends_of_time_are_no_trouble(freq, week_start):
    rule = parse(f"FREQ={freq};BYDAY=MO,SU;WKST={week_start}")
    for first, after in [(ALWAYS[0], ALWAYS[0]), (datetime(9990, 1, 1), datetime(9999, 6, 1))]:
        before = min(after, ALWAYS[1] - timedelta(days=400)) + timedelta(days=400)
        window = {"after": after, "before": before}
        assert list(starts(rule, first=first, until=None, **window))
    assert datetime.fromordinal(LAST_DAY).year == 9999


@pytest.mark.parametrize(
    "said",
    [
        *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=YEARLY"),
        *("FREQ=DAILY;COUNT=999999999", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=100000"),
        *("FREQ=MONTHLY;BYDAY=-1FR;COUNT=9999", "FREQ=HOURLY;INTERVAL=5;COUNT=9999999"),
        *("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=99999", "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=9999"),
    ],
)
def test_a_rule_since_1601_costs_what_one_since_yesterday_costs(said, monkeypatch):
    """Counted in instances that are looked at, as seconds depend on who else is busy."""
    after = datetime(2026, 11, 25)
    found = seeking.Periods.instances

    def cost(first):
        looked = []
        counted = lambda self, numbers: (looked.append(1) or i for i in found(self, numbers))  # noqa: E731
        monkeypatch.setattr(seeking.Periods, "instances", counted)
        of(said, first, after, after + timedelta(days=180))
        return len(looked)

    assert cost(datetime(1601, 1, 1, 9)) <= cost(after - timedelta(days=1)) + 10


@pytest.mark.parametrize(
    "rule",
    [
        {"FREQ": "DAILY", "INTERVAL": 40},
        # Two names for one day, in some months.
        {"FREQ": "MONTHLY", "BYMONTHDAY": [1, -28]},
        {"FREQ": "MONTHLY", "BYDAY": ["4MO", "-1MO"]},
        # Days that some months do not have.
        {"FREQ": "MONTHLY", "BYMONTHDAY": [28, 29, 30, 31]},
        {"FREQ": "YEARLY", "BYYEARDAY": [1, 60, 366, -366]},
        {"FREQ": "YEARLY", "BYYEARDAY": [1, 32, 61], "BYMONTHDAY": [1]},
        # Months that are left out.
        {"FREQ": "WEEKLY", "BYDAY": ["MO", "FR"], "BYMONTH": [1, 2, 12]},
        {"FREQ": "DAILY", "BYDAY": ["MO", "FR"], "BYMONTH": [1, 2, 12]},
        {"FREQ": "YEARLY", "BYMONTH": [2, 3], "BYMONTHDAY": [29]},
        {"FREQ": "MONTHLY", "BYDAY": ["MO", "TU", "WE", "TH", "FR"], "BYSETPOS": [1, 22, -1]},
    ],
    ids=text,
)
def test_counts_are_right_where_periods_differ(rule):
    first, after, before = datetime(2016, 2, 29, 9), datetime(2024, 1, 1), datetime(2028, 3, 31)
    whole = instances(rule, first=first, after=first, before=before)
    for count in range(1, len(whole) + 2):
        counted = parse(text(rule | {"COUNT": count}))
        found = list(starts(counted, first=first, until=None, after=after, before=before))
        assert found == [start for start in whole[:count] if start >= after]


def test_more_than_can_be_looked_at_is_said_and_not_cut_off():
    first = datetime(2026, 1, 1)
    long = first + timedelta(days=MOST)
    with pytest.raises(Unreadable, match="TOO_MANY"):
        of("FREQ=DAILY", first, first, long + timedelta(days=1))
    assert len(of("FREQ=DAILY", first, first, long)) == MOST
    dense = "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,15,30,45"
    with pytest.raises(Unreadable, match="TOO_MANY"):
        of(dense, first, first, first + timedelta(days=300))
    rare = "FREQ=HOURLY;BYHOUR=9;BYDAY=MO"
    with pytest.raises(Unreadable, match="TOO_MANY"):
        of(rare, first, first, first + timedelta(days=900))


def test_counting_what_no_division_counts_is_given_up_quickly():
    hours = "FREQ=HOURLY;BYDAY=MO;COUNT=99999"
    began = time.perf_counter()
    with pytest.raises(Unreadable, match="TOO_MANY"):
        of(hours, datetime(1601, 1, 1), datetime(2026, 1, 1), datetime(2026, 6, 1))
    assert time.perf_counter() - began < 1


def test_a_count_that_ran_out_long_ago_is_known_without_walking_on():
    """However far away the window is, ten hours are counted in ten steps."""
    hours = "FREQ=HOURLY;BYDAY=MO;COUNT=10"
    assert of(hours, datetime(1601, 1, 1), datetime(2026, 1, 1), datetime(2026, 6, 1)) == []
