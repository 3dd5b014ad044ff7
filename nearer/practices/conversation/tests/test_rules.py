"""Which question is asked when: the same for both, each once, and only where it fits."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.practices.conversation import content
from nearer.practices.conversation.rules.questions import (
    FIRST_DAY,
    GENTLE,
    REMEMBERED,
    Choice,
    Stage,
    another,
    choices_in_order,
    dealt,
    next_stage,
    shuffled,
)

few = settings(max_examples=60, deadline=None, database=None)
DAY = timedelta(days=1)
SEED = bytes(range(32))


@dataclass(frozen=True)
class Q:
    id: str
    depth: int = 1
    theme: str = "us"
    assumes: tuple[str, ...] = ()


def bank(size, **kwargs):
    return [Q(f"q{n}", **kwargs) for n in range(size)]


def questions(where, choices, first, days):
    found = dealt(where, choices, seed=SEED, first=first, last=first + (days - 1) * DAY)
    return [found[first + n * DAY] for n in range(days)]


@st.composite
def histories(draw):
    """A bank, and some days on which the deck was chosen anew."""
    size = draw(st.integers(1, 30))
    where = [Q(f"q{n}", draw(st.integers(1, 3)), draw(st.sampled_from("ab"))) for n in range(size)]
    days = sorted(draw(st.sets(st.integers(1, 150), max_size=5)))
    subsets = st.frozensets(st.integers(1, 3)), st.frozensets(st.sampled_from("ab"))
    later = [Choice(FIRST_DAY + day * DAY, draw(subsets[0]), draw(subsets[1])) for day in days]
    return where, [Choice(FIRST_DAY), *later]


@few
@given(histories(), st.integers(0, 200), st.integers(1, 20))
def test_any_window_shows_the_same_questions_on_the_same_days(history, start, days):
    """Two phones ask about other days; where these meet, the question is the same."""
    where, choices = history
    first = FIRST_DAY + start * DAY
    whole = questions(where, choices, FIRST_DAY, start + days)
    assert questions(where, choices, first, days) == whole[start:]


@few
@given(st.integers(1, 40), st.integers(0, 400))
def test_no_question_comes_again_before_the_deck_is_used_up(size, start):
    where = bank(size)
    turn = start // size * size
    first = FIRST_DAY + turn * DAY
    assert sorted(questions(where, [Choice(FIRST_DAY)], first, size)) == sorted(q.id for q in where)


@few
@given(histories())
def test_every_day_has_a_question_that_the_choice_holds_if_any_does(history):
    where, choices = history
    found = dealt(where, choices, seed=SEED, first=FIRST_DAY, last=FIRST_DAY + 200 * DAY)
    assert len(found) == 201
    by_id = {q.id: q for q in where}
    for day, name in found.items():
        choice = [c for c in choices if c.since <= day][-1]
        if any(choice.holds(q) for q in where):
            assert choice.holds(by_id[name])


@few
@given(st.integers(5, 30), st.integers(1, 60))
def test_what_was_asked_lately_goes_last_in_a_new_deck(size, day):
    where = bank(size)
    changed = FIRST_DAY + day * DAY
    choices = [Choice(FIRST_DAY), Choice(changed, depths=frozenset({1}))]
    before = set(questions(where, choices, FIRST_DAY, day))
    after = questions(where, choices, changed, size)
    assert set(after[-len(before) :]) == before


def test_the_second_time_round_is_an_order_of_its_own():
    where, changed = bank(20), FIRST_DAY + 10 * DAY
    choices = [Choice(FIRST_DAY), Choice(changed, depths=frozenset({1}))]
    second = questions(where, choices, changed + 20 * DAY, 20)
    assert second == shuffled([q.id for q in where], seed=SEED, turn=1)


def test_what_was_asked_long_ago_is_fresh_again():
    where = bank(300)
    changed = FIRST_DAY + 200 * DAY
    choices = [Choice(FIRST_DAY), Choice(changed, depths=frozenset({1}))]
    lately = set(questions(where, choices, changed - REMEMBERED, REMEMBERED.days))
    assert set(questions(where, choices, changed, 300)[-100:]) == lately


def test_a_changed_deck_starts_on_its_day_and_changes_nothing_before():
    where = [*bank(20), *[Q(f"deep{n}", depth=3) for n in range(20)]]
    changed = FIRST_DAY + 10 * DAY
    light = Choice(FIRST_DAY, depths=frozenset({1}))
    both = [light, Choice(changed, depths=frozenset({3}))]
    first_ten = questions(where, both, FIRST_DAY, 10)
    assert first_ten == questions(where, [light], FIRST_DAY, 10)
    assert all(name.startswith("deep") for name in questions(where, both, changed, 20))


def test_a_deck_that_is_changed_every_day_for_years_is_still_dealt_at_once():
    """It used to double its work with every change: thirty of them never came back."""
    where = bank(50)
    choices = [Choice(FIRST_DAY + n * DAY, frozenset({1})) for n in range(700)]
    assert len(questions(where, choices, FIRST_DAY + 690 * DAY, 14)) == 14


def test_another_couple_has_another_order():
    ids = [q.id for q in bank(30)]
    assert shuffled(ids, seed=b"a" * 32) == shuffled(reversed(ids), seed=b"a" * 32)
    assert shuffled(ids, seed=b"a" * 32) != shuffled(ids, seed=b"b" * 32)
    assert shuffled(ids, seed=b"a" * 32) != shuffled(ids, seed=b"a" * 32, turn=1)
    assert sorted(shuffled(ids, seed=b"a" * 32)) == sorted(ids)


CHILDREN = Q("bedtime", assumes=("children",))
BOTH = Q("school-run", assumes=("children", "work"))


@pytest.mark.parametrize(
    ("fits", "asked"),
    [
        pytest.param(frozenset(), {"q0"}, id="nothing is said"),
        pytest.param(frozenset({"children"}), {"q0", "bedtime"}, id="children"),
        pytest.param(frozenset({"work"}), {"q0"}, id="work alone is not enough"),
        pytest.param(frozenset({"children", "work"}), {"q0", "bedtime", "school-run"}, id="both"),
    ],
)
def test_what_assumes_something_is_asked_only_where_it_fits(fits, asked):
    where = [*bank(1), CHILDREN, BOTH]
    choice = Choice(FIRST_DAY, fits=fits)
    assert set(questions(where, [choice], FIRST_DAY, 9)) == asked


@pytest.mark.parametrize(
    ("depths", "themes", "asked"),
    [
        pytest.param({1}, {"money"}, {"q0"}, id="no such theme at this depth: the depth counts"),
        pytest.param({4}, {"money"}, {"q0", "far"}, id="no such depth either"),
    ],
)
def test_an_empty_deck_is_widened_and_still_asks_nothing_that_does_not_fit(depths, themes, asked):
    where = [*bank(1), Q("far", depth=3), CHILDREN]
    choice = Choice(FIRST_DAY, frozenset(depths), frozenset(themes))
    assert set(questions(where, [choice], FIRST_DAY, 9)) == asked


def test_the_real_bank_begins_gently_and_assumes_nothing():
    by_id = content.everything()
    found = questions(content.bank(), [GENTLE], FIRST_DAY, 150)
    assert all(by_id[name].depth <= 2 and not by_id[name].assumes for name in found)
    assert len(set(found)) == 150


def test_before_the_first_day_nothing_is_asked_and_nothing_breaks():
    assert dealt(bank(3), [GENTLE], seed=SEED, first=date(2025, 1, 1), last=date(2025, 1, 9)) == {}


@few
@given(st.integers(1, 30), st.data())
def test_another_never_repeats_what_was_answered_until_all_were(size, data):
    ids = [q.id for q in bank(size)]
    answered = data.draw(st.sets(st.sampled_from(ids)))
    number = data.draw(st.integers(0, 999_999))
    found = another(ids, seed=SEED, answered=answered, number=number)
    assert found in ids
    if len(answered) < size:
        assert found not in answered


@few
@given(st.integers(2, 30))
def test_another_one_is_another_one(size):
    ids = [q.id for q in bank(size)]
    seen = [another(ids, seed=SEED, answered=(), number=n) for n in range(size + 1)]
    assert len(set(seen)) == size
    assert seen[0] == seen[-1]
    assert all(one != other for one, other in pairwise(seen))


def test_answering_each_in_turn_goes_through_all():
    ids, answered = [q.id for q in bank(12)], []
    for _ in ids:
        answered.append(another(ids, seed=SEED, answered=answered, number=0))
    assert sorted(answered) == sorted(ids)


def test_choices_begin_gently_and_the_last_of_a_day_wins():
    monday = FIRST_DAY + 30 * DAY
    first, second = Choice(monday, frozenset({3})), Choice(monday, frozenset({4}))
    earlier = Choice(monday - DAY)
    assert choices_in_order([first, second, earlier]) == [GENTLE, earlier, second]
    assert choices_in_order([]) == [GENTLE]
    assert choices_in_order([replace(first, since=FIRST_DAY - DAY)]) == [GENTLE]


def test_the_stages_of_a_passed_phone_go_forward_and_end():
    stage, seen = Stage.FIRST, []
    for _ in range(9):
        seen.append(stage)
        stage = next_stage(stage)
    assert seen[:7] == list(Stage)
    assert seen[7:] == [Stage.KEEP_SECOND] * 2
