"""Coming in, coming back, locking, changing words: through the pages, as people do."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from conftest import hidden, newcomer, round_of, takes_words
from nearer.accounts.models import Directory, Person, Session, Slot
from nearer.lib import clock


def signs_in(name, words):
    someone = newcomer(name)
    return someone, someone.post("/in/", {"name": name, "words": words})


def recovery_code(reply):
    return re.search(r"([0-9A-Z]{4}-){6}[0-9A-Z]{2}", reply.content.decode())[0]


def new_words(someone, *, name=None, own=""):
    made = hidden(someone.page("/you/words/"), "made")
    data = {"name": name or someone.name, "made": made, "own": own, "kept": "on"}
    data["now"] = someone.words
    reply = someone.post("/you/words/", data)
    someone.words = own or made.rsplit(":", 1)[0]
    return reply


@pytest.fixture
def alice_writes(alice):
    alice.post("/conversation/question/kitchen-light/", {"text": "On the stairs, in May"})
    return alice


def reads(someone):
    return "On the stairs, in May" in someone.page("/conversation/journal/")


def test_words_bring_back_what_was_written(alice_writes):
    phone, reply = signs_in(" ALICE ", alice_writes.words.upper().replace(" ", ", "))
    assert reply.status_code == 302
    assert reads(phone)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        pytest.param("Alice", lambda words: words + " tea", id="a word too many"),
        pytest.param("Alice", lambda words: " ".join(reversed(words.split())), id="reversed"),
        pytest.param("Bob", lambda words: words, id="another name"),
    ],
)
def test_wrong_words_open_nothing_and_say_so_once(alice, name, spoil):
    _, reply = signs_in(name, spoil(alice.words))
    page = unescape(reply.content.decode())
    assert reply.status_code == 422
    assert "These words do not open anything under this name." in page
    assert alice.words not in page
    assert "nearer" not in reply.cookies


def test_too_many_wrong_tries_wait_and_the_right_words_wait_too(alice):
    for _ in range(4):
        signs_in("Alice", "wrong words")
    _, reply = signs_in("Alice", alice.words)
    assert reply.status_code == 429
    assert int(reply["Retry-After"]) in {1, 2}
    assert "Try again in" in reply.content.decode()
    with time_machine.travel(clock.now() + timedelta(seconds=3), tick=True):
        assert signs_in("Alice", alice.words)[1].status_code == 302
        assert signs_in("Alice", alice.words)[1].status_code == 302


def test_two_annas_with_different_words_never_meet(db, someone_new):
    one, other = takes_words(someone_new("Anna")), takes_words(someone_new("Anna"))
    one.post("/conversation/question/kitchen-light/", {"text": "The first Anna"})
    other.post("/conversation/question/kitchen-light/", {"text": "The second Anna"})
    for anna, mine, not_mine in ((one, "first", "second"), (other, "second", "first")):
        phone, _ = signs_in("Anna", anna.words)
        assert f"The {mine} Anna" in phone.page("/conversation/journal/")
        assert f"The {not_mine} Anna" not in phone.page("/conversation/journal/")


def test_the_very_same_name_and_words_are_refused(someone_new, db):
    own = "thundering marmalade quietly outlives eleven lighthouses"
    replies = []
    for _ in range(2):
        someone = someone_new("Anna")
        made = hidden(someone.page("/words/"), "made")
        data = {"name": "Anna", "made": made, "own": own, "kept": "on"}
        replies.append(someone.post("/words/", data))
    assert [reply.status_code for reply in replies] == [200, 422]
    assert "in use already" in replies[1].content.decode()


def test_a_recovery_code_brings_back_everything_and_asks_for_new_words(someone_new, db):
    alice = someone_new("Alice")
    made = hidden(alice.page("/words/"), "made")
    reply = alice.post("/words/", {"name": "Alice", "made": made, "own": "", "kept": "on"})
    code = recovery_code(reply)
    alice.post("/conversation/question/kitchen-light/", {"text": "On the stairs, in May"})
    phone = someone_new("Alice")
    reply = phone.post("/in/recover/", {"code": code.lower().replace("-", " ")})
    assert reply["Location"] == "/you/words/"
    second = recovery_code(new_words(phone))
    assert reads(phone)
    assert signs_in("Alice", made.rsplit(":", 1)[0])[1].status_code == 422
    assert someone_new("").post("/in/recover/", {"code": code}).status_code == 422
    assert someone_new("").post("/in/recover/", {"code": second}).status_code == 302


@pytest.mark.parametrize("code", ["", "x", "U" * 26, "0000-0000-0000-0000-0000-0000-00", "🌱" * 9])
def test_a_code_that_is_none_is_said(db, someone_new, code):
    reply = someone_new("").post("/in/recover/", {"code": code})
    assert reply.status_code == 422
    assert "nearer" not in reply.cookies


def test_changed_words_keep_everything_and_sign_the_other_devices_out(alice_writes):
    old_words = alice_writes.words
    phone, _ = signs_in("Alice", old_words)
    assert new_words(alice_writes, name="Alicia").status_code == 200
    assert reads(alice_writes)
    assert phone.get("/you/").status_code == 302
    assert signs_in("Alice", old_words)[1].status_code == 422
    again, _ = signs_in("Alicia", alice_writes.words)
    assert reads(again)
    assert Slot.objects.of(Directory.objects.first().couple_id).count() == 2
    assert Directory.objects.count() == 2


def test_no_sheet_means_that_no_code_opens_anything(someone_new, db):
    alice = someone_new("Alice")
    made = hidden(alice.page("/words/"), "made")
    code = recovery_code(
        alice.post("/words/", {"name": "Alice", "made": made, "own": "", "kept": "on"})
    )
    alice.post("/words/no-sheet/")
    assert someone_new("").post("/in/recover/", {"code": code}).status_code == 422
    assert Directory.objects.count() == 1
    assert "no recovery" in alice.page("/you/")


def test_a_sheet_can_be_saved_as_a_file(alice):
    reply = alice.post("/words/sheet/", {"name": "Alice", "code": "AAAA-BBBB"})
    assert "attachment" in reply["Content-Disposition"]
    assert "AAAA-BBBB" in reply.content.decode()


def test_the_date_is_the_one_on_the_persons_own_wall(alice):
    with time_machine.travel("2026-11-25T23:30:00+00:00", tick=True):
        alice.client.cookies.clear()
        phone, _ = signs_in("Alice", alice.words)
        assert phone.post("/you/zone/", {"zone": "Asia/Tokyo"}).status_code == 302
        phone.post("/conversation/question/kitchen-light/", {"text": "It is tomorrow here"})
        assert "26 November 2026" in phone.page("/conversation/journal/")


def test_an_unknown_zone_is_said_and_stands_in_the_form(alice):
    reply = alice.post("/you/zone/", {"zone": "Mars/Olympus"})
    assert reply.status_code == 422
    assert "There is no zone called Mars/Olympus." in reply.content.decode()
    assert 'value="Mars/Olympus"' in reply.content.decode()


def test_the_list_of_devices_says_which_is_which(alice):
    phone = newcomer("Alice")
    agent = "Mozilla/5.0 (Linux; Android 14) Gecko/121 Firefox/121"
    phone.post("/in/", {"name": "Alice", "words": alice.words}, headers={"user-agent": agent})
    page = alice.page("/you/")
    assert "Firefox on Android" in page
    assert page.count("· here") == 1


def test_one_device_or_all_others_can_be_signed_out(alice):
    phones = [signs_in("Alice", alice.words)[0] for _ in range(3)]
    where = re.search(r"/you/devices/[0-9a-f-]{36}/", alice.page("/you/"))[0]
    alice.post(where)
    assert sum(phone.get("/you/").status_code == 200 for phone in phones) == 2
    alice.post("/you/devices/others/")
    assert all(phone.get("/you/").status_code == 302 for phone in phones)
    assert alice.get("/you/").status_code == 200


def test_nobody_signs_out_somebody_elses_device(alice, charlie):
    session = Session.objects.of(couple_of(alice)).get().id
    charlie.post(f"/you/devices/{session}/")
    assert alice.get("/you/").status_code == 200


def couple_of(someone):
    """The couple that stands in this person's cookie."""
    from nearer.accounts.sessions import read_ticket

    return read_ticket(someone.client.cookies["nearer"].value).couple


def test_a_lock_destroys_the_half_and_words_open_it_again(alice_writes):
    alice_writes.post("/lock/")
    row = Session.objects.of(couple_of(alice_writes)).get()
    assert not row.share
    assert not row.box
    assert alice_writes.get("/you/")["Location"].startswith("/unlock/")
    wrong = alice_writes.post("/unlock/", {"words": "not these"})
    assert wrong.status_code == 422
    assert alice_writes.post("/unlock/", {"words": alice_writes.words}).status_code == 302
    assert reads(alice_writes)


def test_it_locks_by_itself_when_nobody_was_here(alice):
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=True):
        assert alice.get("/you/")["Location"].startswith("/unlock/")


def test_a_clock_set_back_locks_and_loses_nothing(alice_writes):
    with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
        assert alice_writes.get("/you/")["Location"].startswith("/unlock/")
        assert alice_writes.post("/unlock/", {"words": alice_writes.words}).status_code == 302
        assert reads(alice_writes)


def with_pin(someone, pin="314159"):
    assert someone.post("/you/pin/", {"pin": pin, "now": someone.words}).status_code == 302
    return someone


def test_a_pin_opens_the_lock_on_this_device_only(alice_writes):
    with_pin(alice_writes).post("/lock/")
    assert "Or with your words" in alice_writes.page("/unlock/")
    assert alice_writes.post("/unlock/", {"pin": "314159"}).status_code == 302
    assert reads(alice_writes)
    phone, _ = signs_in("Alice", alice_writes.words)
    phone.post("/lock/")
    assert "Or with your words" not in phone.page("/unlock/")
    assert phone.post("/unlock/", {"pin": "314159"}).status_code == 422


def test_after_five_wrong_pins_only_the_words_open_it(alice):
    with_pin(alice).post("/lock/")
    said = [unescape(alice.post("/unlock/", {"pin": "000000"}).content.decode()) for _ in range(5)]
    for sentence, page in zip(
        ["4 more tries", "3 more tries", "2 more tries", "One more try", "has forgotten the PIN"],
        said,
        strict=True,
    ):
        assert sentence in page
    assert alice.post("/unlock/", {"pin": "314159"}).status_code == 422
    assert not Slot.objects.of(couple_of(alice)).filter(kind="pin").exists()
    assert alice.post("/unlock/", {"words": alice.words}).status_code == 302


def test_the_right_pin_forgives_the_wrong_ones(alice):
    with_pin(alice)
    for _ in range(3):
        alice.post("/lock/")
        for _ in range(3):
            alice.post("/unlock/", {"pin": "000000"})
        assert alice.post("/unlock/", {"pin": "314159"}).status_code == 302


def test_a_pin_can_be_taken_off_and_goes_with_the_words(alice):
    with_pin(alice)
    assert "A PIN opens the lock" in alice.page("/you/")
    alice.post("/you/pin/forget/")
    assert not Slot.objects.of(couple_of(alice)).filter(kind="pin").exists()
    with_pin(alice)
    new_words(alice)
    assert not Slot.objects.of(couple_of(alice)).filter(kind="pin").exists()


@pytest.mark.parametrize("pin", ["", "12345", "abcdef", "1234567", "🌱🌱🌱🌱🌱🌱"])
def test_a_pin_that_is_none_is_said(alice, pin):
    reply = alice.post("/you/pin/", {"pin": pin, "now": alice.words})
    assert reply.status_code == 422
    assert "six digits" in reply.content.decode()


def test_what_is_sent_after_the_lock_is_there_after_unlocking(alice):
    where = "/conversation/question/kitchen-light/"
    alice.get(where)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=True):
        reply = alice.post(where, {"text": "I was still writing", "path": where})
        assert reply["Location"] == "/unlock/?kept=1"
        assert "is kept" in alice.page(reply["Location"])
        back = alice.post("/unlock/", {"words": alice.words})
        assert back["Location"] == where
        assert "I was still writing" in alice.page(where)


def test_secrets_are_never_kept_with_a_late_text(alice):
    where = "/conversation/question/kitchen-light/"
    alice.post("/lock/")
    data = {"text": "late", "words": "my words", "pin": "314159", "code": "AAAA", "path": where}
    alice.post(where, data)
    alice.post("/unlock/", {"words": alice.words})
    page = alice.page(where)
    assert "late" in page
    assert "my words" not in page


def test_somebody_without_words_is_swept_after_a_day_and_not_before(db, someone_new):
    from nearer.accounts.sweeps import sweep

    someone = someone_new("")
    someone.post("/conversation/begin/", {"text": "On the stairs, in May"})
    couple = couple_of(someone)
    sweep(clock.now() + timedelta(hours=23))
    assert Person.objects.of(couple).exists()
    sweep(clock.now() + timedelta(hours=25))
    assert not Person.objects.of(couple).exists()


def test_somebody_who_took_words_is_never_swept(alice):
    from nearer.accounts.sweeps import sweep

    sweep(clock.now() + timedelta(days=400))
    assert Person.objects.of(couple_of(alice)).exists()
    assert signs_in("Alice", alice.words)[1].status_code == 302


def test_a_changed_key_is_vouched_for_by_the_old_one(couple):
    """Twice in a row and on both sides, before anybody looked in."""
    alice, bob = couple
    new_words(alice)
    new_words(alice)
    new_words(bob)
    for someone in (alice, bob, alice):
        assert "is not the one you know" not in unescape(someone.page("/two/"))
    where = round_of(alice)
    bob.post(f"{where}open/")
    assert "Alice wrote this first" in bob.page(where)
    assert "Bob wrote this first" in alice.page(where)
