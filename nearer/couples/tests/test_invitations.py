"""The life of a link: made, used once, withdrawn, run out, refused; and who else tries it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from conftest import (
    QUESTION,
    confirms,
    invites,
    newcomer,
    pair,
    round_of,
    says_who_hosts,
    seen,
    takes_words,
)
from nearer.accounts.models import Directory, Person
from nearer.accounts.sessions import read_ticket
from nearer.accounts.sweeps import sweep
from nearer.couples.models import Invitation
from nearer.lib import clock


def couple_of(someone):
    return read_ticket(someone.client.cookies["nearer"].value).couple


def plain_link(inviter):
    inviter.post("/two/invite/")
    return re.search(r"/i/[0-9A-Z-]+/", inviter.page("/two/"))[0]


def answers(guest, link, name=""):
    return guest.post(link, {"text": f"{guest.name} wrote this first", "name": name or guest.name})


def says(page, sentence):
    assert sentence in unescape(page), page[-1500:]


def nothing_opens(reply):
    assert reply.status_code == 410
    says(reply.content.decode(), "This link does not open anything now.")


def test_a_preview_in_a_messenger_uses_nothing_up(alice):
    link = invites(alice)
    for _ in range(3):
        assert newcomer("").get(link).status_code == 200
    assert answers(newcomer("Bob"), link).status_code == 302


def test_a_used_link_opens_nothing_for_a_third_person(alice):
    link = invites(alice)
    answers(newcomer("Bob"), link)
    charlie = newcomer("Charlie")
    nothing_opens(charlie.get(link))
    reply = answers(charlie, link)
    assert reply.status_code == 410
    assert "Charlie wrote this first" in reply.content.decode()


def test_whoever_used_it_and_presses_twice_goes_on(alice):
    link, bob = invites(alice), newcomer("Bob")
    first, second = answers(bob, link), answers(bob, link)
    assert first["Location"] == second["Location"] == "/words/"
    assert bob.get(link.replace("/conversation/guest/", "/i/"))["Location"] == "/words/"
    assert Person.objects.of(couple_of(alice)).count() == 2


def test_two_guests_race_and_only_one_comes_in(alice, monkeypatch):
    """Both opened the form while the link was unused; the later one keeps their text."""
    from nearer.couples import selectors
    from nearer.practices.conversation.views import alone

    link, bob, charlie = invites(alice), newcomer("Bob"), newcomer("Charlie")
    code = link.split("/")[-2]
    early = selectors.behind(code, now=clock.now())
    answers(bob, link)
    monkeypatch.setattr(alone, "behind", lambda *_args, **_kw: early)
    reply = answers(charlie, link)
    assert reply.status_code == 410
    assert "Charlie wrote this first" in reply.content.decode()
    assert "nearer" not in charlie.client.cookies
    assert Person.objects.of(couple_of(alice)).count() == 2


def test_a_link_that_ran_out_opens_nothing_and_is_swept(alice):
    link = invites(alice)
    later = clock.now() + timedelta(days=7, minutes=1)
    with time_machine.travel(later, tick=True):
        nothing_opens(newcomer("").get(link))
    sweep(later)
    assert not Invitation.objects.of(couple_of(alice)).exists()
    assert Directory.objects.count() == 2  # her words and her sheet


def test_a_withdrawn_link_opens_nothing(alice):
    link = invites(alice)
    where = re.search(r"/two/invite/[0-9a-f-]+/withdraw/", alice.page("/two/"))[0]
    alice.post(where)
    nothing_opens(newcomer("").get(link))
    assert alice.post(where).status_code == 302  # twice is no error


def test_a_new_link_withdraws_the_older_one(alice):
    first, second = plain_link(alice), plain_link(alice)
    nothing_opens(newcomer("").get(first))
    assert newcomer("").get(second).status_code == 200


def test_ones_own_link_is_said_to_be_ones_own(alice):
    link = plain_link(alice)
    says(alice.page(link), "This is your own link.")
    assert newcomer("").get(link).status_code == 200


def test_a_code_may_be_typed_instead(alice):
    code = plain_link(alice).split("/")[-2]
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    reply = newcomer("").post("/join/", {"code": typed})
    assert reply["Location"] == f"/i/{code}/"


@pytest.mark.parametrize("code", ["", "x", "U" * 24, "🌱" * 24, "0" * 24, "A" * 79, "A" * 500])
def test_a_code_that_opens_nothing_is_said_in_the_form(db, code):
    reply = newcomer("").post("/join/", {"code": code})
    assert reply.status_code == 422
    if code:
        assert code[:80] in reply.content.decode()


def test_a_link_with_another_persons_key_behind_it_is_refused(alice, charlie):
    """The fingerprint in the code is of Alice's key; the row was swapped for one of Charlie's."""
    link = plain_link(alice)
    plain_link(charlie)
    row = Invitation.objects.of(couple_of(alice)).get()
    other = Invitation.objects.of(couple_of(charlie)).get()
    Invitation.objects.of(row.couple_id).filter(id=row.id).update(for_guest=other.for_guest)
    nothing_opens(newcomer("").get(link))


def test_a_guest_without_words_cannot_be_confirmed_yet(alice):
    answers(newcomer("Bob"), invites(alice))
    says(alice.page("/two/"), "Somebody opened your link.")
    where = re.search(r"/two/invite/[0-9a-f-]+/", alice.page("/two/"))[0]
    reply = alice.post(f"{where}confirm/", {"hosted_by": "me"})
    assert reply.status_code == 410
    says(reply.content.decode(), "nothing was shared")


def guest_with_words(alice, name="Bob"):
    bob = newcomer(name)
    answers(bob, invites(alice))
    return takes_words(bob)


def test_nobody_is_shown_or_confirmed_before_they_said_who_hosts(alice):
    bob = guest_with_words(alice)
    says(alice.page("/two/"), "Somebody opened your link.")
    says(bob.page("/"), "One thing before you two begin.")
    says_who_hosts(bob, "partner")
    says(alice.page("/two/"), "Bob answered through your link.")


@pytest.mark.parametrize(
    ("hers", "his", "corrected"),
    [
        pytest.param("me", "me", ("me", "partner"), id="both said they host"),
        pytest.param("me", "me", ("partner", "me"), id="she was wrong"),
        pytest.param("other", "partner", ("other", "other"), id="he was wrong"),
    ],
)
def test_different_stories_stop_the_pairing_and_both_can_correct_them(alice, hers, his, corrected):
    bob = guest_with_words(alice)
    says_who_hosts(bob, his)
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    reply = alice.post(where, {"hosted_by": hers, "seen": seen(alice)})
    assert reply.status_code == 422
    says(reply.content.decode(), "You two gave different answers about who runs this server.")
    assert "Six words" not in bob.page("/two/")
    says_who_hosts(bob, corrected[1])
    confirms(alice, corrected[0])
    says(bob.page("/two/"), "Six words")
    says(alice.page("/two/"), "Six words")


@pytest.mark.parametrize("hosted", ["", "nobody", "\x00"])
def test_who_hosts_has_to_be_said(alice, hosted):
    bob = guest_with_words(alice)
    assert bob.post("/two/host/", {"hosted_by": hosted}).status_code == 422
    says_who_hosts(bob, "partner")
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    assert alice.post(where, {"hosted_by": hosted, "seen": seen(alice)}).status_code == 422


def test_confirming_twice_is_no_error_and_changes_nothing(alice):
    bob = guest_with_words(alice)
    says_who_hosts(bob, "partner")
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    for _ in range(2):
        assert alice.post(where, {"hosted_by": "me", "seen": seen(alice)})["Location"] == "/two/"
    bob.page("/")
    assert alice.post(where, {"hosted_by": "me", "seen": seen(alice)})["Location"] == "/two/"
    assert bob.post("/two/host/", {"hosted_by": "partner"})["Location"] == "/two/"
    says(bob.page("/two/"), "You and Alice")


def test_refusing_sees_the_guest_off_with_their_own_words_and_keeps_the_inviters(alice):
    bob = guest_with_words(alice, "Mallory")
    says_who_hosts(bob, "partner")
    where = re.search(r"/two/invite/[0-9a-f-]+/refuse/", alice.page("/two/"))[0]
    alice.post(where)
    assert alice.post(where).status_code == 302
    assert "Alice wrote this first" in alice.page("/conversation/journal/")
    assert Person.objects.of(couple_of(alice)).count() == 1
    assert bob.get("/you/").status_code == 302
    again = newcomer("Mallory")
    assert again.post("/in/", {"name": "Mallory", "words": bob.words}).status_code == 302
    assert "Mallory wrote" in again.page("/conversation/journal/")


def test_after_a_refusal_the_waiting_answer_meets_the_right_person(alice):
    guest_with_words(alice, "Mallory")
    alice.post(re.search(r"/two/invite/[0-9a-f-]+/refuse/", alice.page("/two/"))[0])
    bob = newcomer("Bob")
    where = pair(alice, bob)
    bob.post(f"{where}open/")
    assert "Alice wrote this first" in bob.page(where)
    assert "Mallory" not in alice.page(where)


def test_a_guest_who_never_took_words_is_swept_and_the_link_with_them(alice):
    bob = newcomer("Bob")
    answers(bob, invites(alice))
    later = clock.now() + timedelta(hours=25)
    sweep(later)
    assert bob.get("/you/")["Location"] == "/"
    alice.post("/unlock/", {"words": alice.words})
    assert Person.objects.of(couple_of(alice)).count() == 1
    assert not Invitation.objects.of(couple_of(alice)).exists()
    assert "Alice wrote this first" in alice.page("/conversation/journal/")


def test_before_a_yes_neither_reads_anything_of_the_other(alice):
    bob = guest_with_words(alice)
    says_who_hosts(bob, "partner")
    for someone, words in ((alice, "Bob wrote this first"), (bob, "Alice wrote this first")):
        for page in ("/", "/two/", "/conversation/", "/conversation/journal/"):
            assert words not in someone.page(page)
        someone.post(f"{round_of(someone)}open/")
        assert words not in someone.page(round_of(someone))


def test_whoever_has_a_partner_makes_no_link(couple):
    alice, bob = couple
    for someone in (alice, bob):
        assert someone.post("/two/invite/")["Location"] == "/two/"
        assert someone.get("/conversation/invite/").status_code == 302
        assert not Invitation.objects.of(couple_of(someone)).exists()


def test_a_link_from_before_pairing_is_void_after_it(alice):
    bob = guest_with_words(alice)
    says_who_hosts(bob, "partner")
    second = plain_link_while_waiting(alice)
    confirms(alice, "me")
    bob.page("/")
    nothing_opens(newcomer("").get(second))
    assert Directory.objects.count() == 4  # the words and the sheets of both, and no link


def plain_link_while_waiting(alice):
    """Her page shows who waits, so the link is read from the inviter's own list."""
    from nearer.couples.selectors import invitations
    from tests.presence import present_of

    alice.post("/two/invite/")
    code = next(i.code for i in invitations(present_of(alice)) if not i.used)
    return f"/i/{code.text}/"


def test_a_plain_link_asks_for_a_name_and_nothing_else(alice):
    bob = newcomer("Bob")
    link = plain_link(alice)
    assert "hosted_by" not in bob.page(link)
    assert bob.post(link, {"name": ""}).status_code == 422
    assert bob.post(link, {"name": "Bob"})["Location"] == "/words/"
    takes_words(bob)
    says_who_hosts(bob, "partner")
    confirms(alice, "me")
    says(bob.page("/two/"), "You and Alice")


@pytest.mark.parametrize("with_words", [True, False])
def test_a_third_person_does_not_stay_between_two(alice, with_words):
    """Charlie answered first and waits; then Bob comes, and it is Bob."""
    link, charlie = invites(alice), newcomer("Charlie")
    answers(charlie, link)
    if with_words:
        takes_words(charlie)
    bob, second = newcomer("Bob"), plain_link_while_waiting(alice)
    bob.post(second, {"name": "Bob"})
    takes_words(bob)
    says_who_hosts(bob, "partner")
    where = re.findall(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))
    assert len(where) == 1
    confirms(alice, "me")
    assert Person.objects.of(couple_of(alice)).count() == 2
    says(bob.page("/two/"), "You and Alice")
    assert charlie.get("/you/").status_code == 302
    if with_words:
        phone = newcomer("Charlie")
        phone.post("/in/", {"name": "Charlie", "words": charlie.words})
        assert "Charlie wrote this first" in phone.page("/conversation/journal/")
        says(phone.page("/two/"), "Nearer is for one, too.")
        assert couple_of(phone) != couple_of(alice)


def test_a_name_with_odd_letters_comes_through(alice):
    bob = newcomer("Bob")
    name = "<b>Bób</b> 🌱 \u202eدوست"
    answers(bob, invites(alice), name=name)
    bob.name = name
    takes_words(bob)
    says_who_hosts(bob, "partner")
    page = alice.page("/two/")
    assert "<b>Bób" not in page
    says(page, "Bób")


def test_the_question_of_the_link_is_the_one_that_was_chosen(alice):
    link = invites(alice, question=QUESTION)
    from nearer.practices.conversation import content

    says(newcomer("").page(link), content.everything()[QUESTION].text)
