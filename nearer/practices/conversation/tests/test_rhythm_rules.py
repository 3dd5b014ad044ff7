"""What steps of two people come to: agreed, proposed or nothing, in whatever order they come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.conversation.rules.rhythm import (
    Evening,
    Rhythm,
    Step,
    Word,
    evening,
    fold,
    moments,
)

START = datetime(2026, 5, 4, 18, tzinfo=UTC)
SUNDAY, FRIDAY = Evening((6,), "20:30"), Evening((4,), "19:00")
ME, THEM = True, False


def step(mark, mine, said, *, after=(), about="", when=None, number=0, at=0):
    return Step(
        mark,
        mine,
        number or len(after) + 1,
        START + timedelta(minutes=at),
        said,
        frozenset(after),
        about,
        when,
    )


P = step("p", ME, Word.PROPOSE, when=SUNDAY)
A = step("a", THEM, Word.AGREE, after=["p"], about="p", number=2)


def test_nothing_was_said():
    assert fold([]) == Rhythm()
    assert fold([]).state == "none"


def test_a_proposal_waits_for_the_other():
    assert fold([P]).proposals == (P,)
    assert fold([P]).state == "proposed"
    assert fold([P]).agreed is None


def test_agreeing_makes_it_so_and_only_the_other_can():
    assert fold([P, A]) == Rhythm(SUNDAY, "a")
    assert fold([P, A]).state == "agreed"
    assert fold([P, replace(A, mine=ME)]).agreed is None


def test_another_suggestion_takes_the_place_of_the_first():
    other = step("q", THEM, Word.PROPOSE, after=["p"], when=FRIDAY, number=2)
    assert fold([P, other]).proposals == (other,)
    yes = step("y", ME, Word.AGREE, after=["q"], about="q", number=3)
    assert fold([P, other, yes]).agreed == FRIDAY


def test_an_agreement_goes_on_while_something_else_is_proposed():
    other = step("q", THEM, Word.PROPOSE, after=["a"], when=FRIDAY, number=3)
    found = fold([P, A, other])
    assert (found.agreed, found.proposals, found.state) == (SUNDAY, (other,), "proposed")
    no = step("n", ME, Word.LET_GO, after=["q"], about="q", number=4)
    assert fold([P, A, other, no]) == Rhythm(SUNDAY, "a")


@pytest.mark.parametrize("who", [ME, THEM])
def test_either_lets_the_agreement_go_and_no_older_one_comes_back(who):
    q = step("q", THEM, Word.PROPOSE, after=["a"], when=FRIDAY, number=3)
    b = step("b", ME, Word.AGREE, after=["q"], about="q", number=4)
    gone = step("g", who, Word.LET_GO, after=["b"], about="b", number=5)
    assert fold([P, A, q, b]).agreed == FRIDAY
    assert fold([P, A, q, b, gone]) == Rhythm()


def test_two_proposals_at_once_both_stand():
    q = step("q", THEM, Word.PROPOSE, when=FRIDAY, at=1)
    assert set(fold([P, q]).proposals) == {P, q}
    yes = step("y", ME, Word.AGREE, after=["p", "q"], about="q", number=2)
    assert fold([P, q, yes]) == Rhythm(FRIDAY, "y")


def test_two_who_agree_to_each_other_at_once_have_one_rhythm():
    q = step("q", THEM, Word.PROPOSE, when=FRIDAY, at=1)
    mine = step("x", ME, Word.AGREE, after=["p", "q"], about="q", number=2, at=5)
    theirs = step("y", THEM, Word.AGREE, after=["p", "q"], about="p", number=2, at=6)
    assert fold([P, q, mine, theirs]) == Rhythm(SUNDAY, "y")


def test_letting_go_beats_agreeing_at_the_same_moment():
    no = step("n", ME, Word.LET_GO, after=["p"], about="p", number=2)
    assert fold([P, A, no]) == Rhythm()


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(step("o", THEM, Word.AGREE, about="nothing"), id="agrees to nothing"),
        pytest.param(step("o", THEM, Word.PROPOSE), id="proposes no time"),
        pytest.param(step("o", THEM, "shrug", about="p"), id="says something unknown"),
        pytest.param(step("o", THEM, Word.LET_GO, about="x"), id="lets nothing go"),
        pytest.param(step("o", THEM, Word.AGREE, after=["o"], about="o"), id="goes round"),
    ],
)
def test_a_step_that_makes_no_sense_changes_nothing(odd):
    assert fold([P, odd]).agreed is None
    assert fold([P, odd]).proposals == (P,)


@st.composite
def histories(draw):
    """Steps of two phones, each with what it had seen, and what it is about."""
    steps = []
    for number in range(draw(st.integers(0, 9))):
        marks = [found.mark for found in steps]
        after = draw(st.sets(st.sampled_from(marks), max_size=3)) if marks else set()
        about = draw(st.sampled_from([*marks, ""]))
        depth = max((s.number for s in steps if s.mark in after), default=0) + 1
        said = draw(st.sampled_from(list(Word)))
        when = draw(st.sampled_from([SUNDAY, FRIDAY])) if said == Word.PROPOSE else None
        at = START + timedelta(minutes=draw(st.integers(0, 3)))
        mine = draw(st.booleans())
        steps.append(Step(f"m{number}", mine, depth, at, said, frozenset(after), about, when))
    return steps


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(steps, random):
    other = list(steps)
    random.shuffle(other)
    assert fold(other) == fold(steps)


@given(histories())
def test_both_see_the_same_from_their_own_side(steps):
    mine, theirs = fold(steps), fold([replace(s, mine=not s.mine) for s in steps])
    assert (mine.agreed, mine.by, mine.state) == (theirs.agreed, theirs.by, theirs.state)
    assert mine.proposals == tuple(replace(s, mine=not s.mine) for s in theirs.proposals)


@given(histories())
def test_nothing_is_agreed_without_a_word_of_each(steps):
    found = fold(steps)
    if found.agreed is not None:
        yes = next(s for s in steps if s.mark == found.by)
        asked = next(s for s in steps if s.mark == yes.about)
        assert asked.mine != yes.mine
        assert asked.evening == found.agreed


# --- Days and times ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "at"),
    [([], "20:30"), ([7], "20:30"), ([-1], "20:30"), ([1], ""), ([1], "24:00"), ([1], "9:00"),
     ([1], "20:30:00"), ([1], "२०:३०")],
)  # fmt: skip
def test_what_is_no_evening_is_none(days, at):
    assert evening(days, at) is None


def test_days_are_said_in_words():
    assert evening([6, 2, 2], "20:30") == Evening((2, 6), "20:30")
    assert Evening((2, 6), "20:30").words == "Wednesdays and Sundays"
    assert Evening((0, 2, 6), "20:30").words == "Mondays, Wednesdays and Sundays"
    assert evening(range(7), "20:30") == Evening(tuple(range(7)), "20:30")


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]
)
def test_it_is_half_past_eight_all_year_where_one_lives(zone):
    place = ZoneInfo(zone)
    found = moments(SUNDAY, zone=place, after=datetime(2026, 1, 1, tzinfo=UTC), days=365)
    assert len(found) == 52
    assert found == sorted(found)
    walls = {moment.astimezone(place).strftime("%a %H:%M") for moment in found}
    assert walls == {"Sun 20:30"}


def test_a_time_that_the_clocks_skip_or_repeat_comes_once():
    berlin, night = ZoneInfo("Europe/Berlin"), Evening((6,), "02:30")
    spring = moments(night, zone=berlin, after=datetime(2026, 3, 28, 12, tzinfo=UTC), days=1)
    assert [m.astimezone(berlin).strftime("%H:%M") for m in spring] == ["03:30"]
    autumn = moments(night, zone=berlin, after=datetime(2026, 10, 24, 12, tzinfo=UTC), days=1)
    assert autumn == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_what_lies_behind_is_not_among_them():
    now = datetime(2026, 5, 10, 20, 30, tzinfo=UTC)
    found = moments(SUNDAY, zone=ZoneInfo("UTC"), after=now, days=28)
    assert found[0] == now + timedelta(days=7)
    assert len(found) == 4
