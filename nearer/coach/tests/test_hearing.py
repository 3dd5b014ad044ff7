import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.coach.hearing import hear


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("You’re late", " you are late "),
        ("youre l8", " you are l8 "),
        ("u nevr lisen 2 me", " you never listen to me "),
        ("I don't. Can't! Won’t?", " i do not . can not . will not ? . "),
        ("Sam's coat; she's cold", " sam's coat , she is cold "),
        ("You stranggled me", " you strangled me "),
        ("kil myslef", " kill myself "),
        ("I slipped", " i slipped "),
        ("LOUD…\nwords", " loud . . words "),
        ("", " "),
        ("\0\u202e", " \0 \u202e "),
    ],
)
def test_a_text_is_heard_in_one_spelling(text, said):
    assert hear(text).said == said


def test_every_word_knows_where_it_stood():
    text = "Well,  you’re NEVER home."
    heard = hear(text)
    start = heard.said.index(" you are never ")
    assert text[slice(*heard.place(start, start + len(" you are never")))] == "you’re NEVER"


@given(st.text())
def test_places_lie_in_the_text(text):
    heard = hear(text)
    assert heard.said.startswith(" ")
    assert heard.said.endswith(" ")
    for start in heard.begins:
        end = heard.said.index(" ", start)
        first, last = heard.place(start - 1, end)
        assert 0 <= first < last <= len(text)
