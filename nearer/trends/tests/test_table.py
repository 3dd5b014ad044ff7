"""The command `nearer trend`: a table in, a line of JSON for each week out."""

import io
import json
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer import cli
from nearer.trends import lines, table

few = settings(max_examples=60, deadline=None, database=None)
HEADER = "couple,week,person,score\n"
GOOD = HEADER + "ours,0,alice,70\nours,0,bob,64.5\n"
KEYS = ["couple", "week", "level", "low", "high", "phase", "gentle", "persistent", "p"]


@pytest.fixture
def trend(monkeypatch, capsys):
    """The command with this as its standard input: how it ended, and what it wrote."""

    def run(text):
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return table.main(), *capsys.readouterr()

    return run


def rows_of(couples):
    return [
        f"{couple},{week},{person},{score}"
        for couple, people in couples.items()
        for person, scores in people.items()
        for week, score in scores.items()
    ]


def said(rows):
    return list(table.said(table.read(io.BytesIO((HEADER + "\n".join(rows)).encode()))))


year = st.dictionaries(st.integers(0, 20), st.floats(0, 100), min_size=1, max_size=15)
couples = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.dictionaries(st.sampled_from(["x", "y"]), year, min_size=1),
    min_size=1,
)


@few
@given(couples, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(couples, chance):
    rows = rows_of(couples)
    mixed = list(rows)
    chance.shuffle(mixed)
    assert said(rows) == said(mixed)


@few
@given(couples)
def test_every_couple_has_every_week_from_0_to_its_last(couples):
    found = [json.loads(line) for line in said(rows_of(couples))]
    for couple, people in couples.items():
        last = max(week for scores in people.values() for week in scores)
        weeks = [line["week"] for line in found if line["couple"] == couple]
        assert weeks == list(range(last + 1))


@few
@given(year, year)
def test_a_later_row_never_changes_an_earlier_line(alice, bob):
    """Not even one of a person who was not there before, with a name that sorts first."""
    early = said(rows_of({"ours": {"bob": bob}}))
    later = {week + 21: score for week, score in alice.items()}
    assert said(rows_of({"ours": {"bob": bob, "alice": later}}))[: len(early)] == early


def test_it_says_what_the_library_says(trend):
    code, out, err = trend(GOOD)
    assert (code, err) == (0, "")
    (line,) = map(json.loads, out.splitlines())
    (week,) = lines.couple({0: 70.0}, {0: 64.5})
    assert list(line) == KEYS
    assert line["level"] == round(week.level, 2)
    assert (line["phase"], line["gentle"], line["p"]) == ("not_enough", False, None)


def test_couples_come_by_name(trend):
    _, out, _ = trend(HEADER + "z,0,a,1\nb,0,a,1\n“ä”,0,a,1\nb,1,a,1\n")
    found = [json.loads(line) for line in out.splitlines()]
    assert [(line["couple"], line["week"]) for line in found] == [
        *(("b", 0), ("b", 1), ("z", 0), ("“ä”", 0))
    ]


def test_p_is_null_before_week_eight_and_a_number_from_then_on(trend):
    rows = "".join(f"ours,{week},alice,60\n" for week in range(12))
    _, out, _ = trend(HEADER + rows)
    found = [json.loads(line)["p"] for line in out.splitlines()]
    assert found[:8] == [None] * 8
    assert all(isinstance(p, float) for p in found[8:])


@pytest.mark.parametrize(
    "score", ["0", "100", "100.0", "7.", ".5", "5e-05", "+1", "-0"], ids=lambda s: s
)
def test_scores_may_be_written_as_programs_write_them(trend, score):
    code, _, err = trend(f"{HEADER}ours,0,alice,{score}\n")
    assert (code, err) == (0, "")


def test_marks_blank_lines_and_other_line_ends_are_nothing_to_complain_of(trend):
    assert trend(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode() + b"\r\n")[0] == 0


BAD = {
    "empty": (b"", 1),
    "only a header": (HEADER, 1),
    "no header": ("ours,0,alice,70\n", 1),
    "another header": ("couple,week,person,points\nours,0,alice,70\n", 1),
    "another order": ("week,couple,person,score\n0,ours,alice,70\n", 1),
    "a column too few": (GOOD + "ours,1,alice\n", 4),
    "a column too many": (GOOD + "ours,1,alice,70,1\n", 4),
    "week is a fraction": (GOOD + "ours,1.5,alice,70\n", 4),
    "week is a word": (GOOD + "ours,one,alice,70\n", 4),
    "week is missing": (GOOD + "ours,,alice,70\n", 4),
    "week is negative": (GOOD + "ours,-1,alice,70\n", 4),
    "week is in other digits": (GOOD + "ours,١,alice,70\n", 4),
    "week is after a hundred years": (GOOD + "ours,5201,alice,70\n", 4),
    "week has a thousand digits": (GOOD + f"ours,{'9' * 9000},alice,70\n", 4),
    "score is too high": (GOOD + "ours,1,alice,100.5\n", 4),
    "score is negative": (GOOD + "ours,1,alice,-1\n", 4),
    "score is nan": (GOOD + "ours,1,alice,nan\n", 4),
    "score is endless": (GOOD + "ours,1,alice,inf\n", 4),
    "score is far too high": (GOOD + "ours,1,alice,1e999\n", 4),
    "score is a word": (GOOD + "ours,1,alice,well\n", 4),
    "score is missing": (GOOD + "ours,1,alice,\n", 4),
    "score with a line": (GOOD + "ours,1,alice,1_0\n", 4),
    "a third person": (GOOD + "ours,1,charlie,70\n", 4),
    "a week twice": (GOOD + "ours,0,bob,64.5\n", 4),
    "nobody": (GOOD + "ours,1,,70\n", 4),
    "no couple": (GOOD + ",1,alice,70\n", 4),
    "not UTF-8": (GOOD.encode() + b"ours,1,\xff,70\n", 4),
    "an open quote": (GOOD + 'ours,1,"alice,70\n', 4),
    "a quote in a word": (GOOD + 'ours,1,"al"ice,70\n', 4),
    "after a blank line": (GOOD + "\nours,-1,alice,70\n", 5),
}


@pytest.mark.parametrize(("text", "number"), BAD.values(), ids=BAD)
def test_bad_data_ends_with_65_and_one_sentence_that_names_the_line(trend, text, number):
    code, out, err = trend(text)
    assert (code, out) == (65, "")
    assert err.startswith(f"Line {number}: ")
    assert err.endswith(".\n")
    assert err.count("\n") == 1


def test_a_complaint_never_repeats_what_somebody_wrote(trend):
    for text, _ in BAD.values():
        err = trend(text)[2]
        assert not any(word in err for word in ("alice", "ours", "charlie", "well"))


# --- As a program ------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "nearer", "trend"]


def test_the_command_is_there():
    done = subprocess.run(
        COMMAND, input=GOOD.encode(), capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["couple"] == "ours"


def test_bad_usage_ends_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["trend", "--loudly"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_whoever_stops_reading_hears_no_complaint():
    chance = random.Random(1)
    rows = (f"c{c},{w},a,{chance.randint(0, 100)}\n" for c in range(60) for w in range(50))
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()
        running.stdin.write((HEADER + "".join(rows)).encode())
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0
