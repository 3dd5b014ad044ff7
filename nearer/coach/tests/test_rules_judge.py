import pytest

from nearer.coach.judging import checked
from nearer.coach.rules_judge import RulesJudge

JUDGE = RulesJudge()

BLAME = [
    ("absolute", "You never come to the door."),
    ("absolute", "u alwys do this"),
    ("accusation", "You ruined the whole weekend."),
    ("accusation", "You went behind my back."),
    ("mind_reading", "You don't care about any of it."),
    ("mind_reading", "You did that on purpose."),
    ("character", "You're such a child."),
    ("character", "You are just like your mother."),
    ("contempt", "Oh well done, father of the year."),
    ("contempt", "You make me sick."),
    ("defensive", "It's not my fault the train was late."),
    ("defensive", "Fine, so it's all my fault."),
    ("withdrawal", "I'm done talking."),
    ("withdrawal", "Leave me alone."),
    ("pseudo_feeling", "I feel so ignored."),
    ("pseudo_feeling", "I feel like you have gone."),
    ("demand", "Why can't you just ring."),
    ("demand", "You need to change."),
]
PARTS = [
    ("observation", "On Tuesday night you said you would ring."),
    ("feeling", "I was lonely in that kitchen."),
    ("need", "I need some quiet after work."),
    ("request", "Would you cook on Friday?"),
    ("own_part", "I'm sorry I snapped at breakfast."),
    ("appreciation", "Thank you for waiting up."),
]
CALM = [
    "You were asleep when I came in.",
    "Are you coming to Jo's on Friday?",
    "You always make me laugh.",
    "I love how you always wait up.",
    "Did you see the moon?",
    "You and I could go by train.",
    "I'm tired and I'd like to sleep.",
    "Could you bring bread?",
]


@pytest.mark.parametrize(("label", "text"), BLAME)
def test_each_label_is_known_in_plain_dress(label, text):
    (judgement,) = checked(JUDGE.judge([text]), [text])
    assert label in {span[2] for span in judgement.spans}
    assert (judgement.blame > 0) == any(span[2] != "pseudo_feeling" for span in judgement.spans)


@pytest.mark.parametrize(("part", "text"), PARTS)
def test_each_part_is_known_in_plain_dress(part, text):
    assert part in JUDGE.judge([text])[0].parts


@pytest.mark.parametrize("text", CALM)
def test_calm_and_warm_words_are_no_blame(text):
    assert JUDGE.judge([text])[0].spans == ()


def test_the_words_that_are_marked_are_those_that_were_written():
    text = "Well… you’re SO lazy, and the bins are full."
    ((start, end, label, _),) = JUDGE.judge([text])[0].spans
    assert (text[start:end], label) == ("you’re SO lazy", "character")
