"""Who gets in, with what, for how long, and what is left when they are gone."""

import json
import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.core import signing
from django.test import Client
from django.urls import URLPattern, get_resolver

from conftest import QUESTION, hidden, invites, newcomer, round_of, takes_words
from nearer import settings as real_settings
from nearer.accounts import delay, rules, sweeps, ways
from nearer.accounts.models import Late, Person, Session, Slot
from nearer.accounts.sessions import Ticket
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.lib.access import Access, access_of
from nearer.practices.conversation import content
from nearer.sealing import passphrase
from nearer.sealing import sessions as halves
from nearer.sealing.boxes import context
from nearer.web.middleware import PUBLIC
from tests import sittings
from tests.outside import counts, entries, person_of, rows, takes_all, ticket

HERE = f"/conversation/question/{QUESTION}/"
OTHER = content.bank()[1].id
SECRET_TEXT = "what only Alice may ever read"
NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)

OPEN_TO_ANYONE = {
    "home", "take-words", "sign-in", "recover", "unlock", "invitation", "join",
    "begin", "guest",
}  # fmt: skip
THE_SAME_FOR_ALL = {
    "help", "look", "offline", "manifest", "service-worker", "favicon", "exit", "promise",
    "notices-off", "subscription",
}  # fmt: skip


@pytest.fixture
def writer(alice):
    """Alice, with one text that is hers alone."""
    alice.post(HERE, {"text": SECRET_TEXT})
    assert SECRET_TEXT in alice.page(HERE)
    return alice


def with_cookie(made: Ticket):
    phone = newcomer()
    phone.client.cookies["nearer"] = made.text
    return phone


def shows_nothing(phone) -> None:
    for path in (HERE, "/conversation/journal/", "/you/", "/conversation/", "/"):
        reply = phone.get(path, follow=True)
        assert SECRET_TEXT not in reply.content.decode()
        assert phone.get(path).wsgi_request.person is None
    assert phone.get(HERE).status_code == 302


def signs_in(someone, words=None, name=None):
    """The same person on another phone."""
    phone = newcomer(name or someone.name)
    phone.words = words or someone.words
    phone.reply = phone.post("/in/", {"name": phone.name, "words": phone.words})
    return phone


def changes_words(someone):
    made = hidden(someone.page("/you/words/"), "made")
    data = {"name": someone.name, "made": made, "own": "", "kept": "on", "now": someone.words}
    old, someone.words = someone.words, made.rsplit(":", 1)[0]
    reply = someone.post("/you/words/", data)
    assert reply.status_code == 200
    return old


# --- what opens nothing --------------------------------------------------------------------


def test_a_session_forged_with_the_servers_key_shows_nothing(writer):
    here, person = ticket(writer), person_of(writer)
    phone = with_cookie(Ticket(here.couple, here.session, os.urandom(32)))
    phone.client.cookies["sessionid"] = signing.dumps({"_auth_user_id": str(person)})
    shows_nothing(phone)


def test_a_row_that_somebody_wrote_for_a_cookie_of_their_own_shows_nothing(writer):
    here = ticket(writer)
    made = Ticket(here.couple, uuid4(), os.urandom(32))
    row = Session.objects.of(here.couple).get(id=here.session)
    parts = halves.split(
        os.urandom(32),
        secret=made.secret,
        session=made.session,
        public_key=os.urandom(32),
        times="",
    )
    for share, box in ((parts.share, parts.box), (row.share, row.box), (row.share, parts.box)):
        Session.objects.of(here.couple).filter(id=made.session).delete()
        row.id, row.share, row.box = made.session, share, box
        Session.objects.bulk_create([row])
        shows_nothing(with_cookie(made))


def test_the_cookie_alone_opens_nothing(writer):
    phone = with_cookie(ticket(writer))
    assert SECRET_TEXT in phone.page(HERE)  # so the cookie and the row together do
    Session.objects.of(ticket(writer).couple).delete()
    shows_nothing(phone)


def test_the_row_alone_opens_nothing(writer):
    here = ticket(writer)
    row = Session.objects.of(here.couple).get(id=here.session)
    for guess in (bytes(32), bytes(row.share), bytes(row.box)[:32], bytes(row.late)[:32]):
        shows_nothing(with_cookie(Ticket(here.couple, here.session, guess)))


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c", "....", "é.é.é", "A" * 5000])
def test_nonsense_in_the_cookie_is_a_stranger(writer, text):
    phone = newcomer()
    phone.client.cookies["nearer"] = text
    shows_nothing(phone)


# --- locks ------------------------------------------------------------------------------------


def is_open(someone) -> bool:
    return someone.get(HERE).status_code == 200


@pytest.fixture
def at_noon(db):
    with time_machine.travel(NOON, tick=False) as machine:
        alice = takes_words(newcomer("Alice"))
        alice.post(HERE, {"text": SECRET_TEXT})
        yield alice, machine


def test_it_locks_after_thirty_idle_minutes_and_not_before(at_noon):
    alice, machine = at_noon
    machine.move_to(NOON + timedelta(minutes=29))
    assert is_open(alice)
    machine.move_to(NOON + timedelta(minutes=58))
    assert is_open(alice)  # each visit counts anew
    machine.move_to(NOON + timedelta(minutes=89))
    assert not is_open(alice)


def test_it_locks_after_twelve_hours_however_busy_one_is(at_noon):
    alice, machine = at_noon
    for minutes in range(20, 12 * 60, 20):
        machine.move_to(NOON + timedelta(minutes=minutes))
        assert is_open(alice)
    machine.move_to(NOON + timedelta(hours=12))
    assert not is_open(alice)


def test_a_page_that_asks_by_itself_does_not_keep_it_open(at_noon):
    alice, machine = at_noon
    for minutes in range(5, 31, 5):
        machine.move_to(NOON + timedelta(minutes=minutes))
        reply = alice.get(HERE, headers={"X-Nearer-Poll": "1"})
    assert reply.status_code == 302


def test_a_clock_set_back_opens_nothing_again(at_noon):
    alice, machine = at_noon
    machine.move_to(NOON + timedelta(minutes=31))
    assert not is_open(alice)
    for back in (timedelta(minutes=1), timedelta(), -timedelta(days=400)):
        machine.move_to(NOON + back)
        assert not is_open(alice)


def test_it_locks_even_when_nobody_asks(at_noon):
    alice, machine = at_noon
    here = ticket(alice)
    machine.move_to(NOON + timedelta(minutes=31))
    sweeps.sweep(clock.now())
    row = Session.objects.of(here.couple).get(id=here.session)
    assert not row.share
    assert not row.box


def test_locking_destroys_the_rows_half(writer):
    here = ticket(writer)
    writer.post("/lock/")
    row = Session.objects.of(here.couple).get(id=here.session)
    assert not row.share
    assert not row.box
    shows_nothing(with_cookie(here))


def test_a_copy_of_the_row_put_back_after_an_idle_lock_opens_nothing(at_noon):
    """Whoever holds the locked phone and the database: the row is bound to when it was."""
    alice, machine = at_noon
    here = ticket(alice)
    row = Session.objects.of(here.couple).filter(id=here.session)
    copy = row.get()
    machine.move_to(NOON + timedelta(minutes=31))
    sweeps.sweep(clock.now())  # nobody asked, so the cookie is still the old one
    for seen in (copy.seen_at, clock.now()):
        row.update(share=copy.share, box=copy.box, started_at=seen, seen_at=seen)
        assert not is_open(with_cookie(here))


def test_a_copy_of_the_row_put_back_after_a_pressed_lock_opens_nothing(writer):
    here = ticket(writer)
    before = Session.objects.of(here.couple).get(id=here.session)
    writer.post("/lock/")
    Session.objects.of(here.couple).filter(id=here.session).update(
        share=before.share, box=before.box, late=before.late
    )
    assert ticket(writer).secret != here.secret
    shows_nothing(writer)


# --- other phones -------------------------------------------------------------------------------


def test_a_revoked_phone_shows_nothing_and_the_others_stay(writer):
    lost, kept = signs_in(writer), signs_in(writer)
    writer.post(f"/you/devices/{ticket(lost).session}/")
    shows_nothing(lost)
    assert is_open(writer)
    assert is_open(kept)


def test_revoking_the_others_leaves_only_this_one(writer):
    others = [signs_in(writer), signs_in(writer)]
    writer.post("/you/devices/others/")
    for phone in others:
        shows_nothing(phone)
    assert is_open(writer)


def test_new_words_make_other_phones_sign_in_and_the_old_ones_open_nothing(writer):
    other = signs_in(writer)
    writer.post("/you/pin/", {"pin": "480193", "now": writer.words})
    old = changes_words(writer)
    assert is_open(writer)
    shows_nothing(other)
    shows_nothing(signs_in(writer, words=old))
    assert SECRET_TEXT in signs_in(writer).page(HERE)
    assert not Slot.objects.of(ticket(writer).couple).filter(kind="pin").exists()


def test_an_old_backup_with_the_old_words_opens_only_what_is_in_it(couple):
    alice, bob = couple
    alice.post(HERE, {"text": "before the change"})
    where = round_of(alice)
    bob.post(f"{where}open/")
    backup, old = takes_all(ticket(alice).couple), changes_words(alice)
    bob.page("/")
    alice.post(f"/conversation/question/{OTHER}/", {"text": "after the change"})
    bob.post(f"{where}reply/", {"text": "Bob wrote after the change"})
    alice.post(f"{where}reply/", {"text": "Alice wrote after the change"})
    now = takes_all(ticket(alice).couple)
    assert now.comes_in(name="Alice", words=old) is None
    vault = backup.comes_in(name="Alice", words=old)
    assert "before the change" in backup.reads(vault)
    assert not [text for text in now.reads(vault) if "after the change" in text]
    fresh = now.comes_in(name="Alice", words=alice.words)
    assert sum("after the change" in text for text in now.reads(fresh)) >= 2


def test_the_recovery_code_leads_to_new_words_and_they_to_everything(writer):
    made = hidden(writer.page("/you/words/"), "made")
    data = {"name": "Alice", "made": made, "own": "", "kept": "on", "now": writer.words}
    sheet = writer.post("/you/words/", data).content.decode()
    code = re.search(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}\b", sheet)[0]
    phone = newcomer("Alice")
    reply = phone.post("/in/recover/", {"code": code.lower()})
    assert reply["Location"] == "/you/words/"
    assert phone.get(HERE)["Location"] == "/you/words/"  # the sheet alone is for that only
    changes_words(phone)
    assert SECRET_TEXT in phone.page(HERE)
    stranger = newcomer()
    stranger.post("/in/recover/", {"code": code})
    shows_nothing(stranger)
    assert "opens nothing" in stranger.post("/in/recover/", {"code": "AAAA"}).content.decode()


# --- guessing -----------------------------------------------------------------------------------


def guesses(times, name="Alice"):
    phone = newcomer()
    return [phone.post("/in/", {"name": name, "words": f"wrong {n}"}) for n in range(times)]


def test_wrong_words_are_slowed_down_and_told_how_long(at_noon):
    assert at_noon
    replies = guesses(5)
    assert [reply.status_code for reply in replies] == [422, 422, 422, 422, 429]
    assert replies[-1]["Retry-After"] == "2"
    assert "Try again in 2 seconds" in replies[-1].content.decode()
    assert guesses(1)[0].status_code == 429


def test_guessing_never_keeps_the_right_words_out_for_more_than_half_a_minute(at_noon):
    alice, machine = at_noon
    moment = NOON
    for _ in range(40):
        guesses(1)
        moment += timedelta(seconds=31)
        machine.move_to(moment)
    assert guesses(1)[0].status_code == 422
    blocked = signs_in(alice)
    assert blocked.reply.status_code == 429
    assert int(blocked.reply["Retry-After"]) <= 30
    machine.move_to(moment + timedelta(seconds=31))
    assert signs_in(alice).reply.status_code == 302


def test_a_second_person_of_the_same_name_shares_the_wait_and_nothing_else(at_noon):
    _, machine = at_noon
    namesake = takes_words(newcomer("alice "))
    guesses(5)
    assert signs_in(namesake, name="Alice").reply.status_code == 429  # the name is all we know
    machine.move_to(NOON + timedelta(seconds=3))
    phone = signs_in(namesake, name="Alice")
    assert phone.reply.status_code == 302
    assert SECRET_TEXT not in phone.page(HERE)
    guesses(5)
    assert guesses(1, name="Somebody else")[0].status_code == 422


def test_signing_in_as_a_namesake_does_not_give_a_guesser_free_tries(at_noon):
    _, machine = at_noon
    mallory = takes_words(newcomer("Alice"))
    guesses(4)
    machine.move_to(NOON + timedelta(seconds=3))
    assert signs_in(mallory).reply.status_code == 302
    machine.move_to(NOON + timedelta(seconds=6))
    guesses(1)
    assert guesses(1)[0].status_code == 429


def test_a_clock_set_back_keeps_nobody_out(at_noon):
    alice, machine = at_noon
    guesses(5)
    machine.move_to(NOON - timedelta(days=30))
    assert signs_in(alice).reply.status_code == 302


def test_no_more_than_two_stretchings_at_once(monkeypatch):
    running, most, guard = 0, 0, threading.Lock()

    class Slow:
        def __init__(self, **cost):
            self.cost = cost

        def derive(self, _words):
            nonlocal running, most
            with guard:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with guard:
                running -= 1
            return os.urandom(32)

    monkeypatch.setattr(passphrase, "Argon2id", Slow)

    def one(_number):
        with suppress(passphrase.TooBusy):  # whoever finds a queue comes back later
            return passphrase.stretch("a b", bytes(16), passphrase.Cost())

    with ThreadPoolExecutor(8) as pool:
        kept = [found for found in pool.map(one, range(12)) if found]
    assert most == 2
    assert len(kept) >= 2


def test_a_guess_really_costs_64_mib_and_three_passes(monkeypatch, settings):
    asked = []
    settings.ARGON2_MEMORY_KIB = real_settings.ARGON2_MEMORY_KIB
    settings.ARGON2_PASSES = real_settings.ARGON2_PASSES
    real = passphrase.Argon2id

    def remembering(**how):
        asked.append(how)
        return real(**how)

    monkeypatch.setattr(passphrase, "Argon2id", remembering)
    passphrase.stretch("a b c d e", os.urandom(16), ways.cost())
    assert asked[0]["memory_cost"] == 64 * 1024
    assert asked[0]["iterations"] == 3
    assert asked[0]["length"] == 32


# --- the PIN ------------------------------------------------------------------------------------


def test_the_pin_opens_the_lock_on_its_device_only(writer):
    writer.post("/you/pin/", {"pin": "480193", "now": writer.words})
    here = ticket(writer)
    writer.post("/lock/")
    elsewhere = with_cookie(here)
    elsewhere.post("/unlock/", {"pin": "480193"})
    shows_nothing(elsewhere)
    writer.post("/unlock/", {"pin": "480193"})
    assert SECRET_TEXT in writer.page(HERE)


def test_five_wrong_pins_and_the_right_one_opens_nothing(writer):
    writer.post("/you/pin/", {"pin": "480193", "now": writer.words})
    device = writer.client.cookies["device"].value
    writer.post("/lock/")
    said = [writer.post("/unlock/", {"pin": f"00000{n}"}).content.decode() for n in range(5)]
    assert "4 more tries" in said[0].lower()
    assert "has forgotten the PIN" in said[4]
    assert not Slot.objects.of(ticket(writer).couple).filter(kind="pin").exists()
    writer.client.cookies["device"] = device
    writer.post("/unlock/", {"pin": "480193"})
    shows_nothing(writer)
    writer.post("/unlock/", {"words": writer.words})
    assert SECRET_TEXT in writer.page(HERE)


# --- what comes after the lock --------------------------------------------------------------------


def locked_and_late(someone, text="typed for an hour"):
    someone.post("/lock/")
    reply = someone.post(HERE, {"text": text, "path": HERE})
    assert reply["Location"] == "/unlock/?kept=1"
    return ticket(someone)


def test_what_was_sent_after_the_lock_is_there_after_unlocking(writer):
    here = locked_and_late(writer)
    late = Late.objects.of(here.couple).get()
    assert b"typed for an hour" not in bytes(late.box)
    reply = writer.post("/unlock/", {"words": writer.words})
    assert reply["Location"] == HERE
    assert "typed for an hour" in writer.page(HERE)
    assert not Late.objects.of(here.couple).exists()


def test_whoever_edits_the_table_cannot_write_in_a_locked_persons_name(writer):
    here = locked_and_late(writer, "Alice typed this")
    person = Person.objects.of(here.couple).get()
    about = context("late text", here.session)
    words = json.dumps({"path": HERE, "fields": {"text": "FORGED", "path": HERE}}).encode()
    key = X25519PublicKey.from_public_bytes(bytes(person.public_key))
    mine = halves.split(
        bytes(32),
        secret=bytes(32),
        session=here.session,
        public_key=bytes(person.public_key),
        times="",
    )
    forged = [
        halves._SUITE.encrypt(words, key, info=about),
        halves._SUITE.encrypt(os.urandom(12) + words, key, info=about),
        halves.seal_late(words, secret=bytes(32), late=mine.late, session=here.session),
        words,
    ]
    for box in forged:
        Late.objects.create(
            couple_id=here.couple, person_id=person.id, session_id=here.session, box=box
        )
    writer.post("/unlock/", {"words": writer.words})
    page = writer.page(HERE)
    assert "FORGED" not in page
    assert "Alice typed this" in page


def test_a_key_put_where_late_texts_go_catches_nothing(writer):
    writer.post("/lock/")
    here = ticket(writer)
    planted = halves.split(
        bytes(32), secret=bytes(32), session=here.session, public_key=os.urandom(32), times=""
    )
    Session.objects.of(here.couple).filter(id=here.session).update(late=planted.late)
    reply = writer.post(HERE, {"text": "typed for an hour", "path": HERE})
    assert reply["Location"] == "/unlock/?lost=1"
    assert not Late.objects.of(here.couple).exists()


def test_words_and_pins_typed_into_a_locked_form_are_not_kept(writer):
    writer.post("/lock/")
    typed = {
        "words": "secret words",
        "now": "words of now",
        "own": "my own phrase",
        "made": "signed:x",
        "pin": "480193",
    }
    writer.post("/you/words/", {**typed, "name": "Alice", "path": HERE})
    writer.post("/unlock/", {"words": writer.words})
    kept = takes_all(ticket(writer).couple)
    vault = kept.comes_in(name="Alice", words=writer.words)
    for secret in typed.values():
        assert not [text for text in kept.reads(vault) if secret in text]


# --- strangers ------------------------------------------------------------------------------------


def routes(patterns=None, before=""):
    """Every address of the URLconf: name, path, view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name, "/" + path, pattern.callback
        else:
            yield from routes(pattern.url_patterns, path)


def filled(path, *, ident=None, word=QUESTION):
    path = re.sub(r"<uuid:\w+>", str(ident or uuid4()), path)
    path = re.sub(r"<int:\w+>", "1", path)
    return re.sub(r"<\w+:\w+>", word, path)


def test_the_open_addresses_are_the_ones_written_here():
    found = {
        level: {name for name, _, view in routes() if access_of(view) is level} for level in Access
    }
    assert found[Access.ANYONE] == OPEN_TO_ANYONE
    assert found[Access.NOBODY] == THE_SAME_FOR_ALL
    assert len(found[Access.UNLOCKED]) > 30


def test_strangers_are_led_to_the_door_from_everywhere(writer):
    stranger = newcomer()
    for name, path, _ in routes():
        if name in OPEN_TO_ANYONE | THE_SAME_FOR_ALL:
            continue
        for ask in (stranger.get, stranger.post):
            reply = ask(filled(path))
            said = (reply.status_code, reply.headers.get("Location"), reply.content)
            assert said == (302, "/", b""), path


def test_whoever_holds_a_locked_phone_is_led_to_the_lock_from_everywhere(writer):
    writer.post("/lock/")
    for name, path, _ in routes():
        if name == "exit":
            continue
        if name in OPEN_TO_ANYONE | THE_SAME_FOR_ALL:
            assert SECRET_TEXT not in writer.get(filled(path)).content.decode()
            continue
        reply = writer.get(filled(path))
        assert reply["Location"].startswith("/unlock/?next="), path
        assert reply.content == b""
        assert writer.post(filled(path), {"text": "x"})["Location"].startswith("/unlock/?"), path


@pytest.mark.slow
def test_charlie_changes_and_sees_nothing_with_any_of_their_ids(couple, charlie):
    alice, bob = couple
    alice.post(HERE, {"text": SECRET_TEXT})
    invites(charlie)
    home = ticket(alice).couple
    spare = signs_in(alice)
    ids = {row[1] for table in rows(home).values() for row in table}
    ids |= set(entries(alice).exclude(subject=None).values_list("subject", flat=True))
    ids |= {person_of(alice), person_of(bob), ticket(spare).session, home}
    ids |= {sittings.thread_of(sittings.four_hours_ago(alice, bob))}
    before = rows(home)
    for _, path, _ in routes():
        if "<uuid:" not in path:
            continue
        for ident in ids:
            for ask in (charlie.get, charlie.post):
                reply = ask(filled(path, ident=ident), follow=True)
                said = reply.content.decode()
                assert reply.status_code in {200, 404, 405, 422}, path
                assert SECRET_TEXT not in said
                assert "wrote this first" not in said.replace("Charlie wrote this first", "")
                first = ask(filled(path, ident=ident))
                assert first.status_code in {302, 404, 405, 422}, path
    assert rows(home) == before


def test_charlie_cannot_confirm_withdraw_or_refuse_anothers_invitation(alice, charlie):
    link = invites(alice)
    guest = newcomer("Bob")
    guest.post(link, {"text": "x", "name": "Bob"})
    takes_words(guest)
    guest.post("/two/host/", {"hosted_by": "partner"})
    where = re.search(r"/two/invite/[0-9a-f-]+/", alice.page("/two/"))[0]
    before = rows(ticket(alice).couple)
    for act in ("confirm", "withdraw", "refuse"):
        charlie.post(f"{where}{act}/", {"hosted_by": "me"})
        guest.post(f"{where}{act}/", {"hosted_by": "me"})
    assert rows(ticket(alice).couple) == before


def test_private_pages_are_never_kept_by_a_browser(writer):
    for _, path, _ in routes():
        place = filled(path)
        if place in PUBLIC or place in {"/lock/", "/exit/"}:
            continue
        assert writer.get(place).headers.get("Cache-Control") == "no-store", place


def test_no_form_works_without_its_token(writer):
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies["nearer"] = ticket(writer).text
    before = rows(ticket(writer).couple)
    for name, path, _ in routes():
        if name == "notices-off":  # the secret in its address is a token, and the only one
            continue
        assert strict.post(filled(path), {"text": "x", "sure": "on"}).status_code in {403, 405}, (
            path
        )
    assert rows(ticket(writer).couple) == before
    assert is_open(writer)


# --- going ----------------------------------------------------------------------------------------


def test_deleting_an_account_leaves_no_row_anywhere(writer):
    before = counts()
    alices = before["Entry"]
    assert alices
    signs_in(writer)
    writer.post("/you/devices/others/")
    invites(writer, question=OTHER)
    writer.post("/you/pin/", {"pin": "480193", "now": writer.words})
    guesses(2)
    page = writer.post("/you/delete/", {"words": writer.words, "sure": "on"}).content.decode()
    assert "0" in page
    assert {name: left for name, left in counts().items() if left} == {}


def test_deleting_needs_the_words_and_leaves_the_partner_their_own(couple):
    alice, bob = couple
    bob.post(HERE, {"text": "Bob keeps this"})
    alice.post("/you/delete/", {"words": "not my words", "sure": "on"})
    assert is_open(alice)
    gone = person_of(alice)
    home = ticket(alice).couple
    assert alice.post("/you/delete/", {"words": alice.words, "sure": "on"}).status_code == 200
    assert gone not in {value for table in rows(home).values() for row in table for value in row}
    assert not is_open(alice)
    assert "Bob keeps this" in bob.page("/conversation/journal/")
    assert "Alice wrote" not in bob.page("/conversation/journal/")


def test_leaving_destroys_what_was_given_and_what_waited(couple):
    alice, bob = couple
    bob.post(f"{round_of(alice)}open/")
    where = alice.post(f"/conversation/question/{OTHER}/put/")["Location"]
    bob.post(f"{where}answer/", {"text": "Bob sealed this"})
    home = ticket(alice).couple
    waiting = set(Entry.objects.of(home).filter(visibility="when_both", given_key=None))
    assert waiting
    alice.post("/two/leave/", {"sure": "on"})
    bob.post("/two/ended/")
    phones = [signs_in(alice), signs_in(bob)]
    left = [e for phone in phones for e in Entry.objects.of(ticket(phone).couple)]
    assert len({e.couple_id for e in left}) == 2
    assert {e.given_key for e in left} == {None}
    assert not {e.id for e in waiting} & {e.id for e in left}
    for phone, mine, theirs in ((phones[0], "Alice", "Bob"), (phones[1], "Bob", "Alice")):
        journal = phone.page("/conversation/journal/")
        assert f"{mine} wrote this first" in journal
        assert f"{theirs} wrote" not in journal
        assert "Bob sealed this" not in journal


def test_somebody_who_took_no_words_is_gone_after_a_day(db):
    with time_machine.travel(NOON, tick=False) as machine:
        guest = newcomer()
        guest.post("/conversation/begin/", {"text": "just looking"})
        machine.move_to(NOON + timedelta(hours=23))
        sweeps.sweep(clock.now())
        assert counts()["Entry"]
        machine.move_to(NOON + timedelta(hours=25))
        sweeps.sweep(clock.now())
        assert {name: left for name, left in counts().items() if left} == {}


def test_the_rules_say_what_the_pages_do():
    assert timedelta(seconds=30) == rules.LONGEST_WAIT
    assert rules.PIN_TRIES == 5
    assert delay.wait_after(3) == timedelta()
