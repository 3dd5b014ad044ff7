"""Instances that somebody moved, changed or called off: RECURRENCE-ID (RFC 5545, 3.8.4.4)."""

from itertools import permutations

import pytest

from nearer.calendars.tests.writing import answer, busy, event, said
from nearer.calendars.warnings import Warn

# Daily at 18:00 in Berlin, from Monday 2 November 2026, 17:00 in UTC; five times.
DAILY = ("DTSTART;TZID=Europe/Berlin:20261102T180000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5")
DATES = ("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=DAILY;COUNT=5")


def five(**changes):
    """The five instances, with some of them said otherwise or left out ("")."""
    texts = {f"_{day}": f"2026-11-0{day} 17:00 – 18:00" for day in range(2, 7)} | changes
    return sorted(text for text in texts.values() if text)


def master(*lines, of=DAILY):
    return event(*of, *lines)


def changed(was, *lines):
    return event(f"RECURRENCE-ID{was}", *lines)


@pytest.mark.parametrize(
    "was",
    [
        ";TZID=Europe/Berlin:20261104T180000",
        ":20261104T170000Z",
        ";TZID=America/New_York:20261104T120000",
        ":20261104T180000",
        ";VALUE=DATE:20261104",
    ],
)
def test_an_instance_is_named_in_any_zone(was):
    moved = changed(was, "DTSTART:20261104T200000Z", "DURATION:PT2H")
    for parts in ((master(), moved), (moved, master())):
        assert busy(*parts) == five(_4="2026-11-04 20:00 – 22:00")


@pytest.mark.parametrize(
    "was",
    [
        ";VALUE=DATE:20261104",
        ";TZID=Europe/Berlin:20261104T000000",
        ":20261103T230000Z",
        ":20261104T000000Z",
        ":20261104",
    ],
)
def test_a_date_is_named_in_many_ways(was):
    moved = changed(was, "DTSTART:20261104T200000Z", "DURATION:PT2H")
    assert busy(master(of=DATES), moved) == [
        *("2026-11-04 20:00 – 22:00", "2026-11-02 … 2026-11-03 all day"),
        "2026-11-05 … 2026-11-06 all day",
    ]


WAS = ";TZID=Europe/Berlin:20261104T180000"
LONG_AGO = ("DTSTART;TZID=Europe/Berlin:20200101T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        (["DTSTART:20270301T200000Z", "DURATION:PT2H"], ""),
        (["DTSTART:20261104T170000Z", "DURATION:PT1H", "STATUS:CANCELLED"], ""),
        (["STATUS:CANCELLED"], ""),
        (["DTSTART:20261104T170000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], ""),
        (["DTSTART:20261104T170000Z"], ""),
    ],
)
def test_an_instance_can_go(lines, truth):
    assert busy(master(), changed(WAS, *lines)) == five(_4=truth)


def test_an_instance_can_come_from_outside_of_the_window():
    moved = changed(
        ";TZID=Europe/Berlin:20260902T180000", "DTSTART:20261105T200000Z", "DURATION:PT2H"
    )
    gone = changed(";TZID=Europe/Berlin:20261007T180000", "STATUS:CANCELLED")
    assert busy(event(*LONG_AGO), moved, gone)[:2] == [
        "2026-10-14 16:00 – 17:00",
        "2026-10-21 16:00 – 17:00",
    ]
    assert "2026-11-05 20:00 – 22:00" in busy(event(*LONG_AGO), moved, gone)


def test_one_instance_is_busy_though_its_series_is_not():
    kept = changed(WAS, "DTSTART:20261104T170000Z", "DURATION:PT1H", "TRANSP:OPAQUE")
    assert busy(master("TRANSP:TRANSPARENT"), kept) == ["2026-11-04 17:00 – 18:00"]


BERLIN = "TZID=Europe/Berlin"
AT_NOON = ("DTSTART:20261104T120000Z", "DURATION:PT1H")
AT_NINE = ("DTSTART:20261104T210000Z", "DURATION:PT1H")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (["SEQUENCE:1"], ["SEQUENCE:2"]),
        (["SEQUENCE:9"], ["SEQUENCE:10"]),
        ([], ["SEQUENCE:1"]),
        (["SEQUENCE:-3"], ["SEQUENCE:1"]),
        (
            ["SEQUENCE:1", "LAST-MODIFIED:20261001T000000Z", "DTSTAMP:20261009T000000Z"],
            ["SEQUENCE:1", "LAST-MODIFIED:20261002T000000Z", "DTSTAMP:20261001T000000Z"],
        ),
        (["DTSTAMP:20261001T000000Z"], ["DTSTAMP:20261002T000000Z"]),
        (
            ["LAST-MODIFIED:20261001T000000Z", "DTSTAMP:20261001T000000Z"],
            ["LAST-MODIFIED:20261001T000000Z", "DTSTAMP:20261002T000000Z"],
        ),
    ],
)
def test_of_several_versions_the_newest_counts_wherever_it_stands(older, newer):
    """RFC 5546, 2.1.5: SEQUENCE, then DTSTAMP."""
    for lines in ((older, AT_NOON, newer, AT_NINE), (newer, AT_NINE, older, AT_NOON)):
        one, other = changed(WAS, *lines[0], *lines[1]), changed(WAS, *lines[2], *lines[3])
        assert busy(master(), one, other) == five(_4="2026-11-04 21:00 – 22:00")
        single = event(*lines[0], *lines[1]), event(*lines[2], *lines[3])
        assert busy(*single) == ["2026-11-04 21:00 – 22:00"]
        alone = changed(WAS, *lines[0], *lines[1]), changed(WAS, *lines[2], *lines[3])
        assert busy(*alone) == ["2026-11-04 21:00 – 22:00"]


def test_of_changes_that_are_equally_new_the_last_in_the_file_counts():
    assert busy(master(), changed(WAS, *AT_NOON), changed(WAS, *AT_NINE)) == five(
        _4="2026-11-04 21:00 – 22:00"
    )


def test_events_that_only_share_a_name_are_all_busy():
    noon, nine = event(*AT_NOON, "SUMMARY:a"), event(*AT_NINE, "SUMMARY:b")
    assert busy(noon, nine) == ["2026-11-04 12:00 – 13:00", "2026-11-04 21:00 – 22:00"]
    assert busy(event(*AT_NOON, uid=""), event(*AT_NINE, uid="")) == busy(noon, nine)
    newer = event(*AT_NINE, "SEQUENCE:1", uid=" ")
    assert busy(event(*AT_NOON, uid=" "), newer) == busy(noon, nine)


@pytest.mark.parametrize("far", ["20270301", "20260301"])
def test_an_event_that_was_moved_out_of_the_window_leaves_it(far):
    old = event(*AT_NOON, "SEQUENCE:1")
    new = event(f"DTSTART:{far}T120000Z", f"DTEND:{far}T130000Z", "SEQUENCE:2")
    cancelled = event(*AT_NOON, "SEQUENCE:2", "STATUS:CANCELLED")
    for newer in (new, cancelled):
        assert busy(old, newer) == busy(newer, old) == []
    came = event(*AT_NOON, "SEQUENCE:3")
    assert busy(came, new, old) == busy(new, old, came) == ["2026-11-04 12:00 – 13:00"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_of_what_was_let_go_is_remembered(order):
    away = [("20270301", 3), ("20270302", 1)]
    versions = [event(f"DTSTART:{day}T120000Z", f"SEQUENCE:{number}") for day, number in away]
    versions.append(event(*AT_NOON, "SEQUENCE:2"))
    assert busy(*(versions[number] for number in order)) == []


def test_a_series_that_was_called_off_takes_its_older_changes_along():
    off = master("STATUS:CANCELLED", "SEQUENCE:2")
    assert busy(off, changed(WAS, *AT_NOON, "SEQUENCE:1")) == []
    assert busy(off, changed(WAS, *AT_NOON, "SEQUENCE:3")) == ["2026-11-04 12:00 – 13:00"]


def test_an_exception_counts_before_an_older_change_and_not_before_a_newer_one():
    for taken in ("EXDATE;TZID=Europe/Berlin:20261104T180000", "EXDATE;VALUE=DATE:20261104"):
        out = master(taken, "SEQUENCE:2")
        assert busy(out, changed(WAS, *AT_NOON, "SEQUENCE:1")) == five(_4="")
        for newer in ("SEQUENCE:2", "SEQUENCE:3"):
            assert busy(out, changed(WAS, *AT_NOON, newer)) == five(_4="2026-11-04 12:00 – 13:00")


def test_a_change_of_no_instance_takes_time_all_the_same():
    odd = changed(";TZID=Europe/Berlin:20261104T183000", *AT_NOON)
    assert busy(master(), odd) == [*five()[:2], "2026-11-04 12:00 – 13:00", *five()[2:]]


def test_a_change_without_its_series_takes_time():
    assert busy(changed(WAS, *AT_NOON)) == ["2026-11-04 12:00 – 13:00"]
    assert busy(changed(WAS, "STATUS:CANCELLED")) == []


def onward(was, *lines):
    return event(f"RECURRENCE-ID;RANGE=THISANDFUTURE{was}", *lines)


ONWARD = {
    "moved by two hours, and longer": (
        onward(WAS, "DTSTART;TZID=Europe/Berlin:20261104T200000", "DURATION:PT2H"),
        [17, 17, "19-21", "19-21", "19-21"],
    ),
    "moved, said in UTC": (
        onward(":20261104T170000Z", "DTSTART:20261104T190000Z", "DTEND:20261104T210000Z"),
        [17, 17, "19-21", "19-21", "19-21"],
    ),
    "free from then on": (
        onward(WAS, "DTSTART:20261104T170000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
        [17, 17, "", "", ""],
    ),
    "called off from then on": (
        onward(WAS, "DTSTART:20261104T170000Z", "STATUS:CANCELLED"),
        [17, 17, "", "", ""],
    ),
    "from the first on": (
        onward(":20261102T170000Z", "DTSTART:20261102T190000Z", "DTEND:20261102T210000Z"),
        ["19-21"] * 5,
    ),
}


@pytest.mark.parametrize(("part", "hours"), ONWARD.values(), ids=ONWARD.keys())
def test_a_change_of_this_and_all_that_follow(part, hours):
    truth = []
    for day, said_hours in zip(range(2, 7), hours, strict=True):
        if said_hours:
            since, until = (17, 18) if said_hours == 17 else said_hours.split("-")
            truth.append(f"2026-11-0{day} {since}:00 – {until}:00")
    for parts in ((master(), part), (part, master())):
        assert busy(*parts) == truth


def test_a_later_change_counts_before_one_that_goes_on():
    earlier = onward(WAS, "DTSTART;TZID=Europe/Berlin:20261104T200000", "DURATION:PT2H")
    single = changed(":20261105T170000Z", "DTSTART:20261105T080000Z", "DURATION:PT1H")
    again = onward(":20261106T170000Z", "DTSTART:20261106T120000Z", "DURATION:PT1H")
    assert busy(master(), again, single, earlier) == five(
        _4="2026-11-04 19:00 – 21:00", _5="2026-11-05 08:00 – 09:00", _6="2026-11-06 12:00 – 13:00"
    )


def test_what_goes_on_keeps_its_hour_across_a_change_of_clocks_and_comes_into_the_window():
    """Ten o'clock since January 2020, eleven since a Wednesday in June 2026."""
    ten = event("DTSTART;TZID=Europe/Berlin:20200101T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    eleven = onward(
        ";TZID=Europe/Berlin:20260603T100000",
        *("DTSTART;TZID=Europe/Berlin:20260604T110000", "DURATION:PT1H"),
    )
    found = busy(ten, eleven)
    assert len(found) == 9
    assert found[0] == "2026-10-01 09:00 – 10:00"
    assert found[3:5] == ["2026-10-22 09:00 – 10:00", "2026-10-29 10:00 – 11:00"]


def test_dates_are_moved_together_and_may_become_times():
    later = onward(";VALUE=DATE:20261104", "DTSTART;VALUE=DATE:20261110", "DURATION:P1D")
    assert busy(master(of=DATES), later) == [
        "2026-11-02 … 2026-11-03 all day",
        "2026-11-10 … 2026-11-12 all day",
    ]
    timed = onward(
        ";VALUE=DATE:20261104", "DTSTART;TZID=Europe/Berlin:20261104T100000", "DURATION:PT1H"
    )
    assert busy(master(of=DATES), timed) == [
        *(f"2026-11-0{day} 09:00 – 10:00" for day in (4, 5, 6)),
        "2026-11-02 … 2026-11-03 all day",
    ]


def test_midnight_in_utc_is_a_date_in_america_too():
    out = "EXDATE:20261104T000000Z"
    assert busy(master(out, of=DATES), zone="America/New_York") == [
        *("2026-11-02 … 2026-11-03 all day", "2026-11-05 … 2026-11-06 all day"),
    ]
    # Midnight of the fourth in New York.
    out = "EXDATE:20261104T050000Z"
    assert busy(master(out, of=DATES), zone="America/New_York") == [
        *("2026-11-02 … 2026-11-03 all day", "2026-11-05 … 2026-11-06 all day"),
    ]


def test_times_may_become_dates():
    whole = onward(WAS, "DTSTART;VALUE=DATE:20261104")
    assert busy(master(), whole) == [*five()[:2], "2026-11-04 … 2026-11-06 all day"]


def test_exceptions_name_instances_as_they_were_before_they_were_moved():
    later = onward(WAS, "DTSTART;TZID=Europe/Berlin:20261104T200000", "DURATION:PT2H")
    out = master("EXDATE;TZID=Europe/Berlin:20261105T180000")
    assert busy(out, later) == five(
        _4="2026-11-04 19:00 – 21:00", _5="", _6="2026-11-06 19:00 – 21:00"
    )


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (event(f"RECURRENCE-ID;RANGE=THISANDPRIOR{WAS}", *AT_NOON), Warn.BAD_RULE),
        (changed(WAS, *AT_NOON, "RRULE:FREQ=DAILY"), Warn.BAD_RULE),
        (changed(WAS, "DTSTART:never"), Warn.BAD_TIME),
        (changed(":never", *AT_NOON), Warn.BAD_TIME),
        (changed(WAS, "SUMMARY:when"), Warn.NO_START),
    ],
)
def test_a_change_that_nobody_understands_frees_nothing(part, why):
    found = answer(master(), part)
    assert (found.complete, found.warnings) == (False, (why,))
    noon = "2026-11-04 12:00 – 13:00"
    assert said(found) in (five(), five(_4=noon))


def test_what_follows_a_change_whose_series_is_missing_is_not_known():
    found = answer(onward(WAS, *AT_NOON))
    assert (found.complete, said(found)) == (False, ["2026-11-04 12:00 – 13:00"])


def test_nothing_follows_what_was_called_off_or_never_repeated():
    assert busy(onward(WAS, *AT_NOON, "STATUS:CANCELLED")) == []
    single = event("DTSTART:20200101T180000Z", "DURATION:PT1H")
    assert busy(single, onward(WAS, *AT_NOON)) == ["2026-11-04 12:00 – 13:00"]


def test_a_series_that_takes_no_time_may_from_some_day_on():
    busy_now = onward(WAS, "DTSTART:20261104T170000Z", "DURATION:PT1H")
    assert busy(master("TRANSP:TRANSPARENT"), busy_now) == five(_2="", _3="")


@pytest.mark.parametrize(
    ("series", "moved", "first"),
    [
        ("20260601T100000", "20260909T100000", ["2026-10-01 08:00 – 09:00"]),
        ("20261201T100000", "20261101T100000", ["2026-11-01 09:00 – 10:00"]),
    ],
)
def test_what_is_moved_by_months_is_looked_for_months_away(series, moved, first):
    daily = event(f"DTSTART;{BERLIN}:{series}", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    all_of_it = onward(f";{BERLIN}:{series}", f"DTSTART;{BERLIN}:{moved}", "DURATION:PT1H")
    found = busy(daily, all_of_it)
    assert found[:1] == first
    assert found[-1] == "2026-11-30 09:00 – 10:00"
