"""A length says almost nothing: only a few sizes exist, and what was padded comes back whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.sealing.padding import ANSWER, BUCKETS, TooLong, bucket, pad, unpad

few = settings(max_examples=60, deadline=None, database=None)


@few
@given(st.binary(max_size=3000), st.sampled_from(BUCKETS[1:]))
def test_what_was_padded_comes_back_whole(data, size):
    padded = pad(data, size)
    assert len(padded) == size
    assert unpad(padded) == data


@pytest.mark.parametrize("size", BUCKETS)
def test_every_length_up_to_the_edge_comes_back(size):
    for length in {0, 1, size // 2, size - 2, size - 1}:
        for byte in (b"\x00", b"\x80", b"x"):
            assert unpad(pad(byte * length, size)) == byte * length


@pytest.mark.slow
def test_every_length_of_the_smallest_size_comes_back():
    for length in range(BUCKETS[0]):
        assert unpad(pad(b"\x80" * length, BUCKETS[0])) == b"\x80" * length


@few
@given(st.integers(0, BUCKETS[-1] - 1), st.sampled_from(BUCKETS))
def test_sizes_come_from_the_list_and_are_the_smallest_that_hold(length, at_least):
    size = bucket(length, at_least=at_least)
    assert size in BUCKETS
    assert size >= at_least
    assert size > length
    assert not [s for s in BUCKETS if at_least <= s < size and s > length]


@pytest.mark.parametrize("size", BUCKETS)
def test_a_text_that_fills_a_size_needs_the_next_one(size):
    assert bucket(size - 1) == size
    if size == BUCKETS[-1]:
        with pytest.raises(TooLong):
            bucket(size)
    else:
        assert bucket(size) > size
    with pytest.raises(TooLong):
        pad(bytes(size), size)


def test_the_usual_answer_size_is_one_of_the_list():
    assert ANSWER in BUCKETS


@pytest.mark.parametrize(
    "padded",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"words", id="no mark"),
        pytest.param(b"words\x00\x00", id="zeros without a mark"),
        pytest.param(b"words\x80\x00\x01", id="something behind the mark"),
        pytest.param(b"words\x80 ", id="a space behind the mark"),
    ],
)
def test_what_was_not_padded_by_us_is_refused(padded):
    with pytest.raises(ValueError, match="not padded"):
        unpad(padded)
