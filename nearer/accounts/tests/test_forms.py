"""What a person types at the door."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.accounts.forms import PinForm, WordsForm, ZoneForm, unsigned, words_we_made

few = settings(max_examples=40, deadline=None, database=None)


def words_form(**changes):
    data = {"name": "Alice", "made": words_we_made(), "own": "", "kept": "on"}
    return WordsForm(data | changes)


def test_the_words_we_made_are_taken_as_they_are():
    form = words_form()
    assert form.is_valid()
    assert len(form.words.split()) == 5
    assert form.words == unsigned(form.data["made"])


@pytest.mark.parametrize(
    "made",
    [
        pytest.param("tea garden violin owl lamp", id="without a signature"),
        pytest.param("tea tea tea tea tea:abcdef", id="a signature somebody made up"),
        pytest.param("", id="nothing"),
        pytest.param("\x00", id="a null"),
    ],
)
def test_words_that_were_not_made_here_are_refused(made):
    assert "made" in words_form(made=made).errors


def test_words_cannot_be_changed_under_their_signature():
    first, second = words_we_made(), words_we_made()
    mixed = f"{unsigned(first)}:{second.rsplit(':', 1)[1]}"
    assert unsigned(mixed) == ""
    assert "made" in words_form(made=mixed).errors


@pytest.mark.parametrize(
    ("own", "enough"),
    [
        pytest.param("password", False, id="the usual one"),
        pytest.param("alice alice alice", False, id="one's own name"),
        pytest.param("i love you", False, id="a phrase everybody knows"),
        pytest.param("1234567890 1234567890", False, id="digits in a row"),
        pytest.param("thundering marmalade quietly outlives eleven lighthouses", True, id="enough"),
        pytest.param("Zürcher Gschnätzlets fährt vierzehnmal Seilbahn!", True, id="another tongue"),
    ],
)
def test_a_phrase_of_ones_own_has_to_be_hard_to_guess(own, enough):
    form = words_form(own=own)
    assert form.is_valid() is enough
    if not enough:
        assert form.errors["own"][0].startswith("Somebody who knows you could guess this.")


def test_a_phrase_of_ones_own_is_used_instead_of_ours():
    form = words_form(own="  Thundering MARMALADE, quietly outlives eleven lighthouses ")
    assert form.is_valid()
    assert form.words == "thundering marmalade quietly outlives eleven lighthouses"


@few
@given(st.text(max_size=150), st.text(max_size=60))
def test_any_text_gives_a_sentence_or_is_taken(own, name):
    form = words_form(own=own, name=name)
    assert form.is_valid() or form.errors


@pytest.mark.parametrize("left_out", ["name", "kept", "made"])
def test_what_is_left_out_is_asked_for_in_a_sentence(left_out):
    errors = words_form(**{left_out: ""}).errors
    assert errors[left_out][0].endswith(".")


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("", "UTC"),
        ("Mars/Olympus", "UTC"),
        ("../../etc/passwd", "UTC"),
        ("\x00", "UTC"),
        ("A" * 5000, "UTC"),
    ],
)
def test_an_odd_zone_from_the_browser_counts_as_utc(zone, kept):
    form = words_form(zone=zone)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["zone"] == kept


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "europe/lisbon ", "\x00", "A" * 65])
def test_a_typed_zone_that_is_none_is_said(zone):
    assert ZoneForm({"zone": zone}).errors["zone"]


@pytest.mark.parametrize(
    ("pin", "fits"),
    [("314159", True), ("31415", False), ("3141592", False), ("31415a", False), ("", False)],
)
def test_a_pin_is_six_digits(pin, fits):
    assert PinForm({"pin": pin}).is_valid() is fits
