"""What somebody offers, minute by minute as their clock shows it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.calendars.spans import minute, moment
from nearer.calendars.windows import Hours, free

EVERY_DAY = tuple((day, 0, 1440) for day in range(7))


@dataclass
class Taken:
    spans: tuple = ()
    days: tuple = ()


def at(text, zone="UTC", fold=0):
    return minute(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold))


def offered(hours, start, end, busy=None):
    """`start` and `end` on the wall of the hours' zone; what is offered, told the same way."""
    found = free(busy or Taken(), hours=hours, start=at(start, hours.zone), end=at(end, hours.zone))
    zone = ZoneInfo(hours.zone)
    return [
        (f"{moment(a).astimezone(zone):%d %H:%M%z}", f"{moment(b).astimezone(zone):%d %H:%M%z}")
        for a, b in found
    ]


def on(day, since, until, zone, **more):
    """Hours on one weekday: `on("2026-10-25", "02:00", "03:00", …)`."""
    minutes = [60 * int(wall[:2]) + int(wall[3:]) for wall in (since, until)]
    return Hours(zone, ((date.fromisoformat(day).weekday(), *minutes),), **more)


@pytest.mark.parametrize(
    ("zone", "day", "liked", "found"),
    [
        # Clocks are put forward: the hour that is skipped is not offered.
        ("Europe/Berlin", "2026-03-29", ("01:30", "04:00"), [("29 01:30+0100", "29 04:00+0200")]),
        ("Europe/Berlin", "2026-03-29", ("02:10", "02:50"), []),
        ("Europe/Berlin", "2026-03-29", ("02:30", "04:00"), [("29 03:00+0200", "29 04:00+0200")]),
        (
            "America/New_York",
            "2026-03-08",
            ("02:30", "03:30"),
            [("08 03:00-0400", "08 03:30-0400")],
        ),
        # Half an hour is skipped, and half an hour comes twice.
        ("Australia/Lord_Howe", "2026-10-04", ("02:00", "02:30"), []),
        (
            *("Australia/Lord_Howe", "2026-04-05", ("01:30", "02:00")),
            [("05 01:30+1100", "05 02:00+1030")],
        ),
        # Clocks are put back: what comes twice is offered twice, in one piece where it touches.
        (
            *("Europe/Berlin", "2026-10-25", ("02:15", "02:45")),
            [("25 02:15+0200", "25 02:45+0200"), ("25 02:15+0100", "25 02:45+0100")],
        ),
        ("Europe/Berlin", "2026-10-25", ("02:00", "03:00"), [("25 02:00+0200", "25 03:00+0100")]),
        (
            "America/New_York",
            "2026-11-01",
            ("01:00", "03:00"),
            [("01 01:00-0400", "01 03:00-0500")],
        ),
        # A day without midnight, and one that never was.
        (
            "America/Sao_Paulo",
            "2018-11-04",
            ("00:00", "02:00"),
            [("04 01:00-0200", "04 02:00-0200")],
        ),
        ("Pacific/Apia", "2011-12-30", ("00:00", "24:00"), []),
    ],
)
def test_liked_hours_follow_the_wall_on_nights_when_clocks_change(zone, day, liked, found):
    after = date.fromisoformat(day) + timedelta(days=1)
    before = date.fromisoformat(day) - timedelta(days=1)
    assert offered(on(day, *liked, zone), f"{before}T00:00", f"{after}T12:00") == found


def test_an_evening_is_as_long_as_it_really_is():
    awake = Hours("Europe/Berlin", EVERY_DAY)
    (spring,) = free(
        Taken(),
        hours=awake,
        start=at("2026-03-28T18:00", "Europe/Berlin"),
        end=at("2026-03-29T18:00", "Europe/Berlin"),
    )
    assert spring[1] - spring[0] == 23 * 60


def test_sleep_over_midnight_is_taken_off_on_both_sides_of_it():
    hours = Hours("Europe/Berlin", EVERY_DAY, sleep=(23 * 60, 7 * 60))
    assert offered(hours, "2026-10-24T00:00", "2026-10-26T00:00") == [
        ("24 07:00+0200", "24 23:00+0200"),
        ("25 07:00+0100", "25 23:00+0100"),
    ]


def test_sleep_by_day_is_one_piece_and_no_sleep_is_none():
    hours = Hours("UTC", EVERY_DAY, sleep=(8 * 60, 16 * 60))
    assert offered(hours, "2026-10-24T00:00", "2026-10-25T00:00") == [
        ("24 00:00+0000", "24 08:00+0000"),
        ("24 16:00+0000", "25 00:00+0000"),
    ]
    assert len(offered(Hours("UTC", EVERY_DAY), "2026-10-24T00:00", "2026-10-25T00:00")) == 1


def test_a_sleep_that_began_the_day_before_holds_wherever_somebody_lives():
    """Twelve hours behind UTC, its day began a day and a half before the one of `start`."""
    hours = Hours("Etc/GMT+12", EVERY_DAY, sleep=(23 * 60, 22 * 60))
    assert offered(hours, "2026-10-24T12:00", "2026-10-24T22:30") == [
        ("24 22:00-1200", "24 22:30-1200")
    ]


def test_margins_widen_what_is_timed_and_not_whole_days():
    day = date(2026, 10, 25).toordinal()
    busy = Taken(spans=((at("2026-10-24T10:00"), at("2026-10-24T11:00")),), days=((day, day),))
    hours = Hours("UTC", EVERY_DAY, travel=30, rest=15)
    assert offered(hours, "2026-10-24T00:00", "2026-10-27T00:00", busy) == [
        ("24 00:00+0000", "24 09:30+0000"),
        ("24 11:15+0000", "25 00:00+0000"),
        ("26 00:00+0000", "27 00:00+0000"),
    ]


def test_a_whole_day_lasts_from_midnight_to_midnight_where_its_owner_lives():
    day = date(2026, 10, 25).toordinal()
    hours = Hours("America/New_York", EVERY_DAY)
    assert offered(hours, "2026-10-24T12:00", "2026-10-26T12:00", Taken(days=((day, day),))) == [
        ("24 12:00-0400", "25 00:00-0400"),
        ("26 00:00-0400", "26 12:00-0400"),
    ]


def test_never_wins_over_liked_and_short_pieces_are_dropped():
    hours = Hours("UTC", ((5, 600, 900),), never=((5, 660, 840),), shortest=61)
    assert offered(hours, "2026-10-24T00:00", "2026-10-25T00:00") == []
    hours = Hours("UTC", ((5, 600, 900),), never=((5, 660, 840),), shortest=60)
    assert len(offered(hours, "2026-10-24T00:00", "2026-10-25T00:00")) == 2


def test_who_is_away_for_a_thousand_years_is_not_free():
    hours = Hours("UTC", EVERY_DAY)
    always = Taken(days=((1, 3_000_000),))
    assert offered(hours, "2026-10-24T00:00", "2026-10-27T00:00", always) == []


NIGHTS = [
    ("Europe/Berlin", "2026-03-28"),
    ("Europe/Berlin", "2026-10-24"),
    ("America/New_York", "2026-03-07"),
    ("America/New_York", "2026-10-31"),
    ("Australia/Lord_Howe", "2026-04-04"),
    ("Australia/Lord_Howe", "2026-10-03"),
    ("Pacific/Apia", "2011-12-29"),
    ("America/Havana", "2026-10-31"),
    ("America/Sao_Paulo", "2018-11-03"),
    ("Asia/Kathmandu", "2026-05-01"),
    ("Africa/Casablanca", "2026-02-14"),
    ("Antarctica/Troll", "2026-03-28"),
]
of_day = st.integers(0, 96).map(lambda quarter: 15 * quarter)
pieces = st.lists(st.tuples(st.integers(0, 6), of_day, of_day), max_size=6)


@st.composite
def lives(draw):
    zone, night = draw(st.sampled_from(NIGHTS))
    since = at(f"{night}T00:00") + draw(st.integers(-900, 900))
    length = draw(st.integers(1, 3600))
    moments = st.integers(-600, length + 600).map(lambda passed: since + passed)
    lasts = st.integers(0, 300)
    spans = draw(st.lists(st.tuples(moments, lasts).map(lambda s: (s[0], sum(s))), max_size=4))
    day = date.fromisoformat(night).toordinal()
    days = draw(st.lists(st.tuples(st.integers(day - 1, day + 3), st.integers(0, 1)), max_size=1))
    hours = Hours(
        zone,
        tuple(draw(pieces)) + (EVERY_DAY if draw(st.booleans()) else ()),
        tuple(draw(pieces)[:2]),
        (draw(of_day) % 1440, draw(of_day) % 1440),
        draw(st.integers(0, 60)),
        draw(st.integers(0, 60)),
        draw(st.integers(0, 180)),
    )
    busy = Taken(tuple(spans), tuple((a, a + more) for a, more in days))
    return busy, hours, since, since + length


def minute_by_minute(busy, hours, start, end):
    zone = ZoneInfo(hours.zone)
    bed, up = hours.sleep
    whole = {day for first, last in busy.days for day in range(first, last + 1)}
    found = []
    for now in range(start, end):
        wall = moment(now).astimezone(zone)
        of_day = wall.hour * 60 + wall.minute
        week = [
            any(wall.weekday() == day and a <= of_day < b for day, a, b in some)
            for some in (hours.liked, hours.never)
        ]
        asleep = bed <= of_day < up if bed <= up else of_day >= bed or of_day < up
        held = any(a - hours.travel <= now < b + hours.rest for a, b in busy.spans if a < b)
        if week == [True, False] and not asleep and not held and wall.toordinal() not in whole:
            if found and found[-1][1] == now:
                found[-1][1] = now + 1
            else:
                found.append([now, now + 1])
    return tuple((a, b) for a, b in found if b - a >= hours.shortest)


@settings(max_examples=60, deadline=None)
@given(lives())
def test_what_is_offered_is_what_a_clock_would_say_minute_by_minute(life):
    busy, hours, start, end = life
    assert free(busy, hours=hours, start=start, end=end) == minute_by_minute(*life)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(lives())
def test_and_so_it_is_for_many_more(life):
    busy, hours, start, end = life
    assert free(busy, hours=hours, start=start, end=end) == minute_by_minute(*life)
