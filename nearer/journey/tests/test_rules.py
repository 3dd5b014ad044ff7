"""What Today weighs, by the numbers: gaps, the path, chance, and what is said of it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from nearer.journey.offers import Facet, Offer, Stage, Who
from nearer.journey.rules import consent, path, scoring
from nearer.journey.rules.gaps import Gaps, gap, shared, whose_week
from nearer.journey.rules.gates import Leave, Room, State
from nearer.journey.rules.reasons import BOTH, FITS, FROM_YOURS, MINE, PLACES, reason
from nearer.journey.rules.scoring import Season, burden, choose, repetition, score

DAY = date(2026, 11, 25)
TEA = Offer("Tea", "/", key="a.tea", who=Who.TOGETHER, serves=frozenset({Facet.TIME}))
WALK = replace(TEA, key="b.walk")
ALONE = replace(TEA, key="c.alone", who=Who.ALONE)
NOW = Season(DAY, None)
TWO = State(Leave(paired=True))


def even(mine: float, theirs: float | None = None, **rest) -> Gaps:
    return Gaps({Facet.TIME: mine}, {} if theirs is None else {Facet.TIME: theirs}, **rest)


# --- Gaps ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        pytest.param(Gaps(), 0.4, id="nobody measured"),
        pytest.param(even(0.6), 0.6, id="mine alone"),
        pytest.param(Gaps({}, {Facet.TIME: 0.9}), 0.4, id="theirs alone weighs nothing"),
        pytest.param(even(0.6, 0.5, i_lead=True), 0.5 + 0.15 + 0.06, id="both, my week"),
        pytest.param(even(0.6, 0.5, i_lead=False), 0.5 + 0.15 + 0.05, id="both, their week"),
    ],
)
def test_a_shared_gap(gaps, expected):
    assert shared(Facet.TIME, gaps) == pytest.approx(expected)


def test_both_phones_see_the_same_gap():
    hers, his = even(0.6, 0.5, i_lead=True), even(0.5, 0.6, i_lead=False)
    assert shared(Facet.TIME, hers) == pytest.approx(shared(Facet.TIME, his))


@pytest.mark.parametrize("week", range(2800, 2806))
def test_one_of_the_two_leads_in_each_week_and_they_take_turns(week):
    assert whose_week(week, first=True) != whose_week(week, first=False)
    assert whose_week(week, first=True) != whose_week(week + 1, first=True)


def test_where_two_differ_a_joint_step_does_not_count_it_and_a_solo_step_counts_ones_own():
    for mine, theirs in ((0.8, 0.3), (0.3, 0.8)):
        gaps = even(mine, theirs)
        assert gap(ALONE, gaps) == mine
        both = replace(TEA, serves=frozenset({Facet.TIME, Facet.CLOSENESS}))
        measured = Gaps({**gaps.mine, Facet.CLOSENESS: 0.5}, {**gaps.theirs, Facet.CLOSENESS: 0.5})
        assert gap(both, measured) == pytest.approx(shared(Facet.CLOSENESS, measured))


@pytest.mark.parametrize("theirs", [0.0, 0.25, 0.62, 1.0])
def test_the_others_larger_gap_never_makes_a_step_weigh_more_for_who_misses_little(theirs):
    """Beyond what may be noise: not a jot of it is turned into this reader's task."""
    mine = 0.4
    weighed = score(ALONE, State(gaps=even(mine, theirs)), NOW)
    alone = score(ALONE, State(gaps=even(mine)), NOW)
    if abs(theirs - mine) > 0.17:
        assert weighed == alone


# --- The path --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "week", "stage"),
    [
        (-30, 1, "begin"), (0, 1, "begin"), (6, 1, "begin"), (7, 2, "good"), (27, 4, "good"),
        (28, 5, "listen"), (42, 7, "needs"), (56, 9, "harder"), (69, 10, "harder"), (70, 11, None),
    ],
)  # fmt: skip
def test_which_week_it_is(days, week, stage):
    found = path.week(DAY, DAY + timedelta(days=days))
    assert found == week
    assert path.stretch(found) == stage


def test_on_the_path_nothing_is_shut_and_beyond_it_everything_fits():
    for stage in Stage:
        fits = [path.stage_fit(stage, week) for week in range(1, 11)]
        assert min(fits) > 0
        assert max(fits) == 1
        assert path.stage_fit(stage, None) == path.stage_fit(stage, 11) == 1


def test_ten_weeks_have_five_stretches_without_a_gap():
    weeks = [week for first, last in path.WEEKS.values() for week in range(first, last + 1)]
    assert weeks == list(range(1, path.LAST_WEEK + 1))


# --- Lately ----------------------------------------------------------------------------


def test_repetition_fades_until_it_is_time_again():
    weekly = replace(TEA, every=7)
    costs = [repetition(replace(weekly, done_on=DAY - timedelta(d)), NOW) for d in range(9)]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] == scoring.AGAIN
    assert costs[7] == costs[8] == 0
    assert repetition(replace(weekly, done_on=DAY + timedelta(3)), NOW) == scoring.AGAIN


def test_what_was_often_put_off_steps_back_but_not_for_ever():
    costs = [repetition(TEA, Season(DAY, None, {"a.tea": times})) for times in range(9)]
    assert costs == sorted(costs)
    assert costs[5] == costs[8] < scoring.AGAIN


def test_a_longer_step_and_one_that_takes_more_weigh_more_and_an_evening_is_the_most():
    lengths = [burden(replace(TEA, minutes=minutes)) for minutes in (1, 5, 15, 45, 90, 600)]
    assert lengths[:-1] == sorted(set(lengths))
    assert lengths[-1] == lengths[-2] == scoring.BURDEN
    efforts = [burden(replace(TEA, minutes=90, energy=energy)) for energy in (1, 2, 3)]
    assert efforts == pytest.approx([scoring.BURDEN + scoring.EFFORT * n for n in range(3)])


def test_what_weighs_less_stands_first_where_all_else_is_equal():
    """Near-ties or not: with the lowest lot the best one stands first."""
    for lighter in (replace(WALK, minutes=1), replace(WALK, energy=0), replace(WALK, fits=1.0)):
        heavier = replace(TEA, minutes=60, energy=2, fits=0.9)
        assert choose([heavier, lighter], TWO, NOW, lot=0.0).main is lighter


# --- Chance ----------------------------------------------------------------------------


def test_near_ties_take_turns_at_known_odds():
    third = replace(TEA, key="d.third", benefit=0.45)
    far = replace(TEA, key="e.far", benefit=0.05)
    lots = [number / 1000 for number in range(1000)]
    found = Counter(choose([WALK, TEA, third, far], TWO, NOW, lot=x).main.key for x in lots)
    odds = choose([WALK, TEA, third, far], TWO, NOW, lot=0.5).odds
    assert odds == {"a.tea": pytest.approx(0.82), "b.walk": 0.09, "d.third": 0.09}
    assert {key: count / 1000 for key, count in found.items()} == pytest.approx(odds, abs=0.002)


def test_without_a_near_tie_there_is_no_chance():
    far = replace(TEA, key="e.far", benefit=0.05)
    for lot in (0.0, 0.5, 0.999999, 1.0):
        choice = choose([far, TEA], TWO, NOW, lot=lot)
        assert choice.main is TEA
        assert choice.odds == {"a.tea": 1.0}
        assert choice.others == (far,)


def test_the_order_in_which_practices_offer_makes_no_difference():
    steps = [WALK, TEA, ALONE]
    for lot in (0.1, 0.85, 0.95):
        found = {choose(order, TWO, NOW, lot=lot).main.key for order in (steps, steps[::-1])}
        assert len(found) == 1


def test_alternatives_come_from_other_practices_where_they_are_as_good():
    same = [replace(TEA, key=f"a.{n}", benefit=0.49) for n in range(3)]
    choice = choose([TEA, *same, replace(TEA, key="b.x", benefit=0.45)], TWO, NOW, lot=0)
    assert choice.others[0].key == "b.x"


def test_a_key_that_two_offers_share_is_one_step():
    choice = choose([TEA, replace(TEA, title="The same")], TWO, NOW, lot=0)
    assert (choice.main, choice.others) == (TEA, ())


def test_nothing_offered_is_nothing_chosen():
    assert choose([], TWO, NOW, lot=0.3) == scoring.Choice()


# --- Reasons ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "state", "said"),
    [
        pytest.param(replace(TEA, why="It is Thursday."), State(gaps=even(0.9)), "It is Thursday.",
                     id="the practice knows best"),
        pytest.param(TEA, State(gaps=even(0.6)), f"{MINE[Facet.TIME]} {FROM_YOURS}", id="mine"),
        pytest.param(TEA, State(gaps=even(0.6, 0.5)), BOTH[Facet.TIME], id="both"),
        pytest.param(TEA, State(gaps=even(0.36, 0.3)), MINE[Facet.TIME], id="theirs is small"),
        pytest.param(TEA, State(gaps=even(0.9, 0.2)), PLACES[Stage.GOOD], id="not weighed"),
        pytest.param(ALONE, State(gaps=even(0.9, 0.2)), MINE[Facet.TIME], id="apart, alone"),
        pytest.param(ALONE, State(gaps=even(0.2, 0.9)), PLACES[Stage.GOOD], id="only theirs"),
        pytest.param(TEA, State(room=Room(minutes=15)), FITS, id="room"),
        pytest.param(TEA, State(), PLACES[Stage.GOOD], id="the path"),
    ],
)  # fmt: skip
def test_the_one_line_that_says_why(step, state, said):
    assert reason(step, state) == said


def test_no_line_names_the_other_ones_gap():
    """What only they feel is theirs to say."""
    for who in Who:
        for facet in Facet:
            step = replace(TEA, who=who, serves=frozenset({facet}))
            said = reason(step, State(gaps=Gaps({facet: 0.1}, {facet: 0.9})))
            assert said not in {*MINE.values(), *BOTH.values()}


# --- A yes that can be taken back ------------------------------------------------------


@pytest.mark.parametrize(
    ("rounds", "current"),
    [
        pytest.param([(None, None)] * 3, 0, id="nobody said anything"),
        pytest.param([(False, None), (None, None)], 0, id="one said yes"),
        pytest.param([(True, True), (None, None)], 0, id="both, and opened"),
        pytest.param([(True, False), (None, None)], 0, id="handed over, not opened yet"),
        pytest.param([(True, None), (None, None)], 1, id="the other took theirs back"),
        pytest.param([(None, True), (None, None)], 1, id="I took mine back"),
        pytest.param([(True, None), (False, None)], 1, id="one went on"),
        pytest.param([(None, None), (False, None)], 1, id="one went on, the other begins"),
        pytest.param([(True, None), (None, True)], 1, id="all were ended"),
    ],
)
def test_which_round_a_yes_goes_into(rounds, current):
    assert consent.current(rounds) == current
    assert consent.current([(two, one) for one, two in rounds]) == current
