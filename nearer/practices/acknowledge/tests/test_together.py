"""A text of both, written in turns and kept when both say so; and one for oneself."""

import re
from html import unescape

import pytest

from tests.pictures import both_open, hides, page_of, rows_of, says
from tests.presence import present_of

HERE = "/acknowledge/together/1/"
WORDS = "/acknowledge/words/"


@pytest.fixture
def opened(couple):
    both_open(*couple)
    return couple


def seen(someone):
    return re.findall(r'name="seen" value="([0-9a-f]+)"', someone.page(f"{HERE}?edit"))


def mark(someone):
    return re.search(r'name="mark" value="([0-9a-f]+)"', someone.page(HERE))[1]


def writes(someone, text, before=None):
    return someone.post(HERE, {"text": text, "seen": seen(someone) if before is None else before})


def keeps(someone):
    return someone.post(f"{HERE}keep/", {"mark": mark(someone)})


# --- In turns ---------------------------------------------------------------------------


def test_there_is_no_text_before_the_pictures_are_open(couple):
    for someone in couple:
        assert someone.get(HERE).status_code == 404
        assert writes(someone, "Too early", before=[]).status_code == 404


def test_both_begin_with_the_same_draft_and_nothing_is_written_yet(opened):
    drafts = [
        re.search(r"<textarea[^>]*>(.*?)</textarea>", it.page(HERE), re.DOTALL)[1] for it in opened
    ]
    assert drafts[0] == drafts[1]
    says(drafts[0], "– Phones")
    hides(drafts[0], "Tiredness", "Long working days")
    assert not rows_of(opened[0], "acknowledge.step").exists()


def test_it_is_written_in_turns_and_every_version_stays(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    says(bob.page(HERE), "It grew between us.", "Written last by Alice")
    writes(bob, "It grew between us, slowly.")
    page = unescape(alice.page(HERE))
    says(page, "Written last by Bob", "How it was written")
    versions = page.partition("How it was written")[2]
    assert versions.index("You, ") < versions.index("Bob, ")
    says(versions, "<del>us.</del><ins>us, slowly.</ins>")


def test_two_who_write_at_once_find_both_texts_and_join_them(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    before = seen(alice)
    writes(alice, "Alice went on", before)
    writes(bob, "Bob went on", before)
    for someone in opened:
        says(someone.page(HERE), "You both wrote at the same time.", "Alice went on", "Bob went on")
        hides(someone.page(HERE), "I want to keep this one")
    assert len(seen(alice)) == 2
    writes(alice, "We both went on")
    for someone in opened:
        page = unescape(someone.page(HERE))
        says(page, "We both went on", "out of both texts")
        hides(page, "at the same time")


def test_both_beginning_at_once_is_the_same(opened):
    for someone in opened:
        writes(someone, f"{someone.name} began", before=[])
    says(opened[0].page(HERE), "at the same time", "Alice began", "Bob began")


def test_a_form_sent_twice_is_one_version(opened):
    alice, _ = opened
    for _ in range(2):
        writes(alice, "It grew between us.", before=[])
    assert rows_of(alice, "acknowledge.step").count() == 1


def test_forged_marks_take_nothing_away(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    writes(bob, "Bob wrote from nowhere", before=["0" * 32, "x" * 500, *["1" * 32] * 50])
    says(alice.page(HERE), "It grew between us.", "Bob wrote from nowhere", "at the same time")


@pytest.mark.parametrize("text", ["", "  ", "It is so. " * 2000])
def test_what_does_not_fit_comes_back_and_what_was_seen_stays(opened, text):
    alice, bob = opened
    writes(alice, "It grew between us.")
    before = seen(alice)
    writes(bob, "Bob went on")
    reply = writes(alice, text, before)
    assert reply.status_code == 422
    says(page_of(reply), text.strip(), f'name="seen" value="{before[0]}"')


def test_what_was_being_typed_remembers_what_was_seen(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    before = seen(alice)
    alice.post("/drafts/", {"path": HERE, "tab": "a", "seen": before, "text": "Half a sentence"})
    writes(bob, "Bob went on")
    page = unescape(alice.page(HERE))
    says(page, "Half a sentence", f'name="seen" value="{before[0]}"')
    writes(alice, "Half a sentence, whole", before)
    says(alice.page(HERE), "Bob went on", "Half a sentence, whole")
    hides(alice.page(HERE), "Half a sentence<")


def test_somebody_whose_partner_left_finds_their_text_to_keep(opened):
    alice, bob = opened
    writes(bob, "Bob began")
    alice.post("/two/leave/", {"sure": "on"})
    reply = writes(bob, "Bob was writing on", before=[])
    assert reply.status_code == 409
    says(page_of(reply), "You are on your own here now", "Bob was writing on", "Keep it for me")
    bob.post(WORDS, {"text": "Bob was writing on"})
    says(bob.page(WORDS), "Bob was writing on", "From before", "Bob began")
    assert bob.get(HERE).status_code == 404


# --- Keeping ----------------------------------------------------------------------------


def test_it_is_kept_when_both_say_so(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    keeps(alice)
    keeps(bob)
    for someone in opened:
        assert not rows_of(someone, "acknowledge.kept").exists()
    alice.page(HERE)  # she gives first
    says(bob.page(HERE), "You both want to keep this one.")
    keeps(bob)
    for someone in opened:
        says(someone.page(HERE), "You both keep this one.")
        says(someone.page(WORDS), "What you both kept", "It grew between us.")
        assert rows_of(someone, "acknowledge.kept").count() == 1


def test_holding_back_looks_like_not_yet(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    keeps(alice)
    keeps(bob)
    bob.post(f"{HERE}not-yet/")
    page = unescape(alice.page(HERE))
    says(page, "You want to keep this one.")
    hides(page, "You both")
    alice.post(f"{HERE}not-yet/")
    says(alice.page(HERE), "I want to keep this one")


def test_a_new_version_wants_to_be_kept_anew(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    keeps(alice)
    keeps(bob)
    alice.page(HERE)
    keeps(bob)
    alice.page(HERE)
    writes(bob, "It grew between us, slowly.")
    for someone in opened:
        says(someone.page(HERE), "I want to keep this one")
        says(someone.page(WORDS), "It grew between us.")


def test_keeping_is_about_the_version_on_the_screen(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    old = mark(alice)
    writes(bob, "Bob changed it")
    reply = alice.post(f"{HERE}keep/", {"mark": old})
    assert reply.status_code == 409
    says(page_of(reply), "There is a newer text", "Bob changed it")
    for forged in ("", "x", "0" * 32):
        assert alice.post(f"{HERE}keep/", {"mark": forged}).status_code == 409
    assert not rows_of(alice, "acknowledge.keep").exists()


def test_ones_own_copy_stays_when_the_other_leaves(opened):
    alice, bob = opened
    writes(alice, "It grew between us.")
    keeps(alice)
    keeps(bob)
    alice.page(HERE)
    keeps(bob)
    alice.page(HERE)
    alice.post("/two/leave/", {"sure": "on"})
    for someone in opened:
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})
        says(someone.page(WORDS), "It grew between us.")
    assert present_of(bob).partner is None


# --- For one ----------------------------------------------------------------------------


def test_words_for_oneself_are_ones_own(couple):
    alice, bob = couple
    alice.post(WORDS, {"text": "I miss the evenings"})
    alice.post(WORDS, {"text": "I miss the evenings, mostly"})
    says(alice.page(WORDS), "I miss the evenings, mostly")
    hides(bob.page(WORDS), "evenings")
    assert rows_of(alice, "acknowledge.words").count() == 1
    gone = re.search(r"/acknowledge/words/[0-9a-f-]+/let-go/", alice.page(WORDS))[0]
    assert bob.post(gone).status_code == 404
    alice.post(gone)
    hides(alice.page(WORDS), "evenings")
    assert alice.post(gone).status_code == 404


@pytest.mark.parametrize("text", ["", "\u200b", "It is so. " * 2000])
def test_words_that_do_not_fit_come_back(alice, text):
    reply = alice.post(WORDS, {"text": text})
    assert reply.status_code == 422
    says(page_of(reply), text.strip())
