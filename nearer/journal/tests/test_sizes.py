"""A row's size says almost nothing, and an unrevealed answer's nothing at all."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from nearer.journal.actions import write
from nearer.journal.models import Entry, Visibility
from nearer.journal.payloads import Payload
from nearer.sealing.padding import ANSWER, BUCKETS, TooLong

BOX = 12 + 16
"""A nonce and a tag, around what was padded."""


@dataclass(frozen=True, slots=True)
class Note(Payload, kind="tests.note"):
    text: str


def written(present, size: int, **options) -> Entry:
    key = write(present.pen, Note("x" * size), **options)
    return Entry.objects.of(present.couple).get(id=key)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (1, BUCKETS[0]),
        (900, BUCKETS[0]),
        (1024, BUCKETS[1]),
        (12_000, BUCKETS[2]),
        (60_000, BUCKETS[3]),
        (250_000, BUCKETS[4]),
    ],
)
def test_a_body_has_one_of_a_few_sizes(cast, length, expected):
    row = written(cast.alice, length)
    assert (row.size, len(row.body)) == (expected, expected + BOX)


@pytest.mark.parametrize("length", [1, 900, 4_000, 12_000])
def test_an_answer_always_has_the_same_size(cast, length):
    row = written(cast.alice, length, visibility=Visibility.WHEN_BOTH, subject=uuid4())
    assert (row.size, len(row.body)) == (ANSWER, ANSWER + BOX)


def test_characters_count_as_bytes(cast):
    key = write(cast.alice.pen, Note("🌒" * 400))
    assert Entry.objects.of(cast.alice.couple).get(id=key).size == BUCKETS[1]


def test_what_fits_no_size_is_refused_and_writes_nothing(cast):
    before = Entry.objects.of(cast.alice.couple).count()
    with pytest.raises(TooLong):
        written(cast.alice, BUCKETS[-1])
    assert Entry.objects.of(cast.alice.couple).count() == before


def test_the_keys_have_one_size(cast):
    rows = [written(cast.alice, n, visibility=Visibility.SHARED) for n in (1, 9_000)]
    assert len({(len(row.own_key), len(row.given_key)) for row in rows}) == 1
