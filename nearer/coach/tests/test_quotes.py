import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.coach.quotes import quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('You said "you never listen" to me', ["you never listen"]),
        ("You said “you never listen” and “grow up”.", ["you never listen", "grow up"]),
        ("Sie sagte „geh weg“ zu mir", ["geh weg"]),
        ("Elle a dit «tu mens» hier", ["tu mens"]),
        ("He said 'you're a joke' to her", ["you're a joke"]),
        ("He said ‘you’re a joke’ to her", ["you’re a joke"]),
        ("It's the kids' toys and Tom's", []),
        ("'cause you're late and it's the kids' turn", []),
        ('An inch is " and that is all', []),
        ('A mark " that\n\nis closed " later', []),
        ("", []),
    ],
)
def test_what_stands_between_marks_is_quoted(text, words):
    assert [text[start:end] for start, end in quoted(text)] == words


@given(st.text(alphabet=st.sampled_from("ab '\"“”‘’«»\n")))
def test_quotations_lie_in_the_text_and_do_not_overlap(text):
    at = 0
    for start, end in quoted(text):
        assert at <= start < end <= len(text)
        at = end
