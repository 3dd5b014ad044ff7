"""Own and given openings, over changes of keys, and everything a thief of the table may try."""

import os
from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from nearer.sealing.boxes import DoesNotOpen, digest
from nearer.sealing.keyring import (
    Keyring,
    Pin,
    new_secret_key,
    open_keyring,
    public,
    seal_keyring,
)
from nearer.sealing.padding import TooLong
from nearer.sealing.vault import Label, Sealed, Vault, pair_secret

ALICE, BOB, CHARLIE = uuid4(), uuid4(), uuid4()
LOW_ORDER = [  # RFC 7748 §6.1 and https://cr.yp.to/ecdh.html#validate
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def pin(person, *secrets):
    return Pin(person, "", tuple(public(s) for s in secrets), i_give_first=True, hosted_by="me")


def two():
    a, b, seed = new_secret_key(), new_secret_key(), os.urandom(32)
    alice = Keyring((a,), seed, partner=pin(BOB, b))
    bob = Keyring((b,), seed, partner=pin(ALICE, a))
    return (
        Vault(person=ALICE, user_key=os.urandom(32), keyring=alice),
        Vault(person=BOB, user_key=os.urandom(32), keyring=bob),
    )


def label(owner=ALICE, **changes):
    return replace(Label("conversation.answer", uuid4(), owner, "shared", uuid4(), 1024), **changes)


def renewed(vault):
    """The same person after a change of words: a new user key and a new key pair in front."""
    keyring = vault.keyring.with_(
        secret_keys=(new_secret_key(), *vault.keyring.secret_keys),
        user_keys=(vault.user_key, *vault.keyring.user_keys),
    )
    return Vault(person=vault.person, user_key=os.urandom(32), keyring=keyring)


def test_the_owner_opens_their_own_and_nobody_else_does():
    alice, bob = two()
    about = label()
    sealed = alice.seal(about, b"Alice made tea")
    assert alice.open_own(about, body=sealed.body, own_key=sealed.own_key) == b"Alice made tea"
    with pytest.raises(DoesNotOpen):
        bob.open_own(about, body=sealed.body, own_key=sealed.own_key)


def test_only_the_partner_opens_what_was_given():
    alice, bob = two()
    _, stranger = two()
    about = label()
    sealed = alice.seal(about, b"Alice made tea")
    given = alice.give(about, body=sealed.body, own_key=sealed.own_key, against=digest(b"his"))
    opened = bob.open_given(about, body=sealed.body, given_key=given)
    assert opened == (b"Alice made tea", digest(b"his"))
    with pytest.raises(DoesNotOpen):
        stranger.open_given(about, body=sealed.body, given_key=given)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": "conversation.reply"}, id="kind"),
        pytest.param({"id": uuid4()}, id="id"),
        pytest.param({"owner": BOB}, id="owner"),
        pytest.param({"visibility": "only_me"}, id="visibility"),
        pytest.param({"subject": uuid4()}, id="subject"),
        pytest.param({"subject": None}, id="no subject"),
        pytest.param({"size": 4096}, id="size"),
        pytest.param({"predecessor": uuid4()}, id="predecessor"),
    ],
)
def test_a_changed_label_opens_nothing(change):
    alice, bob = two()
    about = label()
    sealed = alice.seal(about, b"Alice made tea")
    given = alice.give(about, body=sealed.body, own_key=sealed.own_key)
    with pytest.raises(DoesNotOpen):
        alice.open_own(replace(about, **change), body=sealed.body, own_key=sealed.own_key)
    with pytest.raises(DoesNotOpen):
        bob.open_given(replace(about, **change), body=sealed.body, given_key=given)


def test_another_body_cannot_be_slipped_under_a_given_key():
    alice, bob = two()
    about = label()
    first, second = alice.seal(about, b"the first"), alice.seal(about, b"the second")
    given = alice.give(about, body=first.body, own_key=first.own_key)
    with pytest.raises(DoesNotOpen):
        bob.open_given(about, body=second.body, given_key=given)


def test_a_new_row_in_the_partners_name_does_not_open():
    """Whoever writes the database knows both public keys and yet cannot give in Bob's name."""
    alice, bob = two()
    forger = Vault(
        person=BOB,
        user_key=os.urandom(32),
        keyring=bob.keyring.with_(secret_keys=(new_secret_key(),)),
    )
    about = label(owner=BOB)
    sealed = forger.seal(about, b"I never loved you")
    given = forger.give(about, body=sealed.body, own_key=sealed.own_key)
    with pytest.raises(DoesNotOpen):
        alice.open_given(about, body=sealed.body, given_key=given)


@pytest.mark.parametrize("at", [0, 3, 4, 15, 16, 47, 48, -17, -1])
def test_every_region_of_a_wrapped_key_counts(at):
    alice, bob = two()
    about = label()
    sealed = alice.seal(about, b"Alice made tea")
    given = alice.give(about, body=sealed.body, own_key=sealed.own_key)
    for box in (own := bytearray(sealed.own_key), theirs := bytearray(given)):
        box[at] ^= 1
    with pytest.raises(DoesNotOpen):
        alice.open_own(about, body=sealed.body, own_key=bytes(own))
    with pytest.raises(DoesNotOpen):
        bob.open_given(about, body=sealed.body, given_key=bytes(theirs))


@pytest.mark.parametrize("key", [b"", b"abc", b"abcd", bytes(64)])
def test_a_key_that_is_none_does_not_open(key):
    alice, _ = two()
    sealed = alice.seal(about := label(), b"x")
    with pytest.raises(DoesNotOpen):
        alice.open_own(about, body=sealed.body, own_key=key)
    with pytest.raises(DoesNotOpen):
        alice.open_given(about, body=sealed.body, given_key=key)


def test_after_a_change_of_words_old_entries_open_and_new_ones_lie_under_the_new_key():
    alice, _ = two()
    old_label, new_label = label(), label()
    old = alice.seal(old_label, b"before")
    later = renewed(renewed(alice))
    new = later.seal(new_label, b"after")
    assert later.open_own(old_label, body=old.body, own_key=old.own_key) == b"before"
    assert later.open_own(new_label, body=new.body, own_key=new.own_key) == b"after"
    with pytest.raises(DoesNotOpen):  # so an old backup's keyring opens nothing new
        alice.open_own(new_label, body=new.body, own_key=new.own_key)


def test_what_was_given_before_a_change_of_keys_opens_after_it():
    alice, bob = two()
    about = label()
    sealed = alice.seal(about, b"before")
    given = alice.give(about, body=sealed.body, own_key=sealed.own_key)
    new_bob, new_alice = renewed(bob), renewed(alice)
    assert new_bob.open_given(about, body=sealed.body, given_key=given)[0] == b"before"
    partner = replace(
        new_bob.keyring.partner,
        keys=(new_alice.keyring.public_key, *new_bob.keyring.partner.keys),
    )
    both = Vault(
        person=BOB, user_key=new_bob.user_key, keyring=new_bob.keyring.with_(partner=partner)
    )
    assert both.open_given(about, body=sealed.body, given_key=given)[0] == b"before"


def test_without_a_partner_nothing_is_given_and_nothing_opens():
    alice, _ = two()
    alone = Vault(person=ALICE, user_key=alice.user_key, keyring=alice.keyring.with_(partner=None))
    about = label()
    sealed = alone.seal(about, b"mine")
    given = alice.give(about, body=sealed.body, own_key=sealed.own_key)
    with pytest.raises(DoesNotOpen):
        alone.open_given(about, body=sealed.body, given_key=given)
    with pytest.raises(StopIteration):
        alone.give(about, body=sealed.body, own_key=sealed.own_key)


def test_a_body_of_another_size_than_its_label_is_refused_when_sealed():
    alice, _ = two()
    with pytest.raises(TooLong):
        alice.seal(label(size=1024), bytes(1024))


def test_a_body_always_has_the_length_of_its_size():
    alice, _ = two()
    lengths = {
        len(alice.seal(label(size=16384), b"x" * n).body) for n in (0, 1, 900, 12_000, 16_383)
    }
    assert lengths == {16384 + 28}
    assert isinstance(alice.seal(label(), b""), Sealed)


@pytest.mark.parametrize("key", LOW_ORDER)
def test_public_keys_of_low_order_are_refused(key):
    with pytest.raises(DoesNotOpen):
        pair_secret(new_secret_key(), bytes.fromhex(key))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_public_keys_of_another_length_are_refused(length):
    with pytest.raises(DoesNotOpen):
        pair_secret(new_secret_key(), bytes(length))


def test_both_compute_the_same_secret_and_nobody_else():
    a, b, c = (new_secret_key() for _ in range(3))
    assert pair_secret(a, public(b)) == pair_secret(b, public(a))
    assert pair_secret(a, public(b)) != pair_secret(c, public(b))


def test_x25519_is_the_one_of_rfc_7748():
    """The first and the thousandth step of the iteration in section 5.2."""
    scalar = point = bytes([9]) + bytes(31)
    for step in range(1, 1001):
        key = X25519PrivateKey.from_private_bytes(scalar)
        scalar, point = key.exchange(X25519PublicKey.from_public_bytes(point)), scalar
        if step == 1:
            assert scalar.hex().startswith("422c8e7a6227d7bca1350b3e2bb7279f")
    assert scalar.hex().startswith("684cf59ba83309552800ef566f2f4d3c")


def test_names_of_things_are_shared_and_say_nothing():
    alice, bob = two()
    _, stranger = two()
    assert alice.subject("question", "kitchen") == bob.subject("question", "kitchen")
    assert alice.subject("question", "kitchen") != alice.subject("questionkitchen")
    assert alice.subject("question", "kitchen") != stranger.subject("question", "kitchen")
    assert alice.own_subject("a") != bob.own_subject("a")
    assert renewed(renewed(alice)).own_subject("a") == alice.own_subject("a")


def test_a_keyring_opens_for_its_person_alone_and_comes_back_whole():
    keyring = Keyring(
        (new_secret_key(), new_secret_key()),
        os.urandom(32),
        user_keys=(os.urandom(32),),
        name="Zoë 🌱",
        sign_in_name="zoe",
        zone="Asia/Kathmandu",
        partner=pin(BOB, new_secret_key(), new_secret_key()),
        choices={"joining": '{"a": 1}'},
    )
    key = os.urandom(32)
    box = seal_keyring(keyring, user_key=key, person=ALICE)
    assert open_keyring(box, user_key=key, person=ALICE) == keyring
    assert replace(keyring, partner=None) == open_keyring(
        seal_keyring(replace(keyring, partner=None), user_key=key, person=ALICE),
        user_key=key,
        person=ALICE,
    )
    for person, other in ((CHARLIE, key), (ALICE, os.urandom(32))):
        with pytest.raises(DoesNotOpen):
            open_keyring(box, user_key=other, person=person)
