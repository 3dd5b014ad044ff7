"""The lists of words, and that each rule they are held against can fail."""

from dataclasses import replace

import pytest

from nearer.content import gate
from nearer.vocabulary import checks, words

FEELINGS, NEEDS, FAUX = words.feelings(), words.needs(), words.faux()


def test_families_hold_every_feeling_once_and_the_plain_words_first():
    families = words.families().values()
    assert sum(len(family.words) for family in families) == len(FEELINGS)
    for family in families:
        levels = [feeling.level for feeling in family.words]
        assert levels == sorted(levels)
        assert [it for level in words.LEVELS for it in family.of_level(level)] == [*family.words]


def test_groups_hold_every_need_once():
    assert sum(len(group.words) for group in words.groups().values()) == len(NEEDS)


def test_a_name_in_an_address_has_small_letters_and_no_spaces():
    assert words.slug("Being  seen & heard") == "being-seen-heard"
    assert words.title("being seen") == "Being seen"
    for name in (*words.families(), *words.groups()):
        assert list(gate.lasting(name)) == []


def test_each_word_that_is_no_feeling_leads_to_words_that_are():
    for it in FAUX:
        assert all(feeling in words.every_feeling() for feeling in it.feelings)
        assert all(need in words.every_need() for need in it.needs)


def felt(**changes) -> list[str]:
    bad = replace(FEELINGS[0], id="bad", **changes)
    return list(checks.of_feelings((bad, *FEELINGS[1:])))


LONG = "one two three four " * 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"level": 4}, "bad: level cannot be 4.", id="a level"),
        pytest.param({"valence": 3}, "bad: valence cannot be 3.", id="a valence"),
        pytest.param({"arousal": -1}, "bad: arousal cannot be -1.", id="an arousal"),
        pytest.param({"gloss": ""}, "bad, gloss: it says nothing.", id="no gloss"),
        pytest.param({"body": ""}, "bad, body: it says nothing.", id="no body"),
        pytest.param({"gloss": LONG}, "bad, gloss: 20 words are more than 16.", id="a long gloss"),
        pytest.param({"word": "so!"}, "bad: “!” is not said here.", id="a loud word"),
        pytest.param({"family": "odd"}, "odd has no word of level 1 to begin with.", id="family"),
        pytest.param(
            {"word": FEELINGS[1].word},
            f"“{FEELINGS[1].word.casefold()}” stands in the list 2 times.",
            id="the same word twice",
        ),
    ],
)
def test_a_bad_feeling_is_told_apart(changes, sentence):
    changes = {"level": 2} | changes if "family" in changes else changes
    assert sentence in felt(**changes)


def test_an_id_has_one_form():
    assert "A b: an id has small letters, numbers and single hyphens." in list(
        checks.of_feelings((replace(FEELINGS[0], id="A b"), *FEELINGS[1:]))
    )


def test_too_few_words_of_a_level_are_said():
    few = [it for it in FEELINGS if it.level != 1]
    assert "0 feelings of level 1 are fewer than 30." in list(checks.of_feelings(few))


def test_lines_that_are_hard_to_read_are_said_together():
    hard = [replace(it, gloss="considerable dissatisfaction accumulating") for it in FEELINGS]
    assert any(s.startswith("The glosses have grade") for s in checks.of_feelings(hard))


def needed(**changes) -> list[str]:
    bad = replace(NEEDS[0], id="bad", **changes)
    return list(checks.of_needs((bad, *NEEDS[1:])))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"examples": ("Can we?",)}, "bad: 1 examples are not 2.", id="one example"),
        pytest.param(
            {"examples": ("Can we? Now?", "May I rest?")},
            "bad, example: it asks more than one thing.",
            id="two things in one",
        ),
        pytest.param(
            {"examples": ("Would you prioritise reciprocity?", "May I rest?")},
            "bad, example: grade",
            id="a worksheet",
        ),
        pytest.param(
            {"word": NEEDS[1].word}, f"“{NEEDS[1].word.casefold()}” stands", id="the same word"
        ),
    ],
)
def test_a_bad_need_is_told_apart(changes, sentence):
    assert any(said.startswith(sentence) for said in needed(**changes))


def only_sounds(**changes) -> list[str]:
    bad = replace(FAUX[0], id="bad", **changes)
    return list(checks.of_faux((bad, *FAUX[1:]), FEELINGS, NEEDS))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"feelings": ()}, "bad: no feelings lie underneath.", id="nothing under it"),
        pytest.param({"needs": ()}, "bad: no needs lie underneath.", id="no need"),
        pytest.param(
            {"feelings": ("no-such",)},
            "bad: there is no no-such among the feelings.",
            id="a feeling that is none",
        ),
        pytest.param(
            {"word": FEELINGS[0].word},
            f"bad: “{FEELINGS[0].word}” stands among the feelings, too.",
            id="a word that is a feeling",
        ),
    ],
)
def test_a_bad_word_under_which_something_lies_is_told_apart(changes, sentence):
    assert sentence in only_sounds(**changes)


def test_few_words_are_too_few():
    for said in (
        checks.of_feelings(FEELINGS[:2]),
        checks.of_needs(NEEDS[:2]),
        checks.of_faux(FAUX[:1], FEELINGS, NEEDS),
    ):
        assert any("are fewer than" in sentence for sentence in said)


def test_glosses_that_say_the_same_are_twins():
    same = [replace(it, gloss="the kettle is on and it rains") for it in FEELINGS]
    assert any("nearly the same" in said for said in checks.of_feelings(same))
    assert gate.TWINS_ALLOWED < 1
