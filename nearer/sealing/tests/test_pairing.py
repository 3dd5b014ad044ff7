"""Codes as people type them, six words that show a man in the middle, and changed keys."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.sealing import pairing, recovery
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.keyring import Keyring, new_secret_key, public
from nearer.sealing.passphrase import wordlist

few = settings(max_examples=60, deadline=None, database=None)
ALICE, BOB = uuid4(), uuid4()


def keys(count):
    secrets = [new_secret_key() for _ in range(count)]
    return [(secret, public(secret)) for secret in secrets]


@few
@given(st.binary(min_size=15, max_size=15))
def test_a_code_comes_back_from_its_letters(data):
    text = recovery.letters(data)
    assert [len(group) for group in text.split("-")] == [4] * 6
    code = pairing.read_code(text)
    assert code.secret + code.fingerprint == data
    assert code.text == text


CODE = pairing.Code(bytes(range(10)), bytes.fromhex("0810204081"))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(str.lower, id="small letters"),
        pytest.param(lambda t: t.replace("-", ""), id="no dashes"),
        pytest.param(lambda t: t.replace("-", " "), id="spaces"),
        pytest.param(lambda t: t.replace("-", "\u2011"), id="long dashes from a chat"),
        pytest.param(lambda t: f"  {t}.\n", id="a full stop and a new line"),
        pytest.param("\u200b".join, id="zero-width spaces"),
        pytest.param(lambda t: t.replace("0", "O"), id="O for 0"),
        pytest.param(lambda t: t.replace("0", "o"), id="o for 0"),
        pytest.param(lambda t: t.replace("1", "I"), id="I for 1"),
        pytest.param(lambda t: t.replace("1", "l"), id="l for 1"),
    ],
)
def test_a_code_may_be_typed_as_people_type(spoil):
    assert {"0", "1"} <= set(CODE.text)
    assert pairing.read_code(spoil(CODE.text)) == CODE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(CODE.text[:-1], id="a letter short"),
        pytest.param(f"{CODE.text}0", id="a letter too many"),
        pytest.param("U" + CODE.text[1:], id="a letter that no code has"),
        pytest.param("é" * 24, id="letters from elsewhere"),
        pytest.param("1" * 5000, id="very long"),
        pytest.param("\x00", id="a null"),
        pytest.param(recovery.letters(bytes(16)), id="a recovery code"),
    ],
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(recovery.NotACode):
        pairing.read_code(text)


@few
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    for read in (pairing.read_code, recovery.stretch):
        try:
            read(text)
        except recovery.NotACode:
            continue


def test_a_code_fits_only_the_key_it_was_made_for():
    (_, alice), (_, mallory) = keys(2)
    code = pairing.new_code(alice)
    assert code.fits(alice)
    assert not code.fits(mallory)
    assert pairing.read_code(code.text).fits(alice)


def test_no_two_codes_are_alike_and_each_purpose_has_its_key():
    (_, alice), *_ = keys(1)
    codes = [pairing.new_code(alice) for _ in range(50)]
    assert len({code.secret for code in codes}) == 50
    assert len({code.lookup for code in codes}) == 50
    assert codes[0].key("guest") != codes[0].key("reply")
    assert codes[0].lookup not in codes[0].key("guest")


def test_the_six_words_are_equal_on_both_phones():
    (_, alice), (_, bob) = keys(2)
    words = pairing.words_to_compare(alice, bob)
    assert words == pairing.words_to_compare(bob, alice)
    assert len(words) == 6
    assert set(words) <= set(wordlist())


def test_somebody_in_between_makes_the_six_words_differ():
    (_, alice), (_, bob), (_, mallory) = keys(3)
    assert pairing.words_to_compare(alice, mallory) != pairing.words_to_compare(mallory, bob)
    assert pairing.words_to_compare(alice, mallory) != pairing.words_to_compare(alice, bob)


def test_both_compute_the_same_seed_and_nobody_else():
    (a, alice), (b, bob), (c, _) = keys(3)
    assert pairing.seed_of_two(a, bob) == pairing.seed_of_two(b, alice)
    assert pairing.seed_of_two(c, bob) != pairing.seed_of_two(a, bob)


def certificate(new, *, old, partner, person=ALICE):
    return pairing.certify(new, old_secrets=old, partner_keys=partner, person=person)


def test_the_old_key_vouches_for_the_new_one():
    (a, alice), (b, bob), (_, new) = keys(3)
    box = certificate(new, old=[a], partner=[bob])
    assert len(box) == pairing.CERTIFICATE
    assert pairing.certified(box, my_secrets=[b], old_public=alice, person=ALICE) == new


def test_two_changes_while_the_partner_was_away_are_still_vouched_for():
    (a1, alice), (a2, _), (b, bob), (_, newest) = keys(4)
    box = certificate(newest, old=[a2, a1], partner=[bob])
    assert pairing.certified(box, my_secrets=[b], old_public=alice, person=ALICE) == newest


def test_both_may_change_their_words_before_either_looks():
    (a, alice), (b1, bob), (b2, _), (_, new) = keys(4)
    box = certificate(new, old=[a], partner=[bob])
    assert pairing.certified(box, my_secrets=[b2, b1], old_public=alice, person=ALICE) == new


@pytest.mark.parametrize("at", [0, 12, 43, 44, 59])
def test_a_changed_certificate_vouches_for_nothing(at):
    (a, alice), (b, bob), (_, new) = keys(3)
    box = bytearray(certificate(new, old=[a], partner=[bob]))
    box[at] ^= 1
    with pytest.raises(DoesNotOpen):
        pairing.certified(bytes(box), my_secrets=[b], old_public=alice, person=ALICE)


def test_nobody_else_can_vouch_and_not_for_anybody_else():
    (a, alice), (b, bob), (m, mallory), (_, new) = keys(4)
    forged = certificate(mallory, old=[m], partner=[bob])
    for box, person in ((forged, ALICE), (certificate(new, old=[a], partner=[bob]), BOB)):
        with pytest.raises(DoesNotOpen):
            pairing.certified(box, my_secrets=[b], old_public=alice, person=person)
    with pytest.raises(DoesNotOpen):
        pairing.certified(b"", my_secrets=[b], old_public=alice, person=ALICE)


def test_random_bytes_vouch_for_nothing():
    (_, alice), (b, _) = keys(2)
    for length in (1, 59, 60, 61, 120):
        with pytest.raises(DoesNotOpen):
            pairing.certified(os.urandom(length), my_secrets=[b], old_public=alice, person=ALICE)


def test_what_was_written_before_the_last_couple_ended_is_of_no_couple_now():
    alone = Keyring((new_secret_key(),), seed=bytes(32))
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert alone.is_ours(noon)
    after = alone.parted(seed=bytes(32), now=noon)
    assert not after.is_ours(noon - timedelta(days=1))
    assert not after.is_ours(noon)
    assert after.is_ours(noon + timedelta(seconds=1))
