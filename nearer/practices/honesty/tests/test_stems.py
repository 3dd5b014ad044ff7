"""Sentences to finish: a depth of one's own, kept for oneself, or made a letter of."""

import re
from html import unescape

import pytest

from nearer.practices.honesty import texts
from nearer.practices.honesty.entries import Letter, Line
from tests.own_words import FINISH, STEM
from tests.pictures import hides, page_of, rows_of, says

STEMS = "/honesty/stems/"
BEGUN = texts.every_stem()[STEM].beginning


def keeps(someone, text="the lamp in the hall", do="keep"):
    reply = someone.post(FINISH, {"text": text, "do": do})
    assert reply.status_code == 302, page_of(reply)
    return reply["Location"]


def test_what_was_finished_is_ones_own_alone(couple):
    alice, bob = couple
    says(alice.page(FINISH), "Only me.", texts.every_stem()[STEM].text)
    where = keeps(alice)
    says(alice.page(where), f"{BEGUN} the lamp in the hall", "Only you can read it")
    says(alice.page(STEMS), "the lamp in the hall")
    says(alice.page("/journey/"), "A sentence for yourself")
    assert bob.get(where).status_code == 404
    for path in (STEMS, "/", "/journey/", "/honesty/"):
        hides(bob.page(path), "the lamp")
    for path in (f"{where}letter/", f"{where}let-go/"):
        assert bob.post(path).status_code == 404
    assert [row.visibility for row in rows_of(alice, Line.kind)] == ["only_me"]


@pytest.mark.parametrize("depth", texts.DEPTHS)
def test_another_one_costs_nothing_and_stays_as_deep(alice, depth):
    bank = texts.stems(depth)
    seen = set()
    for number in range(len(bank)):
        page = unescape(alice.page(f"{STEMS}?depth={depth}&n={number}"))
        found = re.search(r'<h1 id="stem">(.*?)</h1>', page)[1]
        assert found in {stem.text for stem in bank}
        seen.add(found)
        says(page, f"?depth={depth}&n={number + 1}")
    assert len(seen) == len(bank)
    assert not rows_of(alice, Line.kind).exists()


@pytest.mark.parametrize("more", ["?depth=x", "?depth=", "?n=5", "?depth=light&n=-1", "?year=x"])
def test_an_odd_address_is_taken_calmly(alice, more):
    assert alice.get(STEMS + more).status_code == 200


def test_sent_twice_it_is_one(alice):
    assert keeps(alice) == keeps(alice)
    assert keeps(alice, "something else") != keeps(alice)
    assert rows_of(alice, Line.kind).count() == 2


def test_it_goes_on_in_a_letter_that_is_ones_own(couple):
    alice, bob = couple
    where = keeps(alice, do="letter")
    says(alice.page(where), f"{BEGUN} the lamp in the hall", "Read it with the coach", "Only me.")
    assert not rows_of(alice, Line.kind).exists()
    assert [row.visibility for row in rows_of(alice, Letter.kind)] == ["only_me"]
    hides(bob.page("/honesty/"), "A letter from")


def test_a_kept_one_can_become_a_letter_later_and_be_shared(couple, post):
    alice, bob = couple
    line = keeps(alice)
    edit = alice.post(f"{line}letter/")["Location"]
    says(alice.page(edit), f"{BEGUN} the lamp in the hall")
    assert alice.get(line).status_code == 404
    assert alice.post(f"{line}letter/").status_code == 404
    letter = edit.removesuffix("edit/")
    alice.post(f"{letter}share/", {"wish": ""})
    says(post.reads(bob, letter), "the lamp in the hall")


def test_it_can_be_deleted(alice):
    where = keeps(alice)
    assert alice.post(f"{where}let-go/")["Location"] == STEMS
    assert alice.get(where).status_code == 404
    assert alice.post(f"{where}let-go/").status_code == 404
    assert not rows_of(alice, Line.kind).exists()


def test_what_is_being_typed_comes_back_and_goes_when_it_is_kept(alice):
    alice.post("/drafts/", {"path": FINISH, "tab": "a", "text": "the la"})
    alice.post("/drafts/", {"path": FINISH, "tab": "b", "text": "in another tab"})
    says(alice.page(FINISH), "the la", "in another tab")
    keeps(alice)
    hides(alice.page(FINISH), "the la</textarea>", "in another tab")


def test_a_letter_has_room_for_the_longest_sentence(alice):
    where = keeps(alice, "x" * 11_600, do="letter")
    reply = alice.post(where, {"text": page_text(alice.page(where)), "shown": "only_me"})
    assert reply.status_code == 302


def page_text(page):
    return unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1])


def test_a_stem_that_is_none_is_not_found(alice):
    assert alice.get(f"{STEMS}no-such-stem/").status_code == 404
    assert alice.post(f"{STEMS}no-such-stem/", {"text": "x"}).status_code == 404


def test_the_copy_of_ones_words_has_them(alice):
    keeps(alice)
    copied = b"".join(alice.post("/you/copy/").streaming_content).decode()
    says(copied, f"{BEGUN} the lamp in the hall")


def test_many_are_shown_a_page_at_a_time(alice):
    for number in range(32):
        keeps(alice, f"the {number}. lamp")
    first, second = alice.page(STEMS), alice.page(f"{STEMS}?start=30")
    says(first, "the 31. lamp", "Earlier")
    hides(first, "the 1. lamp")
    says(second, "the 1. lamp", "the 0. lamp")
    hides(second, "Earlier")
