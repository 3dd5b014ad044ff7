"""What is said, and how it travels between processes."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.live.crossing import ABOUT, packed, unpacked
from nearer.live.signals import Signal, as_event
from nearer.live.tests.conftest import Phase
from nearer.sealing.boxes import seal

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY, OTHER = bytes(range(32)), bytes(32)
COUPLE, SUBJECT = UUID(int=1), UUID(int=2)

signals = st.builds(
    Signal,
    st.integers(0, 10**6),
    st.sampled_from(Phase),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)


class Longer(StrEnum):
    SPEAK = "speak"
    NEW = "new"


def test_a_text_is_no_phase():
    for words in ("speak", "I miss you", "", None, 7):
        with pytest.raises(TypeError):
            Signal(1, words)


@given(signals)
def test_an_event_is_a_number_a_phase_and_seconds(signal):
    lines = as_event(signal, now=NOW).decode().split("\n")
    assert lines[:2] == [f"id: {signal.version}", "event: state"]
    assert lines[3:] == ["", ""]
    said = json.loads(lines[2].removeprefix("data: "))
    assert said.keys() == {"version", "phase", "left"}
    assert said["version"] == signal.version
    assert said["phase"] in list(Phase)
    assert said["left"] is None if signal.deadline is None else said["left"] >= 0


@pytest.mark.parametrize(("seconds", "left"), [(15, 15.0), (0.254, 0.25), (0, 0.0), (-5, 0.0)])
def test_what_is_left_is_counted_when_it_is_said(seconds, left):
    event = as_event(Signal(1, Phase.SWAP, NOW + timedelta(seconds=seconds)), now=NOW)
    assert json.loads(event.split(b"data: ")[1])["left"] == left


@given(signals)
def test_a_signal_crosses_unchanged(signal):
    line = packed(COUPLE, SUBJECT, signal, key=KEY)
    assert unpacked(line, key=KEY, phases=[Phase]) == (COUPLE, SUBJECT, signal)
    assert len(line) < 8000  # what PostgreSQL takes


def test_nobody_reads_or_makes_up_a_signal_without_the_key_file():
    line = packed(COUPLE, SUBJECT, Signal(1, Phase.SWAP), key=OTHER)
    assert unpacked(line, key=KEY, phases=[Phase]) is None
    assert str(COUPLE) not in line


@pytest.mark.parametrize("line", ["", "words", "é", "AAAA", "=" * 8])
def test_what_no_process_of_ours_has_sent_is_passed_over(line):
    assert unpacked(line, key=KEY, phases=[Phase]) is None


def test_a_phase_of_a_newer_version_is_passed_over():
    line = packed(COUPLE, SUBJECT, Signal(1, Longer.NEW), key=KEY)
    assert unpacked(line, key=KEY, phases=[Phase]) is None
    assert unpacked(line, key=KEY, phases=[Phase, Longer]) is not None


@pytest.mark.parametrize(
    "said",
    [
        *([], {}, 5, None, "words", [1] * 6),
        [str(COUPLE), str(SUBJECT), 1, "swap", None, False, "more"],
        [str(COUPLE), str(SUBJECT), 1, "swap", "no time", False],
        [str(COUPLE), str(SUBJECT), 1, ["swap"], None, False],
        [None, str(SUBJECT), 1, "swap", None, False],
        [5, str(SUBJECT), 1, "swap", None, False],
        [str(COUPLE), str(SUBJECT), "one", "swap", None, False],
    ],
)
def test_what_a_newer_version_says_in_another_way_is_passed_over(said):
    line = b64encode(seal(KEY, json.dumps(said).encode(), ABOUT)).decode()
    assert unpacked(line, key=KEY, phases=[Phase]) is None
