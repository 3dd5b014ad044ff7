"""Sentences said twice, to read and to try; guides for hard things. Nothing of it is kept."""

import re

import pytest

from nearer.journal.models import Entry
from nearer.practices.honesty import beginnings, texts
from nearer.practices.honesty.views.pairs import SHOWN
from tests.letters import NEW
from tests.own_words import GUIDE, PAIR
from tests.pictures import hides, page_of, says
from tests.presence import present_of

PAIRS, GUIDES = "/honesty/pairs/", "/honesty/guides/"
TRY = f"{PAIRS}{PAIR}/"
FIRST = texts.every_pair()[PAIR]


def rows(someone):
    return Entry.objects.of(present_of(someone).couple).count()


def test_every_pair_is_on_some_page(alice):
    bank = texts.pairs()
    for start in range(0, len(bank), SHOWN):
        page = alice.page(f"{PAIRS}?start={start}")
        for pair in bank[start : start + SHOWN]:
            says(page, pair.before, pair.after, pair.what, f"{PAIRS}{pair.id}/")


@pytest.mark.parametrize("start", ["x", "-1", "99999", "999999999999"])
def test_an_odd_address_begins_at_the_beginning(alice, start):
    says(alice.page(f"{PAIRS}?start={start}"), texts.pairs()[0].after)


def test_trying_starts_with_what_may_land_as_blame_and_keeps_nothing(alice):
    before = rows(alice)
    says(alice.page(TRY), f"\n{FIRST.before}</textarea>", "Only here.", FIRST.after)
    page = page_of(alice.post(TRY, {"text": "You never listen.", "do": "coach"}))
    says(page, "\nYou never listen.</textarea>", FIRST.after)
    assert rows(alice) == before


def test_what_is_too_long_to_read_comes_back(alice):
    text = "So it goes. " * 2000
    reply = alice.post(TRY, {"text": text, "do": "coach"})
    assert reply.status_code == 422
    says(page_of(reply), text.strip())


def test_every_pair_leads_to_the_next_and_the_last_to_none(alice):
    bank = texts.pairs()
    says(alice.page(f"{PAIRS}{bank[-1].id}/"), "All pairs")
    hides(alice.page(f"{PAIRS}{bank[-1].id}/"), "The next one")
    if len(bank) > 1:
        says(alice.page(f"{PAIRS}{bank[0].id}/"), "The next one", f"{PAIRS}{bank[1].id}/")


def test_a_guide_has_steps_words_a_bad_day_and_a_way_out(alice):
    for guide in texts.guides():
        says(alice.page(GUIDES), guide.title, f"{GUIDES}{guide.key}/")
        page = alice.page(f"{GUIDES}{guide.key}/")
        says(page, *guide.steps, *guide.openers, guide.if_hard, guide.way_out)
        says(page, f'{NEW}?from=guide.{guide.key}"', f"{NEW}?from=guide.{guide.key}.1")


def test_which_guide_is_read_stands_in_no_title_that_a_browser_keeps(alice):
    says(alice.page(GUIDES), "your browser’s history may")
    for guide in texts.guides():
        assert "<title>Telling something hard</title>" in alice.page(f"{GUIDES}{guide.key}/")


def test_which_guide_is_read_stands_in_no_address_that_a_browser_keeps(alice):
    for guide in texts.guides():
        assert alice.get(f"{GUIDES}{guide.id}/").status_code == 404
        pages = alice.page(GUIDES) + alice.page(f"{GUIDES}{guide.key}/")
        begun = beginnings.named(f"guide.{guide.key}.1")
        hides("".join(re.findall(r'(?:href|action)="[^"]*"', pages)), guide.id)
        hides(begun.name + begun.back, guide.id)


def test_where_somebody_is_afraid_the_guides_lead_to_help(alice):
    for path in (GUIDES, f"{GUIDES}{GUIDE}/"):
        says(alice.page(path), "afraid", 'href="/help/"')


def test_reading_leaves_no_trace(couple):
    alice, bob = couple
    before = rows(alice), bob.page("/journey/").count("<li>")
    for path in (PAIRS, TRY, GUIDES, f"{GUIDES}{GUIDE}/"):
        alice.page(path)
    assert (rows(alice), bob.page("/journey/").count("<li>")) == before


@pytest.mark.parametrize("path", [f"{PAIRS}no-such-pair/", f"{GUIDES}no-such-guide/"])
def test_what_is_not_there_is_not_found(alice, path):
    assert alice.get(path).status_code == 404
