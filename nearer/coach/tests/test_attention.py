import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.coach import DANGERS, LABELS, PARTS, Reading, Rewrite, attention, proposing, read
from nearer.coach.choose import Bench
from nearer.coach.judging import Judgement


@pytest.fixture(autouse=True)
def _rules(monkeypatch):
    """Whatever model lies beside: what is tested here is the frame."""

    def load():
        raise FileNotFoundError

    monkeypatch.setattr(attention, "BENCH", Bench(load))


words = st.sampled_from(
    [
        *("you", "never", "always", "I", "feel", "ignored", "don't", "care", "hit", "me", "kill"),
        *(
            "myself",
            "stop",
            "whatever",
            ".",
            "?",
            ",",
            "\n\n",
            '"',
            "“",
            "”",
            "😀",
            "\0",
            "שלום",
            "u",
        ),
    ]
)
texts = st.text() | st.lists(words, max_size=60).map(" ".join) | st.text(string.printable)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_any_text_is_read_and_every_mark_lies_in_it(text):
    reading = read(text)
    assert reading.judge == "rules"
    assert [m.start for m in reading.marks] == sorted(m.start for m in reading.marks)
    for mark in reading.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.label in LABELS
        assert mark.why
        assert (mark.level == "tip") == (mark.label == "pseudo_feeling")
    assert set(reading.parts) <= set(PARTS)
    assert reading.danger is None or reading.danger in DANGERS
    if reading.danger or not reading.blame:
        assert reading.rewrite is None
        assert reading.question is None
    else:
        assert (reading.rewrite is None) != (reading.question is None)
    assert read(text) == reading


def test_a_bare_you_is_no_blame():
    for text in ("you", "You and me, at eight.", "I saw you at the window.", "Are you cold?"):
        assert read(text).marks == ()


def test_a_pseudo_feeling_is_a_tip_and_never_blame():
    reading = read("I feel ignored.")
    assert [mark.level for mark in reading.marks] == ["tip"]
    assert not reading.blame
    assert reading.question is None


def test_offsets_are_code_points_of_the_text_as_it_was_given():
    text = "😀😀 well… You’re so selfish"
    (mark,) = read(text).marks
    assert text[mark.start : mark.end] == "You’re so selfish"


@pytest.mark.parametrize(
    "text", ["You hit me and never said sorry.", "You never listen. I want to die."]
)
def test_a_text_that_suggests_danger_gets_neither_offer_nor_question(text, monkeypatch):
    monkeypatch.setattr(attention, "propose", lambda *_, **__: pytest.fail("nobody may soften it"))
    reading = read(text)
    assert reading.danger
    assert (reading.rewrite, reading.question) == (None, None)


TEXT = "You never listen."


class Rewriting:
    """Stands in for the folder that makes offers, with one made beforehand."""

    def __init__(self, answer):
        self.answer = answer

    def offer(self, text, reading, *, again, feeling):
        assert isinstance(reading, Reading)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def offered(monkeypatch, answer) -> Reading:
    monkeypatch.setattr(proposing, "import_module", lambda _: Rewriting(answer))
    return read(TEXT)


def test_an_offer_that_holds_no_blame_is_shown(monkeypatch):
    rewrite = Rewrite("I feel sad.", "I feel ", ".", ("sad", "hurt"), 0, len(TEXT))
    reading = offered(monkeypatch, (rewrite, None))
    assert (reading.rewrite, reading.question) == (rewrite, None)


@pytest.mark.parametrize(
    "rewrite",
    [
        Rewrite("You never care.", "You never care.", "", (), 0, len(TEXT)),
        Rewrite("You hit me.", "You hit me.", "", (), 0, len(TEXT)),
        Rewrite("I feel sad.", "I feel ", ".", ("hurt",), 0, len(TEXT)),
        Rewrite("I feel sad.", "I feel sad.", "", (), 3, 3),
        Rewrite("I feel sad.", "I feel sad.", "", (), 0, 99),
    ],
)
def test_an_offer_that_blames_or_does_not_fit_becomes_a_question(rewrite, monkeypatch):
    reading = offered(monkeypatch, (rewrite, None))
    assert (reading.rewrite, reading.question) == (None, proposing.ASK)


def test_the_question_that_was_found_is_asked(monkeypatch):
    assert offered(monkeypatch, (None, "What happened?")).question == "What happened?"


def test_trouble_in_making_an_offer_costs_only_the_offer(monkeypatch):
    reading = offered(monkeypatch, RuntimeError("somewhere deep"))
    assert reading.marks
    assert reading.question == proposing.ASK


class Hears:
    """A judge that hears blame, and what else it is told to."""

    name = "model"

    def __init__(self, **what):
        self.what = what

    def judge(self, passages):
        return [Judgement(((0, 9, "absolute", 0.9),), (), 0.9, **self.what) for _ in passages]


def _reads(monkeypatch, text, **what):
    monkeypatch.setattr(attention, "BENCH", Bench(lambda: Hears(**what)))
    return read(text)


def test_where_a_judge_would_be_careful_nothing_softer_is_said_and_nothing_asked(monkeypatch):
    assert _reads(monkeypatch, "You never pay attention to me").question
    wary = _reads(monkeypatch, "You never pay attention to me", careful=True)
    assert (wary.rewrite, wary.question, wary.danger) == (None, None, None)
    assert wary.blame


def test_a_judge_adds_to_the_danger_that_the_rules_hear_and_takes_nothing_away(monkeypatch):
    assert _reads(monkeypatch, "You never pay attention", danger="child").danger == "child"
    assert _reads(monkeypatch, "You hit me last night", danger="addiction").danger == "violence"
    assert _reads(monkeypatch, "You hit me last night").danger == "violence"
