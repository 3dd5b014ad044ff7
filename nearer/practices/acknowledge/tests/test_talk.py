"""Words for a first talk: chosen by links, made one's own, and never sent."""

import re
from html import unescape

import pytest

from nearer.practices.acknowledge import content
from tests.pictures import hides, page_of, rows_of, says

TALK = "/acknowledge/talk/"
SCRIPT = content.script_for(situation="grief", tone="warm", length="short")
OWN = f"{TALK}{SCRIPT.id}/"


def test_the_words_have_a_place_to_be_said(alice):
    page = alice.page("/acknowledge/talk/?situation=tired&tone=plain&length=short")
    assert "One voice at a time" in page
    assert "Phones away" not in page


def test_three_links_lead_to_words_and_a_way_out(alice):
    page = alice.page(TALK)
    for step in ("?situation=grief", "tone=warm", "tone=warm&length=short"):
        where = next(it for it in re.findall(r'href="([^"]*)"', unescape(page)) if step in it)
        page = alice.page(where)
    says(page, SCRIPT.text, SCRIPT.exit, "nothing is sent")


@pytest.mark.parametrize("query", ["?situation=x", "?tone=warm", "?situation=" + "x" * 5000])
def test_a_choice_that_is_none_asks_again(alice, query):
    says(alice.page(TALK + query), "Where are you two, more or less?")


def test_choosing_writes_nothing(alice):
    before = rows_of(alice, "acknowledge.talk").count()
    alice.page(f"{TALK}?situation=grief&tone=warm&length=short")
    alice.page(OWN)
    alice.page(f"{OWN}paper/")
    assert rows_of(alice, "acknowledge.talk").count() == before == 0


def test_ones_own_words_begin_with_the_script_and_stay_private(couple):
    alice, bob = couple
    says(alice.page(OWN), SCRIPT.text, SCRIPT.exit)
    alice.post(OWN, {"text": "I sit in the hall and think of you"})
    alice.post(OWN, {"text": "I sit in the hall. I think of you."})
    assert rows_of(alice, "acknowledge.talk").count() == 1
    for path in (OWN, f"{OWN}paper/"):
        says(alice.page(path), "I sit in the hall. I think of you.", SCRIPT.exit)
        hides(bob.page(path), "I sit in the hall")
    says(alice.page(TALK), content.situations()["grief"].title, "Only you see it.")
    alice.post(f"{OWN}let-go/")
    hides(alice.page(OWN), "I sit in the hall")


def test_a_draft_of_ones_own_words_comes_back(alice):
    alice.post("/drafts/", {"path": OWN, "tab": "a", "text": "I sit in"})
    says(alice.page(OWN), "I sit in")
    alice.post(OWN, {"text": "I sit in the hall"})
    hides(alice.page(f"{OWN}?edit"), "I sit in<")


@pytest.mark.parametrize("text", ["", "\u200b", "It is so. " * 2000])
def test_words_that_do_not_fit_come_back(alice, text):
    reply = alice.post(OWN, {"text": text})
    assert reply.status_code == 422
    says(page_of(reply), text.strip())


def test_a_script_that_is_none_is_nowhere(alice):
    for path in ("", "paper/"):
        assert alice.get(f"{TALK}no-such-script/{path}").status_code == 404
    assert alice.post(f"{TALK}no-such-script/let-go/").status_code == 404


def test_all_replies_stand_under_what_they_do(alice):
    page = unescape(alice.page("/acknowledge/replies/"))
    for reply in content.replies().values():
        assert reply.text in page
    for heading in content.KINDS.values():
        assert heading in page
