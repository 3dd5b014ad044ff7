"""The neutral observer's writing: one's own, offered three times a year, never shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from nearer.journal.selectors import read
from nearer.journey.offers import Today
from nearer.practices.honesty import texts
from nearer.practices.honesty.actions import observer as actions
from nearer.practices.honesty.entries import Observed, Observing
from nearer.practices.honesty.offers import own
from nearer.practices.honesty.rules.observer import EVERY, STANDS
from tests.own_words import OBSERVE, PROMPT
from tests.pictures import hides, page_of, rows_of, says
from tests.presence import present_of

HERE = "/honesty/observer/"
NOW = datetime(2026, 5, 10, 14, 30, tzinfo=UTC)
SAID = {"text_first": "They both were tired.", "text_third": "Put the kettle on first."}


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=False):
        yield


def keeps(someone, said=SAID, where=OBSERVE):
    reply = someone.post(where, said)
    assert reply.status_code == 302, page_of(reply)
    return reply["Location"]


def test_it_is_ones_own_alone_and_nothing_shares_it(couple):
    alice, bob = couple
    page = alice.page(OBSERVE)
    says(page, "Only me.", *texts.every_prompt()[PROMPT].steps)
    where = keeps(alice)
    page = alice.page(where)
    says(page, *SAID.values(), "Only you can read it")
    hides(page, "Share", texts.every_prompt()[PROMPT].steps[1])
    says(alice.page(HERE), texts.every_prompt()[PROMPT].title, where)
    says(alice.page("/journey/"), "Seven minutes as an observer")
    assert bob.get(where).status_code == 404
    assert bob.post(f"{where}let-go/").status_code == 404
    for path in (HERE, "/", "/journey/"):
        hides(bob.page(path), *SAID.values(), where)
    for kind in (Observed.kind, Observing.kind):
        assert [row.visibility for row in rows_of(alice, kind)] == ["only_me"]


def test_one_step_is_enough_and_none_is_not(alice):
    reply = alice.post(OBSERVE, {"text_first": " ", "text_second": "\u200b"})
    assert reply.status_code == 422
    says(page_of(reply), "Write a line in one of the three.")
    says(alice.page(keeps(alice, {"text_second": "Only this."})), "Only this.")


def test_what_does_not_fit_comes_back_whole(alice):
    at_length = {f"text_{part}": f"{part} " * 900 for part in ("first", "second", "third")}
    reply = alice.post(OBSERVE, at_length)
    assert reply.status_code == 422
    says(page_of(reply), "Nothing is lost", *(text.strip() for text in at_length.values()))
    reply = alice.post(OBSERVE, {"text_first": "x" * 12_001})
    assert reply.status_code == 422


def test_sent_twice_it_is_one(alice):
    assert keeps(alice) == keeps(alice)
    assert rows_of(alice, Observed.kind).count() == 1


def test_what_is_being_typed_comes_back_and_goes_when_it_is_kept(alice):
    alice.post("/drafts/", {"path": OBSERVE, "tab": "a", "text_third": "Half a sen"})
    alice.post("/drafts/", {"path": OBSERVE, "tab": "b", "text_first": "In another tab"})
    says(alice.page(OBSERVE), "Half a sen", "In another tab")
    keeps(alice)
    hides(alice.page(OBSERVE), "Half a sen", "In another tab")


def test_it_can_be_deleted_and_that_it_was_done_stays_remembered(alice):
    where = keeps(alice)
    assert alice.post(f"{where}let-go/")["Location"] == HERE
    assert alice.get(where).status_code == 404
    assert alice.post(f"{where}let-go/").status_code == 404
    says(alice.page(HERE), "The last one was on 10 May", "from 7 September on")
    hides(alice.page(HERE), where)


def test_no_prompt_comes_again_before_all_had_their_turn(alice):
    present, seen = present_of(alice), []
    for _ in texts.prompts():
        page = unescape(alice.page(HERE))
        prompt = next(it for it in texts.prompts() if f"{HERE}{it.id}/" in page)
        seen.append(prompt.id)
        actions.keep(present, prompt=prompt.id, said={"first": "x"})
    assert sorted(seen) == sorted(prompt.id for prompt in texts.prompts())
    assert alice.get(HERE).status_code == 200  # and begins again


def test_another_one_is_a_tap_away_and_kept_nowhere(alice):
    if len(texts.prompts()) > 1:
        assert alice.page(HERE) != alice.page(f"{HERE}?n=1")
    for more in ("?n=x", "?n=-1", "?n=99999", "?year=x&start=y"):
        assert alice.get(HERE + more).status_code == 200
    assert not rows_of(alice, Observing.kind).exists()


def test_a_prompt_that_is_none_is_not_found(alice):
    assert alice.get(f"{HERE}no-such-prompt/").status_code == 404
    assert alice.post(f"{HERE}no-such-prompt/", SAID).status_code == 404


def test_the_copy_of_ones_words_has_what_was_asked_and_written(alice):
    keeps(alice)
    copied = unescape(b"".join(alice.post("/you/copy/").streaming_content).decode())
    says(copied, texts.every_prompt()[PROMPT].steps[0], *SAID.values())


# --- What Today gets --------------------------------------------------------------------


def offered(someone, days):
    """Whether it is offered that many days from now."""
    here = present_of(someone)
    found = read(here.vault, here.couple, kinds=[Observed.kind], standing=[Observing.kind])
    today = Today(here.vault, here.day + timedelta(days=days), found)
    return "honesty.observed" in {offer.key for offer in own.offers(today)}


def test_today_offers_it_two_weeks_in_four_months(alice):
    assert sum(offered(alice, days) for days in range(EVERY)) == STANDS


def test_after_a_writing_today_lets_four_months_pass(alice):
    keeps(alice)
    assert not any(offered(alice, days) for days in range(EVERY))
    assert all(offered(alice, EVERY + days) for days in range(STANDS))
    assert not offered(alice, EVERY + STANDS)


def test_what_the_other_one_writes_changes_nothing_of_it(couple):
    alice, bob = couple
    before = [offered(alice, days) for days in range(EVERY)]
    keeps(bob)
    assert [offered(alice, days) for days in range(EVERY)] == before


def test_ten_years_of_writings_are_as_quick_as_ten_days(alice, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(path):
        with CaptureQueriesContext(connection) as asked:
            alice.page(path)
        return len(asked)

    keeps(alice)
    before = [cost(path) for path in (HERE, "/")]
    here = present_of(alice)
    for back in range(10, 3650, 120):
        then = replace(here, now=here.now - timedelta(days=back))
        actions.keep(then, prompt=PROMPT, said={"first": f"Day {back}"})
    assert [cost(path) for path in (HERE, "/")] == before
    says(alice.page(f"{HERE}?year=2020"), "2020")
