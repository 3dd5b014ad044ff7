"""The banks can be used as they are, and each rule they are held against can fail."""

from dataclasses import replace

import pytest

from nearer.content import banks, checks, reading
from nearer.practices import registered
from nearer.practices.conversation import content
from nearer.practices.conversation.checks.questions import problems
from nearer.practices.conversation.content import Question

GOOD = content.bank()


def said(*bank: Question) -> list[str]:
    return list(problems(bank))


def with_one(**changes) -> list[str]:
    """What is said when the first question is another one."""
    return said(replace(GOOD[0], id="the-bad-one", **changes), *GOOD[1:])


def test_nothing_is_wrong_with_what_is_here():
    assert checks.problems() == []
    assert checks.main() == 0


def test_every_practice_has_something_to_check():
    for practice in registered():
        assert type(practice).problems is not type(practice).__mro__[1].problems, practice.slug


def test_the_command_says_what_is_wrong_and_ends_with_65(monkeypatch, capsys):
    bad = replace(GOOD[0], text="Who were you! Were you happy?")
    monkeypatch.setattr(content, "bank", lambda: (bad, *GOOD[1:]))
    assert checks.main() == 65
    assert f"conversation: {bad.id}: “!” is not said here." in capsys.readouterr().err


LONG = "What did you see and hear and smell " + "and see and hear and smell " * 4 + "there?"
BAD = [
    pytest.param({"depth": 5}, "the-bad-one: depth cannot be 5.", id="a depth nobody knows"),
    pytest.param({"theme": "sport"}, "the-bad-one: theme cannot be sport.", id="a theme"),
    pytest.param({"tense": "soon"}, "the-bad-one: tense cannot be soon.", id="a tense"),
    pytest.param(
        {"sensitivity": "raw"}, "the-bad-one: sensitivity cannot be raw.", id="a sensitivity"
    ),
    pytest.param(
        {"assumes": ("a-garden",)},
        "the-bad-one: it assumes a-garden, which nobody knows.",
        id="something that is not true of everybody and has no tag",
    ),
    pytest.param({"text": LONG}, "the-bad-one: 33 words are more than 30.", id="too long"),
    pytest.param(
        {"text": "Which vulnerabilities characterise your communication?"},
        "the-bad-one: grade 24.1 is harder to read than 6.",
        id="a worksheet",
    ),
    pytest.param(
        {"text": "What did you do today? And why?"},
        "the-bad-one: it asks more than one thing.",
        id="two questions",
    ),
    *(
        pytest.param(
            {"text": f"What is it, {word}"},
            f"the-bad-one: “{word}” is not said here.",
            id=f"not said: {word}",
        )
        for word in (
            *("!", "toxic", "narcissis", "husband", "wife", "boyfriend", "girlfriend"),
            *("you never", "you always", "emotional needs", "password"),
        )
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_a_bad_question_is_told_apart(changes, sentence):
    assert sentence in with_one(**changes)


def test_capitals_hide_nothing():
    text = "What would you say, Husband, if I asked?"
    assert "the-bad-one: “husband” is not said here." in with_one(text=text)


@pytest.mark.parametrize(("depth", "least"), [(1, 100), (2, 100), (3, 80), (4, 40)])
def test_every_depth_has_enough(depth, least):
    bank = [question for question in GOOD if question.depth != depth]
    few = [question for question in GOOD if question.depth == depth][: least - 1]
    assert f"{least - 1} questions of depth {depth} are fewer than {least}." in said(*bank, *few)


@pytest.mark.parametrize(
    ("name", "value"), [("theme", "money"), ("tense", "past"), ("sensitivity", "light")]
)
def test_every_value_stands_on_five_questions(name, value):
    bank = [question for question in GOOD if getattr(question, name) != value]
    few = [question for question in GOOD if getattr(question, name) == value][:4]
    assert f"{name} {value} stands on only 4 questions." in said(*bank, *few)


def test_a_number_of_minutes_that_is_used_once_is_a_slip():
    assert "minutes 7 stands on only 1 questions." in with_one(minutes=7)


def test_many_twins_are_named_and_a_few_are_let_be():
    def twins(count: int) -> list[str]:
        again = [
            replace(GOOD[n], id=f"again-{n}", text=f"{GOOD[n].text} Now.") for n in range(count)
        ]
        return [s for s in said(*GOOD, *again) if "nearly the same" in s]

    assert twins(6) == []
    named = twins(12)
    assert any(s.startswith(f"{GOOD[0].id} and again-0 are nearly the same (") for s in named)


def test_neighbours_do_not_begin_alike():
    here, there = replace(GOOD[0], text="Where do you go?"), replace(GOOD[9], text="where Do you?")
    sentence = f"{here.id} and {there.id} begin with the same three words."
    assert sentence in said(here, *GOOD[1:9], there, *GOOD[10:])
    farther = replace(GOOD[10], text=there.text)
    assert not [s for s in said(here, *GOOD[1:10], farther, *GOOD[11:]) if "three words" in s]


# --- Reading a bank ----------------------------------------------------------------------

PLAIN = {"id": "a", "text": "b", "depth": 1, "theme": "us", "tense": "now", "sensitivity": "light"}
PLAIN |= {"alone": True, "minutes": 2}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(
            {"question": [PLAIN | {"mood": "x"}]}, "a: nobody knows mood.", id="an unknown key"
        ),
        pytest.param(
            {"question": [{"id": "a", "text": "b"}]},
            "a: alone, depth, minutes, sensitivity, tense, theme is missing.",
            id="missing keys",
        ),
        pytest.param({"question": [PLAIN, PLAIN]}, "a: this id is used twice.", id="a twin id"),
        pytest.param(
            {"question": [], "more": 1}, "There is more here than [[question]].", id="a stray table"
        ),
    ],
)
def test_a_bank_that_cannot_be_read_says_why(data, sentence):
    with pytest.raises(banks.BankFault) as fault:
        banks.parse(data, table="question", item=Question)
    assert str(fault.value) == sentence


def test_a_replaced_question_is_retired_and_still_there():
    everything = content.everything()
    for question in everything.values():
        if question.replaces:
            assert everything[question.replaces].retired


def test_every_retired_question_can_still_be_shown():
    """An old answer names it, so it has to be there, and is dealt to nobody."""
    retired = {question.id for question in content.everything().values() if question.retired}
    assert retired.isdisjoint(question.id for question in content.bank())


@pytest.mark.parametrize(
    ("easier", "harder"),
    [("Where did the light come from?", "What illuminated your accommodation previously?")],
)
def test_a_hard_text_has_a_higher_grade(easier, harder):
    assert reading.grade(easier) < 6 < reading.grade(harder)


def test_nothing_at_all_has_no_grade():
    assert reading.grade("…") == 0
