"""The corpus can be read and is what the model's card says; the measures measure."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.coach.reading import LABELS, PARTS
from training.augment import augment
from training.corpus_report import near_duplicates
from training.notation import CODES, Message, Unreadable, parse, read_folder
from training.scoring import Said, f1, kappa, score

TRAINING = Path(__file__).parents[1] / "training"


@pytest.fixture(scope="module")
def corpus():
    return read_folder(TRAINING / "corpus")


def test_a_line_gives_parts_text_and_marked_words():
    read = parse("fo| I waited at the gate. [ac+ab You [mr forgot on purpose] again.]")
    assert read.text == "I waited at the gate. You forgot on purpose again."
    assert read.parts == {"feeling", "observation"}
    marked = {(read.text[span.start : span.end], span.label) for span in read.spans}
    assert marked == {
        ("You forgot on purpose again.", "accusation"),
        ("You forgot on purpose again.", "absolute"),
        ("forgot on purpose", "mind_reading"),
    }
    assert read.blame


@pytest.mark.parametrize(
    "line",
    [
        "no bar at all",
        "x| a part that does not exist",
        "-| a [zz code] that does not exist",
        "-| a mark that [ac does not end",
        "-| a mark that never began]",
        "-|",
        "?-| [ac a trap] that blames",
    ],
)
def test_a_line_that_is_not_in_the_notation_is_refused(line):
    with pytest.raises(ValueError):
        parse(line)


def test_a_fault_is_named_by_its_file_and_line(tmp_path):
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "a.txt").write_text("# somebody\n-| fine\n-| [ac not fine\n")
    with pytest.raises(Unreadable, match=r"hand/a\.txt:3"):
        read_folder(tmp_path)


def test_a_tip_alone_is_no_blame():
    assert not parse("-| [pf I feel ignored]").blame


def test_the_corpus_is_as_large_and_as_many_voiced_as_the_card_says(corpus):
    assert len(corpus) >= 12_000
    assert len({message.hand for message in corpus}) >= 13  # twelve hands and the first one
    assert len({(message.hand, message.voice) for message in corpus}) >= 120
    blaming = sum(message.blame for message in corpus)
    assert 0.45 <= blaming / len(corpus) <= 0.55


def test_every_label_is_there_often_enough_to_be_learnt(corpus):
    counts = Counter(label for message in corpus for label in message.labels)
    assert {label for label in LABELS if counts[label] < 400} == set()


def test_parts_are_marked_in_blaming_messages_too(corpus):
    counts = Counter(part for message in corpus if message.blame for part in message.parts)
    assert {part for part in PARTS if not counts[part]} == set()


def test_twins_differ_in_blame(corpus):
    by_id = {message.id: message for message in corpus}
    twins = [message for message in corpus if message.twin_of]
    assert len(twins) >= 2_000
    assert [t.id for t in twins if t.blame == by_id[t.twin_of].blame] == []


def test_near_duplicates_are_found_and_twins_are_none():
    said = "I waited at the gate for half an hour today"
    messages = [
        Message("one", "a", "", said),
        Message("twin", "a", "", said + "!", twin_of="one"),
        Message("other", "b", "", said + "."),
        Message("else", "b", "", "The kettle is on."),
    ]
    assert near_duplicates(messages) == [("one", "other"), ("twin", "other")]


@pytest.mark.slow
def test_hardly_two_messages_say_the_same(corpus):
    involved = {name for pair in near_duplicates(corpus) for name in pair}
    assert len(involved) <= 0.02 * len(corpus)


def test_no_message_of_the_test_set_is_in_the_corpus(corpus):
    known = {message.text.casefold() for message in corpus}
    held_back = [*read_folder(TRAINING / "test"), *read_folder(TRAINING / "dev")]
    assert len(held_back) >= 900
    assert [message.id for message in held_back if message.text.casefold() in known] == []


@given(st.text(min_size=1), st.randoms(use_true_random=False))
def test_a_message_in_a_hurry_is_never_empty(text, chance):
    assert augment([(sign, 1) for sign in text], chance)


def test_f1_by_hand():
    assert f1([(True, True), (True, False), (False, True), (False, False)]) == 0.5
    assert f1([(False, False)]) == 1.0


def test_kappa_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: .7 agree, .5 by chance
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10
    assert kappa([*pairs, *[(False, False)] * 15]) == pytest.approx(0.4)


def test_a_reader_who_flags_everything_has_every_false_alarm():
    messages = [parse("-| [ac You did that.]"), parse("?a| You always do that, love.")]
    found = score(messages, [Said(blame=True)] * 2)
    assert (found.false_alarms, found.traps, found.labels) == (1.0, 1.0, None)
    assert found.f1 == pytest.approx(2 / 3)


def test_the_score_of_one_who_reads_as_the_labels_do_is_full():
    line = f"fr| [{'+'.join(CODES)} all of it]"
    messages = [parse(line), parse("-| Good night.")]
    said = [Said(m.blame, m.labels, m.parts) for m in messages]
    found = score(messages, said)
    assert (found.f1, found.labels, found.false_alarms) == (1.0, 1.0, 0.0)
    assert isinstance(messages[0], Message)
