"""Topics, silences and lines are as they should be, and each rule for them can fail."""

from dataclasses import replace

import pytest

from nearer.practices.presence import cues_bank
from nearer.practices.presence.apps import Presence
from nearer.practices.presence.checks import cues

TOPICS = tuple(cues_bank.topics().values())
SILENCES = tuple(cues_bank.silences().values())
CUES = tuple(cues_bank.every_cue().values())
NEAR = 10
INTENSE = next(place for place, topic in enumerate(TOPICS) if topic.intense)
TOUCH = max(place for place, silence in enumerate(SILENCES[:NEAR]) if silence.touch)
"""The last that touches and is still a neighbour of the first."""
LONG = " ".join(["tea"] * 40)
STEMS = TOPICS[0].stems


def in_place_of(check, bank, place, changes):
    """What is said of a bank in which one item is bad."""
    bad = replace(bank[place], **{"id": "bad"} | changes)
    return of(check, *bank[:place], bad, *bank[place + 1 :])


def of(check, *bank):
    return list(check({item.id: item for item in bank}))


def place_of(part):
    return next(place for place, cue in enumerate(CUES) if cue.part == part)


def test_nothing_is_wrong_with_what_is_here():
    assert list(cues.problems()) == []


def test_there_is_what_was_promised():
    assert len(cues_bank.offered_topics()) == 16
    assert sum(topic.intense for topic in cues_bank.offered_topics()) == 5
    assert len(cues_bank.offered_silences()) == 14
    here = {part: len(getattr(cues_bank.cues(), part)) for part in cues_bank.PARTS}
    assert here == cues.LEAST_CUES


def test_the_whole_practice_asks_them(monkeypatch):
    monkeypatch.setattr(cues, "LEAST_TOPICS", 1000)
    assert f"{len(TOPICS)} topics are fewer than 1000." in Presence.problems(Presence)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "Bad One"}, "Bad One: an id has small letters, numbers and single hyphens."),
        ({"title": LONG}, "bad: 40 words are more than 6."),
        ({"title": "A cup."}, "bad: a title has no full stop."),
        ({"title": TOPICS[1].title}, "Two topics have one title."),
        ({"line": ""}, "bad: it says nothing."),
        ({"line": LONG}, "bad: 40 words are more than 18."),
        ({"line": "Where was it? And when?"}, "bad: it asks more than one thing."),
        ({"line": "I know it was your fault."}, "bad: “your fault” is not said here."),
        ({"line": "You should know it."}, "bad: “should ” is not said here."),
        ({"line": "Irreconcilable communal incompatibilities."}, "bad: grade"),
        ({"line": TOPICS[1].line}, f"bad and {TOPICS[1].id} begin with the same three words."),
        ({"stems": STEMS[:2]}, "bad: 2 stems are not 3."),
        ({"stems": (*STEMS[:2], f"{LONG} …")}, "bad: 40 words are more than 10."),
        ({"stems": (*STEMS[:2], "It was")}, "bad: a stem ends with dots, and has them nowhere"),
        ({"stems": (*STEMS[:2], "It …, and …")}, "bad: a stem ends with dots, and has them"),
        ({"stems": (*STEMS[:2], "You never …")}, "bad: “you never” is not said here."),
        ({"stems": (STEMS[1], *STEMS[1:])}, "bad and bad begin with the same three words."),
    ],
)
def test_a_bad_topic_is_told_apart(changes, sentence):
    found = in_place_of(cues.of_topics, TOPICS, 0, changes)
    assert any(said.startswith(sentence) for said in found), found


def test_what_is_intense_can_be_left_for_another_day():
    found = in_place_of(cues.of_topics, TOPICS, INTENSE, {"stems": STEMS})
    assert "bad: its last stem leaves nothing for another day." in found
    last_first = TOPICS[INTENSE].stems[::-1]
    found = in_place_of(cues.of_topics, TOPICS, INTENSE, {"stems": last_first})
    assert "bad: its last stem leaves nothing for another day." in found
    assert "bad: its last stem leaves nothing for another day." in in_place_of(
        cues.of_topics, TOPICS, INTENSE, {"stems": ()}
    )


def test_most_topics_are_light_and_come_first():
    found = of(cues.of_topics, *(replace(topic, intense=True) for topic in TOPICS))
    assert "More topics are intense than not." in found
    in_order = [topic.intense for topic in cues_bank.offered_topics()]
    assert in_order == sorted(in_order)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "a_b"}, "a_b: an id has small letters, numbers and single hyphens."),
        ({"title": LONG}, "bad: 40 words are more than 6."),
        ({"title": SILENCES[0].title}, "Two silences have one title."),
        ({"how": "Just sit."}, "bad: it touches, and leaves no way out."),
        ({"how": LONG}, "bad, how: 40 words are more than 28."),
        ({"apart": LONG}, "bad, apart: 40 words are more than 20."),
        ({"alone": LONG}, "bad, alone: 40 words are more than 20."),
        ({"how": ""}, "bad, how: it says nothing."),
        ({"apart": ""}, "bad, apart: it says nothing."),
        ({"alone": " "}, "bad, alone: it says nothing."),
        ({"how": "Kiss, if you both like."}, "bad, how: “kiss” is not said here."),
        ({"alone": "Relax."}, "bad, alone: “relax” is not said here."),
        ({"alone": SILENCES[0].alone}, f"{SILENCES[0].id} and bad begin with the same three"),
    ],
)
def test_a_bad_silence_is_told_apart(changes, sentence):
    found = in_place_of(cues.of_silences, SILENCES, TOUCH, changes)
    assert any(said.startswith(sentence) for said in found), found


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"touch": True}, "0 silences without touch are fewer than 6."),
        ({"breath": False}, "0 silences with breath and no touch are fewer than 2."),
    ],
)
def test_whoever_is_not_touched_finds_enough(changes, sentence):
    found = of(cues.of_silences, *(replace(silence, **changes) for silence in SILENCES))
    assert sentence in found


@pytest.mark.parametrize(
    ("part", "changes", "sentence"),
    [
        ("speaking", {"id": ""}, ": an id has small letters, numbers and single hyphens."),
        ("speaking", {"part": "singing"}, "bad: part cannot be singing."),
        ("speaking", {"part": "singing"}, "11 lines of speaking are fewer than 12."),
        ("speaking", {"line": LONG}, "bad: 40 words are more than 14."),
        ("speaking", {"line": "Calm down."}, "bad: “calm down” is not said here."),
        ("speaking", {"line": "Say it … now."}, "bad: dots stand at the end and nowhere else."),
        ("give_back", {"line": "I heard you."}, "bad: what was heard has to follow."),
        ("check", {"line": "Say it again."}, "bad: it asks nothing."),
        ("check", {"line": "Was it that? Or not?"}, "bad: it asks more than one thing."),
        ("validate", {"line": "I understand how you feel."}, "bad: “i understand how” is not"),
        ("breath", {"line": "Breathe!"}, "bad: “!” is not said here."),
        ("closing", {"line": ""}, "bad: it says nothing."),
    ],
)
def test_a_bad_line_is_told_apart(part, changes, sentence):
    found = in_place_of(cues.of_cues, CUES, place_of(part), changes)
    assert any(said.startswith(sentence) for said in found), found


def test_lines_of_one_part_begin_in_different_ways():
    place = place_of("speaking")
    found = in_place_of(cues.of_cues, CUES, place, {"line": CUES[place + 1].line})
    assert f"bad and {CUES[place + 1].id} begin with the same three words." in found


@pytest.mark.parametrize(
    ("check", "bank"),
    [(cues.of_topics, TOPICS), (cues.of_silences, SILENCES), (cues.of_cues, CUES)],
)
def test_what_says_the_same_is_named(check, bank):
    twins = [replace(item, id=f"{item.id}-x") for item in bank[:4]]
    found = of(check, *bank, *twins)
    assert any(f"{bank[3].id} and {bank[3].id}-x are nearly the same" in said for said in found)


@pytest.mark.parametrize(
    ("check", "bank", "sentence"),
    [
        (cues.of_topics, TOPICS, "15 topics are fewer than 16."),
        (cues.of_topics, TOPICS, "4 topics that are intense are fewer than 5."),
        (cues.of_silences, SILENCES, "13 silences are fewer than 14."),
        (cues.of_cues, CUES, "7 lines of closing are fewer than 8."),
    ],
)
def test_one_that_is_retired_can_still_be_named_and_is_not_counted(check, bank, sentence):
    assert sentence in of(check, *bank[:-1], replace(bank[-1], retired=True))


def test_a_retired_line_is_not_said(monkeypatch):
    there = {cue.id: replace(cue, retired=cue is CUES[0]) for cue in CUES}
    monkeypatch.setattr(cues_bank, "every_cue", lambda: there)
    assert cues_bank.cues.__wrapped__().speaking == cues_bank.cues().speaking[1:]
