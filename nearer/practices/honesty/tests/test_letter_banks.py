"""The rules that wishes and first sentences are held against can each fail."""

from dataclasses import replace

import pytest

from nearer.practices.honesty import content
from nearer.practices.honesty.checks import letters as checks

WISHES = tuple(content.wishes().values())
SENTENCES = tuple(content.sentences().values())


def test_nothing_is_wrong_with_what_is_here():
    assert list(checks.problems()) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "Read it, you must."}, "bad: “must” is not said here."),
        ({"text": "Do you like it?"}, "bad: a wish asks for no answer."),
        ({"text": "Read it slowly. " * 6}, "bad: 18 words are more than 16."),
        ({"text": ""}, "bad: it says nothing."),
        ({"text": "Acknowledge vulnerability authentically."}, "bad: grade"),
    ],
)
def test_a_bad_wish_is_told_apart(changes, sentence):
    bank = (replace(WISHES[0], id="bad", **changes), *WISHES[1:])
    assert any(said.startswith(sentence) for said in checks.of_wishes(bank))


def test_wishes_have_to_be_enough_and_half_of_them_for_two_far_apart():
    assert "7 wishes are fewer than 8." in checks.of_wishes(WISHES[:7])
    near = [replace(wish, remote=False) for wish in WISHES]
    assert any("from far away" in said for said in checks.of_wishes(near))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "I understand how you feel."}, "bad: “understand how” is not said here."),
        ({"text": "Tell me {whom}."}, "bad: there is a gap that nobody fills."),
        ({"text": "Why? And when?"}, "bad: it asks more than one thing."),
    ],
)
def test_a_bad_first_sentence_is_told_apart(changes, sentence):
    bank = (replace(SENTENCES[0], id="bad", **changes), *SENTENCES[1:])
    assert any(said.startswith(sentence) for said in checks.of_sentences(bank))


def test_there_is_one_sentence_with_each_gap():
    without = [it for it in SENTENCES if it.gap != "back"]
    assert "0 first sentences with back are not one." in checks.of_sentences(without)
    assert "5 first sentences are fewer than 6." in checks.of_sentences(SENTENCES[:5])


def test_a_gap_is_filled_and_what_is_not_known_stands_as_an_ellipsis():
    assert content.said("tell-me-more", about="the hall.") == "Tell me more about the hall."
    assert content.said("time", back="Sunday").endswith("come back by Sunday.")
    assert content.said("thank-you", about="x", back="y") == "Thank you for telling me."
    assert content.said("gone-for-good") == "…"
    labels = {it.id: it.label for it in SENTENCES}
    assert labels["tell-me-more"] == "Tell me more about …"
