"""The rules that causes, lines, scripts and replies are held against can each fail."""

from dataclasses import replace

import pytest

from nearer.practices.acknowledge import checks, content

CAUSES = tuple(content.causes().values())
LINES = content.lines()
SCRIPTS = tuple(content.scripts().values())
REPLIES = tuple(content.replies().values())


def test_nothing_is_wrong_with_what_is_here():
    assert list(checks.problems()) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"group": "garden"}, "bad: group cannot be garden."),
        ({"name": "One two three four five six seven"}, "bad: 7 words are more than 6."),
        ({"gloss": "One husband sleeps."}, "bad: “husband” is not said here."),
        (
            {"gloss": "Irreconcilable communicative incompatibilities."},
            "bad: grade",
        ),
    ],
)
def test_a_bad_cause_is_told_apart(changes, sentence):
    bank = (replace(CAUSES[0], id="bad", **changes), *CAUSES[1:])
    assert any(said.startswith(sentence) for said in checks.of_causes(bank))


def test_causes_have_to_be_enough_and_enough_of_each():
    assert "39 causes are fewer than 40." in checks.of_causes(CAUSES[:39])
    few = [it for it in CAUSES if it.group != "money"]
    few += [it for it in CAUSES if it.group == "money"][:4]
    assert "group money stands on only 4 causes." in checks.of_causes(few)


def test_causes_that_say_the_same_are_named():
    twins = [replace(it, id=f"{it.id}-x") for it in CAUSES[:3]]
    assert any("nearly the same" in said for said in checks.of_causes((*CAUSES, *twins)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "You are 3 steps apart."}, "bad: a number would be a verdict."),
        ({"text": "You are all of a % apart."}, "bad: a number would be a verdict."),
        ({"text": "There is a winner here."}, "bad: “winner” is not said here."),
        ({"when": "won"}, "bad: when cannot be won."),
    ],
)
def test_a_bad_line_is_told_apart(changes, sentence):
    bank = (replace(LINES[0], id="bad", **changes), *LINES[1:])
    assert sentence in checks.of_lines(bank)


def test_every_case_has_its_lines_and_there_is_one_to_stop_with():
    assert "0 lines for far are fewer than 2." in checks.of_lines(
        [it for it in LINES if it.when != "far"]
    )
    assert "0 lines to stop with are not one." in checks.of_lines(
        [it for it in LINES if it.when != "exit"]
    )


def test_every_choice_has_one_script_with_a_way_out():
    said = list(checks.of_scripts(SCRIPTS[1:]))
    assert "0 scripts for tired, plain, short are not one." in said
    assert "47 scripts are not 48." in said
    stray = replace(SCRIPTS[0], id="stray", tone="stern")
    assert "a script for tired, stern, short has no place." in checks.of_scripts((*SCRIPTS, stray))
    shut = replace(SCRIPTS[0], exit="")
    assert f"{shut.id}: there is no way out." in checks.of_scripts((shut, *SCRIPTS[1:]))
    brave = replace(SCRIPTS[0], readiness=9)
    assert f"{brave.id}: readiness cannot be 9." in checks.of_scripts((brave, *SCRIPTS[1:]))


def test_every_kind_has_as_many_replies():
    said = list(checks.of_replies(REPLIES[1:]))
    assert "23 replies are not 24." in said
    assert "thanks has not as many replies as the others." in said
    stray = (*REPLIES[1:], replace(REPLIES[0], kind="shrug"))
    assert "a reply cannot be shrug." in checks.of_replies(stray)
