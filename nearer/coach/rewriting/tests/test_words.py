"""The small tools under an offer: whole words, forms of verbs, what goes and what stays."""

from time import process_time

import pytest

from nearer.coach import read
from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.clauses import sentences
from nearer.coach.rewriting.spoken import plain, shortly
from nearer.coach.rewriting.trimming import trimmed

TYPED = [
    ("u dont txt bak lol", "you do not text back"),
    ("ur late", "you are late"),
    ("ur mum", "your mum"),
    ("it took 2 hours 2 get here", "it took 2 hours to get here"),
    ("YOU NEVER CALL", "you never call"),
    ("I told Delroy", "I told Delroy"),
    ("you can’t say it", "you can not say it"),
    ("u left him waitin", "you left him waiting"),
    ("my mum's here", "my mum's here"),
    ("sooooo late 😡", "so late"),
]


@pytest.mark.parametrize(("typed", "said"), TYPED, ids=[t[0] for t in TYPED])
def test_what_is_typed_becomes_whole_words(typed, said):
    assert plain(typed) == said


def test_short_forms_come_back_but_not_at_the_end():
    assert shortly("I am here and you do not know how I am.") == (
        "I'm here and you don't know how I am."
    )


@pytest.mark.parametrize(
    ("form", "base"),
    [("told", "tell"), ("tells", "tell"), ("stopped", "stop"), ("tidies", "tidy"), ("sofa", None)],
)
def test_forms_know_their_verb(form, base):
    assert verbs.base(form) == base


@pytest.mark.parametrize(
    ("verb", "doing", "past"),
    [
        ("stop", "stopping", "stopped"),
        ("lie", "lying", "lied"),
        ("make", "making", "made"),
        ("see", "seeing", "saw"),
        ("tidy", "tidying", "tidied"),
        ("play", "playing", "played"),
        ("visit", "visiting", "visited"),
        ("be", "being", "were"),
    ],
)
def test_verbs_are_turned_as_they_are_spelt(verb, doing, past):
    assert (verbs.doing(verb), verbs.past(verb)) == (doing, past)


def test_what_was_put_may_be_now():
    assert not verbs.is_past("put")
    assert verbs.is_past("walked")


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("Honestly, you forgot the milk again, as usual", "you forgot the milk"),
        ("you absolute muppet, you forgot the milk", "you forgot the milk"),
        ("tell him no", "tell him no"),
        ("you never, ever hold my hand", "you never hold my hand"),
        ("so you just decided without me", "you decided without me"),
    ],
)
def test_only_what_is_louder_goes(clause, left):
    assert trimmed(clause) == left


def test_sentences_and_clauses_know_where_they_stand():
    text = "I waited. You said ten, but you came at noon!\nFine 3.50 it is"
    found = sentences(text, [])
    assert [text[s.start : s.end] for s in found] == [
        "I waited.",
        "You said ten, but you came at noon!",
        "Fine 3.50 it is",
    ]
    assert [text[c.start : c.end] for c in found[1].clauses] == ["You said ten", "you came at noon"]


def test_questions_are_short_kind_and_each_asks_one_thing():
    several = [question for each in pack("questions")["ask"].values() for question in each]
    assert len(set(several)) == len(several)
    for question in several:
        assert question.count("?") == 1
        assert question.endswith("?")
        assert len(question.split()) <= 16
        assert "!" not in question


MANY = [
    "You never listen" + " " * 700 + "x",
    "You never listen ok" + "-ok" * 18 + " x",
    "You never listen" + " i think so now" * 24 + " x",
]


@pytest.mark.parametrize("text", MANY, ids=["spaces", "tags", "longer tags"])
def test_no_text_costs_more_time_than_its_length_is_worth(text):
    read("You never listen.")  # what is loaded once counts for nobody's text
    began = process_time()
    read(text)
    assert process_time() - began < 1.0  # of these, each took from some seconds to an hour


def test_tags_go_however_many_there_are():
    assert trimmed("you left, for once in your life, ok - yes, you know that") == "you left"
    assert trimmed("you said yes") == "you said yes"
