import pytest

from nearer.coach.packs import pack
from nearer.coach.reading import LABELS
from nearer.coach.why import why


@pytest.mark.parametrize("label", LABELS)
def test_each_label_has_several_short_calm_sentences(label):
    texts = [one["text"] for one in pack("why")[label]]
    assert len(texts) == len(set(texts)) >= 5
    for text in texts:
        assert len(text.split()) <= 32, text
        assert "!" not in text
        assert "please" not in text.lower()


def test_there_are_reasons_for_the_labels_and_for_nothing_else():
    assert list(pack("why")) == list(LABELS)


def test_the_reason_is_chosen_by_what_was_written():
    assert "never" in why("absolute", "You never").lower()
    assert why("absolute", "You never") == why("absolute", "You never")
    assert why("demand", "Why can't you just call") != why("demand", "You need to call")


def test_a_reason_repeats_no_more_than_a_few_of_their_words():
    said = "u always " + "x" * 500 + " and then you go to bed without a word"
    for label in LABELS:
        assert len(why(label, said)) < 400
        assert "to bed without a word" not in why(label, said)
        assert "{said}" not in why(label, said)
