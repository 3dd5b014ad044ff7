"""Ticked and typed hours, as the pieces of a week."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.practices.quality_time.rules import hours as rules

quick = settings(max_examples=80, deadline=None, database=None)
walls = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")


@pytest.mark.parametrize(
    ("start", "until", "found"),
    [
        pytest.param("18:30", "22:00", [(4, 1110, 1320)], id="an evening"),
        pytest.param("22:00", "01:30", [(4, 1320, 1440), (5, 0, 90)], id="over midnight"),
        pytest.param("20:00", "00:00", [(4, 1200, 1440)], id="until midnight"),
        pytest.param("00:00", "00:00", [(4, 0, 1440)], id="the whole day"),
        pytest.param("12:00", "12:00", [(4, 720, 1440), (5, 0, 720)], id="from noon to noon"),
    ],
)
def test_hours_of_a_friday(start, until, found):
    assert list(rules.pieces((4,), start, until)) == found


def test_sunday_night_goes_on_on_monday():
    assert list(rules.pieces((6,), "23:00", "02:00")) == [(6, 1380, 1440), (0, 0, 120)]


@pytest.mark.parametrize(
    "row",
    [["some", "18:00", "20:00"], ["sat", "25:00", "20:00"], ["sat", "18:00"], [], ["sat", "", ""]],
)
def test_a_row_that_says_nothing_gives_nothing(row):
    assert list(rules.typed([row, ["sat", "10:00", "11:00"]])) == [(5, 600, 660)]


def test_what_overlaps_or_touches_is_one():
    found = [(0, 600, 700), (0, 650, 800), (0, 800, 900), (1, 800, 900)]
    assert rules.joined(found) == ((0, 600, 900), (1, 800, 900))


def minutes_of(found):
    return {(day, minute) for day, start, until in found for minute in range(start, until, 15)}


@quick
@given(rows=st.lists(st.tuples(st.sampled_from(list(rules.DAYS)), walls, walls), max_size=5))
def test_joining_changes_no_minute(rows):
    found = list(rules.typed(rows))
    joined = rules.joined(found)
    assert minutes_of(joined) == minutes_of(found)
    assert list(joined) == sorted(joined)
    assert rules.hours_in(found) == len(minutes_of(found)) / 4


def test_a_week_has_its_hours_counted_once():
    assert rules.hours_in([(0, 600, 720), (0, 660, 780)]) == 3
