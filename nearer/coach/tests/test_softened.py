"""What is left of a message when its soft sentences are left out."""

import pytest

from nearer.coach.rules_judge import RulesJudge
from nearer.coach.softened import without_soft


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("You never listen. I miss you.", "You never listen."),
        ("I miss you. You never listen.", "You never listen."),
        ("I miss you. You never listen! Could you ring me tonight?", "You never listen!"),
        ("You never make time and I miss you. I love you.", "You never make time and I miss you."),
        ("You never listen. My mother says so.", None),
        ("I miss you. I love you.", None),
        ("You never listen.", None),
        ("", None),
    ],
)
def test_only_what_is_soft_by_itself_goes(text, left):
    found = without_soft(text, RulesJudge())
    assert (found and found[0]) == left
    if found:
        hard, places = found
        assert hard == "".join(text[place] for place in places)
