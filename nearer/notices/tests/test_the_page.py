"""Asking for notices, confirming an address, stopping; as somebody meets it."""

from datetime import timedelta
from html import unescape

import pytest

from conftest import invites, newcomer, pair, takes_words
from nearer.accounts.models import Delay, Directory
from nearer.notices import worker
from nearer.notices.models import Letter
from nearer.notices.tests.conftest import (
    NOON,
    PAGE,
    WANTED,
    asked_by,
    asks,
    code_in,
    comes_by,
    confirms,
    dues,
)
from tests.outside import counts


def page(someone) -> str:
    return unescape(someone.page(PAGE))


def test_they_are_off_and_nothing_is_kept_of_anybody(alice):
    assert "Notices are off." in page(alice)
    assert counts()["Mailbox"] == counts()["Letter"] == 0


def test_what_the_server_can_read_is_said_before_anybody_types(alice):
    text = page(alice)
    assert text.index("The server can read this.") < text.index("<input")
    assert "Whoever runs this server could see it." in text


def test_a_partner_who_hosts_is_named_there(couple):
    alice, bob = couple
    assert "Alice runs this server." in page(bob)
    assert "runs this server. Whoever reads" not in page(alice)


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("", ""),
        ("", "nearer@example.org"),
        ("smtp://mail.example.org", ""),
        ("mail", "a@b.example"),
    ],
)
def test_without_a_mail_server_the_page_says_so_and_asks_for_nothing(alice, settings, url, sender):
    settings.SMTP_URL, settings.SMTP_FROM = url, sender
    text = page(alice)
    assert "has not given it a mail server" in text
    assert 'name="address"' not in text
    alice.post(PAGE, WANTED)
    assert counts()["Mailbox"] == 0


def test_somebody_without_words_takes_them_first(office, db):
    guest = newcomer()
    guest.post("/conversation/begin/", {"text": "A first line"})
    for reply in (guest.get(PAGE), guest.post(PAGE, WANTED)):
        assert reply["Location"] == "/words/"


def test_a_code_goes_to_the_address_and_nothing_else_before_it_is_typed(alice, office, at_noon):
    asks(alice)
    assert "A mail with a code is on its way" in page(alice)
    at_noon.move_to(NOON + timedelta(days=5))
    worker.work_once()
    assert office.taken == []  # nobody typed it, and now it is over
    at_noon.move_to(NOON)
    asks(alice)
    worker.work_once()
    (mail,) = office.taken
    assert mail["To"] == "alice@example.org"
    assert alice.post(f"{PAGE}code/", {"code": code_in(mail)}).status_code == 302
    assert "Notices are on, to" in page(alice)
    assert len(dues(alice)) == 4


def test_a_code_goes_out_in_quiet_hours_since_somebody_waits_for_it(alice, office, at_noon):
    at_noon.move_to(NOON + timedelta(hours=12))
    comes_by(alice)
    asks(alice)
    worker.work_once()
    assert len(office.taken) == 1


@pytest.mark.parametrize("typed", ["000000", "", "12", "no", "１２３４５６", "9" * 20])
def test_a_wrong_code_is_told_in_a_sentence_and_confirms_nothing(alice, office, typed):
    asks(alice)
    code = asked_by(alice).code
    typed = "111111" if typed == code else typed
    reply = alice.post(f"{PAGE}code/", {"code": typed})
    assert reply.status_code == 422
    text = unescape(reply.content.decode())
    assert "That is not the code" in text or "Type the six digits" in text
    assert not asked_by(alice).confirmed


def test_after_five_wrong_codes_the_right_one_is_over_and_another_works(alice, office):
    asks(alice)
    code = asked_by(alice).code
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        alice.post(f"{PAGE}code/", {"code": wrong})
    reply = alice.post(f"{PAGE}code/", {"code": code})
    assert "works no more" in reply.content.decode()
    alice.post(f"{PAGE}again/")
    worker.work_once()
    assert alice.post(f"{PAGE}code/", {"code": code_in(office.taken[-1])}).status_code == 302
    assert asked_by(alice).confirmed


def test_a_code_that_ran_out_is_told_in_a_sentence(alice, office, at_noon):
    asks(alice)
    code = asked_by(alice).code
    at_noon.move_to(NOON + timedelta(minutes=61))
    comes_by(alice)
    reply = alice.post(f"{PAGE}code/", {"code": code})
    assert reply.status_code == 422
    assert "works no more" in reply.content.decode()
    assert not asked_by(alice).confirmed


def test_spaces_in_a_code_do_not_matter(alice, office):
    asks(alice)
    code = asked_by(alice).code
    assert alice.post(f"{PAGE}code/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_nobody_fills_a_strangers_letter_box(alice, charlie, office):
    for _ in range(3):
        asks(alice, address="victim@example.org")
    for someone in (alice, charlie):
        reply = someone.post(PAGE, {**WANTED, "address": "victim@example.org"})
        assert reply.status_code == 422
        assert "no other one was" in unescape(reply.content.decode())
    reply = alice.post(f"{PAGE}again/")
    assert reply.status_code == 422
    alice.post(f"{PAGE}stop/")
    assert alice.post(PAGE, {**WANTED, "address": "victim@example.org"}).status_code == 422
    for n in range(3):
        asks(alice, address=f"victim{n}@example.org")
    assert alice.post(PAGE, {**WANTED, "address": "another@example.org"}).status_code == 422


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("alice@example.org\nBcc: everybody@example.org", "one line"),
        ("alice@example.org\r\nSubject: Hello", "one line"),
        ("älice@example.org", "plain letters"),
        ("a" * 300 + "@example.org", "longer than an address can be"),
        ("alice@" + "a" * 290 + ".org", "longer than an address can be"),
        ("alice", "not a whole address"),
        ("", "Give the address"),
        ("alice@example.org\x00", "Null characters"),
    ],
)
def test_a_bad_address_is_told_in_a_sentence_and_nothing_else_is_lost(alice, address, says):
    wanted = {**WANTED, "address": address, "day": "2", "at": "07:45", "name": "plain"}
    reply = alice.post(PAGE, wanted)
    text = unescape(reply.content.decode())
    assert reply.status_code == 422
    assert says in text
    for kept in ('value="2" selected', 'value="07:45"', 'value="plain" checked'):
        assert kept in text
    assert counts()["Mailbox"] == counts()["Letter"] == 0


def test_a_bad_address_leaves_the_one_that_works(reader):
    before = dues(reader)
    assert reader.post(PAGE, {**WANTED, "address": "nonsense"}).status_code == 422
    assert asked_by(reader).address == "alice@example.org"
    assert dues(reader) == before != []


def test_an_address_with_letters_of_its_own_in_the_domain_works(alice, office):
    asks(alice, address="alice@bücher.example")
    worker.work_once()
    assert office.taken[0]["To"] == "alice@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("kinds", [], "Choose at least one"),
        ("kinds", ["nothing such"], "Select a valid choice"),
        ("begins", "late", "as it stands on a clock"),
        ("at", "", "as it stands on a clock"),
        ("day", "9", "Select a valid choice"),
    ],
)
def test_what_else_is_wrong_is_told_too(alice, field, value, says):
    reply = alice.post(PAGE, {**WANTED, field: value})
    assert reply.status_code == 422
    assert says in unescape(reply.content.decode())


def test_changing_the_hours_needs_no_new_code_and_moves_what_is_planned(reader):
    before = dues(reader)
    asks(reader, at="23:00")
    assert [b.hour for b in before] == [18] * 4
    assert [b.hour for b in dues(reader)] == [8] * 4
    asks(reader, at="23:00", begins="00:00", ends="00:00")
    assert [b.hour for b in dues(reader)] == [23] * 4


def test_another_address_needs_a_code_of_its_own_and_the_old_one_gets_nothing(
    reader, office, at_noon
):
    asks(reader, address="new@example.org")
    assert [row.state for row in Letter.objects.all()] == ["due"]
    at_noon.move_to(NOON + timedelta(days=4))
    worker.work_once()
    assert office.taken == []
    at_noon.move_to(NOON)
    reader.post(f"{PAGE}again/")
    confirms(reader, office)
    assert asked_by(reader).address == "new@example.org"
    assert len(dues(reader)) == 4


def test_stopping_deletes_the_address_and_everything_planned(reader):
    assert counts()["Mailbox"] == 1
    lines = Directory.objects.count()
    reader.post(f"{PAGE}stop/")
    assert "Notices are off." in page(reader)
    assert counts()["Mailbox"] == counts()["Letter"] == 0
    assert Directory.objects.count() == lines - 1


# --- the link in each mail ---------------------------------------------------------------


def off_link(mail) -> str:
    return mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")


@pytest.fixture
def link(reader, office, at_noon) -> str:
    at_noon.move_to(NOON + timedelta(days=3, hours=6))
    worker.work_once()
    return off_link(office.taken[0])


def test_the_link_switches_off_without_signing_in_and_looking_changes_nothing(link, reader):
    stranger = newcomer()
    looked = stranger.get(link)
    assert looked.status_code == 200
    assert "<button" in looked.content.decode()
    assert counts()["Mailbox"] == 1
    pressed = stranger.post(link)
    assert pressed.status_code == 200
    assert "Notices are off." in pressed.content.decode()
    assert counts()["Mailbox"] == counts()["Letter"] == 0
    comes_by(reader)
    assert counts()["Letter"] == 0


def test_a_mail_program_can_press_it_by_itself(link):
    reply = newcomer().post(link, {"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    assert counts()["Mailbox"] == 0


def test_a_link_that_was_used_or_is_not_whole_says_so(link):
    stranger = newcomer()
    stranger.post(link)
    for path in (link, link[:-2] + "/", "/notices/off/zz/", "/notices/off/" + "0" * 32 + "/"):
        reply = stranger.post(path)
        assert reply.status_code == 410
        assert "switches nothing off" in reply.content.decode()


def test_the_page_behind_the_link_is_the_same_for_everybody(link, reader):
    bodies = {
        someone.get(path).content
        for someone in (reader, newcomer())
        for path in (link, "/notices/off/" + "0" * 32 + "/")
    }
    assert len(bodies) == 1


# --- moving, leaving, deleting ----------------------------------------------------------


def test_notices_go_along_when_two_accounts_pair(reader, office):
    bob = takes_words(newcomer("Bob"))
    link = invites(bob)
    code = link.split("/")[-2]
    reader.post(f"/i/{code}/", {"hosted_by": "partner"})
    from conftest import confirms as says_yes

    says_yes(bob, "me")
    reader.client.cookies.clear()
    reader.post("/in/", {"name": "Alice", "words": reader.words})
    assert asked_by(reader).confirmed
    assert len(dues(reader)) == 4
    newcomer().post(f"/notices/off/{asked_by(reader).off.hex()}/")
    assert counts()["Mailbox"] == 0


@pytest.fixture
def two(reader, office):
    """Alice and Bob, both with notices."""
    bob = newcomer("Bob")
    pair(reader, bob)
    asks(bob, address="bob@example.org")
    confirms(bob, office)
    return reader, bob


def test_leaving_ends_what_was_planned_for_both_and_the_leavers_address_is_gone(two):
    alice, bob = two
    assert counts()["Letter"] == 8
    alice.post("/two/leave/", {"sure": "on"})
    assert counts()["Letter"] == 0
    assert counts()["Mailbox"] == 1
    bob.post("/two/ended/")
    comes_by(bob)
    assert len(dues(bob)) == 4
    comes_by(alice)
    assert "Notices are off." in page(alice)


def test_deleting_leaves_no_row_of_it_anywhere(two):
    alice, bob = two
    for someone in (alice, bob):
        reply = someone.post("/you/delete/", {"words": someone.words, "sure": "on"})
        assert reply.status_code == 200
    assert {name: left for name, left in counts().items() if left} == {}


def test_deleting_alone_ends_what_was_planned_for_the_other_too(two):
    alice, bob = two
    alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    assert counts()["Letter"] == 0
    assert asked_by(bob).confirmed


def test_of_an_address_nobody_confirmed_only_a_count_stays_for_half_a_day(alice):
    asks(alice, address="victim@example.org")
    alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    assert {name: left for name, left in counts().items() if left} == {"Delay": 1}
    assert Delay.objects.get().failures == 1
