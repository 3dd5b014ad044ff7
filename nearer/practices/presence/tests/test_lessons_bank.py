"""The lessons can be used as they are, and each rule that they are held against can fail."""

from dataclasses import replace

import pytest

from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.checks import lessons as checks

LESSON, PROMPT = bank.lessons()[0], bank.prompts("reflect")[0]
STEP = LESSON.steps[0]
GOOD = next(it for it in STEP.choices if it.worth == "good")
OTHERS = tuple(it for it in STEP.choices if it.worth != "good")
LONG = "one two three four five " * 13


def test_the_banks_can_be_used_as_they_are():
    assert list(checks.problems()) == []
    assert len(bank.lessons()) == checks.LESSONS
    assert [len(bank.prompts(it.id)) for it in bank.lessons()] == [checks.PROMPTS] * 6


def of_lesson(**changes):
    return list(checks.of_lessons([replace(LESSON, id="bad", **changes)]))


def of_step(**changes):
    steps = (replace(STEP, **changes), *LESSON.steps[1:])
    return of_lesson(steps=steps)


def of_prompt(**changes):
    return list(checks.of_prompts([replace(PROMPT, id="bad", **changes)]))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (of_lesson(), "1 lessons are fewer than 6."),
        (of_lesson(opening=LONG), "bad, opening: 65 words are more than 60."),
        (of_lesson(closing="Forgive, and go on."), "bad, closing: “forgive” is not said here."),
        (of_lesson(title=""), "bad, title: it says nothing."),
        (of_lesson(apart=""), "bad, apart: it says nothing."),
        (of_lesson(alone=LONG), "bad, alone: 65 words are more than 30."),
        (of_lesson(steps=LESSON.steps[:4]), "bad: 4 steps are too few or too many."),
        (of_lesson(steps=LESSON.steps * 2), "bad: 12 steps are too few or too many."),
        (of_lesson(steps=(STEP,) * 5), "bad: one kind of answer stands first too often, or never."),
        (of_lesson(steps=(STEP,) * 5), "bad: steps 1 and 2 have their answers in one order."),
        (of_lesson(steps=(STEP,) * 5), "Two steps are nearly the same (100)"),
        (of_step(heard="You never listen."), "bad, step 1, heard: “you never” is not said here."),
        (of_step(ask="Why? And how?"), "bad, step 1, ask: it asks more than one thing."),
        (of_step(choices=OTHERS), "bad, step 1: of three answers one is good"),
        (of_step(choices=(GOOD, GOOD, *OTHERS)), "bad, step 1: of three answers one is good"),
        (
            of_step(choices=(replace(GOOD, said=LONG), *OTHERS)),
            "bad, step 1: the good answer is much longer than the others.",
        ),
        (
            of_step(choices=(replace(GOOD, why=LONG), *OTHERS)),
            "bad, step 1, why good: 65 words are more than 25.",
        ),
        (of_prompt(), "1 prompts for reflect are fewer than 20."),
        (of_prompt(lesson="singing"), "bad: lesson cannot be singing."),
        (of_prompt(heard=LONG), "bad, heard: 65 words are more than 40."),
        (of_prompt(better="Calm down."), "bad, better: “calm down” is not said here."),
        (of_prompt(listen_for=""), "bad, listen_for: it says nothing."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(found, sentence):
    assert any(sentence in line for line in found), found


def test_twins_and_openings_among_prompts_are_found():
    twins = [PROMPT, replace(PROMPT, id="twin")]
    found = list(checks.of_prompts(twins))
    assert any("are nearly the same" in line for line in found)
    assert any("begin with the same three words" in line for line in found)
