"""Five words, however a phone writes them; a recovery code; a PIN that needs three parts."""

import math
import os
import re
from importlib.resources import files
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.sealing import passphrase, recovery, slots
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.passphrase import Cost, normal, normal_name, wordlist

few = settings(max_examples=300, deadline=None, database=None)
CHEAP = Cost(memory_kib=64, passes=1)
SALT = bytes(range(16))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Tea Garden Violin Owl Lamp", id="capitals"),
        pytest.param("TEA GARDEN VIOLIN OWL LAMP", id="all capitals"),
        pytest.param("tea, garden, violin, owl, lamp", id="commas"),
        pytest.param("tea-garden-violin-owl-lamp", id="dashes"),
        pytest.param("tea – garden — violin · owl / lamp.", id="long dashes and dots"),
        pytest.param("  tea  garden\tviolin\nowl lamp  ", id="any white space"),
        pytest.param("tea\u00a0garden\u202fviolin\u3000owl\u2009lamp", id="spaces of all widths"),
        pytest.param("ｔｅａ　ｇａｒｄｅｎ　violin owl ｌａｍｐ", id="full-width"),
        pytest.param("“tea” garden violin owl lamp!", id="curly quotes"),
    ],
)
def test_the_same_words_however_a_phone_wrote_them(typed):
    assert normal(typed) == "tea garden violin owl lamp"


def test_numbers_are_words_too():
    assert normal("1. tea, 2. garden") == "1 tea 2 garden"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("café", "cafe\u0301", id="an accent composed or not"),
        pytest.param("straße", "STRASSE", id="sharp s"),
        pytest.param("ΣΊΣΥΦΟΣ", "σίσυφος", id="final sigma"),
        pytest.param("ﬁne", "fine", id="a ligature"),
        pytest.param("x²", "x2", id="a small two"),
    ],
)
def test_letters_that_are_the_same_to_people_are_the_same(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("tea pot", "teapot"), ("ab c", "a bc"), ("a", "b")])
def test_other_words_stay_other_words(one, other):
    assert normal(one) != normal(other)


@few
@given(st.text(max_size=60))
def test_what_was_made_normal_stays_as_it_is(text):
    """The form keeps the normal phrase and the door makes it normal again: both must agree."""
    assert normal(normal(text)) == normal(text)
    assert normal_name(normal_name(text)) == normal_name(text)


@pytest.mark.slow
def test_no_single_letter_of_unicode_changes_when_made_normal_twice():
    letters = (chr(n) for n in range(0x110000) if not 0xD800 <= n <= 0xDFFF)
    assert [hex(ord(c)) for c in letters if normal(normal(f"a{c}b")) != normal(f"a{c}b")] == []


def test_five_words_carry_enough_bits_and_the_readme_says_how_many():
    assert len(wordlist()) == len(set(wordlist())) == 7576
    assert passphrase.generated_bits() == pytest.approx(64.436, abs=0.001)
    assert passphrase.generated_bits() >= 64.0
    said = files("nearer.sealing").joinpath("words/README.md").read_text("utf-8")
    assert f"{len(wordlist()):,} remain" in said
    assert f"log2({len(wordlist())}) = {passphrase.generated_bits():.1f} bits" in said
    assert f"{6 * math.log2(len(wordlist())):.1f}" in said


def test_the_list_holds_plain_words_that_survive_any_keyboard():
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in wordlist())
    assert list(wordlist()) == sorted(wordlist())
    assert all(normal(word) == word for word in wordlist())


UNKIND = "suicide grief widow cannabis strangle humiliate unloved impotent obituary cheating"


@pytest.mark.parametrize("word", UNKIND.split())
def test_no_word_hurts_on_a_hard_day(word):
    assert word not in wordlist()


def test_drawn_words_come_from_the_list_and_differ_each_time():
    drawn = [passphrase.five_words() for _ in range(200)]
    assert len(set(drawn)) == 200
    assert all(len(words.split()) == 5 for words in drawn)
    assert {word for words in drawn for word in words.split()} <= set(wordlist())


def test_argon2id_is_the_one_of_rfc_9106():
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\x03" * 8,
        ad=b"\x04" * 12,
    )
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert kdf.derive(b"\x01" * 32).hex() == tag


def test_words_open_the_same_for_ever():
    """Fixed for good: another value here means that nobody's words open anything any more."""
    found = passphrase.stretch("Tea, garden violin OWL lamp", SALT, CHEAP)
    assert found.lookup.hex() == "65b44e85262b3fda8d1c57e26a04fa43"
    assert found.key.hex() == "0d57bd9df4fd64549a6e4f5407c1bdcbb198890d6c03262c4c28b598f18e95ae"
    assert found.commitment.hex().startswith("e705fd2dd38cac3ce1e32034")


@pytest.mark.slow
def test_the_real_cost_gives_the_same_for_ever():
    found = passphrase.stretch("tea garden violin owl lamp", SALT, Cost())
    assert (Cost().memory_kib, Cost().passes) == (65536, 3)
    assert found.lookup.hex() == "ba7468dc2a348d8aa33a1e7e5897494b"


def test_another_salt_cost_or_word_opens_something_else():
    first = passphrase.stretch("tea garden", SALT, CHEAP)
    others = [
        passphrase.stretch("tea gardens", SALT, CHEAP),
        passphrase.stretch("tea garden", bytes(16), CHEAP),
        passphrase.stretch("tea garden", SALT, Cost(64, 2)),
        passphrase.stretch("tea garden", SALT, Cost(72, 1)),
    ]
    assert len({first.lookup, *(o.lookup for o in others)}) == 5
    assert len({first.lookup, first.key, first.commitment}) == 3


def test_a_salt_needs_the_name_and_the_key_file():
    assert passphrase.salt_for(" Alice  B", b"k" * 32) == passphrase.salt_for("alice b", b"k" * 32)
    assert passphrase.salt_for("Alice", b"k" * 32) != passphrase.salt_for("Bob", b"k" * 32)
    assert passphrase.salt_for("Alice", b"k" * 32) != passphrase.salt_for("Alice", b"l" * 32)
    assert len(passphrase.salt_for("", b"k" * 32)) == 16


def test_a_recovery_code_gives_the_same_however_it_is_typed():
    code = recovery.new_code()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}", code)
    found = recovery.stretch(code)
    assert found == recovery.stretch(code.lower().replace("-", " "))
    assert len({found.lookup, found.key, found.commitment}) == 3
    assert found != recovery.stretch(recovery.new_code())


@pytest.mark.parametrize("code", ["", "0000", "U" * 26, "0" * 27, "0" * 24, "–" * 26])
def test_what_is_no_recovery_code_is_refused(code):
    with pytest.raises(recovery.NotACode):
        recovery.stretch(code)


def test_a_pin_needs_all_three_parts():
    user_key, device, share, person = os.urandom(32), os.urandom(32), os.urandom(32), uuid4()
    key, commitment = slots.pin_key("314159", device=device, share=share, cost=CHEAP)
    box = slots.fill(user_key, key=key, kind="pin", person=person)

    def opened(pin, device, share):
        found, proof = slots.pin_key(pin, device=device, share=share, cost=CHEAP)
        return slots.empty(
            box, key=found, kind="pin", person=person, commitment=proof, expected=commitment
        )

    assert opened("314159", device, share) == user_key
    for parts in (
        ("314158", device, share),
        ("314159", os.urandom(32), share),
        ("314159", device, os.urandom(32)),
        # Only the first half of the share salts the stretching; the second counts as well.
        ("314159", device, share[:16] + os.urandom(16)),
    ):
        with pytest.raises(DoesNotOpen):
            opened(*parts)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": "recovery"}, id="another kind of slot"),
        pytest.param({"person": uuid4()}, id="somebody else's slot"),
        pytest.param({"expected": bytes(32)}, id="a key that is not committed to"),
        pytest.param({"key": bytes(32)}, id="another key"),
    ],
)
def test_a_slot_gives_its_key_only_to_whom_it_was_filled_for(change):
    key, proof, person = os.urandom(32), os.urandom(32), uuid4()
    box = slots.fill(b"u" * 32, key=key, kind="words", person=person)
    right = {
        "key": key,
        "kind": "words",
        "person": person,
        "commitment": proof,
        "expected": proof,
    }
    assert slots.empty(box, **right) == b"u" * 32
    with pytest.raises(DoesNotOpen):
        slots.empty(box, **right | change)
