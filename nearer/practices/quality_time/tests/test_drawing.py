"""Seven days as a drawing, and what the page with free times asks for: tables."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from nearer.calendars import spans as sweep
from nearer.practices.quality_time import drawing
from nearer.practices.quality_time.drawing import Kind
from nearer.practices.quality_time.rules import windows as rules

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 60


def at(text):
    return sweep.minute(datetime.fromisoformat(text).replace(tzinfo=UTC))


def week(first, *spans, kind="ours", zone=BERLIN):
    days = rules.days_from(date.fromisoformat(first), 0)
    known = tuple((at(a), at(b)) for a, b in spans)
    return drawing.week(days, [Kind(kind, known)], all_year=known, zone=zone)


def drawn(shown):
    return [(block.x // drawing.WIDE, block.y, block.high) for block in shown.blocks]


@pytest.mark.parametrize(
    ("first", "span", "blocks"),
    [
        pytest.param("2026-06-08", ("2026-06-09T16", "2026-06-09T20"), [(1, 0, 240)], id="evening"),
        pytest.param(
            "2026-06-08",
            ("2026-06-09T20", "2026-06-10T00"),
            [(1, 22 * HOUR, 120), (2, 0, 120)],
            id="over midnight",
        ),
        pytest.param(
            "2026-10-23",
            ("2026-10-24T23", "2026-10-25T02"),  # from 01:00 to 03:00 on the wall: three hours
            [(2, HOUR, 120)],
            id="an hour that comes twice is drawn once",
        ),
        pytest.param(
            "2026-03-27",
            ("2026-03-29T00", "2026-03-29T02"),  # 01:00 to 04:00 on the wall: two hours
            [(2, HOUR, 60), (2, 3 * HOUR, 60)],
            id="an hour that is skipped is a gap",
        ),
        pytest.param("2026-06-08", ("2026-06-07T10", "2026-06-07T12"), [], id="the day before"),
        pytest.param("2026-06-08", ("2026-06-15T10", "2026-06-15T12"), [], id="the day after"),
    ],
)
def test_a_stretch_is_drawn_as_the_wall_shows_it(first, span, blocks):
    assert drawn(week(first, span)) == blocks


@pytest.mark.parametrize(
    ("spans", "labels"),
    [
        pytest.param([("2026-06-09T16", "2026-06-09T20")], "18 20 22 24", id="evening"),
        pytest.param([("2026-06-09T07", "2026-06-09T08")], "08 10 12 14", id="morning"),
        pytest.param([], "16 18 20 22 24", id="nothing"),
    ],
)
def test_the_hours_are_those_in_which_something_is_free(spans, labels):
    shown = week("2026-06-08", *spans)
    assert " ".join(hour.label for hour in shown.hours) == labels
    assert shown.hours[-1].pixels == shown.tall


def test_a_night_shows_the_whole_day_and_is_listed_on_both_days():
    shown = week("2026-06-08", ("2026-06-09T20", "2026-06-10T00"))
    assert (shown.high, shown.hours[0].label, shown.hours[-1].label) == (1440, "00", "24")
    listed = [(row.day.day, it.clock) for row in shown.rows for it in row.kinds["ours"]]
    assert listed == [(9, "22:00–24:00"), (10, "00:00–02:00")]


def test_what_has_no_number_is_today_and_an_hour():
    for text in ("", "-1", "26", "1e3", "٣", "x" * 9000):
        assert rules.week_of(text) == 0
        assert rules.least_of(text) == rules.LEAST
    assert rules.week_of("25") == 25
    assert rules.least_of("180") == 180


@pytest.mark.parametrize(
    ("minutes", "least", "usual"),
    [(240, 60, 120), (240, 180, 180), (75, 60, 75), (120, 30, 120), (30, 30, 30)],
)
def test_a_time_is_proposed_for_two_hours_or_all_there_is(minutes, least, usual):
    assert rules.usual(minutes, least=least) == usual
    assert usual in rules.lengths(minutes)
    assert rules.lengths(minutes)[-1] == minutes


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-06-09", "today"),  # it has begun where the other one lives
        ("2026-06-08", "today"),
        ("2026-06-07", "yesterday"),
        ("2026-06-02", "Tuesday"),
        ("2026-06-01", "1 June"),
        ("2025-12-31", "31 December 2025"),
    ],
)
def test_how_old_it_is_is_said_by_the_day(day, said):
    assert rules.from_day(date.fromisoformat(day), today=date(2026, 6, 8)) == said


@pytest.mark.parametrize(
    ("moment", "again"),
    [("2026-10-25T00:30", False), ("2026-10-25T01:30", True), ("2026-10-25T02:30", False)],
)
def test_the_second_of_two_equal_hours_is_known(moment, again):
    assert rules.comes_again(datetime.fromisoformat(f"{moment}+00:00"), BERLIN) is again
