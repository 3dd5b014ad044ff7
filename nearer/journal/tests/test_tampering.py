"""A row says the truth about itself or does not open: every column that is bound, changed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from nearer.journal.actions import write
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import open_rows
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, read, rows_of


@dataclass(frozen=True, slots=True)
class Leaf(Payload, kind="tests.bound"):
    text: str


@dataclass(frozen=True, slots=True)
class Twin(Payload, kind="tests.twin"):
    """Another kind with the very same fields."""

    text: str


CHANGES = {
    "kind": lambda row: Twin.kind,
    "id": lambda row: uuid4(),
    "owner_id": lambda row: uuid4(),
    "subject": lambda row: uuid4(),
    "subject, to none": lambda row: None,
    "visibility": lambda row: (
        Visibility.WHEN_BOTH if row.visibility == Visibility.SHARED else Visibility.SHARED
    ),
    "size": lambda row: row.size * 4,
    "predecessor": lambda row: uuid4(),
    "predecessor, to none": lambda row: None,
    "day": lambda row: row.day + timedelta(days=1),
    "body": lambda row: bytes(row.body)[:-1] + bytes([row.body[-1] ^ 1]),
    "body, cut": lambda row: bytes(row.body)[:-16],
    "body, gone": lambda row: b"",
    "own_key": lambda row: bytes(row.own_key)[:-1] + bytes([row.own_key[-1] ^ 1]),
    "own_key, gone": lambda row: b"",
}


@pytest.fixture
def written(cast) -> Entry:
    key = write(
        cast.alice.pen,
        Leaf("as I wrote it"),
        visibility=Visibility.SHARED,
        subject=uuid4(),
        predecessor=uuid4(),
    )
    return Entry.objects.of(cast.alice.couple).get(id=key)


def changed(row: Entry, column: str, value: object) -> UUID:
    rows = Entry.objects.of(row.couple_id)
    assert rows.filter(id=row.id).update(**{column: value})
    return value if column == "id" else row.id


def opened_by(reader, key: UUID) -> list[str]:
    rows = as_rows(rows_of(reader.couple).filter(id=key))
    return [entry.payload.text for entry in open_rows(reader.vault, rows).entries]


@pytest.mark.parametrize("change", CHANGES)
def test_its_owner_does_not_open_a_changed_row(cast, written, change):
    assert opened_by(cast.alice, written.id) == ["as I wrote it"]
    key = changed(written, change.split(",")[0], CHANGES[change](written))
    assert opened_by(cast.alice, key) == []


@pytest.mark.parametrize("change", [name for name in CHANGES if "own_key" not in name])
def test_whoever_was_given_it_does_not_open_a_changed_row(cast, written, change):
    assert opened_by(cast.bob, written.id) == ["as I wrote it"]
    key = changed(written, change.split(",")[0], CHANGES[change](written))
    assert opened_by(cast.bob, key) == []


@pytest.mark.parametrize("value", [b"", b"short", bytes(92)], ids=["empty", "short", "zeros"])
def test_a_changed_given_key_opens_nothing(cast, written, value):
    changed(written, "given_key", value)
    assert opened_by(cast.bob, written.id) == []
    assert opened_by(cast.alice, written.id) == ["as I wrote it"]


def test_a_row_put_into_another_couple_opens_to_nobody_there(cast, written):
    """Bound is the owner, not the couple: rows move when two people pair or part."""
    written.couple_id = cast.charlie.couple
    written.save(force_insert=True)
    assert opened_by(cast.charlie, written.id) == []
    written.owner_id = cast.charlie.id
    Entry.objects.of(cast.charlie.couple).filter(id=written.id).update(owner_id=cast.charlie.id)
    assert opened_by(cast.charlie, written.id) == []


def test_a_body_under_another_rows_key_opens_to_nobody(cast, written):
    other = write(cast.alice.pen, Leaf("another"), visibility=Visibility.SHARED)
    row = Entry.objects.of(cast.alice.couple).get(id=other)
    for columns in ("body",), ("own_key", "given_key"), ("body", "own_key", "given_key"):
        taken = {column: getattr(row, column) for column in columns}
        Entry.objects.of(cast.alice.couple).filter(id=written.id).update(**taken)
        assert opened_by(cast.alice, written.id) == opened_by(cast.bob, written.id) == []
        Entry.objects.of(cast.alice.couple).filter(id=written.id).delete()
        written.save(force_insert=True)
    assert opened_by(cast.bob, written.id) == ["as I wrote it"]


def test_what_does_not_open_is_counted_and_the_rest_is_read(cast, written):
    write(cast.alice.pen, Leaf("whole"))
    changed(written, "day", written.day - timedelta(days=3))
    reading = read(cast.alice.vault, cast.alice.couple, kinds=[Leaf.kind])
    assert [entry.payload.text for entry in reading.entries] == ["whole"]
    assert reading.broken == (written.id,)
