"""The score of a week, its name, and the summary that is folded from all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.acknowledge.rules import pulse as rules
from nearer.practices.acknowledge.rules.pulse import SCORED, Answered, Summary

ALL_FIVE = dict.fromkeys(SCORED, 5)
LATER = ("hope", "load")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param(ALL_FIVE, 50.0, id="the middle of everything"),
        pytest.param(dict.fromkeys(SCORED, 10) | {"tension": 0}, 100.0, id="as good as it gets"),
        pytest.param(dict.fromkeys(SCORED, 0) | {"tension": 10}, 0.0, id="as far as it gets"),
        pytest.param(dict.fromkeys(SCORED, 10), 83.3, id="tension counts the other way round"),
        pytest.param(dict.fromkeys(SCORED[:4], 7), 70.0, id="four are enough"),
        pytest.param(dict.fromkeys(SCORED[:3], 7), None, id="three are not"),
        pytest.param(dict.fromkeys((*SCORED[:3], "hope", "load"), 7), None, id="nor with these"),
        pytest.param(ALL_FIVE | {"hope": 10, "load": 0}, 50.0, id="the month's two do not count"),
        pytest.param({}, None, id="nothing answered"),
    ],
)
def test_a_week_has_a_number_or_none(items, expected):
    assert rules.score(items) == expected


names = st.sampled_from([*SCORED, *LATER])
answers = st.dictionaries(names, st.integers(0, 10))


@given(answers)
def test_a_number_lies_between_nothing_and_a_hundred(items):
    number = rules.score(items)
    assert (number is None) == (sum(name in SCORED for name in items) < 4)
    assert number is None or 0 <= number <= 100


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(items, dice):
    shuffled = list(items.items())
    dice.shuffle(shuffled)
    assert rules.score(dict(shuffled)) == rules.score(items)


weeks = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(rules.week_of)


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_a_week_has_one_name_and_begins_on_a_monday(day):
    monday = rules.monday_of(rules.week_of(day))
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(7)


@given(weeks, weeks)
def test_names_sort_as_the_weeks_do(first, last):
    assert (rules.weeks_between(first, last) > 0) == (first < last)
    assert rules.weeks_between(first, last) == -rules.weeks_between(last, first)


@pytest.mark.parametrize("odd", ["", "2026", "2026-W00", "2026-W54", "2027-W53", "20261-W1"])
def test_what_is_no_week_is_refused(odd):
    with pytest.raises(ValueError, match="is"):
        rules.monday_of(odd)


SUNDAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("asked", "day", "expected"),
    [
        pytest.param("2026-W19", SUNDAY, "2026-W19", id="this week"),
        pytest.param("", SUNDAY, "2026-W19", id="nothing said"),
        pytest.param("2026-W19", SUNDAY + timedelta(1), "2026-W19", id="left open over night"),
        pytest.param("2026-W19", SUNDAY + timedelta(8), None, id="left open for a week"),
        pytest.param("2026-W20", SUNDAY, None, id="next week, for a clock set back"),
        pytest.param("2026-W53", date(2027, 1, 4), "2026-W53", id="over new year"),
        pytest.param("2026-W18 ", SUNDAY, None, id="nearly a week"),
        pytest.param("garbage", SUNDAY, None, id="garbage"),
    ],
)
def test_a_form_is_about_this_week_or_the_one_before(asked, day, expected):
    assert rules.week_meant(asked, day=day) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param("", True, id="never asked"),
        pytest.param("2026-W19", False, id="asked this week"),
        pytest.param("2026-W16", False, id="three weeks ago"),
        pytest.param("2026-W15", True, id="four weeks ago"),
        pytest.param("2025-W30", True, id="long ago"),
        pytest.param("2026-W30", False, id="asked in a week to come"),
    ],
)
def test_twice_more_once_a_month(last, expected):
    assert rules.monthly_due(last=last, week="2026-W19") is expected


pulses = st.lists(
    st.builds(Answered, st.integers(0, 30).map(lambda n: rules.week_of(SUNDAY + timedelta(7 * n))),
              answers, st.booleans()),
    unique_by=lambda pulse: pulse.week,
)  # fmt: skip


@given(pulses, st.randoms(use_true_random=False))
def test_the_summary_is_the_same_in_whatever_order_it_is_folded(found, dice):
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert rules.fold(shuffled) == rules.fold(found)
    assert list(rules.fold(shuffled).weeks) == sorted(pulse.week for pulse in found)


@given(pulses, st.data())
def test_answering_a_week_again_puts_the_new_in_place_of_the_old(found, data):
    if not found:
        return
    old = data.draw(st.sampled_from(found))
    new = Answered(old.week, data.draw(answers), old.monthly)
    others = [pulse for pulse in found if pulse is not old]
    assert rules.add(rules.fold(found), new) == rules.fold([*others, new])


def test_the_summary_holds_the_answers_of_eight_weeks_and_the_numbers_of_all():
    found = [Answered(f"2026-W{n:02}", ALL_FIVE) for n in range(1, 21)]
    summary = rules.fold(found)
    assert len(summary.weeks) == 20
    assert list(summary.recent) == [f"2026-W{n}" for n in range(13, 21)]
    assert Summary().scores == {}


@pytest.mark.parametrize(
    ("since", "fits"),
    [(None, 1.0), (0, 0.3), (1, 0.4), (5, 0.8), (6, 1.0), (400, 1.0)],
)
def test_another_pulse_fits_once_a_week_has_nearly_gone(since, fits):
    assert rules.due(since) == pytest.approx(fits)


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        pytest.param({}, {}, id="nothing told"),
        pytest.param({"2026-W19": {"time": 10}}, {"time": 0.0}, id="nothing missing"),
        pytest.param({"2026-W19": {"time": 3}}, {"time": 0.7}, id="something missing"),
        pytest.param({"2026-W19": {"tension": 3}}, {"tension": 0.3}, id="tension, the other way"),
        pytest.param(
            {"2026-W19": {"time": 3}, "2026-W18": {"time": 6}},
            {"time": 0.6},
            id="this week counts twice the one before",
        ),
        pytest.param({"2026-W15": {"time": 3}}, {"time": 0.7}, id="four weeks back still counts"),
        pytest.param({"2026-W14": {"time": 3}}, {}, id="further back does not"),
        pytest.param({"2026-W20": {"time": 3}}, {}, id="a week to come does not"),
        pytest.param({"2026-W19": {"hope": 3}}, {}, id="hope is no gap"),
    ],
)
def test_what_is_missing_by_the_last_weeks(recent, expected):
    assert rules.gaps(recent, week="2026-W19") == expected


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), number=st.integers(-300, 300))
def test_so_many_weeks_later_is_so_many_weeks_later(day, number):
    week = rules.week_of(day)
    assert rules.weeks_between(week, rules.week_at(week, number)) == number
