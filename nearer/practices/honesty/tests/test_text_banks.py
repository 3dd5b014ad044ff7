"""Each rule that stems, pairs, guides and prompts are held against can fail."""

from dataclasses import replace

import pytest

from nearer.practices.honesty import texts
from nearer.practices.honesty.checks import texts as checks

STEM, PAIR = texts.stems()[0], texts.pairs()[0]
GUIDE, PROMPT = texts.guides()[0], texts.prompts()[0]
LONG = "one two three four five " * 10


def said(check, good, changes):
    return list(check([replace(good, id="bad", **changes)]))


@pytest.mark.parametrize(
    ("check", "good", "changes", "sentence"),
    [
        pytest.param(
            checks.of_stems,
            STEM,
            {"text": "What I miss is"},
            "bad: a stem ends with dots, and has them nowhere else.",
            id="no dots",
        ),
        pytest.param(
            checks.of_stems,
            STEM,
            {"text": "What … I miss is …"},
            "bad: a stem ends with dots, and has them nowhere else.",
            id="dots in the middle",
        ),
        pytest.param(
            checks.of_stems, STEM, {"depth": "deep"}, "bad: depth cannot be deep.", id="depth"
        ),
        pytest.param(
            checks.of_stems, STEM, {"text": f"{LONG}…"}, "bad: 50 words are more", id="long"
        ),
        pytest.param(
            checks.of_stems, STEM, {"text": "You must know …"}, "bad: “must” is not", id="an order"
        ),
        pytest.param(checks.of_pairs, PAIR, {"before": ""}, "bad, before: at least", id="before"),
        pytest.param(
            checks.of_pairs,
            PAIR,
            {"after": "You never listen."},
            "bad, after: “you never”",
            id="after",
        ),
        pytest.param(checks.of_pairs, PAIR, {"what": ""}, "bad, what: it says nothing.", id="what"),
        pytest.param(
            checks.of_guides, GUIDE, {"steps": ("One.",)}, "bad: 1 steps are too few", id="steps"
        ),
        pytest.param(
            checks.of_guides, GUIDE, {"openers": ("Hm.",) * 4}, "bad: 4 openers are", id="openers"
        ),
        pytest.param(
            checks.of_guides, GUIDE, {"minutes": 0}, "bad: 0 minutes are too few", id="minutes"
        ),
        pytest.param(
            checks.of_guides, GUIDE, {"way_out": ""}, "bad, way_out: it says", id="no way out"
        ),
        pytest.param(
            checks.of_guides,
            GUIDE,
            {"if_hard": "Forgive."},
            "bad, if_hard: “forgive”",
            id="an order",
        ),
        pytest.param(
            checks.of_prompts, PROMPT, {"steps": ("Look.",) * 2}, "bad: 2 steps are", id="two steps"
        ),
        pytest.param(
            checks.of_prompts,
            PROMPT,
            {"steps": ("Who? Why?", "Look.", "Sit.")},
            "bad, step 1: it asks more than one thing.",
            id="two things in one",
        ),
        pytest.param(
            checks.of_prompts, PROMPT, {"title": LONG}, "bad, title: 50 words", id="title"
        ),
    ],
)
def test_a_bad_text_is_told_apart(check, good, changes, sentence):
    found = said(check, good, changes)
    assert any(line.startswith(sentence) for line in found), found


@pytest.mark.parametrize("name", ["Bad", "a b", "a--b", "a_b", "-a", ""])
def test_an_id_has_one_form(name):
    for check, good in (
        (checks.of_stems, STEM),
        (checks.of_pairs, PAIR),
        (checks.of_guides, GUIDE),
        (checks.of_prompts, PROMPT),
    ):
        sentence = f"{name}: an id has small letters, numbers and single hyphens."
        assert sentence in list(check([replace(good, id=name)]))


def test_few_are_too_few():
    for check, good, sentence in (
        (checks.of_stems, STEM, "1 stems are fewer than 60."),
        (checks.of_pairs, PAIR, "1 pairs are fewer than 60."),
        (checks.of_guides, GUIDE, "1 guides are fewer than 12."),
        (checks.of_prompts, PROMPT, "1 prompts are fewer than 12."),
    ):
        assert sentence in list(check([good]))
    assert "0 stems of depth fear are fewer than 15." in list(checks.of_stems([STEM]))


def test_what_stands_for_a_guide_in_addresses_says_nothing_and_is_there_once():
    assert not list(checks.of_keys(texts.every_guide().values()))
    for key in ("a-debt", "7", "", "g7", "g007"):
        bad = replace(GUIDE, id="bad", key=key)
        assert list(checks.of_keys([bad])) == ["bad: a key is the letter g and two digits."]
    twice = [GUIDE, replace(GUIDE, id="bad", retired=True)]
    assert list(checks.of_keys(twice)) == [f"bad: another guide has the key {GUIDE.key}."]


def test_twins_are_named():
    again = [replace(STEM, id=f"again-{n}") for n in range(3)]
    assert any("nearly the same" in line for line in checks.of_stems(again))


def test_a_stem_goes_on_without_its_dots():
    stem = replace(STEM, text="What I miss is …")
    assert stem.finished("the lamp") == "What I miss is the lamp"
