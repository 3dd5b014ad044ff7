"""How far apart does it feel? Through both phones."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from conftest import newcomer, pair, takes_words
from nearer.lib import clock
from nearer.practices.acknowledge import content
from tests.pictures import (
    ALICE,
    BOB,
    HERE,
    ROUND,
    both_open,
    draws,
    hides,
    opens,
    page_of,
    rows_of,
    says,
)


@pytest.fixture
def later(couple):
    """Some days later both come in again."""
    travels = []

    def go(days):
        travel = time_machine.travel(clock.now() + timedelta(days=days), tick=True)
        travel.start()
        travels.append(travel)
        for someone in couple:
            someone.client.cookies.clear()
            someone.post("/in/", {"name": someone.name, "words": someone.words})

    yield go
    for travel in reversed(travels):
        travel.stop()


# --- Sealed until both ------------------------------------------------------------------


def test_nothing_is_shown_before_both_have_drawn(couple):
    alice, bob = couple
    draws(bob, BOB)
    opening = ("Bob is worn out", "Open both", "You have both drawn")
    hides(alice.page(HERE), *opening)
    draws(alice, ALICE)
    for path in (HERE, "/acknowledge/", "/"):
        hides(alice.page(path), *opening)


def test_both_pictures_open_side_by_side(couple):
    both_open(*couple)
    for someone in couple:
        page = someone.page(ROUND)
        says(page, "Alice misses the evenings", "Bob is worn out")
        shared, _, rest = unescape(page).partition("The two pictures")
        says(shared, "What you both recognise", "Phones")
        hides(shared, "Tiredness", "Long working days")
        alone = rest.partition("What one of you recognises")[2].partition("</details>")[0]
        says(alone, "Tiredness", "Long working days")
        hides(alone, "Alice", "Bob", "You ")


def lines_of(someone, number=1):
    page = unescape(someone.page(f"{HERE}{number}/"))
    return [line.text for line in content.lines() if line.text in page and line.when != "exit"]


def test_both_read_the_same_lines_and_read_them_again(couple):
    alice, bob = couple
    both_open(alice, bob)
    assert lines_of(alice) == lines_of(bob) == lines_of(alice)
    assert len(lines_of(alice)) == 2  # one for the circles and one for the causes


def test_no_verdict_stands_beside_two_pictures(couple):
    both_open(*couple)
    page = unescape(couple[0].page(ROUND))
    words = re.sub(r"<[^>]+>", " ", page.partition("</header>")[2].partition("</main>")[0])
    assert "%" not in words
    assert not re.search(r"\d", words)


def test_the_host_gives_first_and_the_guest_opens(couple):
    alice, bob = couple
    draws(alice, ALICE)
    draws(bob, BOB)
    hides(bob.page(ROUND), "Open both")
    alice.page("/")  # her visit hands hers over
    says(bob.page(ROUND), "You have both drawn.", "Open both pictures")
    says(bob.page("/acknowledge/"), "You have both drawn.")
    says(bob.page("/"), "You have both drawn. Open it.")
    assert opens(bob).status_code == 302
    assert opens(bob).status_code == 302  # pressed twice
    says(alice.page(ROUND), "Bob is worn out")


def test_a_sealed_picture_can_be_changed_until_the_first_is_on_its_way(couple):
    alice, bob = couple
    draws(alice, ALICE)
    draws(alice, {**ALICE, "line": "Alice says it otherwise"})
    assert rows_of(alice).count() == 1
    says(alice.page(f"{ROUND}?edit"), "Alice says it otherwise")
    draws(bob, BOB)
    alice.page(ROUND)
    reply = draws(alice, {**ALICE, "line": "Too late to say this"})
    assert reply.status_code == 409
    says(page_of(reply), "is on its way", "Too late to say this")


def test_a_picture_taken_back_is_ones_own_again(couple):
    alice, bob = couple
    draws(alice, ALICE)
    alice.post(f"{ROUND}take-back/")
    says(alice.page("/acknowledge/pictures/"), "Alice misses the evenings")
    draws(bob, BOB)
    hides(bob.page(ROUND), "Alice misses the evenings", "both drawn. ")
    draws(alice, ALICE)  # and again
    alice.page(ROUND)
    opens(bob)
    says(bob.page(ROUND), "Alice misses the evenings")


def test_an_opened_picture_can_be_taken_back_and_a_new_round_asked_for(couple):
    alice, bob = couple
    both_open(alice, bob)
    bob.post(f"{ROUND}take-back/")
    hides(alice.page(ROUND), "Bob is worn out")
    hides(bob.page(ROUND), "Alice misses the evenings")
    reply = draws(bob, BOB)
    assert reply.status_code == 409
    says(page_of(reply), "Bob is worn out", "Begin a new round for us both")
    bob.post(f"{HERE}again/", {"after": "1"})
    bob.post(f"{HERE}again/", {"after": "1"})  # pressed twice
    both_open(alice, bob, number=2)
    says(alice.page(HERE), "Bob is worn out")
    assert alice.get(f"{HERE}3/").status_code == 404


def test_some_weeks_later_it_opens_next_to_the_earlier_one(couple, later):
    alice, bob = couple
    both_open(alice, bob)
    later(20)
    says(alice.page(HERE), "Bob is worn out")
    later(1)
    hides(alice.page(HERE), "Bob is worn out")
    says(alice.page(HERE), "Seal my picture")
    nearer = ({**ALICE, "overlap": "7"}, {**BOB, "overlap": "8", "line": "Bob slept"})
    both_open(alice, bob, number=2, drawn=nearer)
    for someone in couple:
        says(someone.page(HERE), "Bob slept", "The earlier pictures", f'href="{ROUND}"')
        says(someone.page(ROUND), "Bob is worn out")
    said = {it.text for it in content.lines() if it.when == "again-nearer"}
    assert said & set(lines_of(alice, 2)) == said & set(lines_of(bob, 2))
    assert len(said & set(lines_of(alice, 2))) == 1


# --- For one ----------------------------------------------------------------------------


def test_somebody_alone_draws_for_themselves(alice):
    assert alice.get(HERE)["Location"] == "/acknowledge/pictures/"
    assert alice.get(ROUND).status_code == 404
    reply = alice.post("/acknowledge/pictures/", ALICE)
    assert reply["Location"] == "/acknowledge/pictures/"
    says(alice.page("/acknowledge/pictures/"), "Alice misses the evenings", "Phones")
    entry = re.search(r"/acknowledge/pictures/[0-9a-f-]+/let-go/", alice.page(reply["Location"]))[0]
    alice.post(entry)
    hides(alice.page("/acknowledge/pictures/"), "Alice misses the evenings")
    assert alice.post(entry).status_code == 404


def test_a_picture_kept_for_oneself_leaves_the_round(couple):
    alice, bob = couple
    draws(alice, ALICE)
    assert draws(alice, ALICE, for_me="1")["Location"] == "/acknowledge/pictures/"
    says(alice.page(ROUND), "Seal my picture")
    draws(bob, BOB)
    hides(bob.page("/acknowledge/pictures/"), "Alice misses the evenings")
    assert rows_of(alice).filter(visibility="when_both").count() == 0


def test_what_is_one_persons_alone_cannot_be_let_go_by_the_other(couple):
    alice, bob = couple
    alice.post("/acknowledge/pictures/", ALICE)
    entry = rows_of(alice).get().id
    assert bob.post(f"/acknowledge/pictures/{entry}/let-go/").status_code == 404
    assert rows_of(alice).exists()


# --- What comes in ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"overlap": "13"}, "this is none of them", id="no such place"),
        pytest.param({"overlap": "-1"}, "this is none of them", id="less than nothing"),
        pytest.param({"overlap": "three"}, "this is none of them", id="a word"),
        pytest.param({"overlap": ""}, "Place the circles first.", id="nowhere"),
        pytest.param({"causes": ["my-partner"]}, "not on the list here", id="a cause of no bank"),
        pytest.param({"line": "It is so. " * 2000}, "Nothing is lost: shorten it", id="too long"),
        pytest.param({"line": "Long. " * 340}, "Nothing is lost: shorten it", id="just too long"),
    ],
)
@pytest.mark.parametrize("path", [f"{ROUND}answer/", "/acknowledge/pictures/"])
def test_what_does_not_fit_comes_back_with_a_sentence(couple, path, changes, sentence):
    alice, _ = couple
    reply = alice.post(path, {**ALICE, **changes})
    assert reply.status_code == 422
    says(page_of(reply), sentence, changes.get("line", ALICE["line"]).strip())
    assert not rows_of(alice).exists()


def test_a_line_of_nothing_is_no_line(couple):
    alice, bob = couple
    both_open(alice, bob, drawn=({**ALICE, "line": "\u200b "}, BOB))
    assert alice.page(ROUND).count('class="said"><p') == bob.page(ROUND).count('class="said"><p')


@pytest.mark.parametrize("number", [0, 2, 99, 10**30])
def test_a_round_that_has_not_begun_is_nowhere(couple, number):
    alice, _ = couple
    for path in ("", "answer/", "open/", "take-back/"):
        ask = alice.post if path else alice.get
        assert ask(f"{HERE}{number}/{path}").status_code == 404


def test_what_was_being_drawn_comes_back(couple):
    alice, _ = couple
    alice.post("/drafts/", {"path": ROUND, "tab": "a", **ALICE})
    page = unescape(alice.page(HERE))
    says(page, "Alice misses the evenings")
    for value in ("3", "long-days", "phones"):
        assert re.search(rf'value="?{value}"? checked', page), value
    draws(alice, ALICE)
    hides(alice.page(f"{ROUND}?edit"), "another tab")


def test_somebody_whose_partner_left_keeps_what_they_had_drawn(couple):
    alice, bob = couple
    both_open(alice, bob)
    alice.post("/two/leave/", {"sure": "on", "words": alice.words})
    reply = draws(bob, {**BOB, "line": "Bob was still drawing"})
    assert reply.status_code == 409
    says(page_of(reply), "You are on your own here now", "Bob was still drawing", "Keep it for me")
    says(bob.page("/acknowledge/pictures/"), "Bob is worn out")
    hides(bob.page("/acknowledge/pictures/"), "Alice misses the evenings")


def test_another_couple_has_rounds_of_its_own(couple, charlie):
    both_open(*couple)
    dora = newcomer("Dora")
    pair(charlie, dora)
    draws(charlie, {**ALICE, "line": "Charlie drew"})
    hides(charlie.page(HERE), "Alice misses the evenings", "Bob is worn out")
    hides(couple[0].page(HERE), "Charlie drew")


def test_a_guest_who_has_words_draws_alone_first(alice):
    page = takes_words(newcomer("Emil")).page("/acknowledge/")
    says(page, "How far apart does it feel to you?", "When you are ready,")


# --- Beyond the pages -------------------------------------------------------------------


def test_the_copy_of_ones_words_holds_both_pictures_once_they_are_open(couple):
    alice, bob = couple

    def copy(someone):
        return unescape(b"".join(someone.post("/you/copy/").streaming_content).decode())

    draws(alice, ALICE)
    draws(bob, BOB)
    says(copy(alice), "Alice misses the evenings", "Long working days, Phones")
    hides(copy(alice), "Bob is worn out")
    alice.page(ROUND)
    opens(bob)
    says(copy(alice), "Bob is worn out")
