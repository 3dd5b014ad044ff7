"""Which lesson and which prompt is next, and what Today says of it."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.journal.selectors import read
from nearer.journey.offers import Today, Who
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.actions import lessons as actions
from nearer.practices.presence.entries.lessons import Done
from nearer.practices.presence.offers import lessons as offers
from nearer.practices.presence.past import lessons as past
from nearer.practices.presence.rules import lessons as rules
from tests.pictures import says
from tests.presence import present_of

IDS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("done", "following"),
    [([], "a"), (["a"], "b"), (["b"], "a"), (["c", "a"], "b"), (["c", "a", "b"], ""), (["x"], "a")],
)
def test_the_first_that_was_not_done_is_next(done, following):
    assert rules.next_lesson(IDS, done=done) == following


@pytest.mark.parametrize(
    ("done", "again"),
    [([], ""), (["x"], ""), (["b", "a", "c"], "b"), (["x", "c", "a"], "c"), (["b", "c", "b"], "c")],
)
def test_what_was_done_the_longest_ago_is_practised(done, again):
    assert rules.to_practise(IDS, done=done) == again


@given(st.integers(0, 10**9), st.integers(1, 50))
def test_every_number_has_a_place_and_the_next_one_follows(number, there):
    place = rules.place(number, there=there)
    assert 0 <= place < there
    assert (rules.place(number + 1, there=there) - place) % there == 1 % there


# --- Today ------------------------------------------------------------------------------


def offered(someone, days=0):
    here = present_of(someone)
    found = read(here.vault, here.couple, kinds=(), standing=[Done.kind])
    return list(offers.offers(Today(here.vault, here.day + timedelta(days=days), found)))


def do_all(someone, *, back=0):
    here = present_of(someone)
    for nth, lesson in enumerate(bank.lessons()):
        then = replace(here, now=here.now - timedelta(days=back, minutes=60 - nth))
        actions.keep_done(then, lesson=lesson.id, how="alone")


def test_today_offers_one_lesson_after_the_other_alone(alice):
    here = present_of(alice)
    for lesson in bank.lessons():
        (offer,) = offered(alice)
        assert offer.step
        assert offer.who is Who.ALONE
        assert offer.href == f"/presence/lessons/{lesson.id}/"
        assert lesson.title in offer.title
        actions.keep_done(here, lesson=lesson.id, how="alone")
        assert alice.get(offer.href).status_code == 200


def test_after_the_last_one_there_is_something_to_practise_on(alice):
    do_all(alice)
    (offer,) = offered(alice)
    assert offer.href == f"/presence/lessons/{bank.lessons()[0].id}/prompts/"
    assert offer.done_on == present_of(alice).day
    assert offer.every == rules.AGAIN
    assert alice.get(offer.href).status_code == 200


def test_a_lesson_of_years_ago_is_still_done(alice):
    do_all(alice, back=2000)
    assert [offer.key for offer in offered(alice)] == ["presence.prompts"]
    says(alice.page("/presence/lessons/"), "Done on")


def test_what_the_other_one_did_changes_nothing(couple):
    alice, bob = couple
    before = offered(alice)
    do_all(bob)
    assert offered(alice) == before


def test_a_lesson_that_this_version_does_not_know_breaks_nothing(alice):
    here = present_of(alice)
    actions.keep_done(here, lesson="of-another-version", how="alone")
    assert offered(alice)[0].key == "presence.lesson"
    assert alice.get("/presence/lessons/").status_code == 200
    (moment,) = past.moments(here, year=here.day.year)
    assert moment.title == "A lesson in listening"
    assert moment.mine_alone


def test_the_copy_of_ones_words_has_no_line_of_it(alice):
    do_all(alice)
    copied = unescape(b"".join(alice.post("/you/copy/").streaming_content).decode())
    assert "lesson in listening" not in copied
