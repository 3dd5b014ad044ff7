"""Letters on Today, on the timeline, in one's own copy, in notices, and when two part."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
import time_machine

from nearer.journal import actions as journal
from nearer.journal.models import Visibility
from nearer.journey.gathering import gather
from nearer.notices import actions as notices
from nearer.notices import outbox, selectors
from nearer.practices.honesty import subjects
from nearer.practices.honesty.entries import Letter
from nearer.practices.honesty.past.letters import keepsakes, moments
from nearer.practices.honesty.rules.letters import VERSIONS
from tests.letters import LETTERS
from tests.pictures import hides, says
from tests.presence import present_of

NOW = datetime(2026, 5, 10, 14, 30, tzinfo=UTC)  # a Sunday
ASKED = {
    "address": "bob@example.org",
    "day": "6",
    "at": "18:00",
    "begins": "22:00",
    "ends": "08:00",
    "name": "plain",
}


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=True):
        yield


def listed(someone, *, days=0):
    """What Today lists for this person about letters, so many days on: titles and lines."""
    here = present_of(someone)
    offers = gather(replace(here, now=here.now + timedelta(days=days))).offers
    return [(it.title, it.about) for it in offers if "/honesty/" in it.href and not it.step]


def step(someone):
    return next(it for it in gather(present_of(someone)).steps if it.key == "honesty.letter")


# --- Today ------------------------------------------------------------------------------


def test_a_letter_stands_on_today_with_its_wish_and_nothing_else(couple, post):
    alice, bob = couple
    post.shares(alice, wish="hug-first")
    assert listed(bob) == [
        ("A letter from Alice", "A hug first, if you’d like one too. Then words.")
    ]
    assert listed(alice) == []
    assert listed(bob, days=30)
    assert not listed(bob, days=31)


def test_a_letter_put_off_comes_back_on_its_day(couple, post):
    alice, bob = couple
    tonight, tomorrow = post.shares(alice, "One"), post.shares(alice, "Two")
    bob.post(f"{tonight}receive/", {"when": "tonight"})
    bob.post(f"{tomorrow}receive/", {"when": "day"})
    assert [len(listed(bob, days=days)) for days in (0, 1)] == [1, 2]


def test_an_answered_letter_leaves_today_and_its_writer_finds_the_answer(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    assert listed(bob) == []
    assert listed(alice) == [("Bob answered", "About a letter")]
    assert listed(alice, days=3)
    assert not listed(alice, days=4)
    post.answers(alice, where, "That is enough.")
    assert listed(alice) == []
    assert listed(bob) == [("Alice answered", "About a letter")]


def test_coming_back_is_offered_from_that_day_on_until_more_is_said(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, "time", back="2026-05-12T20:00")
    back = [("Back to the letter from Alice", "You chose this day yourself.")]
    assert [listed(bob, days=days) for days in (0, 1)] == [[], []]
    assert listed(bob, days=2) == listed(bob, days=16) == back
    assert listed(bob, days=17) == []
    assert back[0] not in listed(alice, days=2)
    post.answers(bob, where, "Here I am.")
    assert listed(bob, days=2) == []


def test_nothing_is_offered_of_a_letter_that_was_taken_back(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where, "time", back="2026-05-12T20:00")
    alice.post(f"{where}take-back/")
    assert listed(bob, days=2) == []


def test_writing_is_a_step_for_one_and_steps_back_once_done(couple, post):
    alice, _ = couple
    assert step(alice).done_on is None
    post.keeps(alice)
    assert step(alice).done_on == NOW.date()
    assert "alone" in step(alice).about


# --- The timeline and the copy ----------------------------------------------------------


def test_the_timeline_names_letters_and_says_no_word_of_them(couple, post):
    alice, bob = couple
    post.keeps(alice, "Kept")
    where = post.shares(alice)
    alice.post(f"{where}edit/", {"text": "Changed", "shown": "shared"})
    post.says(bob, where)
    hers = {moment.title: moment for moment in moments(present_of(alice), year=2026)}
    assert set(hers) == {"A letter for yourself", "A letter to Bob", "Bob answered a letter"}
    assert hers["A letter for yourself"].mine_alone
    assert not hers["A letter to Bob"].mine_alone
    assert [moment.first for moment in hers.values()].count("The first letter") == 1
    his = [moment.title for moment in moments(present_of(bob), year=2026)]
    assert sorted(his) == ["A letter from Alice", "You answered a letter"]
    assert not list(moments(present_of(bob), year=2025))


def test_ones_own_copy_has_every_version_and_every_answer_once(couple, post):
    alice, bob = couple
    post.keeps(bob, "Kept by Bob")
    where = post.shares(alice)
    alice.post(f"{where}edit/", {"text": "A second thought", "shown": "shared"})
    post.says(bob, where, "tell-me-more", text_about="the light")
    post.answers(bob, where, "I will leave it on.")
    texts = [kept.text for kept in keepsakes(present_of(bob))]
    said = ("A second thought", "I will leave it on.", "Tell me more about the light.")
    assert sorted(texts) == sorted(["Kept by Bob", post.text, *said])
    assert "Kept by Bob" not in [kept.text for kept in keepsakes(present_of(alice))]
    names = {kept.who for kept in keepsakes(present_of(bob))}
    assert names == {"Me", "Alice"}


# --- A letter of mine that the other one says is theirs ---------------------------------


@pytest.mark.parametrize("days", [0, 300])
def test_a_version_that_the_other_one_forges_changes_nothing(couple, post, days):
    alice, bob = couple
    where = post.shares(alice)
    letter = UUID(where.split("/")[-2])

    def seen():
        here = present_of(alice)
        timeline = [it for year in (2026, 2027) for it in moments(here, year=year)]
        page = unescape(alice.page(f"{LETTERS}?year=2026"))
        letters = re.findall(rf'<a[^>]*"{where}[^"]*".*?</li>', page, re.DOTALL)
        return timeline, [kept.text for kept in keepsakes(here)], letters, listed(alice)

    before, pen = seen(), present_of(bob).pen
    assert post.text in " ".join(before[2])
    later = replace(pen, now=pen.now + timedelta(days=days), day=pen.day + timedelta(days=days))
    forged = Letter(letter.hex, "Bob forged this", number=VERSIONS)
    name = subjects.version(letter, VERSIONS)
    journal.write(later, forged, visibility=Visibility.SHARED, subject=name)
    assert seen() == before
    hides(alice.page(f"{LETTERS}?year=2027"), "A letter from Bob")


# --- Notices ----------------------------------------------------------------------------


def asks(someone, *kinds):
    """Ask for such notes, and confirm the address."""
    someone.post("/you/notices/", {**ASKED, "kinds": list(kinds)})
    here = present_of(someone)
    code = selectors.asked(here.couple, here.id).code
    someone.post("/you/notices/code/", {"code": code})


def planned(someone):
    here = present_of(someone)
    return [wish.at for wish in outbox.wishes(selectors.asked(here.couple, here.id), now=here.now)]


def test_a_note_is_planned_for_the_time_to_come_back_and_ends_with_an_answer(
    couple, post, settings
):
    settings.SMTP_URL = "smtp://localhost"
    alice, bob = couple
    says(bob.page("/you/notices/"), "A time you chose yourself")
    asks(bob, "chosen")
    where = post.shares(alice)
    bob.post(f"{where}receive/", {"when": "tonight"})
    assert planned(bob) == []  # whoever runs the server could see that
    post.says(bob, where, "time", back="2026-05-12T20:00")
    assert planned(bob) == [datetime(2026, 5, 12, 20, tzinfo=UTC)]
    notices.look_ahead(present_of(bob).pen)
    assert len(planned(bob)) == 1
    post.answers(bob, where, "Here I am.")
    assert planned(bob) == []
    post.says(bob, where, "time", back="2026-05-13T20:00")
    bob.post(f"{where}answer/", {"do": "unsay"})
    assert planned(bob) == []


def test_whoever_asked_for_other_notes_gets_none_for_it(couple, post, settings):
    settings.SMTP_URL = "smtp://localhost"
    alice, bob = couple
    asks(bob, "weekly")
    before = planned(bob)
    where = post.shares(alice)
    post.says(bob, where, "time", back="2026-05-12T20:00")
    assert planned(bob) == before


# --- Endings ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_whoever_leaves_what_one_received_goes_and_what_one_wrote_stays(couple, post, who):
    alice, bob = couple
    hers, his = post.shares(alice), post.shares(bob, "Bob shared this")
    post.says(bob, hers)
    post.answers(bob, hers, "Bob answered her")
    leaver = alice if who == "alice" else bob
    leaver.post("/two/leave/", {"sure": "on"})
    for someone in (alice, bob):
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})
    says(alice.page(hers), post.text, "Only me.")
    hides(alice.page(hers), "Bob answered her", "Thank you for telling me.")
    says(bob.page(hers), "is not here any more", "Bob answered her")
    hides(bob.page(hers), post.text)
    assert alice.get(his).status_code == 404
    says(bob.page(his), "Bob shared this", "Only me.")
    for someone, own, others in ((alice, post.text, "Bob shared"), (bob, "Bob shared", post.text)):
        page = unescape(someone.page(LETTERS))
        says(page, own, "Only you")
        hides(page, others, "A letter from")
        assert [it.mine_alone for it in moments(present_of(someone), year=2026)].count(False) == 0
        texts = " ".join(kept.text for kept in keepsakes(present_of(someone)))
        assert own in texts
        assert others not in texts


def test_a_letter_from_before_can_be_changed_for_oneself(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    bob.post("/two/leave/", {"sure": "on"})
    alice.client.cookies.clear()
    alice.post("/in/", {"name": "Alice", "words": alice.words})
    says(alice.page(f"{where}edit/"), "Only me.")
    alice.post(f"{where}edit/", {"text": "For me now", "shown": "only_me"})
    says(alice.page(where), "For me now")
    hides(alice.page(where), post.text)
    says(alice.page(f"{where}share/"), "There is nobody here yet")


def test_deleting_an_account_leaves_no_letter(couple, post):
    from nearer.journal.models import Entry

    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    couple_id = present_of(bob).couple
    alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    left = Entry.objects.of(couple_id).filter(kind="honesty.letter")
    assert not left.exists()
