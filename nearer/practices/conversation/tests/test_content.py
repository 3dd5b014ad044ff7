"""The bank of questions as it ships, and what its rules would say of a worse one."""

from dataclasses import replace

import pytest

from nearer.content import gate
from nearer.practices.conversation import content
from nearer.practices.conversation.checks import questions as checks
from nearer.practices.conversation.checks import week as agenda_checks
from nearer.practices.conversation.entries import Answer

BANK = content.bank()
PLAIN = next(q for q in BANK if q.id == "plant-it")


def wrong_with(**changes):
    return list(checks._wrong_with(replace(PLAIN, **changes)))


def test_the_bank_that_ships_breaks_no_rule():
    assert list(checks.problems(BANK)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"depth": 9}, "depth cannot be 9", id="depth"),
        pytest.param({"theme": "cars"}, "theme cannot be cars", id="theme"),
        pytest.param({"tense": "never"}, "tense cannot be never", id="tense"),
        pytest.param({"sensitivity": "raw"}, "sensitivity cannot be raw", id="sensitivity"),
        pytest.param({"assumes": ("pets",)}, "it assumes pets", id="assumes"),
        pytest.param({"text": "What is it " + "now " * 31}, "more than 30", id="long"),
        pytest.param({"text": "Intergenerational responsibility?"}, "harder to read", id="hard"),
        pytest.param({"text": "Why do you never call?"}, "is not said here", id="blame"),
        pytest.param({"text": "What does your wife like?"}, "is not said here", id="a role"),
        pytest.param({"text": "Look at this!"}, "is not said here", id="shouting"),
        pytest.param({"text": "Who? And when?"}, "more than one thing", id="two questions"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(changes, said):
    assert any(said in sentence for sentence in wrong_with(**changes)), wrong_with(**changes)


def test_a_bank_that_is_too_small_or_lopsided_is_said():
    said = list(checks.problems(BANK[:20]))
    assert any("fewer than" in sentence for sentence in said)
    assert any("stands on only" in sentence for sentence in said)


def test_twins_and_the_same_opening_nearby_are_said():
    twins = [replace(PLAIN, id=f"t{n}") for n in range(3)]
    said = list(checks.problems([*BANK, *twins]))
    assert any("t0 and t1 begin with the same three words" in sentence for sentence in said)
    assert list(gate.twins(twins))


def test_an_id_that_was_replaced_is_retired_and_still_known():
    for question in content.everything().values():
        if question.replaces:
            assert content.everything()[question.replaces].retired


def test_the_first_question_of_all_is_gentle_and_there():
    question = content.everything()[content.WELCOME]
    assert not question.retired
    assert question.depth <= 2
    assert question.alone


def test_an_answer_names_its_question_for_ever():
    assert Answer.kind == "conversation.answer"
    assert all(len(q.id) <= 80 and q.id == q.id.lower() for q in content.everything().values())


# --- Agendas and places to look ---------------------------------------------------------

AGENDAS, PROMPTS = tuple(content.agendas().values()), content.prompts()
AGENDA = content.agendas()["tired-week"]


def said_of(agendas=AGENDAS, prompts=PROMPTS):
    return list(agenda_checks.problems(agendas, prompts))


def test_the_agendas_and_places_that_ship_break_no_rule():
    assert said_of() == []
    assert (len(AGENDAS), len(PROMPTS)) == (26, 60)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"length": "endless"}, "length cannot be endless", id="length"),
        pytest.param({"mood": "sour"}, "mood cannot be sour", id="mood"),
        pytest.param({"minutes": 45}, "45 minutes are not short", id="minutes"),
        pytest.param({"heavy": " "}, "it says nothing", id="empty"),
        pytest.param({"hope": "What now " * 16}, "more than 30", id="long"),
        pytest.param({"small": "Intergenerational responsibility?"}, "harder to read", id="hard"),
        pytest.param({"heavy": "What? And why?"}, "more than one thing", id="two questions"),
        pytest.param({"after": "Well done!"}, "is not said here", id="shouting"),
    ],
)
def test_what_is_wrong_with_an_agenda_is_said(changes, said):
    worse = [replace(AGENDA, **changes), *AGENDAS[1:]]
    assert any(said in sentence for sentence in said_of(agendas=worse)), said_of(agendas=worse)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"where": "moon"}, "where cannot be moon", id="where"),
        pytest.param({"size": "vast"}, "size cannot be vast", id="size"),
        pytest.param({"text": "What did your wife cook?"}, "is not said here", id="a role"),
    ],
)
def test_what_is_wrong_with_a_place_to_look_is_said(changes, said):
    worse = [replace(PROMPTS[0], **changes), *PROMPTS[1:]]
    assert any(said in sentence for sentence in said_of(prompts=worse))


def test_too_few_or_lopsided_or_nearly_the_same_is_said():
    found = said_of(agendas=AGENDAS[:10], prompts=PROMPTS[:20])
    assert any("fewer than 26" in sentence for sentence in found)
    assert any("short agendas" in sentence for sentence in found)
    assert any("fewer than 60" in sentence for sentence in found)
    assert any("stands on only" in sentence for sentence in found)
    twins = [*PROMPTS[:-2], *(replace(PROMPTS[0], id=f"t{n}") for n in range(2))]
    assert any("nearly the same" in sentence for sentence in said_of(prompts=twins))
