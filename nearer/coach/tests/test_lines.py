import json
import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.coach.lines import LONGEST, answers

KEYS = {"id", "marks", "parts", "rewrite", "question", "danger"}


def answered(raw: bytes) -> list[dict]:
    return [json.loads(json.dumps(answer, ensure_ascii=False)) for answer in answers(BytesIO(raw))]


def run(*arguments: str, given: bytes) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *arguments], check=False, input=given, capture_output=True, timeout=120
    )


def test_the_command_answers_each_line_in_its_order():
    done = run(
        *("-m", "nearer", "coach"),
        given=b"You never listen to me\n"
        b'{"id": "x7", "text": "Thank you for the soup."}\n'
        b"\n"
        b"Would you come with me on Friday? \xf0\x9f\x98\x80",
    )
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third, fourth = map(json.loads, done.stdout.splitlines())
    assert [line["id"] for line in (first, second, third, fourth)] == ["1", "x7", "3", "4"]
    assert set(first) == set(second) == set(fourth) == KEYS
    assert set(first["marks"][0]) == {"start", "end", "label", "why", "level"}
    assert second["parts"] == ["appreciation"]
    assert set(third) == {"id", "error"}


def test_the_command_loads_no_django_and_writes_no_word_of_the_message():
    code = (
        "import sys; from nearer import cli; code = cli.main(['coach']); "
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django']; "
        "sys.exit(code)"
    )
    done = run("-c", code, given=b"hello\n")
    assert done.returncode == 0, done.stderr.decode()
    assert b"hello" not in done.stdout + done.stderr


def test_whoever_stops_reading_sees_no_trouble():
    done = subprocess.run(
        f"yes 'You never listen' | head -300 | {sys.executable} -m nearer coach | head -1",
        shell=True,
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert done.stderr == b""


def test_no_lines_get_no_answers():
    assert answered(b"") == []


@pytest.mark.parametrize(
    ("raw", "known", "sentence"),
    [
        (b"\n", "1", "There is nothing to read in this line."),
        (b"  \t\r\n", "1", "There is nothing to read in this line."),
        (b"\xff\xfe\n", "1", "This line is not UTF-8."),
        (b"{not json}\n", "1", "This line begins like a JSON object and is none."),
        (b'{"id": 4, "text": "unclosed\n', "1", "This line begins like a JSON object and is none."),
        (b"{" * 60_000, "1", "This line begins like a JSON object and is none."),
        (b'{"a":' * 15_000, "1", "This line begins like a JSON object and is none."),
        (b'{"id": 4}\n', 4, "The object has no “text” that is a text."),
        (b'{"id": "b", "text": null}\n', "b", "The object has no “text” that is a text."),
        (b'{"id": "b", "text": ""}\n', "b", "There is nothing to read in this line."),
        (b'{"id": [1], "text": "you"}\n', "1", "An id is a text or a whole number."),
        (b'{"id": true, "text": "you"}\n', "1", "An id is a text or a whole number."),
        (b'{"id": NaN, "text": "you"}\n', "1", "An id is a text or a whole number."),
        (b'{"id": "b", "text": "\\ud800"}\n', "b", "The text holds half a sign."),
        (b'{"id": "\\ud800", "text": "you"}\n', "1", "The id holds half a sign."),
        (b"a" * (LONGEST + 1) + b"\n", "1", "This line has more than 128 kB."),
    ],
)
def test_a_line_that_cannot_be_read_says_so_and_the_next_is_read(raw, known, sentence):
    bad, *good = answered(raw.removesuffix(b"\n") + b"\nhello")
    assert bad == {"id": known, "error": sentence}
    assert [(one["id"], set(one)) for one in good] == [("2", KEYS)]


@pytest.mark.parametrize(
    "raw",
    [
        b"a\0b\0 you never",
        "\ufeffYou never listen".encode(),
        "لا تستمع أبدا \u202e".encode(),
        "👩‍👩‍👧 🏳️‍🌈 you never".encode(),
        b'{"text": "You never listen", "more": 1}',
        b'{"id": null, "text": "You never\\n\\nlisten"}',
        b"a" * LONGEST,
    ],
)
def test_unusual_signs_are_read(raw):
    (answer,) = answered(raw)
    assert set(answer) == KEYS


pieces = st.sampled_from(
    [
        *(b"You never listen", b"\n", b"\r\n", b"{", b"}", b'{"text": "you"}', b'"id":', b"\0"),
        *(b"\xff", b"\xf0\x9f\x98\x80", b"\xf0\x9f", b"\\ud800", b'"', b" ", b"[", b"1e999"),
    ]
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.lists(pieces, max_size=30).map(b"".join))
def test_any_bytes_get_one_answer_a_line(raw):
    given_lines = raw.split(b"\n")
    wanted = len(given_lines) - (given_lines[-1] == b"")
    got = answered(raw)
    assert len(got) == wanted
    for number, answer in enumerate(got, start=1):
        assert set(answer) in (KEYS, {"id", "error"})
        if "error" in answer and not isinstance(answer["id"], int):
            assert answer["error"].count("\n") == 0
        assert answer["id"] is not None
        assert number
