"""Weeks by number, and what is said about a line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.practices.acknowledge import levels
from nearer.practices.acknowledge.rules import trend as rules
from nearer.practices.acknowledge.rules.pulse import Answered, fold, gaps, week_at, week_of
from nearer.practices.acknowledge.rules.trend import About

FIRST = week_of(date(2026, 1, 5))
WEEKS = [week_at(FIRST, n) for n in range(60)]


@pytest.mark.parametrize(
    ("phase", "persistent", "expected"),
    [
        ("not_enough", False, About.NOT_YET),
        ("steady", False, About.STEADY),
        ("lower", False, About.LOWER),
        ("lower", True, About.LOWER_LONG),
        ("rising", False, About.RISING),
        ("low_long", True, About.LOW_LONG),
    ],
)
def test_a_week_of_a_line_in_a_word(phase, persistent, expected):
    assert rules.about(phase=phase, persistent=persistent) is expected


@pytest.mark.parametrize("word", About)
@pytest.mark.parametrize("fits", [None, True, False])
@pytest.mark.parametrize("weeks", [1, 8, 9, 500])
def test_there_is_a_sentence_for_everything_and_no_number_in_it(word, fits, weeks):
    said = rules.said(word, weeks=weeks, fits=fits)
    assert said.title.endswith(".")
    assert said.text
    text = said.title + said.text + said.after
    assert not any(character.isdigit() for character in text)
    assert "%" not in text
    assert "!" not in text


def test_it_is_asked_once_whether_it_fits_and_the_answer_changes_the_wording_only():
    asked, yes, no = (rules.said(About.LOWER, weeks=20, fits=fits) for fits in (None, True, False))
    assert (asked.asks, yes.asks, no.asks) == (True, False, False)
    assert asked.title == yes.title == no.title
    assert len({asked.after, yes.after, no.after}) == 3


def test_a_steady_line_asks_nothing():
    assert not rules.said(About.STEADY, weeks=20).asks
    assert not rules.said(About.NOT_YET, weeks=20).asks


def test_an_answer_belongs_to_the_time_it_was_given_about():
    words = [About.STEADY, About.LOWER, About.STEADY, About.LOWER, About.LOWER]
    assert rules.began(words) == 3
    assert rules.began([About.LOWER]) == rules.began([About.LOWER] * 3) == 0
    assert rules.began([About.STEADY, About.LOWER]) == 1


def test_weeks_are_counted_from_ones_own_first_and_none_is_still_to_come():
    scores = {WEEKS[3]: 50.0, WEEKS[1]: 40.0, WEEKS[9]: 60.0}
    first = rules.first_of(scores, until=WEEKS[5])
    assert first == WEEKS[1]
    assert rules.numbered(scores, first=first, until=WEEKS[5]) == {0: 40.0, 2: 50.0}


def test_a_clock_that_was_wrong_by_centuries_makes_no_endless_line():
    scores = {"1026-W01": 50.0, WEEKS[0]: 40.0, "2999-W01": 1.0}
    assert rules.first_of(scores, until=WEEKS[1]) == WEEKS[0]
    assert len(levels.own(scores, until=WEEKS[1]).weeks) == 1


def test_this_week_is_no_gap_before_it_is_over():
    scores = dict.fromkeys(WEEKS[:3], 60.0)
    assert len(levels.own(scores, until=WEEKS[2]).weeks) == 3
    assert len(levels.own(scores, until=WEEKS[3]).weeks) == 3
    assert len(levels.own(scores, until=WEEKS[4]).weeks) == 4


def test_whoever_leaves_off_hears_that_there_is_not_enough():
    scores = dict.fromkeys(WEEKS[:20], 60.0)
    assert levels.own(scores, until=WEEKS[19]).word is About.STEADY
    assert levels.own(scores, until=WEEKS[26]).word is About.NOT_YET


def test_no_line_has_nothing_to_say():
    line = levels.own({}, until=WEEKS[0])
    assert (line.weeks, line.word, line.since) == ((), About.NOT_YET, WEEKS[0])
    assert levels.going(fold([])) == {}


def test_a_long_drop_is_seen_and_its_beginning_named():
    scores = {week: 75.0 if n < 16 else 45.0 for n, week in enumerate(WEEKS[:40])}
    line = levels.own(scores, until=WEEKS[39])
    assert line.word is About.LOWER_LONG
    assert WEEKS[16] < line.since < WEEKS[39]


def test_the_line_of_two_leans_on_one_where_only_one_answered_and_says_so():
    mine = dict.fromkeys(WEEKS[:20], 60.0)
    line = levels.both(mine, dict.fromkeys(WEEKS[:8], 60.0), until=WEEKS[19])
    assert line.weeks[-1].alone
    said = rules.said_of_both(line.word, alone=True, single=12, name="Bob")
    assert "only one of you" in said.text
    assert "one person’s line" in said.text


@pytest.mark.parametrize(("single", "words"), [(0, "between your two"), (2, "leans on that")])
def test_of_the_two_it_says_what_the_line_rests_on(single, words):
    assert words in rules.said_of_both(About.STEADY, alone=False, single=single, name="Bob").text


@given(st.dictionaries(st.sampled_from(WEEKS), st.floats(0, 100), max_size=60))
def test_a_later_week_changes_nothing_that_was_said(scores):
    whole = levels.own(scores, until=WEEKS[-1])
    for until in (WEEKS[20], WEEKS[40]):
        part = levels.own({w: s for w, s in scores.items() if w <= until}, until=until)
        assert part.words == whole.words[: len(part.words)]


NOW = WEEKS[10]


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        pytest.param({}, {}, id="nothing told"),
        pytest.param({NOW: {"time": 10}}, {"time": 0.0}, id="nothing is missing"),
        pytest.param({NOW: {"tension": 10}}, {"tension": 1.0}, id="tension is what is too much"),
        pytest.param({NOW: {"time": 2}, WEEKS[9]: {"time": 8}}, {"time": 0.6}, id="newer counts"),
        pytest.param({WEEKS[6]: {"time": 2}}, {"time": 0.8}, id="four weeks ago"),
        pytest.param({WEEKS[5]: {"time": 2}}, {}, id="too long ago"),
        pytest.param({WEEKS[12]: {"time": 2}}, {}, id="a week to come"),
        pytest.param({NOW: {"hope": 2, "load": 9}}, {}, id="nothing a step could serve"),
    ],
)
def test_gaps_come_from_the_last_weeks(recent, expected):
    assert gaps(recent, week=NOW) == expected


@given(st.lists(st.builds(Answered, st.sampled_from(WEEKS), st.just({"time": 3})), max_size=9))
def test_what_today_hears_is_what_the_line_says(pulses):
    assert set(levels.going(fold(pulses))) in (set(), {"about", "since", "week"})
