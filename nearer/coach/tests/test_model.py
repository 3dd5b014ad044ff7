"""The shipped model: whole, repeatable, quiet, and gone without harm."""

import hashlib
import json
import shutil
import subprocess
import sys
import threading

import pytest

from nearer.coach.choose import Bench
from nearer.coach.model import FOLDER, ModelMissing, load
from nearer.coach.normal import normalise

SMALL = 70_000_000


@pytest.fixture(scope="module")
def model():
    return load()


def test_the_file_is_the_one_of_its_card_and_small_enough():
    card = json.loads((FOLDER / "card.json").read_text())
    file = (FOLDER / "coach.onnx").read_bytes()
    assert hashlib.sha256(file).hexdigest() == card["sha256"]
    assert len(file) == card["bytes"] <= SMALL


def test_it_reads_the_same_way_twice_and_alone_or_in_company(model):
    texts = ["You never pay attention to me", "Milk, please. 🙂", "", "\0", "שלום you"]
    together = model.judge(texts)
    assert together == [model.judge([text])[0] for text in texts]


def test_stretches_are_code_points_of_what_was_written(model):
    text = "😡😡 You’re always late… and I’m done"
    for start, end, _, _ in model.judge([text])[0].spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


def test_emoji_become_words_and_places_lead_back():
    plain, places = normalise("ok 💔!")
    assert plain == "ok  hurt !"
    assert [places[0], places[plain.index("h")], places[-1]] == [0, 3, 4]


@pytest.mark.parametrize("missing", ["coach.onnx", "tokenizer.json", "thresholds.json"])
def test_a_missing_or_broken_file_is_no_error_but_the_rules(tmp_path, missing):
    for name in ("coach.onnx", "tokenizer.json", "thresholds.json"):
        if name != missing:
            shutil.copy(FOLDER / name, tmp_path / name)
    with pytest.raises(ModelMissing):
        load(tmp_path)
    (tmp_path / missing).write_bytes(b"{}")
    with pytest.raises(ModelMissing):
        load(tmp_path)
    judged, by = Bench(lambda: load(tmp_path)).judge(["You never listen"])
    assert by == "rules"
    assert judged[0].spans


@pytest.mark.parametrize("which", ["labels", "parts", "tokens", "danger", "careful"])
def test_thresholds_of_another_model_are_refused(tmp_path, which):
    for name in ("coach.onnx", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    said = json.loads((FOLDER / "thresholds.json").read_text())
    said[which] = said[which][:-1]
    (tmp_path / "thresholds.json").write_text(json.dumps(said))
    with pytest.raises(ModelMissing):
        load(tmp_path)


def test_two_who_write_at_once_read_as_one_does(model):
    texts = [f"You never wait for me at number {n}." for n in range(8)]
    alone = model.judge(texts)
    found: dict[int, list] = {}

    def reads(who):
        found[who] = model.judge(texts)

    threads = [threading.Thread(target=reads, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[who] for who in range(3)] == [alone] * 3


@pytest.mark.slow
def test_reading_writes_no_file_and_says_nothing(tmp_path):
    code = (
        "import sys\n"
        "def look(event, args):\n"
        "    if event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+'):\n"
        "        print('opened to write:', args[0])\n"
        "    if event.startswith('socket.'):\n"
        "        print('spoke to', event)\n"
        "sys.dont_write_bytecode = True\n"
        "sys.addaudithook(look)\n"
        "from nearer.coach import read\n"
        "assert read('You never pay attention to me').judge == 'model'\n"
    )
    before = set(tmp_path.iterdir())
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (said.stdout, said.stderr) == ("", "")
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "text",
    [
        "You never pay attention to me when you come home. I miss how we used to talk.",
        "I love you. You are so selfish.",
    ],
)
def test_a_kind_sentence_does_not_hide_a_hard_one(model, text):
    (judgement,) = model.judge([text])
    assert judgement.blame
    hard = next(part for part in text.split(". ") if part.startswith("You"))
    blaming = [span for span in judgement.spans if span[2] != "pseudo_feeling"]
    assert blaming
    begins = text.index(hard)
    assert all(begins <= start < end <= begins + len(hard) + 1 for start, end, _, _ in blaming)


@pytest.mark.parametrize(
    "text",
    [
        "You always make me laugh. I miss you.",
        "My mother says you never help. I told her she is wrong.",
        "You said I never listen. I am sorry. I love you.",
        "It's not that you never help",
    ],
)
def test_what_is_kind_stays_kind(model, text):
    assert not model.judge([text])[0].blame
