"""What is offered for what was written: the writer's own clause, or one question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.coach.reading import LABELS, Mark, Reading
from nearer.coach.rewriting import offer

few = settings(max_examples=80, deadline=None, database=None)
CALM = Reading((), (), None, None, None, "rules")


def marked(text, *marks):
    """A reading with these marks, each (words, label); one label alone marks everything."""
    found = tuple(
        Mark(text.index(words), text.index(words) + len(words), label, "", "strong")
        for words, label in marks
    )
    return Reading(found, (), None, None, None, "rules")


def whole(text, label):
    return marked(text, (text, label))


def offered(text, label):
    return offer(text, whole(text, label), again=lambda _: CALM, feeling=None)[0]


SAID = [
    (
        "You never pay attention to me",
        "absolute",
        "I've been feeling lonely lately, and I miss having your attention.",
    ),
    ("u nevr lisen 2 me", "absolute", "I've been feeling lonely lately, and I miss being heard."),
    (
        "you always interrupt me when my mum's here",
        "absolute",
        "When my mum's here and I'm interrupted, I feel hurt.",
    ),
    ("You don't care about me", "mind_reading", "I'm scared I don't matter to you. Is that so?"),
    ("You need to help at bedtime", "demand", "Would you be willing to help at bedtime?"),
    ("Stop shouting at me", "demand", "Would you lower your voice?"),
    (
        "You forgot our anniversary",
        "accusation",
        "When our anniversary was forgotten, I felt disappointed.",
    ),
]


@pytest.mark.parametrize(("text", "label", "said"), SAID, ids=[s[0] for s in SAID])
def test_the_clause_stays_the_writers_own(text, label, said):
    assert offered(text, label).text == said


@given(
    st.text(max_size=120), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120))), st.data()
)
@few
def test_any_text_with_any_marks_gets_something_whole(text, spans, data):
    marks = tuple(
        Mark(min(a, b), max(a, b), data.draw(st.sampled_from(LABELS)), "", "soft")
        for a, b in spans
        if a != b and max(a, b) <= len(text)
    )
    asked = []

    def again(said):
        asked.append(said)
        return CALM

    rewrite, question = offer(
        text, Reading(marks, (), None, None, None, "rules"), again=again, feeling=None
    )
    assert (rewrite is None) or (question is None)
    if rewrite:
        assert rewrite.text in asked
        assert 0 <= rewrite.start < rewrite.end <= len(text)
    assert bool(rewrite or question) == bool(marks)
