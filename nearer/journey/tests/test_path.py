"""The weeks ahead, with or without a path, and a yes that only both together can open."""

import re
from html import unescape

import pytest

from nearer.journal.models import Entry
from nearer.journey.gathering import gather
from tests.presence import present_of
from tests.todays import without_questions

PATH = "/journey/path/"


def wants_more(someone, answer="yes"):
    assert someone.post(PATH, {"more": answer})["Location"] == PATH
    return unescape(someone.page(PATH))


def asking(someone):
    found = gather(present_of(someone)).asking
    return found.mine, found.both, found.ready is not None


def yeses(someone):
    here = present_of(someone)
    return Entry.objects.of(here.couple).filter(kind="journey.gentle", owner_id=here.id)


def both_open(alice, bob):
    """Alice hosts and gives first, so Bob opens."""
    wants_more(alice)
    wants_more(bob)
    alice.page("/")
    wants_more(bob, "open")
    alice.page("/")


# --- The path --------------------------------------------------------------------------


def test_the_path_shows_five_stretches_and_counts_nothing(couple):
    alice, _ = couple
    page = unescape(alice.page(PATH))
    weeks = re.findall(r"Weeks? (\d+)(?: to (\d+))?", page)
    assert weeks == [("1", ""), ("2", "4"), ("5", "6"), ("7", "8"), ("9", "10")]
    assert page.count("about now") == 1
    assert not re.search(
        r"\d ?%|<progress|<meter|<del|<s>|completed|missed", without_questions(page)
    )


def test_every_step_on_it_can_be_taken_at_any_time(couple):
    alice, _ = couple
    page = alice.page(PATH)
    links = re.findall(r'class="go" href="([^"]+)"', page)
    assert links
    assert {alice.get(href).status_code for href in links} == {200}


def test_what_was_put_off_stays_on_the_path(couple):
    alice, _ = couple
    before = re.findall(r'class="go" href="([^"]+)"', alice.page(PATH))
    step = gather(present_of(alice)).choice.main
    alice.post("/today/", {"not_now": step.key})
    alice.post("/today/", {"energy": "1"})
    assert re.findall(r'class="go" href="([^"]+)"', alice.page(PATH)) == before


def test_somebody_may_walk_without_a_path_and_come_back_to_it(couple):
    alice, bob = couple
    alice.post(PATH, {"path": "off"})
    assert gather(present_of(alice)).season.week is None
    assert "about now" not in alice.page(PATH)
    assert gather(present_of(bob)).season.week == 1
    alice.post(PATH, {"path": "on"})
    assert gather(present_of(alice)).season.week == 1


def test_without_a_partner_the_path_has_nothing_for_two(alice):
    gathered = gather(present_of(alice))
    assert "each on your own phone" not in alice.page(PATH)
    assert not gathered.state.leave.paired


@pytest.mark.parametrize("data", [{"path": "maybe"}, {"more": "always"}, {"more": "\x00"}])
def test_what_is_no_answer_is_refused(alice, data):
    assert alice.post(PATH, data).status_code == 400


# --- Steps that ask for more -----------------------------------------------------------


def test_gentle_is_how_everybody_begins(couple):
    for someone in couple:
        assert asking(someone) == (False, False, False)


def test_one_yes_is_the_readers_and_nobody_elses(couple):
    alice, bob = couple
    before = unescape(bob.page(PATH))
    assert "You want them. Those for two come once you both do." in wants_more(alice)
    assert asking(alice) == (True, False, False)
    assert asking(bob) == (False, False, False)
    assert _plain(bob.page(PATH)) == _plain(before)


def test_two_yeses_open_to_both_once_the_second_opens_them(couple):
    alice, bob = couple
    wants_more(bob)
    wants_more(alice)
    alice.page("/")
    assert asking(bob) == (True, False, True)
    assert "You both want the steps that ask for more." in bob.page("/")
    assert "Begin with them" in bob.page(PATH)
    wants_more(bob, "open")
    assert asking(bob) == asking(alice) == (True, True, False)
    assert "You both want them." in alice.page(PATH)


@pytest.mark.parametrize("who", [0, 1], ids=["alice", "bob"])
def test_either_takes_it_back_at_once_and_alone(couple, who):
    both_open(*couple)
    leaves, stays = couple[who], couple[1 - who]
    wants_more(leaves, "no")
    assert asking(leaves) == (False, False, False)
    assert asking(stays) == (True, False, False)
    assert not yeses(leaves).exists()


@pytest.mark.parametrize("who", [0, 1], ids=["alice", "bob"])
def test_it_can_be_said_again(couple, who):
    """In the next round, since what was handed over once fits only what it was given for."""
    alice, bob = couple
    both_open(alice, bob)
    leaves, stays = couple[who], couple[1 - who]
    wants_more(leaves, "no")
    wants_more(leaves)
    stays.post("/today/", {"energy": "2"})
    for _ in range(2):
        alice.page("/")
        wants_more(bob, "open")
    assert asking(alice) == asking(bob) == (True, True, False)


def test_taken_back_before_it_was_opened_it_was_never_there(couple):
    alice, bob = couple
    wants_more(alice)
    before = _plain(alice.page(PATH))
    wants_more(bob)
    alice.page("/")
    wants_more(bob, "no")
    assert _plain(alice.page(PATH)) == before
    assert asking(alice) == (True, False, False)


def test_opening_what_is_not_ready_changes_nothing(couple):
    alice, bob = couple
    wants_more(bob, "open")
    wants_more(bob)
    wants_more(bob, "open")
    wants_more(alice, "open")
    assert asking(alice) == (False, False, False)
    assert asking(bob) == (True, False, False)


def test_pressed_twice_there_is_one_yes(alice):
    wants_more(alice)
    wants_more(alice)
    assert yeses(alice).count() == 1


def test_charlies_yes_is_for_charlie(couple, charlie):
    alice, _ = couple
    wants_more(charlie)
    wants_more(alice)
    assert asking(alice) == asking(charlie) == (True, False, False)


def test_after_parting_everybody_is_gentle_again(couple):
    alice, bob = couple
    both_open(alice, bob)
    alice.post("/two/leave/", {"sure": "on"})
    for someone in (alice, bob):
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})
        someone.post("/two/ended/")
        assert asking(someone) == (False, False, False)


def _plain(page):
    page = unescape(page)
    page = re.sub(r'"X-CSRFToken": "\w+"|name="(csrfmiddlewaretoken|tab)" value="\w+"', "", page)
    return re.sub(r'data-(lock-at|now)="[^"]*"', "", page)
