"""The whole table: what each of the two can do, for every way a round can stand."""

from itertools import product

import pytest

from nearer.reveal.rules import Answer, Round, may_edit, round_state

NONE, SEALED, GIVEN = None, Answer(given=False), Answer(given=True)
ANYTHING = (NONE, SEALED, GIVEN)
FIRST, SECOND, NOBODY = True, False, None


@pytest.mark.parametrize(
    ("mine", "theirs", "i_give_first", "expected"),
    [
        pytest.param(NONE, NONE, FIRST, Round.YOUR_TURN, id="nobody wrote"),
        pytest.param(NONE, SEALED, FIRST, Round.YOUR_TURN, id="theirs does not show to the first"),
        pytest.param(NONE, NONE, SECOND, Round.YOUR_TURN, id="nobody wrote, to the second"),
        pytest.param(NONE, SEALED, SECOND, Round.YOUR_TURN, id="theirs does not show"),
        pytest.param(NONE, GIVEN, FIRST, Round.YOUR_TURN, id="even a forged give does not show"),
        pytest.param(NONE, GIVEN, SECOND, Round.YOUR_TURN, id="mine was taken back after a give"),
        pytest.param(SEALED, NONE, FIRST, Round.WAITING, id="the first waits"),
        pytest.param(SEALED, NONE, SECOND, Round.WAITING, id="the second waits"),
        pytest.param(SEALED, SEALED, FIRST, Round.GIVE, id="the host goes first"),
        pytest.param(SEALED, SEALED, SECOND, Round.WAITING, id="the second waits for the give"),
        pytest.param(SEALED, GIVEN, SECOND, Round.READY, id="the second may open"),
        pytest.param(SEALED, GIVEN, FIRST, Round.GIVE, id="a give out of turn opens nothing"),
        pytest.param(GIVEN, SEALED, FIRST, Round.GIVEN, id="handed over, not opened yet"),
        pytest.param(GIVEN, SEALED, SECOND, Round.GIVEN, id="a forged give of mine"),
        pytest.param(GIVEN, GIVEN, FIRST, Round.OPEN, id="open to the first"),
        pytest.param(GIVEN, GIVEN, SECOND, Round.OPEN, id="open to the second"),
        pytest.param(GIVEN, NONE, FIRST, Round.GIVEN, id="the second took theirs back, unseen"),
        pytest.param(GIVEN, NONE, SECOND, Round.TAKEN_BACK, id="the first took theirs back"),
        *(
            pytest.param(NONE, theirs, NOBODY, Round.YOUR_TURN, id=f"alone, my turn {number}")
            for number, theirs in enumerate(ANYTHING)
        ),
        *(
            pytest.param(mine, theirs, NOBODY, Round.WAITING, id=f"alone, waiting {number}")
            for number, (mine, theirs) in enumerate(product((SEALED, GIVEN), ANYTHING))
        ),
    ],
)
def test_where_a_round_stands(mine, theirs, i_give_first, expected):
    assert round_state(mine=mine, theirs=theirs, i_give_first=i_give_first) is expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param(NONE, NONE, True, id="a first answer"),
        pytest.param(NONE, SEALED, True, id="an answer to theirs, unseen"),
        pytest.param(SEALED, NONE, True, id="nobody else wrote"),
        pytest.param(SEALED, SEALED, True, id="both wrote, nobody gave"),
        pytest.param(GIVEN, NONE, False, id="mine was handed over"),
        pytest.param(GIVEN, SEALED, False, id="mine is bound to both"),
        pytest.param(NONE, GIVEN, False, id="theirs is bound to one that I took back"),
        pytest.param(SEALED, GIVEN, False, id="theirs is bound to mine as it is"),
        pytest.param(GIVEN, GIVEN, False, id="open"),
    ],
)
def test_editing_ends_at_the_first_give(mine, theirs, expected):
    assert may_edit(mine=mine, theirs=theirs) is expected


@pytest.mark.parametrize("i_give_first", [FIRST, SECOND, NOBODY])
def test_before_my_own_answer_nothing_they_do_shows(i_give_first):
    states = {round_state(mine=None, theirs=x, i_give_first=i_give_first) for x in ANYTHING}
    assert states == {Round.YOUR_TURN}


def test_the_second_cannot_tell_an_answer_from_none_until_it_was_given():
    states = {round_state(mine=SEALED, theirs=x, i_give_first=SECOND) for x in (NONE, SEALED)}
    assert states == {Round.WAITING}


def test_the_first_cannot_tell_an_answer_from_one_that_was_taken_back():
    states = {round_state(mine=GIVEN, theirs=x, i_give_first=FIRST) for x in (NONE, SEALED)}
    assert states == {Round.GIVEN}


def test_only_one_of_the_two_ever_gives_first():
    for mine, theirs in product(ANYTHING, ANYTHING):
        one = round_state(mine=mine, theirs=theirs, i_give_first=FIRST)
        other = round_state(mine=theirs, theirs=mine, i_give_first=SECOND)
        assert other is not Round.GIVE
        assert one is not Round.READY
        assert (one is Round.OPEN) == (other is Round.OPEN)
