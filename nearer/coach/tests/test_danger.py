"""Our own messages, so that a phrase that was heard once is heard for ever.

They were written before the packs knew them, and the packs were mended by them: they show
what is known, and nothing about how much will be missed.
"""

from pathlib import Path

import pytest

from nearer.coach.danger import danger_in
from nearer.coach.passages import passages
from nearer.coach.reading import DANGERS

HERE = Path(__file__).parent
DANGEROUS = [
    line.split("|", 1) for line in (HERE / "dangerous.txt").read_text("utf-8").splitlines()
]
ORDINARY = (HERE / "ordinary.txt").read_text("utf-8").splitlines()


def danger(text: str) -> str | None:
    return danger_in([piece.text for piece in passages(text)])


def test_of_what_is_said_outright_hardly_anything_is_missed():
    missed = [text for _, text in DANGEROUS if danger(text) is None]
    assert len(missed) <= len(DANGEROUS) * 0.05, missed


@pytest.mark.parametrize("kind", DANGERS)
def test_mostly_the_kind_is_right_too(kind):
    heard = [found for wanted, text in DANGEROUS if wanted == kind and (found := danger(text))]
    assert heard.count(kind) >= len(heard) * 0.9


def test_ordinary_messages_get_no_card():
    assert [text for text in ORDINARY if danger(text)] == []


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        ("You hit me.", "You never hit me."),
        ("I want to die.", "I don't want to die."),
        ("I'm scared of you.", "I'm not scared of you."),
        ("You choked me last night.", "I was choked up last night."),
        ("I slapped you.", "I would never slap you."),
        ("He hits the kids.", "In the film he hits the kids."),
        ("I'm suicidal.", "I'm not suicidal."),
        ("You will kill me one day.", "You kill me with your puns."),
    ],
)
def test_negation_and_idiom_are_told_apart(said, unsaid):
    assert danger(said)
    assert danger(unsaid) is None


def test_short_forms_and_slips_of_the_finger_are_heard():
    for text in ("u choked me", "i wanna kil myslef", "he stranggled me", "im scared of u"):
        assert danger(text), text


def test_it_is_found_in_the_middle_of_a_letter():
    calm = "We went to the lake and the water was cold and you laughed at my hat. " * 12
    assert danger(f"{calm}\n\n{calm} And then you hit me. {calm}") == "violence"


def test_of_several_kinds_the_gravest_is_named():
    assert danger("I want to die. You hit our son.") == "child"
