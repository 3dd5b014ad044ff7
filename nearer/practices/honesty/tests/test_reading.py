"""Being read: a moment of one's own, one sentence first, then words in turns."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from nearer.journal.drafts import Draft
from nearer.practices.honesty import content
from nearer.practices.honesty.entries import Opens, Received, Reply
from nearer.practices.honesty.rules.letters import REPLIES
from nearer.practices.honesty.views import reading as views
from tests.letters import LETTERS
from tests.pictures import hides, page_of, rows_of, says

NOW = datetime(2026, 5, 10, 14, 30, tzinfo=UTC)  # a Sunday


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=True):
        yield


def later(someone, **more):
    """The same person after some time, back through the door."""
    traveller = time_machine.travel(NOW + timedelta(**more), tick=True)
    traveller.start()
    someone.client.cookies.clear()
    someone.post("/in/", {"name": someone.name, "words": someone.words})
    return traveller


# --- A moment ---------------------------------------------------------------------------


def test_before_a_moment_is_chosen_no_word_of_a_letter_is_anywhere(couple, post):
    alice, bob = couple
    where = post.shares(alice, wish="hug-first")
    assert bob.get(where)["Location"] == f"{where}receive/"
    paths = (LETTERS, "/", "/journey/", f"{where}receive/", f"{where}edit/", f"{where}share/")
    for path in (*paths, f"{where}reply/"):
        hides(bob.page(path), post.text, "hall light")
    says(bob.page(f"{where}receive/"), "A letter from Alice", "A hug first", "Now", "Tonight")
    says(bob.page(f"{where}receive/"), "Alice is never told what you choose")


def test_now_is_now_and_it_is_asked_once(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    says(post.reads(bob, where), post.text, "First, one sentence")
    assert bob.get(f"{where}receive/")["Location"] == where
    assert bob.post(f"{where}receive/", {"when": "day"})["Location"] == where


@pytest.mark.parametrize(("when", "before", "after"), [("tonight", 2, 4), ("day", 23, 25)])
def test_later_stays_closed_until_then(couple, post, when, before, after):
    alice, bob = couple
    where = post.shares(alice)
    bob.post(f"{where}receive/", {"when": when})
    for hours, shown in ((before, False), (after, True)):
        traveller = later(bob, hours=hours)
        page = unescape(bob.page(where))
        (says if shown else hides)(page, post.text)
        if not shown:
            says(page, "It opens for you on", "Read it now after all")
        traveller.stop()


def test_one_may_read_it_sooner_after_all_or_put_it_off_again(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    bob.post(f"{where}receive/", {"when": "tonight"})
    says(bob.page(where), "Sunday, 10 May, 18:00", "I need another day")
    bob.post(f"{where}receive/", {"when": "day"})
    says(bob.page(where), "Monday, 11 May")
    says(post.reads(bob, where), post.text)


@pytest.mark.parametrize("when", ["", "yesterday", "x" * 500])
def test_a_moment_that_is_none_is_asked_again(couple, post, when):
    alice, bob = couple
    where = post.shares(alice)
    reply = bob.post(f"{where}receive/", {"when": when})
    assert reply.status_code == 422
    says(page_of(reply), "Choose one of the three moments.")
    hides(page_of(reply), post.text)
    assert not rows_of(bob, Opens.kind).exists()


def test_the_writer_of_a_letter_chooses_no_moment_for_it_and_outsiders_neither(
    couple, charlie, post
):
    alice, _ = couple
    where = post.shares(alice)
    for someone in (alice, charlie):
        for path in ("receive/", "answer/"):
            assert someone.post(f"{where}{path}", {"when": "now"}).status_code == 404


def test_moments_are_one_row_of_one_size_that_names_no_letter(couple, post):
    alice, bob = couple
    letters = [post.shares(alice, f"Letter {number}") for number in range(3)]
    for where, when in zip(letters, ("now", "tonight", "day"), strict=True):
        bob.post(f"{where}receive/", {"when": when})
    row = rows_of(bob, Opens.kind).get()
    assert (row.visibility, row.given_key, row.size) == ("only_me", None, 16 * 1024)
    said = {row.subject.hex, row.id.hex}
    assert not said & {where.split("/")[-2].replace("-", "") for where in letters}


def test_reading_leaves_nothing_that_its_writer_can_see(couple, post):
    """The long comparison is tests/test_two_worlds.py; here is the page itself."""
    alice, bob = couple
    where = post.shares(alice)
    seen = []
    for act in (lambda: None, lambda: post.reads(bob, where)):
        act()
        page = unescape(alice.page(where)) + unescape(alice.page(LETTERS))
        seen.append(re.sub(r'"[A-Za-z0-9]{64}"|data-now="[^"]*"', "", page))
    assert seen[0] == seen[1]


# --- The sentence -----------------------------------------------------------------------


@pytest.mark.parametrize("sentence", [it for it in content.sentences().values() if not it.gap])
def test_each_sentence_arrives_as_it_stands(couple, post, sentence):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, sentence.id)
    for someone in couple:
        says(someone.page(where), sentence.text)


def test_tell_me_more_has_a_field_of_its_own(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    asked = bob.post(f"{where}answer/", {"sentence": "tell-me-more", "text_about": "  "})
    assert asked.status_code == 422
    says(page_of(asked), "Name what you would like to hear more about.", post.text)
    post.says(bob, where, "tell-me-more", text_about="the hall\r\n light.")
    says(alice.page(where), "Tell me more about the hall light.")


def test_a_field_that_belongs_to_another_sentence_is_left_out(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, "hear-you", text_about="not meant", back="2026-05-12T20:00")
    hides(alice.page(where), "not meant", "come back")


@pytest.mark.parametrize(
    "back", ["", "soon", "2026-05-10T10:00", "2026-07-10T10:00", "9999-12-31T23:59", "2026-13-40T1"]
)
def test_a_time_to_come_back_by_has_to_lie_ahead(couple, post, back):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    reply = bob.post(f"{where}answer/", {"sentence": "time", "back": back, "text_about": "kept"})
    assert reply.status_code == 422
    says(page_of(reply), "within the next four weeks", 'value="kept"')
    assert not rows_of(bob, Received.kind).exists()


def test_a_time_stands_on_each_wall_as_it_is_there(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    alice.post("/you/zone/", {"zone": "Pacific/Auckland"})
    bob.post("/you/zone/", {"zone": "Europe/Lisbon"})
    post.says(bob, where, "time", back="2026-05-12T20:00")
    says(bob.page(where), "come back by Tuesday, 12 May, 20:00.")
    says(alice.page(where), "come back by Wednesday, 13 May, 07:00.")


@pytest.mark.parametrize("sentence", ["", "no-such", "x" * 400])
def test_a_sentence_that_is_none_is_asked_again(couple, post, sentence):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    assert bob.post(f"{where}answer/", {"sentence": sentence}).status_code == 422


def test_nobody_answers_a_letter_that_is_still_closed(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    for when in (None, "day"):
        if when:
            bob.post(f"{where}receive/", {"when": when})
        reply = bob.post(f"{where}answer/", {"sentence": "hear-you"})
        assert reply["Location"] == f"{where}receive/"
    assert not rows_of(bob, Received.kind).exists()


def test_another_sentence_takes_its_place_and_it_can_be_taken_back(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, "hear-you")
    says(bob.page(where), "Say something else")
    hides(bob.page(where), 'value="thank-you"')
    wrong = page_of(bob.post(f"{where}answer/", {"sentence": "no-such"}))
    says(wrong, f'href="{where}?again#say"', 'value="thank-you"')
    says(bob.page(f"{where}?again"), 'value="thank-you"')
    post.says(bob, where, "thank-you")
    assert rows_of(bob, Received.kind).count() == 1
    hides(alice.page(where), "I hear you.")
    bob.post(f"{where}answer/", {"do": "unsay"})
    hides(alice.page(where), "Thank you for telling me.")
    says(bob.page(where), post.text, "First, one sentence")


def test_what_was_said_to_an_earlier_version_says_so(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    hides(alice.page(where), "Said to the version before.")
    alice.post(f"{where}edit/", {"text": "A second thought", "shown": "shared"})
    for someone in couple:
        says(someone.page(where), "Said to the version before.", "A second thought")


# --- Words ------------------------------------------------------------------------------


def test_words_open_only_after_the_sentence_and_then_for_both(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    for someone in couple:
        assert someone.get(f"{where}reply/")["Location"] == where
        reply = someone.post(f"{where}reply/", {"text": "Too soon"})
        assert reply.status_code == 409
        says(page_of(reply), "Too soon", "nothing was sent")
        assert not rows_of(someone, Reply.kind).exists()
    post.says(bob, where)
    for someone in couple:
        says(someone.page(f"{where}reply/"), "In your own words", "Shared.")
        post.answers(someone, where, f"{someone.name} wrote this")
    for someone in couple:
        page = unescape(someone.page(where))
        assert page.index("Alice wrote this") < page.index("Bob wrote this")


def test_whoever_asked_for_time_is_left_in_peace(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, "time", back="2026-05-12T20:00")
    says(alice.page(where), "asked for a little time")
    assert alice.get(f"{where}reply/")["Location"] == where
    says(bob.page(where), "Say something now", "Answer in your own words")
    post.answers(bob, where, "Sooner than I thought")
    assert alice.get(f"{where}reply/").status_code == 200


def test_an_answer_is_typed_kept_and_sent_once(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    bob.post("/drafts/", {"path": f"{where}reply/", "tab": "a", "text": "I will lea"})
    says(bob.page(f"{where}reply/"), "I will lea")
    for _ in range(2):
        post.answers(bob, where, "I will leave it on.")
    hides(bob.page(f"{where}reply/"), "I will lea<")
    row = rows_of(bob, Reply.kind).get()
    letter = rows_of(alice, "honesty.letter").get()
    assert (row.visibility, row.predecessor) == ("shared", letter.id)


def test_an_answer_is_taken_back_and_then_deleted_by_its_writer_only(couple, charlie, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    post.answers(bob, where, "I will leave it on.")
    back = re.search(r"/honesty/replies/[0-9a-f-]+/take-back/", bob.page(where))[0]
    assert "/replies/" not in alice.page(where)
    for someone in (alice, charlie):
        for path in (back, back.replace("take-back", "let-go")):
            assert someone.post(path).status_code == 404
    assert bob.post(back)["Location"] == where
    hides(alice.page(where), "I will leave it on.")
    says(bob.page(where), "I will leave it on.", "only you")
    assert bob.post(back).status_code == 404  # under a new key it has a new name
    gone = re.search(r"/honesty/replies/[0-9a-f-]+/let-go/", bob.page(where))[0]
    assert bob.post(gone)["Location"] == where
    assert not rows_of(bob, Reply.kind).exists()
    other = rows_of(alice, "honesty.letter").get().id
    assert alice.post(f"/honesty/replies/{other}/let-go/").status_code == 404


def test_there_is_room_for_some_answers_and_then_it_says_so(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    for number in range(REPLIES):
        post.answers(bob, where, f"Answer {number}")
    reply = bob.post(f"{where}reply/", {"text": "One too many"})
    assert reply.status_code == 409
    says(page_of(reply), "One too many", "a letter of its own")
    post.answers(alice, where, "Her own have room")


@pytest.mark.parametrize("text", ["", "\u200b", "It is so. " * 2000])
def test_an_answer_that_does_not_fit_comes_back(couple, post, text):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    reply = bob.post(f"{where}reply/", {"text": text})
    assert reply.status_code == 422
    says(page_of(reply), text.strip())


# --- When the letter goes ---------------------------------------------------------------


@pytest.mark.parametrize("how", ["take-back", "let-go"])
def test_what_was_said_about_a_letter_stays_with_whoever_said_it(couple, post, how):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    post.answers(bob, where, "I will leave it on.")
    alice.post(f"{where}{how}/")
    page = unescape(bob.page(where))
    says(page, "is not here any more", "I will leave it on.", "Thank you for telling me.")
    hides(page, post.text, "Say something else", "Write back")
    says(alice.page(where), "I will leave it on.")
    reply = bob.post(f"{where}reply/", {"text": "Into nothing"})
    assert reply.status_code == 409
    says(page_of(reply), "Into nothing")
    reply = bob.post(f"{where}answer/", {"sentence": "tell-me-more", "text_about": "Nor this"})
    assert reply.status_code == 409
    says(page_of(reply), "Nor this")
    assert bob.get(f"{where}receive/").status_code == 404
    bob.post(f"{where}answer/", {"do": "unsay"})
    back = re.search(r"/honesty/replies/[0-9a-f-]+/take-back/", bob.page(where))[0]
    bob.post(back)
    gone = re.search(r"/honesty/replies/[0-9a-f-]+/let-go/", bob.page(where))[0]
    assert bob.post(gone)["Location"] == LETTERS
    assert bob.get(where).status_code == 404


# --- While somebody is at it ------------------------------------------------------------


def goes_meanwhile(monkeypatch, act):
    """Between the look at the page and what is written, `act` happens."""
    look = views.page_or_404

    def and_then(request, letter):
        page = look(request, letter)
        monkeypatch.setattr(views, "page_or_404", look)
        act()
        return page

    monkeypatch.setattr(views, "page_or_404", and_then)


def test_the_same_words_can_be_sent_again_after_they_were_taken_back(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    post.answers(bob, where, "I will leave it on.")
    bob.post(re.search(r"/honesty/replies/[0-9a-f-]+/take-back/", bob.page(where))[0])
    hides(alice.page(where), "I will leave it on.")
    for _ in range(2):
        post.answers(bob, where, "I will leave it on.")
    says(alice.page(where), "I will leave it on.")
    assert sorted(row.visibility for row in rows_of(bob, Reply.kind)) == ["only_me", "shared"]


@pytest.mark.parametrize("how", ["take-back", "let-go", "leave"])
def test_a_letter_that_goes_while_it_is_answered_is_said_calmly(couple, post, monkeypatch, how):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    act = ("/two/leave/", {"sure": "on"}) if how == "leave" else (f"{where}{how}/", {})
    goes_meanwhile(monkeypatch, lambda: alice.post(*act))
    said = {"sentence": "tell-me-more", "text_about": "the hall light"}
    reply = bob.post(f"{where}answer/", said)
    assert reply.status_code == 409
    says(page_of(reply), "nothing was sent", "the hall light", "is not here any more")
    hides(page_of(reply), post.text)
    assert not rows_of(bob, Received.kind).exists()


@pytest.mark.parametrize("how", ["take-back", "let-go"])
def test_a_letter_that_went_before_they_send_gives_the_words_back(couple, charlie, post, how):
    alice, bob = couple
    where = post.shares(alice)
    post.reads(bob, where)
    alice.post(f"{where}{how}/")
    said = {"sentence": "tell-me-more", "text_about": "the hall light"}
    reply = bob.post(f"{where}answer/", said)
    assert reply.status_code == 409
    says(page_of(reply), "nothing was sent", "the hall light")
    hides(page_of(reply), post.text)
    for someone in (alice, charlie):
        assert someone.post(f"{where}answer/", said).status_code == 404


@pytest.mark.parametrize("how", ["take-back", "let-go"])
def test_a_letter_that_goes_while_a_moment_is_chosen_is_said_calmly(couple, post, monkeypatch, how):
    alice, bob = couple
    where = post.shares(alice)
    goes_meanwhile(monkeypatch, lambda: alice.post(f"{where}{how}/"))
    reply = bob.post(f"{where}receive/", {"when": "now"})
    assert reply.status_code == 409
    says(page_of(reply), "nothing was sent", "is not here any more")
    hides(page_of(reply), post.text)


# --- What was typed ---------------------------------------------------------------------


def types_about(someone, where):
    for page in ("answer", "reply"):
        someone.post("/drafts/", {"path": f"{where}{page}/", "tab": "a", "text": "Half a line"})


def test_what_was_typed_about_a_letter_goes_with_it(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    for someone in couple:
        types_about(someone, where)
    alice.post(f"{where}let-go/")
    assert not rows_of(alice, Draft.kind).exists()
    assert rows_of(bob, Draft.kind).count() == 2
    bob.post(f"{where}answer/", {"do": "unsay"})
    assert not rows_of(bob, Draft.kind).exists()


@pytest.mark.parametrize("how", ["take-back", "let-go"])
def test_what_a_reader_typed_stays_until_the_letter_and_their_part_are_gone(couple, post, how):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    for text in ("I will leave it on.", "And the door open."):
        post.answers(bob, where, text)
    types_about(bob, where)
    first, second = re.findall(r"/honesty/replies/[0-9a-f-]+/", bob.page(where))
    bob.post(f"{first}{how}/")
    assert rows_of(bob, Draft.kind).count() == 2
    alice.post(f"{where}take-back/")
    bob.post(f"{second}{how}/")
    assert not rows_of(bob, Draft.kind).exists()
