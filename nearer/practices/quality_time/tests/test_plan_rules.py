"""What steps of two people come to, in whatever order they come, and when that takes place."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.quality_time.rules.dates import (
    Date,
    Repeat,
    date_of,
    occurrences,
    rule_of,
)
from nearer.practices.quality_time.rules.plans import Plan, State, Step, Word, fold

BEGIN = datetime(2026, 9, 1, 18, tzinfo=UTC)
FRIDAY = Date(datetime(2026, 10, 23, 19, 30), "Europe/Berlin", 120)
SUNDAY = Date(datetime(2026, 10, 25, 11), "America/New_York", 90)
ME, THEM = True, False


def step(mark, mine, said, *, after=(), about="", when=None, once=None, number=0):
    number = number or len(after) + 1
    at = BEGIN + timedelta(minutes=number)
    return Step(mark, mine, number, at, said, frozenset(after), about, when, once)


P = step("p", ME, Word.PROPOSE, when=FRIDAY)
YES = step("y", THEM, Word.ACCEPT, after=["p"], about="p")
Q = step("q", THEM, Word.PROPOSE, after=["p"], when=SUNDAY)
MOVE = step("m", THEM, Word.PROPOSE, after=["y"], when=SUNDAY, number=3)
OFF = step("o", ME, Word.CALL_OFF, after=["y"], about="y", number=3)


class TestAgreeing:
    def test_a_proposal_waits_for_the_other(self):
        plan = fold([P])
        assert (plan.state, plan.own, plan.theirs) == (State.PROPOSED, (P,), ())

    def test_accepting_makes_it_so_and_only_the_other_can(self):
        assert fold([P, YES]) == Plan(FRIDAY, "y", YES.at)
        assert fold([P, YES]).state == State.AGREED
        assert fold([P, replace(YES, mine=ME)]).agreed is None

    def test_another_suggestion_takes_the_place_of_the_first(self):
        assert fold([P, Q]).proposals == (Q,)
        yes = step("z", ME, Word.ACCEPT, after=["q"], about="q", number=3)
        assert fold([P, Q, yes]).agreed == SUNDAY

    def test_two_who_propose_at_once_see_both_and_a_yes_settles_both(self):
        other = replace(Q, after=frozenset())
        assert fold([P, other]).proposals == (P, other)
        yes = step("z", ME, Word.ACCEPT, after=["p", "q"], about="q")
        assert fold([P, other, yes]) == Plan(SUNDAY, "z", yes.at)

    def test_two_who_accept_at_once_agree_on_the_same(self):
        other = replace(Q, after=frozenset())
        theirs = step("a", THEM, Word.ACCEPT, after=["p", "q"], about="p")
        mine = step("b", ME, Word.ACCEPT, after=["p", "q"], about="q")
        assert fold([P, other, theirs, mine]).agreed == fold([mine, theirs, other, P]).agreed
        assert not fold([P, other, theirs, mine]).proposals

    def test_what_was_never_proposed_cannot_be_accepted(self):
        assert fold([P, replace(YES, about="x")]).agreed is None
        assert fold([replace(P, when=None), YES]) == Plan()


class TestNotNow:
    @pytest.mark.parametrize("who", [ME, THEM])
    def test_it_closes_one_proposal_and_nothing_else(self, who):
        no = step("n", who, Word.NOT_NOW, after=["p"], about="p")
        assert fold([P, no]).state == State.OFF
        other = replace(Q, after=frozenset())
        assert fold([P, other, no]).proposals == (other,)

    def test_one_may_propose_again_afterwards(self):
        no = step("n", THEM, Word.NOT_NOW, after=["p"], about="p")
        again = step("r", ME, Word.PROPOSE, after=["n"], when=FRIDAY, number=3)
        assert fold([P, no, again]).proposals == (again,)

    def test_taking_back_beats_a_yes_at_the_same_moment(self):
        back = step("n", ME, Word.NOT_NOW, after=["p"], about="p")
        assert fold([P, YES, back]).state == State.OFF

    def test_it_cannot_undo_what_was_agreed(self):
        late = step("n", ME, Word.NOT_NOW, after=["y"], about="p", number=3)
        assert fold([P, YES, late]).agreed == FRIDAY


class TestMoving:
    def test_the_first_time_stands_until_the_other_one_is_agreed(self):
        plan = fold([P, YES, MOVE])
        assert (plan.state, plan.agreed, plan.theirs) == (State.MOVING, FRIDAY, (MOVE,))
        yes = step("z", ME, Word.ACCEPT, after=["m"], about="m", number=4)
        assert fold([P, YES, MOVE, yes]).agreed == SUNDAY

    def test_another_yes_to_the_first_time_does_not_bring_it_back(self):
        yes = step("z", ME, Word.ACCEPT, after=["m"], about="m", number=4)
        forged = step("f", THEM, Word.ACCEPT, about="p", number=99)
        assert fold([P, YES, MOVE, yes, forged]).agreed == SUNDAY

    def test_not_now_leaves_the_first_time(self):
        no = step("n", ME, Word.NOT_NOW, after=["m"], about="m", number=4)
        assert fold([P, YES, MOVE, no]) == Plan(FRIDAY, "y", YES.at)


class TestCallingOff:
    @pytest.mark.parametrize("who", [ME, THEM])
    def test_either_may_and_it_is_off(self, who):
        assert fold([P, YES, replace(OFF, mine=who)]).state == State.OFF

    def test_what_was_proposed_meanwhile_goes_too_even_if_it_is_accepted_at_that_moment(self):
        off = replace(OFF, after=frozenset({"m"}), number=4)
        yes = step("z", ME, Word.ACCEPT, after=["m"], about="m", number=4)
        assert fold([P, YES, MOVE, off, yes]).state == State.OFF

    def test_afterwards_they_can_begin_anew(self):
        again = step("r", THEM, Word.PROPOSE, after=["o"], when=SUNDAY, number=4)
        yes = step("z", ME, Word.ACCEPT, after=["r"], about="r", number=5)
        assert fold([P, YES, OFF, again]).proposals == (again,)
        assert fold([P, YES, OFF, again, yes]).agreed == SUNDAY


def test_a_ritual_is_left_out_once_by_either_until_it_is_agreed_anew():
    weekly = replace(P, when=replace(FRIDAY, repeat=Repeat.WEEKLY))
    skip = step("s", THEM, Word.SKIP, after=["y"], about="y", once=date(2026, 10, 30), number=3)
    assert fold([weekly, YES, skip]).left_out == {date(2026, 10, 30)}
    yes = step("z", ME, Word.ACCEPT, after=["m", "s"], about="m", number=4)
    assert fold([weekly, YES, skip, MOVE, yes]).left_out == frozenset()


# --- Any two people, any order ------------------------------------------------------------


@st.composite
def histories(draw):
    """Steps that two people could have taken, each knowing what was there, or only a part."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 9))):
        known = draw(st.lists(st.sampled_from(steps), unique=True)) if steps else []
        before = sorted({mark for s in known for mark in (s.mark, *s.after)})
        said = draw(st.sampled_from(list(Word)))
        when = draw(st.sampled_from([FRIDAY, SUNDAY])) if said == Word.PROPOSE else None
        about = draw(st.sampled_from(before)) if before and when is None else ""
        once = date(2026, 10, 30) if said == Word.SKIP else None
        mine = draw(st.booleans())
        steps.append(
            step(f"s{number}", mine, said, after=before, about=about, when=when, once=once)
        )
    return steps


@given(histories(), st.randoms())
def test_both_phones_come_to_the_same_whatever_arrives_first(steps, dice):
    plan = fold(steps)
    mixed = list(steps)
    dice.shuffle(mixed)
    assert fold(mixed) == plan
    theirs = fold(replace(s, mine=not s.mine) for s in steps)
    assert (theirs.state, theirs.agreed, theirs.by) == (plan.state, plan.agreed, plan.by)
    assert [s.mark for s in theirs.theirs] == [s.mark for s in plan.own]


@given(histories())
def test_nothing_is_agreed_without_a_word_of_each(steps):
    plan = fold(steps)
    if plan.agreed is not None:
        yes = next(s for s in steps if s.mark == plan.by)
        asked = next(s for s in steps if s.mark == yes.about)
        assert (yes.mine, asked.when) == (not asked.mine, plan.agreed)


@given(histories())
def test_whatever_stands_either_of_them_can_end_it(steps):
    marks = [s.mark for s in steps]
    for who in (ME, THEM):
        off = step("off", who, Word.CALL_OFF, after=marks)
        assert fold([*steps, off]).state == State.OFF


@given(histories())
def test_from_everywhere_there_is_a_way_to_a_date(steps):
    marks = [s.mark for s in steps]
    asked = step("ask", ME, Word.PROPOSE, after=marks, when=SUNDAY)
    yes = step("yes", THEM, Word.ACCEPT, after=[*marks, "ask"], about="ask")
    plan = fold([*steps, asked, yes])
    assert (plan.state, plan.agreed, plan.by) == (State.AGREED, SUNDAY, "yes")


# --- When -----------------------------------------------------------------------------


def starts(when, *, days=60, after=BEGIN, left_out=()):
    found = occurrences(when, after=after, before=after + timedelta(days=days), left_out=left_out)
    return [one.start.isoformat()[:16] for one in found]


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        (FRIDAY, ""),
        (replace(FRIDAY, repeat=Repeat.WEEKLY), "FREQ=WEEKLY"),
        (replace(FRIDAY, repeat=Repeat.FORTNIGHTLY), "FREQ=WEEKLY;INTERVAL=2"),
        (replace(FRIDAY, repeat=Repeat.MONTHLY), "FREQ=MONTHLY;BYDAY=4FR"),
        (
            replace(FRIDAY, start=datetime(2026, 10, 30, 19), repeat=Repeat.MONTHLY),
            "FREQ=MONTHLY;BYDAY=-1FR",
        ),
    ],
)
def test_how_often_it_comes_back_is_said_as_calendars_say_it(when, rule):
    assert rule_of(when) == rule


def test_a_friday_evening_stays_one_when_the_clocks_are_put_back():
    weekly = replace(FRIDAY, start=datetime(2026, 10, 16, 19, 30), repeat=Repeat.WEEKLY)
    assert starts(weekly, after=datetime(2026, 10, 15, tzinfo=UTC), days=17) == [
        "2026-10-16T17:30",
        "2026-10-23T17:30",
        "2026-10-30T18:30",
    ]


def test_a_month_later_is_the_same_weekday_of_the_month():
    monthly = replace(FRIDAY, repeat=Repeat.MONTHLY)
    assert starts(monthly, days=90) == ["2026-10-23T17:30", "2026-11-27T18:30"]


def test_what_is_left_out_is_left_out_and_what_goes_on_now_is_there():
    weekly = replace(FRIDAY, repeat=Repeat.FORTNIGHTLY)
    during = FRIDAY.start.replace(tzinfo=ZoneInfo(FRIDAY.zone)) + timedelta(minutes=30)
    assert starts(weekly, after=during, days=29, left_out={date(2026, 11, 6)}) == [
        "2026-10-23T17:30",
        "2026-11-20T18:30",
    ]


def test_an_hour_that_the_clocks_skip_is_as_long_after_midnight_and_one_twice_is_the_first():
    gap = Date(datetime(2026, 3, 29, 2, 30), "Europe/Berlin", 60)
    twice = Date(datetime(2026, 10, 25, 2, 30), "Europe/Berlin", 60)
    assert starts(gap, after=datetime(2026, 3, 1, tzinfo=UTC)) == ["2026-03-29T01:30"]
    assert starts(twice) == ["2026-10-25T00:30"]


def test_a_weekly_one_after_ten_years_is_found_at_once():
    old = replace(FRIDAY, start=datetime(2016, 10, 21, 19, 30), repeat=Repeat.WEEKLY)
    assert starts(old, days=10) == ["2026-09-04T17:30", "2026-09-11T17:30"]


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "UTC"]),
    st.integers(5, 24 * 60),
    st.sampled_from(list(Repeat)),
)
def test_every_meeting_is_found_in_the_window_in_which_it_lies(start, zone, minutes, repeat):
    start = start.replace(second=0, microsecond=0)
    when = Date(start, zone, minutes, repeat)
    first = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = list(occurrences(when, after=first, before=first + timedelta(minutes=1)))
    assert [one.start for one in found][:1] == [first]
    whole = list(occurrences(when, after=first, before=first + timedelta(days=100)))
    assert whole == sorted(whole)
    assert {one.end - one.start for one in whole} == {timedelta(minutes=minutes)}


@pytest.mark.parametrize(
    "said",
    [
        ("2026-10-23 19:30", "Europe/Berlin", 60, ""),
        ("2026-13-23T19:30", "Europe/Berlin", 60, ""),
        ("2026-10-23T19:30", "Nowhere/Land", 60, ""),
        ("2026-10-23T19:30", "../../etc/passwd", 60, ""),
        ("2026-10-23T19:30", "", 60, ""),
        ("2026-10-23T19:30", "Europe/Berlin", 0, ""),
        ("2026-10-23T19:30", "Europe/Berlin", True, ""),
        ("2026-10-23T19:30", "Europe/Berlin", 60, "hourly"),
    ],
)
def test_what_is_no_date_is_refused(said):
    with pytest.raises(ValueError):
        date_of(*said)
