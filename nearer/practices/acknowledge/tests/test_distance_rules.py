"""What is said of two pictures, and which round it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.rules import acknowledgement, distance, talk
from nearer.practices.acknowledge.rules.talk import Choice

MAY = date(2026, 5, 1)
BANK = list(content.causes())
lists = st.lists(st.sampled_from(BANK), unique=True)
places = st.integers(0, 10)


def days(number):
    return MAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("opened", "mine", "asked", "day", "number"),
    [
        pytest.param({}, (), (), 0, 1, id="nothing yet: the first"),
        pytest.param({}, (1,), (), 90, 1, id="mine waits, however long"),
        pytest.param({1: 0}, (1,), (), 0, 1, id="just opened"),
        pytest.param({1: 0}, (1,), (), 20, 1, id="a day too early"),
        pytest.param({1: 0}, (1,), (), 21, 2, id="three weeks later"),
        pytest.param({1: 0}, (1, 2), (), 22, 2, id="I have drawn again"),
        pytest.param({1: 0, 2: 30}, (1, 2), (), 40, 2, id="the second is fresh"),
        pytest.param({1: 0, 2: 30}, (1, 2), (), 51, 3, id="the third"),
        pytest.param({}, (1,), (2,), 3, 2, id="one of us asked for another"),
        pytest.param({1: 0}, (1, 2), (), -3, 2, id="a clock that was put back"),
    ],
)
def test_which_round_can_be_drawn(opened, mine, asked, day, number):
    opened = {one: days(since) for one, since in opened.items()}
    found = distance.current_round(opened=opened, mine=mine, asked=asked, day=days(day))
    assert found == number


@given(mine=lists, theirs=lists)
def test_what_both_recognise_is_the_same_for_both(mine, theirs):
    for rule in (distance.both_recognise, distance.one_recognises):
        assert rule(mine, theirs, order=BANK) == rule(theirs, mine, order=BANK)
    both = distance.both_recognise(mine, theirs, order=BANK)
    one = distance.one_recognises(mine, theirs, order=BANK)
    assert {*both, *one} == {*mine, *theirs}
    assert not {*both} & {*one}


def test_a_cause_nobody_knows_is_on_no_list():
    assert distance.both_recognise(["forged"], ["forged"], order=BANK) == []


@given(mine=places, theirs=places)
def test_how_far_two_pictures_lie_apart_is_the_same_for_both(mine, theirs):
    assert distance.between(mine, theirs) == distance.between(theirs, mine)


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [(5, 5, "same"), (5, 6, "same"), (5, 7, "near"), (2, 5, "near"), (1, 5, "apart"),
     (1, 7, "apart"), (0, 7, "far"), (0, 10, "far")],
)  # fmt: skip
def test_the_bands_are_those_of_the_bank(one, other, band):
    assert distance.between(one, other) == band


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        pytest.param((3, 6), (3, 6), "again-same", id="nothing moved"),
        pytest.param((3, 6), (4, 5), "again-same", id="a step means nothing"),
        pytest.param((3, 6), (6, 6), "again-nearer", id="one came nearer"),
        pytest.param((3, 6), (6, 8), "again-nearer", id="both came nearer"),
        pytest.param((3, 6), (1, 6), "again-further", id="one went further"),
        pytest.param((3, 6), (6, 2), "", id="different ways: nothing is said"),
        pytest.param((3, 6), (6, 5), "", id="one nearer, the other a step further"),
        pytest.param((6, 3), (3, 4), "", id="one further, the other a step nearer"),
    ],
)
def test_what_is_said_beside_the_earlier_pictures(before, now, said):
    assert distance.since_then(before=before, now=now) == said
    assert distance.since_then(before=before[::-1], now=now[::-1]) == said


@pytest.mark.parametrize(
    ("count", "when"),
    [(0, "recognised-none"), (1, "recognised-one"), (2, "recognised-several")],
)
def test_how_much_both_recognise_has_a_line_of_its_own(count, when):
    assert distance.recognised(count) == when


@given(seed=st.binary(min_size=16, max_size=16))
def test_a_line_stays_the_same_and_is_one_of_them(seed):
    lines = ["one", "two", "three"]
    assert distance.chosen(lines, seed=seed) == distance.chosen(lines, seed=seed) in lines


@given(mine=places, theirs=places, count=st.integers(0, 54), seed=st.binary(min_size=1))
def test_no_line_has_a_number_in_it(mine, theirs, count, seed):
    bank = content.lines()
    for when in (distance.between(mine, theirs), distance.recognised(count)):
        line = distance.chosen([it.text for it in bank if it.when == when], seed=seed)
        assert not any(one.isdigit() or one == "%" for one in line)


# --- The text of both --------------------------------------------------------------------


def test_a_first_draft_names_what_both_recognise_and_nothing_else():
    pieces = [(piece.when, piece.text) for piece in content.pieces()]
    draft = acknowledgement.first_draft(pieces, ["Phones", "Debt"])
    assert "both recognise:\n– Phones\n– Debt\n\n" in draft
    assert "one name for it" not in draft
    without = acknowledgement.first_draft(pieces, [])
    assert "one name for it" in without
    assert "recognise:" not in without


@pytest.mark.parametrize(
    ("before", "after", "bits"),
    [
        pytest.param("We walk", "We walk", [("same", "We walk")], id="nothing"),
        pytest.param(
            "We walk far",
            "We sit far",
            [("same", "We "), ("gone", "walk"), ("new", "sit"), ("same", " far")],
            id="a word",
        ),
        pytest.param(
            "We walk far away",
            "We sit very near",
            [("same", "We "), ("gone", "walk far away"), ("new", "sit very near")],
            id="words in a row are one change",
        ),
        pytest.param(
            "We walk \n\nIt rains",
            "We sit \n\nIt rains",
            [("same", "We "), ("gone", "walk"), ("new", "sit"), ("same", " \n\nIt rains")],
            id="a paragraph ends a change",
        ),
        pytest.param("", "We walk", [("new", "We walk")], id="the first words"),
        pytest.param("We walk", "", [("gone", "We walk")], id="all of it gone"),
    ],
)
def test_what_one_version_changed(before, after, bits):
    assert [(bit.kind, bit.text) for bit in acknowledgement.changes(before, after)] == bits


@given(before=st.text(max_size=200), after=st.text(max_size=200))
def test_the_changes_of_a_version_hold_both_texts(before, after):
    bits = acknowledgement.changes(before, after)
    assert "".join(bit.text for bit in bits if bit.kind != "gone") == after
    assert "".join(bit.text for bit in bits if bit.kind != "new") == before


# --- Words for a first talk --------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found", "asks"),
    [
        pytest.param(Choice(), Choice(), "situation", id="nothing"),
        pytest.param(Choice("tired"), Choice("tired"), "tone", id="a situation"),
        pytest.param(Choice("tired", "warm"), Choice("tired", "warm"), "length", id="a tone"),
        pytest.param(
            Choice("tired", "warm", "short"), Choice("tired", "warm", "short"), "", id="all"
        ),
        pytest.param(Choice("x", "warm", "short"), Choice(), "situation", id="forged"),
        pytest.param(Choice("tired", "x", "short"), Choice("tired"), "tone", id="forged tone"),
        pytest.param(Choice("", "warm", "short"), Choice(), "situation", id="out of order"),
    ],
)
def test_a_choice_asks_for_what_is_missing(asked, found, asks):
    kept = talk.choice(
        asked,
        situations=content.situations(),
        tones=content.TONES,
        lengths=content.LENGTHS,
    )
    assert kept == found
    assert kept.asks_for == asks


def test_there_is_a_script_for_every_choice():
    for situation in content.situations():
        for tone in content.TONES:
            for length in content.LENGTHS:
                assert content.script_for(situation=situation, tone=tone, length=length)
    assert content.script_for(situation="x", tone="warm", length="short") is None
