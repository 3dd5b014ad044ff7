"""How one clause is said anew, and what is too silly to be offered."""

import pytest

from nearer.coach.rewriting.frames import ways
from nearer.coach.rewriting.pieces import feelings
from nearer.coach.rewriting.proof import sound

SAID = [
    ("Nice of you to turn up at nine", "contempt", "When you turned up at nine, I felt"),
    ("Do you ever ask how I am", "accusation", "I miss being asked how I am."),
    ("How hard is it to close a door", "demand", "Would you be willing to close a door?"),
    ("You only text me when the studio closes", "absolute", "When you text me only when the"),
    ("You spend more on golf than on us", "accusation", "When you spend more on golf than on us"),
    ("You've rearranged my spice drawer", "accusation", "When you rearranged my spice drawer"),
    ("On the 4th you told me it was paid", "accusation", "When on the 4th you told me it was"),
    ("bet u wouldnt even notice if i left", "mind_reading", "I'm scared you wouldn't notice if"),
    ("If you loved me you'd come to church", "demand", "if you came to church."),
    ("You are, as always, late", "accusation", "When you're late, I feel"),
]


@pytest.mark.parametrize(("clause", "label", "said"), SAID, ids=[s[0] for s in SAID])
def test_what_people_write_has_a_way_to_be_said(clause, label, said):
    found = ways(clause, frozenset({label}))
    assert any(said in piece.first for piece in found), found


@pytest.mark.parametrize(
    "clause",
    ["You act up", "You said the calves needed working", "You left the gate open on Friday"],
)
def test_a_plain_deed_is_no_guess(clause):
    found = ways(clause, frozenset({"accusation", "mind_reading"}))
    assert not any("telling myself" in piece.first for piece in found)


SILLY = [
    "I've been feeling sad lately, and I miss being heard to a word that comes out of a woman.",
    "When it went quiet between us of every single appointment, I felt lonely.",
    "Would you be willing to switch me off?",
    "I feel hurt, and it would mean a lot to me if you gave two hoots.",
    "I feel the same when you call it care.",
]


@pytest.mark.parametrize("said", SILLY)
def test_left_overs_and_turned_idioms_are_not_offered(said):
    assert not sound(said)


def test_a_feeling_follows_from_what_is_missed_and_not_from_coming_home():
    assert feelings("you never pay attention to me when you come home")[0] == "lonely"
    assert feelings("you came home at three and i was waiting")[0] == "worried"
