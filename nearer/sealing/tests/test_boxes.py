"""One box for everything: it opens with the very key and context, or not at all."""

import hmac
import os
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, seal, unseal

few = settings(max_examples=100, deadline=None, database=None)
parts = st.lists(
    st.one_of(st.none(), st.binary(max_size=6), st.text(max_size=4), st.uuids(), st.integers()),
    max_size=5,
)


def raw(part):
    """What a part says, apart from its Python type: the caller always knows the type."""
    if part is None or isinstance(part, bytes):
        return part
    return part.bytes if isinstance(part, UUID) else str(part).encode()


@few
@given(parts, parts)
def test_different_parts_never_give_the_same_context(one, other):
    same = [raw(p) for p in one] == [raw(p) for p in other]
    assert (context(*one) == context(*other)) is same


@few
@given(st.lists(st.sampled_from([None, b"", b"\xff", b"\xff\xff", b"\0\0", b"\0\1a"]), max_size=6))
def test_parts_can_be_read_back_out_of_a_context(given_parts):
    data, found = context(*given_parts).removeprefix(b"nearer-1"), []
    while data:
        length, data = int.from_bytes(data[:2], "big"), data[2:]
        found.append(None if length == 0xFFFF else data[:length])
        data = data if length == 0xFFFF else data[length:]
    assert found == given_parts


def test_nothing_is_not_the_same_as_an_empty_part():
    assert len({context(), context(None), context(b""), context("", "")}) == 4


def test_a_part_as_long_as_the_mark_for_nothing_is_refused():
    # Otherwise context(None, b"a" * 65533) would equal context(b"\xff\xfd" + b"a" * 65533).
    with pytest.raises(ValueError, match="too long"):
        context(bytes(0xFFFF))
    assert context(bytes(0xFFFE))


@few
@given(st.binary(max_size=200), st.binary(max_size=30))
def test_a_box_opens_with_its_key_and_context(plain, about):
    key = os.urandom(32)
    assert unseal(key, seal(key, plain, about), about) == plain


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(0, id="the nonce begins"),
        pytest.param(11, id="the nonce ends"),
        pytest.param(12, id="the text begins"),
        pytest.param(12 + 9, id="the text ends"),
        pytest.param(-16, id="the tag begins"),
        pytest.param(-1, id="the tag ends"),
    ],
)
def test_one_changed_bit_anywhere_and_it_does_not_open(at):
    key = bytes(32)
    box = bytearray(seal(key, b"ten bytes!", b"about"))
    box[at] ^= 1
    with pytest.raises(DoesNotOpen):
        unseal(key, bytes(box), b"about")


def test_every_single_byte_counts():
    key = os.urandom(32)
    box = seal(key, b"ten bytes!", b"about")
    for at in range(len(box)):
        changed = box[:at] + bytes([box[at] ^ 0x80]) + box[at + 1 :]
        with pytest.raises(DoesNotOpen):
            unseal(key, changed, b"about")


@pytest.mark.parametrize("length", [0, 1, 11, 12, 27, 28])
def test_a_box_that_was_cut_does_not_open(length):
    key = bytes(32)
    with pytest.raises(DoesNotOpen):
        unseal(key, seal(key, b"ten bytes!", b"")[:length], b"")


def test_another_key_or_another_context_does_not_open():
    key = os.urandom(32)
    box = seal(key, b"Alice made tea", context("entry", 1))
    for other_key, about in ((os.urandom(32), context("entry", 1)), (key, context("entry", 2))):
        with pytest.raises(DoesNotOpen):
            unseal(other_key, box, about)


def test_the_same_text_never_gives_the_same_box():
    key = os.urandom(32)
    assert len({seal(key, b"the same", b"") for _ in range(200)}) == 200


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 by hand, to check our use of the library against."""
    key, out, last = hmac.digest(salt or bytes(32), secret, "sha256"), b"", b""
    while len(out) < length:
        last = hmac.digest(key, last + info + bytes([len(out) // 32 + 1]), "sha256")
        out += last
    return out[:length]


@pytest.mark.parametrize(
    ("secret", "salt", "info", "okm"),
    [
        pytest.param(
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            id="RFC 5869 A.1",
        ),
        pytest.param(
            "0b" * 22,
            "",
            "",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            id="RFC 5869 A.3",
        ),
    ],
)
def test_hkdf_is_the_one_of_rfc_5869(secret, salt, info, okm):
    raw_parts = [bytes.fromhex(part) for part in (secret, salt, info)]
    assert hkdf(*raw_parts, 42).hex() == okm
    library = HKDF(SHA256(), 42, salt=raw_parts[1] or None, info=raw_parts[2])
    assert library.derive(raw_parts[0]).hex() == okm


@few
@given(st.binary(max_size=64), st.one_of(st.none(), st.binary(min_size=1, max_size=40)), parts)
def test_derive_is_hkdf_over_the_purpose(secret, salt, purpose):
    expected = hkdf(secret, salt or b"", context(*purpose), 32)
    assert derive(secret, *purpose, salt=salt) == expected


def test_one_secret_gives_another_key_for_every_purpose():
    keys = {derive(b"s" * 32, *p) for p in (("wrap",), ("mark",), ("wrap", "mark"), ("", "wrap"))}
    assert len(keys) == 4


def test_the_digest_is_sha256():
    assert digest(b"abc").hex().startswith("ba7816bf8f01cfea414140de5dae2223")
