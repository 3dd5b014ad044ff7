"""What is offered for what was written: the writer's own clause, or one question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.coach.reading import LABELS, Mark, Reading
from nearer.coach.rewriting import offer
from nearer.coach.rewriting.shapes import several

few = settings(max_examples=80, deadline=None, database=None)
CALM = Reading((), (), None, None, None, "rules")


def marked(text, *marks):
    """A reading with these marks, each (words, label)."""
    found = tuple(
        Mark(text.index(words), text.index(words) + len(words), label, "", "strong")
        for words, label in marks
    )
    return Reading(found, (), None, None, None, "rules")


def offered(text, *marks, feeling=None):
    """What is offered if nobody finds blame in it; a label alone marks everything."""
    marks = [(text, mark) if isinstance(mark, str) else mark for mark in marks]
    return offer(text, marked(text, *marks), again=lambda _: CALM, feeling=feeling)


SAID = [
    # never
    (
        "You never pay attention to me",
        "absolute",
        "I've been feeling lonely lately, and I miss having your attention.",
    ),
    ("u nevr lisen 2 me", "absolute", "I've been feeling lonely lately, and I miss being heard."),
    (
        "You never stand up to your mother.",
        "absolute",
        "I feel hurt, and it would mean a lot to me if you stood up to your mother.",
    ),
    (
        "In ten years you haven't cooked once.",
        "absolute",
        "I feel tired, and it would mean a lot to me if you cooked. It's been ten years.",
    ),
    (
        "You never told me about the debt.",
        "accusation",
        "When you didn't tell me about the debt, I felt worried.",
    ),
    ("ur never off that phone", "absolute", "When you're on that phone, I feel lonely."),
    (
        "You should've asked me before you invited them.",
        "accusation",
        "I felt hurt, and I'd have loved you to ask me before you invited them.",
    ),
    # always
    (
        "you always interrupt me when my mum's here",
        "absolute",
        "When my mum's here and I'm interrupted, I feel hurt.",
    ),
    (
        "Every time we have people over you pick a fight.",
        "absolute",
        "When we have people over and we end up fighting, I feel sad.",
    ),
    ("You're always late.", "absolute", "When you're late, I feel worried."),
    (
        "All you ever talk about is work.",
        "absolute",
        "I feel lonely, and I'd love to talk about other things than work too.",
    ),
    # one time
    (
        "You forgot our anniversary",
        "accusation",
        "When our anniversary was forgotten, I felt disappointed.",
    ),
    (
        "You idiot, you forgot the passports",
        "accusation",
        "When the passports were forgotten, I felt disappointed.",
    ),
    (
        "u left me w all the dishes again",
        "accusation",
        "When I was on my own with all the dishes, I felt tired.",
    ),
    (
        "You promised you'd text when you got there and you didn't!!",
        "accusation",
        "I had hoped you'd text when you got there, and I felt disappointed when it didn't happen.",
    ),
    (
        "You embarrassed me in front of Leon.",
        "accusation",
        "I felt embarrassed in front of Leon.",
    ),
    (
        "bc of you i missed the exam",
        "accusation",
        "I missed the exam, and I felt disappointed.",
    ),
    # guesses
    ("You don't care about me", "mind_reading", "I'm scared I don't matter to you. Is that so?"),
    (
        "I feel like you don't trust me",
        "mind_reading",
        "I'm scared you don't trust me. Is that so?",
    ),
    (
        "You care more about your phone than me",
        "mind_reading",
        "I'm scared your phone matters more to you than I do. Is that so?",
    ),
    (
        "You want me to fail",
        "mind_reading",
        "I'm telling myself you want me to fail. Is that so?",
    ),
    ("u did it on purpos", "mind_reading", "I'm telling myself it was on purpose. Was it?"),
    # orders
    ("You need to help at bedtime", "demand", "Would you be willing to help at bedtime?"),
    (
        "Why can't you just text when late?",
        "demand",
        "Would you be willing to text when late?",
    ),
    ("Stop shouting at me", "demand", "Would you lower your voice?"),
    ("stop txting me at work", "demand", "Would you be willing not to text me at work?"),
    ("Put the phone down. Now.", "demand", "Would you be willing to put the phone down?"),
    # and the end of a talk
    (
        "im going to bed. dont wait up",
        "withdrawal",
        "I'm going to bed. Can we talk about it later?",
    ),
]


@pytest.mark.parametrize(("text", "label", "said"), SAID, ids=[s[0] for s in SAID])
def test_the_clause_stays_the_writers_own(text, label, said):
    rewrite, question = offered(text, label)
    assert rewrite is not None, question
    assert rewrite.text == said


ASKED = [
    ("You're so selfish", "character"),
    ("You ruined my birthday", "accusation"),
    ("just like your mother", "character"),
    ("Fine, I'm the bad guy", "defensive"),
    ("Do that again, I'm leaving", "demand"),
    ("Oh great, another night with your mates", "contempt"),
    ("Be a man.", "demand"),
    ("Delete his number.", "demand"),
    ("Either your mother leaves on Sunday or I do.", "demand"),
    ("You slept with her.", "accusation"),
    ("You never shut up.", "absolute"),
    ("Ye never lift a finger in this hoose.", "absolute"),
    ("You lied.", "accusation"),
]


@pytest.mark.parametrize(("text", "label"), ASKED, ids=[a[0] for a in ASKED])
def test_a_verdict_or_a_threat_is_asked_about(text, label):
    rewrite, question = offered(text, label)
    assert rewrite is None
    assert question.endswith("?")


def test_a_threat_is_asked_about_as_one():
    _, question = offered("Tell me by tonight or I walk.", "demand")
    assert (
        "limit" in question
        or "look after" in question
        or "come to this" in question
        or ("protecting" in question)
    )


def test_what_is_honest_around_it_stays():
    rewrite, _ = offered(
        "I know you're busy but you never make time, I'm lonely",
        ("you never make time", "absolute"),
    )
    assert rewrite.text == "I know you're busy, but I'd love us to find time. I'm lonely."
    assert rewrite.feelings == ()


def test_empathy_is_honest_even_where_a_mark_covers_it():
    rewrite, _ = offered("I know you're tired but you never help me with the bins", "absolute")
    assert rewrite.text.startswith("I know you're tired, but I")
    assert "help with the bins" in rewrite.text


def test_a_verdict_goes_where_an_observation_stays():
    rewrite, _ = offered(
        "You told your sister I can't have children. That was mine to tell. You have no loyalty.",
        ("You told your sister I can't have children.", "accusation"),
        ("You have no loyalty", "character"),
    )
    assert rewrite.text == (
        "When you told your sister I can't have children, I felt embarrassed. "
        "That was mine to tell."
    )


def test_of_two_that_blame_the_second_does_not_choose_a_feeling_again():
    rewrite, _ = offered("You told your mates about my job. You told your mum too.", "accusation")
    assert rewrite.text.count("I felt") == 2
    assert "I felt the same when you told your mum" in rewrite.text


def test_a_feeling_that_was_chosen_comes_first():
    rewrite, _ = offered("You're always late.", "absolute", feeling="angry")
    assert rewrite.text == "When you're late, I feel angry."
    assert rewrite.feelings[0] == "angry"


def test_what_is_no_feeling_word_is_not_put_in():
    rewrite, _ = offered("You're always late.", "absolute", feeling="<b>")
    assert "<b>" not in rewrite.text


def test_long_sentences_cost_no_time():
    for text in ("you " * 30_000, "a, you never " * 9_000, "never " * 20_000 + "."):
        rewrite, question = offered(text, "absolute")
        assert rewrite is None
        assert question


def test_every_offer_is_its_pieces():
    for text, label, _ in SAID:
        rewrite, _ = offered(text, label)
        first = rewrite.feelings[0] if rewrite.feelings else ""
        assert rewrite.text == rewrite.before + first + rewrite.after


def test_what_still_blames_is_not_offered():
    text = "You never listen to me."
    blaming = marked(text, (text, "absolute"))
    rewrite, question = offer(text, blaming, again=lambda _: blaming, feeling=None)
    assert rewrite is None
    assert question


def test_of_a_letter_one_sentence_is_offered():
    before = "I walked home through the park and thought about the summer. " * 12
    text = f"{before}You never listen to me. I made soup."
    rewrite, _ = offered(text, ("You never", "absolute"))
    assert text[rewrite.start : rewrite.end] == "You never listen to me."
    assert rewrite.text == "I've been feeling lonely lately, and I miss being heard."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("You never help me carry the shopping", "I'd love your help to carry the shopping."),
        ("You never kiss me goodnight", "and I miss being kissed goodnight."),
        ("You never let me settle her", "and I'd love to settle her."),
        ("You never answer the door", "and it would mean a lot to me if you answered the door."),
    ],
)
def test_what_is_missed_keeps_its_words(text, said):
    rewrite, _ = offered(text, "absolute")
    assert rewrite.text.endswith(said)


def test_a_threat_in_the_next_sentence_is_a_threat():
    rewrite, question = offered("Tell your mother to knock. Today. Or I will tell her.", "demand")
    assert rewrite is None
    assert question


def test_a_never_is_not_lost_from_a_guess():
    rewrite, _ = offered("You've never thought it was a real business.", "mind_reading")
    assert rewrite is None or "thought" not in rewrite.text


def test_not_just_is_not_turned_into_not():
    rewrite, _ = offered("You don't just forget the milk", "absolute")
    assert rewrite is None


def test_where_nothing_blames_nothing_is_done():
    assert offer("You make me laugh", CALM, again=lambda _: CALM, feeling=None) == (None, None)


def test_the_same_words_are_asked_the_same():
    assert offered("You're so selfish", "character") == offered("You're so selfish", "character")


def test_a_shape_that_no_pack_has_is_noticed():
    with pytest.raises(KeyError):
        several("no such shape")


PIECES = st.sampled_from(
    [
        "you",
        "u",
        "never",
        "always",
        "just",
        "don't",
        "care",
        "about",
        "me",
        "listen",
        "to",
        "my",
        "mum",
        ",",
        ".",
        "!",
        "and",
        "but",
        "because",
        "when",
        "I",
        "feel",
        "sad",
        "need",
        "stop",
        "told",
        "left",
        "forgot",
        "every",
        "time",
        "😂",
        "\n",
        "(",
        "“",
        "more",
        "than",
        "us",
        "on",
        "purpose",
    ]
)


@given(
    st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map(" ".join)),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=4),
    st.data(),
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

    reading = Reading(marks, (), None, None, None, "rules")
    rewrite, question = offer(text, reading, again=again, feeling=None)
    assert (rewrite is None) or (question is None)
    if rewrite:
        assert rewrite.text in asked
        assert rewrite.text.strip()
        assert "{" not in rewrite.text.replace(text, "")
        assert 0 <= rewrite.start < rewrite.end <= len(text)
    assert bool(rewrite or question) == bool(marks)
