"""`nearer busy` and `nearer windows`, on the calendars of two people who do not exist."""

import json
from pathlib import Path

import pytest

from nearer.calendars import lines
from nearer.calendars.wishes import USUAL, NotUnderstood, hours_of

SAMPLES = Path(__file__).parents[3] / "docs/samples"
ALICE, BOB = SAMPLES / "alice.ics", SAMPLES / "bob.ics"
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
HOURLY = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:1\r
DTSTART:20261001T100000Z\r
DTEND:20261001T100500Z\r
RRULE:FREQ=SECONDLY\r
END:VEVENT\r
END:VCALENDAR\r
"""


def busy(file, start, end, zone):
    assert lines.busy(file, start=start, end=end, zone=zone) == 0


def both(files=(ALICE, BOB), **more):
    wishes = {
        "start": "2026-10-16",
        "end": "2026-11-16",
        "zones": (BERLIN, NEW_YORK),
        "shortest": 90,
        "hours": "",
    }
    return lines.both(files, **{**wishes, **more})


@pytest.fixture
def said(capsys):
    """What was printed, a JSON object a line."""

    def read():
        out, err = capsys.readouterr()
        assert not err
        return [json.loads(line) for line in out.splitlines()]

    return read


def spans(found):
    return [(one["start"], one["end"]) for one in found[:-1]]


def test_alice_is_on_a_train_for_six_hours_though_her_clock_says_five(said):
    busy(ALICE, "2026-10-24", "2026-10-26", BERLIN)
    found = said()
    assert spans(found) == [("2026-10-24T21:00:00Z", "2026-10-25T03:00:00Z")]
    assert found[-1] == {"complete": True, "warnings": []}


def test_her_choir_has_holidays_and_moves_to_a_wednesday_once(said):
    busy(ALICE, "2026-10-13T18:00", "2026-11-11", BERLIN)
    late = [start for start, _ in spans(said()) if start[11:13] in {"17", "18", "19"}]
    assert [start for start in late if ":30" in start] == [
        "2026-10-13T17:30:00Z",
        "2026-11-10T18:30:00Z",
    ]
    assert "2026-11-04T19:00:00Z" in late


def test_her_weekend_at_the_sea_lasts_from_midnight_to_midnight_where_she_lives(said):
    busy(ALICE, "2026-11-06T20:00", "2026-11-09", BERLIN)
    assert spans(said()) == [("2026-11-06T23:00:00Z", "2026-11-08T23:00:00Z")]


def test_bob_works_nine_hours_in_the_night_when_clocks_are_put_back(said):
    busy(BOB, "2026-10-31T18:00", "2026-11-02", NEW_YORK)
    assert spans(said()) == [("2026-11-01T02:00:00Z", "2026-11-01T11:00:00Z")]


def test_what_bob_moved_is_where_he_moved_it_and_what_is_free_is_not_busy(said):
    busy(BOB, "2026-10-24", "2026-10-26", NEW_YORK)
    assert spans(said()) == [("2026-10-25T18:00:00Z", "2026-10-25T20:00:00Z")]
    busy(BOB, "2026-10-17", "2026-10-19", NEW_YORK)
    assert spans(said()) == [("2026-10-17T04:00:00Z", "2026-10-18T04:00:00Z")]


def test_what_is_asked_for_is_cut_at_both_ends(said):
    busy(ALICE, "2026-10-24T23:30+02:00", "2026-10-25T00:00Z", BERLIN)
    assert spans(said()) == [("2026-10-24T21:30:00Z", "2026-10-25T00:00:00Z")]


def test_no_word_of_a_calendar_is_printed(capsys):
    busy(ALICE, "2026-10-01", "2026-12-01", BERLIN)
    both()
    printed = capsys.readouterr().out
    for word in ("Choir", "office", "hall", "alice.example", "sea"):
        assert word not in printed


def test_windows_are_free_for_both_on_each_one_s_own_weekend(said):
    both()
    found = said()
    assert [one["start"] for one in found[:2]] == ["2026-10-18T14:00:00Z", "2026-10-25T14:00:00Z"]
    assert {"start", "end", "score", "why"} == set(found[0])
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    # Before clocks change in New York, ten o'clock there is an hour earlier in Berlin.
    assert "2026-11-01T15:00:00Z" in {one["start"] for one in found}
    assert all(one["why"] for one in found)


def test_windows_are_the_same_from_the_other_side(said):
    both()
    mine = said()
    # A date without an offset is one where the first of the two lives.
    moments = {"start": "2026-10-16T00:00+02:00", "end": "2026-11-16T00:00+01:00"}
    both((BOB, ALICE), zones=(NEW_YORK, BERLIN), **moments)
    theirs = said()
    assert [{**one, "why": 0} for one in mine] == [{**one, "why": 0} for one in theirs]
    assert mine != theirs


def test_hours_and_length_are_the_wishes_of_who_asks(said):
    both(hours="fri 14:00-24:00", shortest=90)
    fridays = sorted(one["start"] for one in said())
    # Bob's Friday ends at half past four, which is half past ten or half past nine in Berlin.
    assert fridays[:3] == ["2026-10-16T20:30:00Z", "2026-10-23T20:30:00Z", "2026-10-30T20:30:00Z"]
    both(hours="fri 14:00-24:00", shortest=91)
    assert said()[0]["start"] == "2026-10-30T20:30:00Z"


def test_a_calendar_that_is_not_understood_whole_says_so_and_gives_no_windows(tmp_path, capsys):
    file = tmp_path / "odd.ics"
    file.write_text(HOURLY)
    busy(file, "2026-10-16", "2026-10-17", BERLIN)
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["complete"] is False
    assert last["warnings"] == ["A repeating event repeats every minute or every second."]

    assert both((ALICE, file)) == 65
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert "odd.ics: an entry could not be read" in err

    assert both((ALICE, file), anyway=True) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("", "nothing in this"),
        ("<!doctype html><html><body>Sign in</body></html>", "web page"),
        (HOURLY[:120], "ends in the middle"),
        ("Dear diary", "not a calendar"),
    ],
)
def test_what_is_no_calendar_is_one_sentence_and_65(tmp_path, capsys, body, part):
    file = tmp_path / "x.ics"
    file.write_text(body)
    assert lines.busy(file, start="2026-10-16", end="2026-10-17", zone=BERLIN) == 65
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert part in err


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"start": "soon"}, "“soon” is no moment"),
        ({"start": "2026-11-16"}, "--from has to be before --to"),
        ({"start": "0001-01-01"}, "too far away"),
        ({"end": "9999-12-31"}, "too far away"),
        ({"zones": (BERLIN, "Berlin")}, "There is no zone “Berlin”"),
        ({"zones": (BERLIN, "../etc/passwd")}, "There is no zone"),
        ({"zones": (BERLIN, "Europe")}, "There is no zone"),
        ({"shortest": 0}, "at least one minute"),
        ({"hours": "always"}, "“always” are no hours"),
        ({"hours": "mon 18:00-22:00,"}, "are no hours"),
        ({"hours": "mon 18:00-25:00"}, "No clock shows 25:00"),
        ({"hours": "mon 18:60-20:00"}, "No clock shows 18:60"),
        ({"hours": "mon 18:00-18:00"}, "ends when it begins"),
        ({"files": (ALICE, Path("/nowhere/b.ics"))}, "cannot be read: No such file"),
        ({"files": (ALICE, SAMPLES)}, "cannot be read: Is a directory"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_and_2(more, part, capsys):
    assert both(**more) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert part in err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mon 18:00-22:30", {(0, 1080, 1350)}),
        ("MON-WED 8:00-9:00", {(0, 480, 540), (1, 480, 540), (2, 480, 540)}),
        ("sat-mon 10:00-11:00", {(5, 600, 660), (6, 600, 660), (0, 600, 660)}),
        ("sun 22:00-02:00", {(6, 1320, 1440), (0, 0, 120)}),
        ("fri 20:00-24:00, sat 00:00-01:00", {(4, 1200, 1440), (5, 0, 60)}),
        (USUAL, {(d, 1080, 1350) for d in range(5)} | {(5, 600, 1380), (6, 600, 1380)}),
    ],
)
def test_hours_are_typed_as_one_says_them(typed, meant):
    pieces = hours_of(typed)
    assert set(pieces) == meant
    assert len(pieces) == len(meant)


@pytest.mark.parametrize("typed", ["", "mon", "mon 18-22", "mon18:00-22:00", "١٢:00-13:00"])
def test_what_are_no_hours_is_said(typed):
    with pytest.raises(NotUnderstood):
        hours_of(typed)
