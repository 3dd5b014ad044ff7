"""Either half of a session opens nothing; what comes late opens only for its writer."""

import os
from uuid import uuid4

import pytest

from nearer.sealing import sessions
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.keyring import new_secret_key, public

SESSION = uuid4()
TIMES = "started seen"


@pytest.fixture
def parts():
    user_key, secret, own = os.urandom(32), os.urandom(32), new_secret_key()
    halves = sessions.split(
        user_key, secret=secret, session=SESSION, public_key=public(own), times=TIMES
    )
    return user_key, secret, own, halves


def test_both_halves_together_give_the_key(parts):
    user_key, secret, _, halves = parts
    joined = sessions.join(
        secret=secret, share=halves.share, box=halves.box, session=SESSION, times=TIMES
    )
    assert joined == user_key


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"secret": bytes(32)}, id="without the cookie"),
        pytest.param({"secret": b""}, id="an empty cookie"),
        pytest.param({"share": bytes(32)}, id="without the row's half"),
        pytest.param({"share": b""}, id="locked"),
        pytest.param({"box": b""}, id="no box"),
        pytest.param({"session": uuid4()}, id="another session"),
        pytest.param({"times": "started later"}, id="a row put back with newer times"),
    ],
)
def test_one_half_gives_nothing(parts, change):
    _, secret, _, halves = parts
    right = {"secret": secret, "share": halves.share, "box": halves.box, "session": SESSION}
    right["times"] = TIMES
    with pytest.raises(DoesNotOpen):
        sessions.join(**right | change)


def test_neither_half_holds_the_key_itself(parts):
    user_key, secret, _, halves = parts
    row = halves.share + halves.box + halves.late
    assert user_key not in row
    assert secret not in row


def test_a_late_text_opens_for_its_writer_and_with_older_keys_too(parts):
    user_key, secret, own, halves = parts
    box = sessions.seal_late(b"still typing", secret=secret, late=halves.late, session=SESSION)
    older = {"secret_keys": (new_secret_key(), own), "user_keys": (os.urandom(32), user_key)}
    assert sessions.open_late(box, session=SESSION, **older) == b"still typing"


def test_a_late_text_opens_for_nobody_else(parts):
    user_key, secret, own, halves = parts
    box = sessions.seal_late(b"still typing", secret=secret, late=halves.late, session=SESSION)
    for keys, session, given in (
        ((new_secret_key(),), SESSION, box),
        ((own,), uuid4(), box),
        ((own,), SESSION, box[:-1] + bytes([box[-1] ^ 1])),
        ((own,), SESSION, b""),
        ((), SESSION, box),
    ):
        with pytest.raises(DoesNotOpen):
            sessions.open_late(given, secret_keys=keys, user_keys=(user_key,), session=session)


def test_nobody_with_the_public_key_alone_can_write_in_a_persons_name(parts):
    user_key, _, own, _ = parts
    forger = sessions.split(
        bytes(32), secret=bytes(32), session=SESSION, public_key=public(own), times=TIMES
    )
    box = sessions.seal_late(b"forged", secret=bytes(32), late=forger.late, session=SESSION)
    with pytest.raises(DoesNotOpen):
        sessions.open_late(box, secret_keys=(own,), user_keys=(user_key,), session=SESSION)


def test_nobody_can_put_a_key_of_their_own_where_late_texts_go(parts):
    _, secret, _, _ = parts
    mallory = sessions.split(
        bytes(32),
        secret=bytes(32),
        session=SESSION,
        public_key=public(new_secret_key()),
        times=TIMES,
    )
    with pytest.raises(DoesNotOpen):
        sessions.seal_late(b"x", secret=secret, late=mallory.late, session=SESSION)


def test_what_a_cookie_becomes_after_the_lock_opens_nothing_and_still_seals(parts):
    user_key, secret, own, halves = parts
    left = sessions.for_late(secret)
    assert sessions.for_late(left) == left
    with pytest.raises(DoesNotOpen):
        sessions.join(secret=left, share=halves.share, box=halves.box, session=SESSION, times=TIMES)
    box = sessions.seal_late(b"late", secret=left, late=halves.late, session=SESSION)
    opened = sessions.open_late(box, secret_keys=(own,), user_keys=(user_key,), session=SESSION)
    assert opened == b"late"
