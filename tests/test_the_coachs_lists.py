"""The coach on lists by people who saw neither its rules nor its corpus."""

import csv
from pathlib import Path

import pytest

from nearer.coach import read
from training.notation import read_folder

pytestmark = pytest.mark.slow  # hundreds of messages

DATA = Path(__file__).parent / "data"
TRAINING = Path(__file__).parents[1] / "training"


def _rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def dangerous():
    return [(row, read(row["text"])) for row in _rows("danger.tsv")]


def test_most_of_what_says_danger_outright_is_heard(dangerous):
    """The aim is .95; docs/coach.md says what is heard, and this keeps it from growing less."""
    said = [reading.danger for row, reading in dangerous if row["kind"] == "explicit"]
    assert sum(danger is not None for danger in said) >= 0.85 * len(said)


def test_nothing_on_the_list_is_said_more_softly(dangerous):
    assert [row["text"] for row, reading in dangerous if reading.rewrite] == []


def test_what_only_sounds_like_danger_gets_a_card_seldom():
    rows = _rows("not_danger.tsv")
    rung = [row["text"] for row in rows if read(row["text"]).danger]
    assert len(rung) <= 0.1 * len(rows)


def test_ordinary_messages_seldom_get_a_card():
    messages = read_folder(TRAINING / "dev")
    assert sum(read(message.text).danger is not None for message in messages) <= 6
