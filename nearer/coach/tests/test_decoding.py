"""What the model's numbers come to mean, by thresholds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.coach.decoding import BLAME, Odds, Thresholds, decode, label_odds
from nearer.coach.reading import DANGERS, LABELS, PARTS, PSEUDO

HALF = Thresholds(
    0.5,
    0.3,
    (0.5,) * len(LABELS),
    (0.5,) * len(PARTS),
    (0.5,) * len(LABELS),
    (0.8,) * 5,
    (0.3,) * 5,
)
TEXT = "You never wait for me"
PLACES = [(0, 0), (0, 3), (4, 9), (10, 14), (15, 18), (19, 21), (0, 0)]


def _odds(*, blame=0.0, labels=None, tokens=None, parts=None, danger=None):
    message = [0.1] * (len(LABELS) + 1 + len(PARTS))
    message[BLAME] = blame
    for name, value in (labels or {}).items():
        message[LABELS.index(name)] = value
    for name, value in (parts or {}).items():
        message[BLAME + 1 + PARTS.index(name)] = value
    rows = [[0.05] * len(LABELS) for _ in PLACES]
    for (token, name), value in (tokens or {}).items():
        rows[token][LABELS.index(name)] = value
    rings = [0.0] * len(DANGERS)
    for name, value in (danger or {}).items():
        rings[DANGERS.index(name)] = value
    return Odds(list(PLACES), rows, message, rings)


def _said(judgement):
    return [(TEXT[start:end], label) for start, end, label, _ in judgement.spans]


def test_tokens_above_their_threshold_are_one_stretch_of_whole_words():
    odds = _odds(
        blame=0.9,
        labels={"absolute": 0.9},
        tokens={(1, "absolute"): 0.9, (2, "absolute"): 0.8},
    )
    judgement = decode(TEXT, odds, HALF)
    assert _said(judgement) == [("You never", "absolute")]
    assert judgement.spans[0][3] == 0.9
    assert judgement.blame == 0.9


def test_a_label_that_is_sure_of_the_message_is_shown_where_it_is_strongest():
    odds = _odds(blame=0.9, labels={"demand": 0.9}, tokens={(3, "demand"): 0.3})
    assert _said(decode(TEXT, odds, HALF)) == [("wait", "demand")]


def test_blame_without_a_label_gets_the_likeliest():
    odds = _odds(blame=0.9, labels={"contempt": 0.4}, tokens={(2, "contempt"): 0.6})
    assert _said(decode(TEXT, odds, HALF)) == [("never", "contempt")]


def test_without_blame_only_a_tip_is_marked():
    odds = _odds(
        blame=0.4,
        labels={"absolute": 0.9, PSEUDO: 0.9},
        tokens={(2, "absolute"): 0.9, (4, PSEUDO): 0.9},
    )
    judgement = decode(TEXT, odds, HALF)
    assert [label for _, label in _said(judgement)] == [PSEUDO]
    assert judgement.blame == 0.0


def test_less_is_enough_where_phrases_of_blame_are_heard_too():
    odds = _odds(blame=0.4, labels={"absolute": 0.9}, tokens={(2, "absolute"): 0.9})
    assert _said(decode(TEXT, odds, HALF)) == []
    judgement = decode(TEXT, odds, HALF, seconded=True)
    assert (_said(judgement), judgement.blame) == ([("never", "absolute")], 0.4)


def test_a_label_is_as_likely_as_the_message_and_its_surest_token_say_together():
    odds = _odds(labels={"demand": 0.8}, tokens={(1, "demand"): 0.4, (2, "demand"): 0.2})
    assert label_odds(odds)[LABELS.index("demand")] == pytest.approx(0.6)
    assert label_odds(Odds([], [], odds.message, odds.danger))[LABELS.index("demand")] == 0.4


def test_a_stretch_ends_with_whole_words():
    text = "Don't shout so loudly"
    pieces = [(2, 5), (6, 9), (15, 19)]  # tokens inside words
    rows = [[0.9 if label == "demand" else 0.0 for label in LABELS] for _ in pieces]
    message = _odds(blame=0.9, labels={"demand": 0.9}).message
    judgement = decode(text, Odds(pieces, rows, message, [0.0] * 5), HALF)
    assert [text[start:end] for start, end, _, _ in judgement.spans] == [text]


def test_a_stretch_ends_with_its_sentence_and_an_echo_is_left_out():
    text = "I love you. You are selfish."
    places = [(2, 6), (7, 10), (10, 11), (12, 15), (16, 19), (20, 27), (27, 28)]
    message = _odds(blame=0.9, labels={"character": 0.9}).message

    def marked(*strengths):
        rows = [[x if label == "character" else 0.0 for label in LABELS] for x in strengths]
        found = decode(text, Odds(places, rows, message, [0.0] * 5), HALF).spans
        return [text[start:end] for start, end, _, _ in found]

    assert marked(0.3, 0.58, 0.4, 0.9, 0.9, 0.9, 0.6) == ["You are selfish."]
    assert marked(0.7, 0.8, 0.6, 0.9, 0.9, 0.9, 0.6) == ["love you.", "You are selfish."]


def test_parts_are_those_above_their_threshold():
    odds = _odds(parts={"need": 0.7, "feeling": 0.4})
    assert decode(TEXT, odds, HALF).parts == ("need",)


def test_danger_is_said_above_its_threshold_and_care_is_taken_below_it():
    assert decode(TEXT, _odds(), HALF).careful is False
    wary = decode(TEXT, _odds(danger={"violence": 0.4}), HALF)
    assert (wary.danger, wary.careful) == (None, True)
    sure = decode(TEXT, _odds(danger={"violence": 0.85, "child": 0.95}), HALF)
    assert (sure.danger, sure.careful) == ("child", True)


@given(
    st.text(max_size=40),
    st.lists(st.floats(0, 1), min_size=16, max_size=16),
    st.data(),
)
def test_any_numbers_give_stretches_of_the_text(text, message, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    places = list(pairwise(cuts))
    row = st.lists(st.floats(0, 1), min_size=len(LABELS), max_size=len(LABELS))
    tokens = [data.draw(row) for _ in places]
    found = decode(text, Odds(places, tokens, message, [0.0] * 5), HALF)
    assert all(0 <= start < end <= len(text) for start, end, _, _ in found.spans)
