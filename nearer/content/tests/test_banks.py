"""Banks are read once, strictly; what is wrong is said with its id."""

from dataclasses import dataclass

import pytest

from nearer.content import checks, gate, reading
from nearer.content.banks import BankFault, load, offered, parse
from nearer.practices import registered


@dataclass(frozen=True)
class Side:
    said: str


@dataclass(frozen=True)
class Card:
    id: str
    text: str
    tags: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    retired: bool = False


def parsed(*entries, **more):
    return parse({"card": list(entries), **more}, table="card", item=Card)


def test_tables_become_frozen_items():
    found = parsed({"id": "a", "text": "Tea?", "tags": ["x", "y"]}, {"id": "b", "text": "Cake?"})
    assert found == (Card("a", "Tea?", ("x", "y")), Card("b", "Cake?"))
    assert parsed() == ()


def test_tables_inside_an_item_become_what_its_field_says():
    (found,) = parsed({"id": "a", "text": "Tea?", "sides": [{"said": "Yes."}, {"said": "No."}]})
    assert found.sides == (Side("Yes."), Side("No."))


@pytest.mark.parametrize(
    ("entries", "more", "said"),
    [
        pytest.param([{"id": "a"}], {}, "a: text is missing", id="something is missing"),
        pytest.param([{"text": "x"}], {}, "without id: id is missing", id="no id"),
        pytest.param(
            [{"id": "a", "text": "x", "txet": "y"}], {}, "a: nobody knows txet", id="a slip"
        ),
        pytest.param(
            [{"id": "a", "text": "x", "sides": [{"sayd": "y"}]}],
            {},
            "a: nobody knows sayd",
            id="a slip inside",
        ),
        pytest.param(
            [{"id": "a", "text": "x", "sides": [{}]}], {}, "a: said is missing", id="missing inside"
        ),
        pytest.param([{"id": "a", "text": "x"}] * 2, {}, "a: this id is used twice", id="twice"),
        pytest.param([], {"cards": []}, r"more here than \[\[card\]\]", id="another table"),
    ],
)
def test_what_is_wrong_is_said_with_its_id(entries, more, said):
    with pytest.raises(BankFault, match=said):
        parsed(*entries, **more)


def test_the_banks_that_ship_can_be_used_as_they_are(capsys):
    assert checks.problems() == []
    assert checks.main() == 0
    assert "can be used as it is" in capsys.readouterr().out


def test_a_fault_is_said_and_fails_the_command(monkeypatch, capsys):
    practice = registered()[0]
    monkeypatch.setattr(type(practice), "problems", lambda self: ["a: it is too long."])
    assert checks.main() == 65
    assert f"{practice.slug}: a: it is too long." in capsys.readouterr().err


def test_what_is_retired_is_offered_no_more():
    cards = {"a": Card("a", "Tea?", retired=True), "b": Card("b", "Cake?")}
    assert offered(cards) == (cards["b"],)


@pytest.mark.parametrize("name", ["", "A b", "tea--time", "-tea", "tea_time", "thé"])
def test_an_id_that_cannot_stand_in_an_address_is_told(name):
    assert list(gate.lasting(name)) == [
        f"{name}: an id has small letters, numbers and single hyphens."
    ]
    assert list(gate.lasting("tea-at-4")) == []


def test_a_file_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        load("nearer.content", "content/en/none.toml", table="card", item=Card)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        pytest.param("What did you eat?", -5, 3, id="easy"),
        pytest.param("", 0, 0, id="nothing"),
        pytest.param("🌱", 0, 0, id="no letters"),
        pytest.param(
            "Which intergenerational communicative responsibilities characterise your "
            "contemporary domestic organisation?",
            15,
            99,
            id="hard",
        ),
    ],
)
def test_how_hard_a_text_is_to_read(text, least, most):
    assert least <= reading.grade(text) <= most


def test_two_texts_that_say_nearly_the_same_are_found():
    texts = ["What would you plant?", "What would you plant there?", "Who made you laugh?"]
    assert [(one, other) for one, other, _ in reading.alike(texts)] == [(0, 1)]
