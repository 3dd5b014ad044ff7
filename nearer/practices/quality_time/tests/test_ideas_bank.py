"""The ideas are as they should be, and every rule they are held against can fail."""

from dataclasses import replace

import pytest

from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.apps import QualityTime
from nearer.practices.quality_time.checks import ideas

BANK = ideas_bank.ideas()
IDEAS = tuple(BANK.values())
LONG = " ".join(["tea"] * 46)


def of(*bank):
    return list(ideas.problems({idea.id: idea for idea in bank}))


def with_first(**changes):
    return of(replace(IDEAS[0], **{"id": "bad"} | changes), *IDEAS[1:])


def test_nothing_is_wrong_with_what_is_here():
    assert of(*IDEAS) == []


def test_the_whole_practice_asks_them(monkeypatch):
    monkeypatch.setattr(ideas, "LEAST", 1000)
    assert f"{len(IDEAS)} ideas are fewer than 1000." in QualityTime.problems(QualityTime)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "Bad One"}, "Bad One: an id has small letters, numbers and single hyphens."),
        ({"minutes": 7}, "bad: minutes cannot be 7."),
        ({"cost": "dear"}, "bad: cost cannot be dear."),
        ({"energy": 4}, "bad: energy cannot be 4."),
        ({"place": "moon"}, "bad: place cannot be moon."),
        ({"children": "sold"}, "bad: children cannot be sold."),
        ({"season": ("monsoon",)}, "bad: season cannot be monsoon."),
        ({"senses": ("sour",)}, "bad: senses cannot be sour."),
        ({"senses": ("dark", "dark")}, "bad: senses says one thing twice."),
        ({"senses": ()}, "bad: it has one to three senses."),
        ({"senses": ("dark", "still", "quiet", "hands")}, "bad: it has one to three senses."),
        ({"title": "A cup."}, "bad: a title has 32 characters at most and no full stop."),
        ({"title": "x" * 33}, "bad: a title has 32 characters at most and no full stop."),
        ({"text": LONG}, "bad: 46 words are more than 45."),
        ({"alone": LONG}, "bad: 46 words are more than 30."),
        ({"apart": LONG}, "bad: 46 words are more than 30."),
        ({"alone": ""}, "bad: it says nothing."),
        ({"text": "Sit down. Where? And why?"}, "bad: it asks more than one thing."),
        ({"text": "Be grateful for the soup."}, "bad: “grateful” is not said here."),
        ({"text": "Open the wine."}, "bad: “wine” is not said here."),
        ({"alone": "Eat it now!"}, "bad: “!” is not said here."),
        ({"apart": "Ring your husband."}, "bad: “husband” is not said here."),
        ({"text": "Irreconcilable communal incompatibilities."}, "bad: grade"),
        ({"text": IDEAS[1].text}, f"bad and {IDEAS[1].id} begin with the same three words."),
        ({"title": IDEAS[1].title}, "Two ideas have one title."),
    ],
)
def test_a_bad_idea_is_told_apart(changes, sentence):
    assert any(said.startswith(sentence) for said in with_first(**changes))


def test_ideas_have_to_be_enough():
    assert "119 ideas are fewer than 120." in of(*IDEAS[:119])


@pytest.mark.parametrize(
    ("tag", "value", "sentence"),
    [
        ("cost", "some", "Only 0% of the ideas cost little or nothing; 70% are the least."),
        ("minutes", 60, "Only 0% of the ideas take a quarter of an hour at most; 40%"),
        ("apart", "", "Only 0% of the ideas have a way apart; 50% are the least."),
        ("energy", 3, "Only 0% of the ideas work when worn out; 33% are the least."),
    ],
)
def test_the_tired_the_poor_and_those_apart_find_enough(tag, value, sentence):
    found = of(*(replace(idea, **{tag: value}) for idea in IDEAS))
    assert any(said.startswith(sentence) for said in found)


@pytest.mark.parametrize(
    ("tag", "value"), [("place", "town"), ("children", "away"), ("cost", "some"), ("energy", 3)]
)
def test_every_value_of_a_tag_stands_on_five(tag, value):
    has = [idea for idea in IDEAS if getattr(idea, tag) == value]
    without = [idea for idea in IDEAS if getattr(idea, tag) != value]
    assert f"{tag} {value} stands on only 4 ideas." in of(*without, *has[:4])
    assert f"{tag} {value} stands on only 0 ideas." in of(*without)


@pytest.mark.parametrize(("tag", "value"), [("season", "winter"), ("senses", "noisy")])
def test_every_season_and_sense_stands_on_five(tag, value):
    without = [idea for idea in IDEAS if value not in getattr(idea, tag)]
    assert f"{tag} {value} stands on only 0 ideas." in of(*without)


def test_ideas_that_say_the_same_are_named():
    twins = [replace(idea, id=f"{idea.id}-x") for idea in IDEAS[:4]]
    assert any("nearly the same" in said for said in of(*IDEAS, *twins))


def test_one_that_is_retired_can_still_be_named_by_a_plan_and_is_not_counted():
    retired = tuple(replace(idea, retired=True) for idea in IDEAS[119:])
    assert "119 ideas are fewer than 120." in of(*IDEAS[:119], *retired)
