"""The windows two people get: truly free for both, the same for both, and fair."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.calendars.ranking import EARLY_UNTIL, LATE_FROM, Side, hard
from nearer.calendars.spans import DAY, both, merge, minute, moment
from nearer.calendars.why import reasons
from nearer.calendars.windows import windows

BERLIN, NEW_YORK, SYDNEY = "Europe/Berlin", "America/New_York", "Australia/Sydney"
WEEK = 7 * DAY


def at(text, zone=BERLIN):
    return minute(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


NOW = at("2026-10-12T12:00")  # a Monday


def span(start, hours, zone=BERLIN):
    return at(start, zone), at(start, zone) + int(60 * hours)


def found(mine, theirs=None, **more):
    given_ = {"zone": BERLIN, "their_zone": BERLIN, "shortest": 90, "longest": 240, "now": NOW}
    return windows(mine, mine if theirs is None else theirs, **{**given_, **more})


def starts(some):
    return [f"{moment(one.start).astimezone(ZoneInfo(BERLIN)):%a %d %H:%M}" for one in some]


def test_a_window_is_free_for_both_and_long_enough():
    mine = [span("2026-10-13T18:00", 4), span("2026-10-14T18:00", 4)]
    theirs = [span("2026-10-13T19:30", 4), span("2026-10-14T21:00", 4)]
    (only,) = found(mine, theirs)
    assert (only.start, only.end) == (at("2026-10-13T19:30"), at("2026-10-13T22:00"))


def test_nothing_in_common_is_no_window():
    assert found([span("2026-10-13T18:00", 4)], [span("2026-10-14T18:00", 4)]) == ()
    assert found([], []) == ()
    assert found([span("2026-10-11T18:00", 4)]) == ()  # gone by


def test_what_has_begun_is_offered_from_now_on():
    (only,) = found([span("2026-10-12T11:00", 3)])
    assert only.start == NOW


@pytest.mark.parametrize(
    ("free", "start", "lasts"),
    [
        (("2026-10-13T18:50", 3), "2026-10-13T19:00", 170),
        (("2026-10-13T18:52", 95 / 60), "2026-10-13T18:55", 92),  # a quarter would be too late
        (("2026-10-13T18:52", 90 / 60), "2026-10-13T18:52", 90),
    ],
)
def test_a_window_begins_on_a_quarter_if_it_is_long_enough_then(free, start, lasts):
    (only,) = found([span(*free)])
    assert (only.start, only.end - only.start) == (at(start), lasts)


def test_a_long_day_is_several_windows_none_longer_than_wished():
    some = found([span("2026-10-17T10:00", 13)])
    assert starts(some) == ["Sat 17 10:00", "Sat 17 14:00", "Sat 17 18:00"]
    assert {one.end - one.start for one in some} == {240}
    assert [one.score for one in some] == sorted((one.score for one in some), reverse=True)


def test_other_days_come_before_a_second_window_on_the_same_day():
    some = found([span("2026-10-13T10:00", 9), span("2026-11-20T20:00", 1.5)])
    assert starts(some) == ["Tue 13 10:00", "Fri 20 20:00", "Tue 13 14:00"]
    assert [one.score for one in some] == sorted((one.score for one in some), reverse=True)
    assert starts(found([span("2026-10-13T10:00", 9)], most=1)) == ["Tue 13 10:00"]


def test_a_day_is_the_same_day_if_it_is_one_for_either():
    """22:00 and 00:30 in Berlin are one afternoon in New York."""
    free = [span("2026-10-13T22:00", 1.5), span("2026-10-14T00:30", 1.5)]
    other = [span("2026-10-15T18:00", 1.5)]
    some = found([*free, *other], their_zone=NEW_YORK)
    assert len(some) == 3
    assert sum(one.start < at("2026-10-15T00:00") for one in some[:2]) == 1
    # What comes last is worth less than if it stood alone.
    (alone,) = found([(some[2].start, some[2].end)], their_zone=NEW_YORK)
    assert some[2].score < alone.score


def test_sooner_is_better_and_so_is_longer_up_to_what_is_wished():
    soon, late = [span("2026-10-13T18:00", 2)], [span("2026-10-20T18:00", 2)]
    assert found(soon)[0].score > found(late)[0].score
    short, long = [span("2026-10-13T18:00", 2)], [span("2026-10-13T18:00", 3)]
    assert found(short)[0].score < found(long)[0].score
    assert found(short, longest=120)[0].score == found(long, longest=120)[0].score


def test_after_evenings_that_were_late_for_one_comes_one_that_is_not():
    """Early for New York, or late for Berlin, on the same day; only what was had differs."""
    early = span("2026-10-19T06:00", 2, NEW_YORK)
    late = span("2026-10-20T22:00", 2, BERLIN)
    had_late = [span(f"2026-10-0{day}T22:00", 2, BERLIN) for day in (1, 3, 7, 9)]
    had_early = [span(f"2026-10-0{day}T06:00", 2, NEW_YORK) for day in (1, 3, 7, 9)]

    def order(had):
        some = found([early, late], their_zone=NEW_YORK, had=had)
        return [one.start for one in some]

    assert order(had_late) == [early[0], late[0]]
    assert order(had_early) == [late[0], early[0]]


def test_a_weekday_that_was_had_lately_makes_room_for_another():
    friday, saturday = span("2026-10-30T18:00", 3), span("2026-10-31T18:00", 3)
    fridays = [span(f"2026-{day}T18:00", 2) for day in ("09-25", "10-02", "10-09")]
    assert starts(found([friday, saturday])) == ["Fri 30 18:00", "Sat 31 18:00"]
    assert starts(found([friday, saturday], had=fridays)) == ["Sat 31 18:00", "Fri 30 18:00"]


def test_what_was_had_months_ago_or_lies_ahead_is_no_matter():
    free = [span("2026-10-16T18:00", 3)]
    old, ahead = [span("2026-01-09T22:00", 2)], [span("2026-10-23T22:00", 2)]
    assert found(free, had=old) == found(free, had=ahead) == found(free)


def test_hard_hours_are_those_before_eight_and_after_ten():
    assert hard(0, DAY) == EARLY_UNTIL + DAY - LATE_FROM
    for start in range(0, DAY, 45):
        for lasts in (0, 15, 200, 900):
            walls = range(start, start + lasts)
            late = sum(not EARLY_UNTIL <= wall % DAY < LATE_FROM for wall in walls)
            assert hard(start, start + lasts) == late


# --- From both sides -------------------------------------------------------------------

free_times = st.lists(
    st.tuples(st.integers(-DAY, 3 * WEEK), st.integers(1, 900)).map(
        lambda one: (NOW + one[0], NOW + sum(one))
    ),
    max_size=12,
).map(merge)
had_times = st.lists(
    st.integers(-8 * WEEK, WEEK).map(lambda ago: (NOW + ago, NOW + ago + 150)), max_size=6
)
zones = st.sampled_from([BERLIN, NEW_YORK, SYDNEY, "Australia/Lord_Howe", "Asia/Kathmandu"])


@settings(max_examples=150, deadline=None)
@given(
    sides=st.tuples(free_times, free_times, zones, zones),
    had=had_times,
    shortest=st.integers(1, 150),
    longest=st.integers(60, 400),
)
def test_both_see_the_same_windows_and_each_is_really_free(sides, had, shortest, longest):
    a, b, za, zb = sides
    wishes = {"shortest": shortest, "longest": longest, "now": NOW, "had": had}
    mine = windows(a, b, zone=za, their_zone=zb, **wishes)
    theirs = windows(b, a, zone=zb, their_zone=za, **wishes)
    assert [(one.start, one.end, one.score) for one in mine] == [
        (one.start, one.end, one.score) for one in theirs
    ]
    shared = both(a, b)
    for one in mine:
        assert any(start <= one.start < one.end <= end for start, end in shared)
        assert shortest <= one.end - one.start <= max(longest, shortest)
        assert one.start >= NOW
        assert 0 <= one.score <= 1
        assert 1 <= len(one.why) <= 3
    assert len(merge((one.start, one.end) for one in mine)) <= len(mine) <= 12
    scores = [one.score for one in mine]
    assert scores == sorted(scores, reverse=True)
    assert windows(a, b, zone=za, their_zone=zb, **wishes) == mine


@settings(max_examples=150, deadline=None)
@given(free_times, st.tuples(free_times, free_times), st.tuples(zones, zones), had_times)
def test_reasons_tell_nothing_of_the_other_ones_calendar(mine, others, both_zones, had):
    """Whatever they have, a window of the same minutes has the same reasons for me."""
    (one, other), (za, zb) = others, both_zones
    wishes = {"zone": za, "shortest": 30, "longest": 240, "now": NOW, "had": had, "most": 99}
    first = {w[:2]: w for w in map(_plain, windows(mine, one, their_zone=zb, **wishes))}
    second = {w[:2]: w for w in map(_plain, windows(mine, other, their_zone=za, **wishes))}
    for known in first.keys() & second.keys():
        assert first[known] == second[known]


def _plain(window):
    return window.start, window.end, window.why


# --- In words --------------------------------------------------------------------------


def why(window, free=None, zone=BERLIN, had=()):
    side = Side(ZoneInfo(zone), had=had, now=NOW, start=NOW, end=window[1] + DAY)
    return reasons(window, free=free or window, side=side, now=NOW)


def test_reasons_name_what_is_clear_on_my_own_wall():
    window = span("2026-10-16T19:30", 2)
    assert why(window) == ("Your evening is clear from 19:30 to 21:30.",)
    assert why(window, zone=NEW_YORK) == ("Your afternoon is clear from 13:30 to 15:30.",)
    wider = span("2026-10-16T17:00", 7)
    assert why(window, free=wider) == ("You are free around it, from 17:00 to midnight.",)
    days = span("2026-10-15T17:00", 48)
    assert why(window, free=days) == (
        "You are free around it, from Thursday 17:00 to Saturday 17:00.",
    )


def test_reasons_say_which_day_it_is_and_which_it_was():
    friday = span("2026-10-16T19:30", 2)
    fridays = [span(f"2026-{day}T18:00", 2) for day in ("09-25", "10-02")]
    assert why(friday, had=fridays)[0] == "You have had Fridays lately."
    sunday = span("2026-10-18T19:30", 2)
    assert why(sunday, had=fridays)[0] == "A Sunday, for a change."
    for day in (friday, sunday):  # one is no habit
        assert why(day, had=fridays[:1])[0].startswith("Your evening")
    assert why(span("2026-10-12T19:30", 2))[0] == "It could be today."
    assert why(span("2026-10-13T19:30", 2))[0] == "It could be tomorrow."


def test_reasons_say_for_whom_it_is_late_only_to_them():
    late = span("2026-10-16T22:00", 2)
    assert "It gets late where you are." in why(late)
    assert not [said for said in why(late, zone=NEW_YORK) if "late" in said]
    assert "It is early where you are." in why(span("2026-10-16T06:00", 2))
    evening = span("2026-10-16T19:30", 2)
    had = [span("2026-10-09T22:00", 2)]
    assert "The last times were late or early for you. This one is not." in why(evening, had=had)


def test_reasons_name_a_long_piece():
    assert "Four hours in one piece." in why(span("2026-10-17T12:00", 4))
    assert "A whole day in one piece." in why(span("2026-10-17T09:00", 12))


def test_a_night_that_has_an_hour_twice_is_told_as_the_wall_shows_it():
    (only,) = found([span("2026-10-25T01:00", 4)])
    assert only.end - only.start == 240
    assert only.why == (
        "It is night where you are.",
        "Your night is clear from 01:00 to 04:00.",
        "Four hours in one piece.",
    )
