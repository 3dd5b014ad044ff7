"""What is sealed can be read by every later version, and never by an older one."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from nearer.journal import payloads
from nearer.journal.actions import write
from nearer.journal.models import Entry
from nearer.journal.payloads import Payload, dump, known_kinds, load
from nearer.journal.selectors import read

AT, DAY = datetime(2026, 5, 7, 23, 50, tzinfo=UTC), date(2026, 5, 8)


@dataclass(frozen=True, slots=True)
class Walk(Payload, kind="tests.walk", version=3):
    """Its first version said `place`, its second `places`; the third counts the minutes."""

    places: list[str]
    minutes: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def upgrade(cls, fields, version):
        if version == 1:
            fields = {"places": [fields["place"]]}
        return {"minutes": 20, **fields}


def sealed_by(version: int, **fields: object) -> bytes:
    """What an earlier Nearer wrote."""
    inside = {"v": version, "at": AT.isoformat(), "day": DAY.isoformat(), "f": fields}
    return json.dumps(inside).encode()


def test_what_goes_in_comes_out():
    walk = Walk(places=["the quay", "“Café 🌒”", ""], minutes=35, notes={"a": "\n\x00"})
    inside = load(Walk.kind, dump(walk, at=AT, day=DAY))
    assert (inside.payload, inside.at, inside.day) == (walk, AT, DAY)


@pytest.mark.parametrize(
    ("version", "fields", "expected"),
    [
        pytest.param(1, {"place": "the quay"}, Walk(["the quay"], 20), id="the first version"),
        pytest.param(2, {"places": ["a", "b"]}, Walk(["a", "b"], 20), id="the second"),
        pytest.param(3, {"places": [], "minutes": 5}, Walk([], 5), id="the present one"),
        pytest.param(3, {"places": ["a"]}, Walk(["a"], 0), id="a field with a default"),
    ],
)
def test_every_earlier_version_is_read(version, fields, expected):
    assert load(Walk.kind, sealed_by(version, **fields)).payload == expected


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        pytest.param(Walk.kind, sealed_by(4, places=[]), id="a newer version"),
        pytest.param("tests.never", sealed_by(1), id="a kind that no app here knows"),
        pytest.param(Walk.kind, b"not JSON", id="no JSON"),
    ],
)
def test_what_this_version_cannot_read_is_refused(kind, plain):
    with pytest.raises(ValueError):
        load(kind, plain)


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param(sealed_by(3, paths=[]), id="another field"),
        pytest.param(sealed_by(3), id="a field that is missing"),
        pytest.param(sealed_by(1, where="?"), id="nothing to upgrade"),
        pytest.param(b'{"v":3}', id="half of it"),
        pytest.param(b"[]", id="a list"),
        pytest.param(
            b'{"v":3,"at":"yesterday","day":"2026-05-08","f":{"places":[]}}', id="no time"
        ),
    ],
)
def test_a_body_that_says_nonsense_is_broken_and_breaks_nothing_else(cast, monkeypatch, plain):
    write(cast.alice.pen, Walk(["the quay"]))
    monkeypatch.setattr(payloads, "dump", lambda *_, **__: plain)
    write(cast.alice.pen, Walk(["the bridge"]))
    reading = read(cast.alice.vault, cast.alice.couple, kinds=[Walk.kind])
    assert [entry.payload.places for entry in reading.entries] == [["the quay"]]
    assert len(reading.broken) == 1


def test_a_time_without_a_zone_is_broken_and_breaks_no_order(cast, monkeypatch):
    """Such a time cannot be compared with the others, and every page sorts by it."""
    mine, sealed = cast.alice.pen, payloads.dump
    write(mine, Walk(["the quay"]))
    monkeypatch.setattr(
        payloads, "dump", lambda it, *, at, day: sealed(it, at=at.replace(tzinfo=None), day=day)
    )
    write(cast.bob.pen, Walk(["the bridge"]), visibility="shared")
    reading = read(cast.alice.vault, mine.couple, kinds=[Walk.kind])
    assert [entry.payload.places for entry in reading.entries] == [["the quay"]]
    assert len(reading.broken) == 1


def test_two_classes_cannot_have_one_kind():
    with pytest.raises(TypeError):

        @dataclass(frozen=True)
        class Other(Payload, kind="tests.walk"):
            pass


def test_kinds_fit_their_column():
    longest = Entry._meta.get_field("kind").max_length
    assert "conversation.answer" in known_kinds()
    assert all(len(kind) <= longest for kind in known_kinds())
