"""What a line says, and what it never says. Alice and Bob are a couple."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.trends import lines
from nearer.trends.rules import Phase

few = settings(max_examples=60, deadline=None, database=None)
WEEKS = 40
scores = st.floats(0, 100, allow_nan=False)
year = st.dictionaries(st.integers(0, WEEKS), scores, max_size=WEEKS)


def always(score, weeks=WEEKS):
    return dict.fromkeys(range(weeks), float(score))


def dropping(*, at, by, weeks=WEEKS, usual=70.0):
    """Weeks that go up and down by five, lower from some week on."""
    return {w: usual + (5 if w % 2 else -5) - (by if w >= at else 0) for w in range(weeks)}


# --- What is promised about any answers -------------------------------------------------


@few
@given(year, year, st.integers(0, WEEKS))
def test_a_later_week_never_changes_what_was_said(alice, bob, until):
    whole = lines.couple(alice, bob)
    early = lines.couple(
        {week: score for week, score in alice.items() if week <= until},
        {week: score for week, score in bob.items() if week <= until},
    )
    assert early == whole[: len(early)]


@few
@given(year, year)
def test_every_week_has_finite_numbers_in_their_order(alice, bob):
    for week in lines.couple(alice, bob):
        assert all(isfinite(number) for number in (week.level, week.low, week.high))
        assert 0 <= week.low <= week.level <= week.high <= 100
        assert week.p is None or 0 <= week.p <= 1


@few
@given(year, year)
def test_nobody_comes_first(alice, bob):
    for one, other in zip(lines.couple(alice, bob), lines.couple(bob, alice), strict=True):
        assert one.level == pytest.approx(other.level)
        assert one.high == pytest.approx(other.high)
        assert one.p == pytest.approx(other.p)
        assert (one.answered, one.alone) == (other.answered, other.alone)
        assert (one.gentle, one.persistent) == (other.gentle, other.persistent)


@few
@given(year, year)
def test_before_week_eight_there_is_no_verdict(alice, bob):
    for week in lines.couple(alice, bob)[:8]:
        assert week.phase is Phase.NOT_ENOUGH
        assert week.p is None
        assert not week.gentle
        assert not week.persistent


@few
@given(year, year)
def test_from_week_eight_on_there_is_a_probability(alice, bob):
    assert all(week.p is not None for week in lines.couple(alice, bob)[8:])


@few
@given(year, year)
def test_below_five_of_eight_weeks_it_says_that_it_cannot_tell(alice, bob):
    answered = alice.keys() | bob.keys()
    for week in lines.couple(alice, bob)[8:]:
        told = sum(w in answered for w in range(week.week - 7, week.week + 1)) >= 5
        assert (week.phase is not Phase.NOT_ENOUGH) == told
        assert told or not (week.gentle or week.persistent)


@few
@given(year, year)
def test_whoever_reads_of_a_lasting_drop_reads_the_gentle_note_too(alice, bob):
    assert all(week.gentle for week in lines.couple(alice, bob) if week.persistent)


@few
@given(scores, st.sets(st.integers(0, WEEKS), max_size=WEEKS), st.booleans())
def test_steady_weeks_never_raise_an_alarm(score, missing, both):
    alice = {week: score for week in range(WEEKS) if week not in missing}
    said = lines.couple(alice, alice if both else {})
    assert not [week for week in said if week.gentle or week.persistent]


@few
@given(year, year, scores)
def test_steady_weeks_as_in_the_beginning_end_every_alarm(alice, bob, score):
    before = dict.fromkeys(range(8), score)
    after = dict.fromkeys(range(WEEKS, WEEKS + 40), score)
    last = lines.couple({**alice, **before, **after}, {**bob, **before, **after})[-1]
    assert not last.gentle
    assert not last.persistent


@few
@given(st.floats(45, 75), st.integers(9, 30), st.integers(1, 8))
def test_missing_weeks_widen_the_band(score, since, gap):
    alice, later = always(score, since), since + gap
    said = lines.person({**alice, later: score})
    widths = [week.high - week.low for week in said[since - 1 : later]]
    assert widths == sorted(set(widths))
    assert said[later].high - said[later].low < widths[-1]


# --- One person, and one answer of two --------------------------------------------------


def test_a_person_alone_has_a_line():
    said = lines.person(always(60))
    assert len(said) == WEEKS
    assert said[-1].phase is Phase.STEADY
    assert said[-1].level == pytest.approx(60, abs=1)
    assert all(week.alone for week in said)


def test_nobody_has_no_line():
    assert lines.person({}) == []
    assert lines.couple({}, {}) == []


def test_the_line_ends_with_the_last_answer_of_either():
    assert len(lines.couple({3: 50.0}, {9: 50.0})) == 10


def test_a_lone_answer_counts_with_the_usual_difference():
    alice, bob = always(80, 30), always(40, 20)
    said = lines.couple(alice, bob)
    assert said[19].level == pytest.approx(60, abs=2)
    assert said[29].level == pytest.approx(60, abs=3)  # not 80, though only Alice answered
    assert said[29].high - said[29].low > said[19].high - said[19].low


def test_it_says_so_when_only_one_of_two_answers():
    said = lines.couple(always(60, 30), always(60, 10))
    assert [week.answered for week in said[8:12]] == [2, 2, 1, 1]
    assert not said[16].alone  # Bob's last answer is seven weeks old
    assert said[17].alone


def test_until_the_second_answers_it_is_the_line_of_the_first():
    late = dict.fromkeys(range(20, 30), 40.0)
    assert lines.couple(always(80, 30), late)[:20] == lines.person(always(80, 30))[:20]
    assert lines.couple(late, always(80, 30))[:20] == lines.person(always(80, 30))[:20]


def test_one_wild_week_moves_the_level_little():
    said = lines.person({**always(70, 20), 19: 0.0})
    assert said[19].level > 60
    assert not said[19].gentle


# --- What it says ------------------------------------------------------------------------


def test_a_lasting_drop_is_noted_gently_first_and_then_for_good():
    said = lines.couple(dropping(at=15, by=18), dropping(at=15, by=18))
    gently = next(week.week for week in said if week.gentle)
    for_good = next(week.week for week in said if week.persistent)
    assert 15 < gently < for_good < 30
    assert said[-1].phase is Phase.LOWER
    assert said[-1].p > 0.95
    assert not any(week.gentle for week in said[:15])


@pytest.mark.parametrize("by", [(22, 0), (0, 22)])
def test_a_drop_of_one_of_the_two_is_seen(by):
    said = lines.couple(*(dropping(at=15, by=points) for points in by))
    assert any(week.persistent for week in said)


def test_what_lasts_is_told_once_and_stays_told():
    said = lines.couple(dropping(at=15, by=13), dropping(at=15, by=13))
    flags = [week.persistent for week in said]
    assert flags == sorted(flags)
    assert flags[-1]


def test_a_drop_that_shrinks_is_told_until_it_is_nearly_gone():
    alice = dropping(at=12, by=16, weeks=60)
    alice |= {week: alice[week] + 9 for week in range(30, 60)}
    last = lines.couple(alice, alice)[-1]
    assert last.persistent  # seven points are left
    assert last.p < 0.5


def test_three_bad_weeks_are_no_lasting_drop():
    alice = dropping(at=99, by=0)
    alice |= {week: alice[week] - 18 for week in (20, 21, 22)}
    assert not any(week.persistent for week in lines.couple(alice, alice))


def test_an_alarm_ends_when_the_level_is_back():
    alice = dropping(at=12, by=20, weeks=60)
    alice |= {week: alice[week] + 20 for week in range(30, 60)}
    said = lines.couple(alice, alice)
    assert said[29].persistent
    assert not said[-1].gentle


def test_a_lasting_rise_is_called_rising():
    rise = dropping(at=15, by=-18, usual=55.0)
    assert lines.couple(rise, rise)[-1].phase is Phase.RISING


def test_a_long_low_is_named_though_nothing_changes():
    said = lines.couple(always(30), always(28))
    assert {week.phase for week in said[12:]} == {Phase.LOW_LONG}
    assert not any(week.gentle for week in said)


def test_a_level_in_the_middle_is_no_long_low():
    assert lines.couple(always(52), always(50))[-1].phase is Phase.STEADY


def test_ten_years_are_as_many_weeks():
    assert len(lines.couple(always(60, 520), always(64, 520))) == 520


# --- What is refused ---------------------------------------------------------------------


@pytest.mark.parametrize("score", [-0.1, 100.1, float("nan"), float("inf"), float("-inf")])
def test_scores_out_of_range_are_refused(score):
    with pytest.raises(lines.NotAScore):
        lines.couple({0: 50.0}, {0: score})
    with pytest.raises(lines.NotAScore):
        lines.person({0: score})


@pytest.mark.parametrize("week", [-1, 5201])
def test_weeks_that_no_couple_has_are_refused(week):
    with pytest.raises(lines.NotAWeek):
        lines.person({week: 50.0})
