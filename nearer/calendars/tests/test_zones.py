"""Which zone a name means, and what the clocks of a zone show."""

import subprocess
import sys
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.calendars import zones
from nearer.calendars.scanner import Component
from nearer.calendars.tests.writing import answer, busy, event, said
from nearer.calendars.vtimezone import define
from nearer.calendars.warnings import Warn


def zone(name, *parts):
    lines = [line for part in parts for line in part]
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE")


def part(kind, start, before, after, *repeats):
    return (
        f"BEGIN:{kind}",
        f"DTSTART:{start}",
        f"TZOFFSETFROM:{before}",
        f"TZOFFSETTO:{after}",
        *repeats,
        f"END:{kind}",
    )


LAST_SUNDAY = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH={}"
OUTLOOK_BERLIN = (
    part(
        "STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"
    ),
    part("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
)
PLUS_NINE = (part("STANDARD", "16010101T000000", "+0900", "+0900"),)


def at_noon(name):
    """An event from noon to one on 5 November 2026 in a zone."""
    return event(f"DTSTART;TZID={name}:20261105T120000", f"DTEND;TZID={name}:20261105T130000")


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("America/New_York", 17),
        ('"America/New_York"', 17),
        ("america/new_york", 17),
        ("US/Eastern", 17),
        ("America/Argentina/Buenos_Aires", 15),
        ("Asia/Calcutta", 6),
        ("EST5EDT", 17),
        ("UTC", 12),
        ("Etc/GMT+5", 17),
        ("/mozilla.org/20070129_1/America/New_York", 17),
        ("/freeassociation.sourceforge.net/Tzfile/America/New_York", 17),
        ("/citadel.org/20190914_1/America/Argentina/Buenos_Aires", 15),
        ("/softwarestudio.org/Olson_20011030_5/UTC", 12),
        ("Eastern Standard Time", 17),
        ("eastern standard time", 17),
        ("Tokyo Standard Time", 3),
        ('"Tokyo Standard Time"', 3),
        ("tzone://Microsoft/Utc", 12),
    ],
)
def test_a_name_means_a_zone(name, hour):
    (text,) = busy(at_noon(name))
    assert text.startswith(f"2026-11-05 {hour:02}:")


@pytest.mark.parametrize(
    "name",
    [
        "Customized Time Zone",
        "Mars/Olympus",
        "(UTC-05:00) Eastern Time (US & Canada)",
        '"(UTC-05:00) Eastern; US: Canada"',
        "../../../etc/passwd",
        "/etc/passwd",
        "right/America/New_York",
        "posixrules",
        "Factory",
        "localtime",
        "America",
        "America/",
        "zone.tab",
        "a" * 5000,
        "America/New_York\0",
    ],
)
def test_a_name_that_nobody_knows_is_home_and_is_said(name):
    found = answer(at_noon(name))
    assert said(found) == ["2026-11-05 11:00 – 12:00"]
    assert (found.complete, found.warnings) == (False, (Warn.UNKNOWN_ZONE,))


def test_a_zone_that_only_a_free_or_a_past_event_is_in_need_not_be_known():
    past = event("DTSTART;TZID=Nowhere:20200101T100000", "DTEND;TZID=Nowhere:20200101T110000")
    assert busy(past) == []


def test_a_calendar_explains_its_own_names_wherever_it_does_so():
    for name in ("Customized Time Zone", '"Berlin; or, say: so"', "Berlin\\, so: yes"):
        defined = zone(name.strip('"').replace(",", "\\,", name[0] == '"'), *OUTLOOK_BERLIN)
        for parts in ((defined, at_noon(name)), (at_noon(name), defined)):
            assert busy(*parts, zone="Asia/Tokyo") == ["2026-11-05 11:00 – 12:00"]


def test_the_worlds_zone_counts_before_the_calendars_own_copy():
    assert busy(zone("Europe/Berlin", *PLUS_NINE), at_noon("Europe/Berlin")) == [
        "2026-11-05 11:00 – 12:00"
    ]


@pytest.mark.parametrize("name", ["W. Europe Standard Time", "EST"])
def test_the_calendars_own_word_counts_before_a_table_of_windows_and_for_short_names(name):
    assert busy(zone(name, *PLUS_NINE), at_noon(name)) == ["2026-11-05 03:00 – 04:00"]


def test_nobody_elses_calendar_is_moved_by_it():
    name = "W. Europe Standard Time"
    busy(zone(name, *PLUS_NINE), at_noon(name))
    assert busy(at_noon(name)) == ["2026-11-05 11:00 – 12:00"]


def test_two_calendars_in_one_body_have_zones_of_their_own():
    name = "W. Europe Standard Time"
    one = ("END:VCALENDAR", "BEGIN:VCALENDAR")
    first = (*zone(name, *PLUS_NINE), *at_noon(name))
    second = event(*at_noon(name)[2:-1], uid="two")
    assert busy(first, one, second) == ["2026-11-05 03:00 – 04:00", "2026-11-05 11:00 – 12:00"]


@pytest.mark.parametrize(
    ("said_zone", "hour"),
    [("America/New_York", 17), ("Tokyo Standard Time", 3), ("Nowhere", 11), ("", 11)],
)
def test_a_calendars_zone_is_for_floating_times(said_zone, hour):
    floating = event("DTSTART:20261105T120000", "DTEND:20261105T130000")
    zoned = event("DTSTART;TZID=UTC:20261106T120000", "DTEND;TZID=UTC:20261106T130000", uid="zoned")
    assert busy(f"X-WR-TIMEZONE:{said_zone}", floating, zoned) == [
        f"2026-11-05 {hour:02}:00 – {hour + 1:02}:00",
        "2026-11-06 12:00 – 13:00",
    ]


BAD = {
    "no parts": (),
    "no end": (("BEGIN:STANDARD", "DTSTART:16010101T000000", "END:STANDARD"),),
    "a second's rule": (
        part("STANDARD", "20200101T000000", "+0100", "+0200", "RRULE:FREQ=SECONDLY"),
    ),
    "a day's rule": (part("STANDARD", "20200101T000000", "+0100", "+0200", "RRULE:FREQ=DAILY"),),
    "every Sunday": (
        part("STANDARD", "20200101T000000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=SU"),
    ),
    "all hours": (
        part(
            *("STANDARD", "20200101T000000", "+0100", "+0200"),
            "RRULE:FREQ=YEARLY;BYHOUR=" + ",".join(map(str, range(24))),
        ),
    ),
    "no interval": (
        part("STANDARD", "20200101T000000", "+0100", "+0200", "RRULE:FREQ=YEARLY;INTERVAL=0"),
    ),
    "a day ahead": (part("STANDARD", "20200101T000000", "+2400", "+2400"),),
    "no number": (part("STANDARD", "20200101T000000", "+0100", "noon"),),
    "no time": (part("STANDARD", "once", "+0100", "+0100"),),
    "too many changes": (
        part(
            *("STANDARD", "20200101T000000", "+0100", "+0100"),
            "RDATE:" + ",".join(f"{year:04}0101T000000" for year in range(1, 6000)),
        ),
    ),
    "too many parts": (part("STANDARD", "20200101T000000", "+0100", "+0100"),) * 501,
}


@pytest.mark.parametrize("parts", BAD.values(), ids=BAD.keys())
def test_a_zone_that_makes_no_sense_is_not_followed(parts):
    found = answer(zone("Own", *parts), at_noon("Own"))
    assert said(found) == ["2026-11-05 11:00 – 12:00"]
    assert found.warnings == (Warn.UNKNOWN_ZONE,)


def test_no_more_than_two_hundred_zones_are_kept():
    many = [zone(f"Own {number}", *PLUS_NINE) for number in range(201)]
    assert busy(*many, at_noon("Own 199")) == ["2026-11-05 03:00 – 04:00"]
    assert answer(*many, at_noon("Own 200")).warnings == (Warn.UNKNOWN_ZONE,)


def own(*parts):
    """A zone of ours, from tuples of lines."""
    read = [
        Component(
            lines[0][6:].encode(),
            [
                (name.encode(), f":{value}".encode())
                for name, _, value in (line.partition(":") for line in lines[1:-1])
            ],
            [],
        )
        for lines in parts
    ]
    return define(Component(b"VTIMEZONE", [], read), before=datetime(2040, 1, 1))


BERLIN = own(*OUTLOOK_BERLIN)
REAL_BERLIN = zones.named("Europe/Berlin")
seconds = st.integers(int(datetime(1996, 6, 1).timestamp()), int(datetime(2041, 1, 1).timestamp()))


@given(seconds)
def test_a_calendars_own_berlin_shows_what_berlin_shows(second):
    wall = REAL_BERLIN.wall(second)
    assert BERLIN.wall(second) == wall
    assert BERLIN.utc(wall) == REAL_BERLIN.utc(wall)


@pytest.mark.parametrize("zone_", [BERLIN, REAL_BERLIN], ids=["own", "real"])
@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2027-03-28T01:59:59", "2027-03-28T00:59:59"),
        ("2027-03-28T02:00:00", "2027-03-28T01:00:00"),  # skipped: 03:00 in summer
        ("2027-03-28T02:30:00", "2027-03-28T01:30:00"),
        ("2027-03-28T03:00:00", "2027-03-28T01:00:00"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59"),
        ("2026-10-25T02:00:00", "2026-10-25T00:00:00"),  # twice: the first
        ("2026-10-25T02:59:59", "2026-10-25T00:59:59"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00"),
    ],
)
def test_walls_that_are_skipped_or_come_twice(zone_, wall, utc):
    assert zone_.utc(datetime.fromisoformat(wall)) == zones.UTC.utc(datetime.fromisoformat(utc))


def test_a_rule_of_a_zone_ends_with_its_until():
    """3.6.5: UNTIL is in UTC. Until 2006 New York changed in April and October."""
    york = own(
        part("DAYLIGHT", "19870405T020000", "-0500", "-0400",
             "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z"),
        part("STANDARD", "19671029T020000", "-0400", "-0500",
             "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z"),
        part("DAYLIGHT", "20070311T020000", "-0500", "-0400",
             "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
        part("STANDARD", "20071104T020000", "-0400", "-0500",
             "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
    )  # fmt: skip
    real = zones.named("America/New_York")
    for year in range(1988, 2040):
        for month in range(1, 13):
            for day in (1, 3, 9, 14, 27, 30 if month != 2 else 28):
                noon = datetime(year, month, day, 12)
                assert york.utc(noon) == real.utc(noon), noon


def test_until_of_a_zones_rule_is_inclusive_east_of_greenwich_too():
    """Istanbul put its clocks forward for the last time on 27 March 2016, 01:00 in UTC."""
    istanbul = own(
        part("DAYLIGHT", "20070325T030000", "+0200", "+0300",
             "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20160327T010000Z"),
        part("STANDARD", "20071028T040000", "+0300", "+0200",
             "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20151025T010000Z"),
    )  # fmt: skip
    assert istanbul.utc(datetime(2016, 1, 1, 12)) == zones.UTC.utc(datetime(2016, 1, 1, 10))
    for year in range(2016, 2040):
        noon, nine = datetime(year, 7, 1, 12), datetime(year, 7, 1, 9)
        assert istanbul.utc(noon) == zones.UTC.utc(nine)


def test_a_zone_told_change_by_change():
    moscow = own(
        part("STANDARD", "20101031T030000", "+0400", "+0300"),
        part("DAYLIGHT", "20110327T020000", "+0300", "+0400"),
        part("STANDARD", "20141026T020000", "+0400", "+0300", "RDATE:20141026T020000"),
    )
    real = zones.named("Europe/Moscow")
    for year in range(2011, 2040):
        assert moscow.utc(datetime(year, 7, 1)) == real.utc(datetime(year, 7, 1))


def test_the_table_of_windows_is_there_and_brings_nothing_along():
    code = (
        "import sys; from nearer.calendars import zones; "
        "assert zones.of_windows('Pacific Standard Time'); "
        "assert not [m for m in sys.modules if m.startswith(('icalendar', 'dateutil', 'django'))]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
