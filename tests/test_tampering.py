"""The partner runs the server and edits the database as she likes: what opens, and what is said.

Alice hosts. She has every row, the key file and her own words. Bob is the one who is betrayed.
"""

import json
import os
import re
from dataclasses import replace
from itertools import product
from uuid import UUID, uuid4

import pytest

from conftest import QUESTION, hidden, invites, newcomer, round_of, seen, takes_words
from nearer.accounts.models import Person, Session, Slot
from nearer.accounts.sessions import Ticket
from nearer.couples.models import Invitation
from nearer.journal.models import Entry
from nearer.journal.opened import Row, open_row
from nearer.practices.conversation import content
from nearer.sealing import slots
from nearer.sealing.boxes import DoesNotOpen, context, derive, digest, seal, unseal
from nearer.sealing.keyring import Keyring, new_secret_key, public, seal_keyring
from nearer.sealing.pairing import certify, new_code
from nearer.sealing.passphrase import Cost
from nearer.sealing.vault import Label, Vault, pair_secret
from tests.outside import entries, person_of, takes_all, ticket

CHANGED = "changed outside Nearer"
OTHER = content.bank()[1].id
ANSWER, REPLY = "conversation.answer", "conversation.reply"


@pytest.fixture
def opened(couple):
    """Both read both answers, and each has something of their own besides."""
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    for someone in couple:
        someone.post(f"/conversation/question/{OTHER}/", {"text": f"{someone.name} alone"})
        someone.post(f"{where}reply/", {"text": f"thank you, says {someone.name}"})
    page = bob.page(where)
    assert CHANGED not in page
    assert "Alice wrote this first" in page
    assert "thank you, says Alice" in page
    return alice, bob, where


@pytest.fixture
def sealed(couple):
    """Both answered one more question; nobody has looked in since."""
    alice, bob = couple
    where = alice.post(f"/conversation/question/{OTHER}/put/")["Location"]
    bob.post(f"{where}answer/", {"text": "Bob sealed this"})
    alice.post(f"{where}answer/", {"text": "Alice sealed this"})
    return alice, bob, where


def answer_of(someone, where=None):
    subject = where and re.search(r"[0-9a-f-]{36}", where)[0]
    found = entries(someone, kind=ANSWER, visibility="when_both")
    return found.filter(subject=subject) if subject else found


def changes_words(someone) -> None:
    made = hidden(someone.page("/you/words/"), "made")
    form = {"name": someone.name, "made": made, "own": "", "kept": "on", "now": someone.words}
    assert someone.post("/you/words/", form).status_code == 200
    someone.words = made.rsplit(":", 1)[0]


def vault_of(someone) -> Vault:
    """What the program holds while this person is there."""
    return takes_all(ticket(someone).couple).comes_in(name=someone.name, words=someone.words)


# --- one row, changed ---------------------------------------------------------------------------


def visibility_flipped(_alice, bob, _where):
    answer_of(bob).update(visibility="shared")


def moved_to_another_owner(alice, bob, _where):
    entries(bob, kind=REPLY).delete()
    entries(alice, kind=REPLY).update(owner_id=person_of(bob))


def words_put_into_the_partners_mouth(alice, bob, _where):
    """Both can compute the key of the pair, so only the owner's name keeps the two apart."""
    entries(alice, kind=REPLY).delete()
    entries(bob, kind=REPLY).update(owner_id=person_of(alice))


def subject_changed(_alice, bob, where):
    subject = re.search(r"[0-9a-f-]{36}", where)[0]
    answer_of(bob).delete()
    entries(bob, kind=ANSWER, visibility="only_me").update(subject=subject)


def kind_changed(alice, _bob, _where):
    entries(alice, kind=REPLY).update(kind="conversation.put")


def body_swapped_between_rows(_alice, bob, _where):
    mine = entries(bob, kind=ANSWER, visibility="only_me").get()
    answer_of(bob).update(body=mine.body, own_key=mine.own_key)


def body_of_the_partner_swapped(alice, _bob, _where):
    reply = entries(alice, kind=REPLY).get()
    answer_of(alice).update(body=reply.body)


def one_bit_turned(alice, _bob, _where):
    body = bytearray(answer_of(alice).get().body)
    body[100] ^= 1
    answer_of(alice).update(body=bytes(body))


def own_key_replaced(alice, bob, _where):
    answer_of(bob).update(own_key=answer_of(alice).get().own_key)


def own_key_invented(alice, bob, _where):
    row = answer_of(bob).get()
    mark = bytes(row.own_key)[:4]
    answer_of(bob).update(own_key=mark + seal(os.urandom(32), os.urandom(32), b""))


def given_key_replaced(alice, _bob, _where):
    answer_of(alice).update(given_key=entries(alice, kind=REPLY).get().given_key)


def given_key_invented(alice, _bob, _where):
    answer_of(alice).update(given_key=os.urandom(96))


def day_changed(alice, _bob, _where):
    answer_of(alice).update(day="2020-02-02")


def predecessor_invented(alice, _bob, _where):
    answer_of(alice).update(predecessor=uuid4())


def size_changed(alice, _bob, _where):
    answer_of(alice).update(size=4096)


def id_changed(alice, _bob, _where):
    answer_of(alice).update(id=uuid4())


def new_row_in_my_name(alice, bob, where):
    """Alice writes for Bob to find as his own, with every key she has."""
    answer_of(bob).delete()
    invented(alice, alice, owner=person_of(bob), where=where)


def new_row_in_the_partners_name(alice, bob, where):
    """Somebody who hosts for the two invents what Alice would say to Bob."""
    answer_of(alice).delete()
    pair = pair_secret(new_secret_key(), public_key_of(bob))
    label, body, key = written(where, person_of(alice), "never said")
    given = derive(pair, "mark", length=4) + seal(
        derive(pair, "give"), key, label.bound() + digest(body)
    )
    store(bob, label, body, b"\0" * 64, given)


def own_answer_rewritten_after_it_was_opened(alice, bob, where):
    """Alice may write as herself, but not what Bob has read already."""
    answer_of(alice).delete()
    invented(alice, bob, owner=person_of(alice), where=where)


def written(where, owner, text, *, kind=ANSWER):
    subject = UUID(re.search(r"[0-9a-f-]{36}", where)[0])
    visibility = "when_both" if kind == ANSWER else "shared"
    row = Row(uuid4(), owner, kind, subject, visibility, None, 16384, None, b"", b"", b"")
    fields = {"text": text} | ({"question": QUESTION} if kind == ANSWER else {})
    inside = {"v": 1, "at": "2026-01-01T00:00:00+00:00", "day": "2026-01-01", "f": fields}
    key = os.urandom(32)
    padded = json.dumps(inside).encode() + b"\x80"
    return row.label, seal(key, padded.ljust(16384, b"\0"), row.label.bound()), key


def store(someone, label, body, own_key, given_key):
    Entry.objects.create(
        couple_id=ticket(someone).couple, id=label.id, owner_id=label.owner, kind=label.kind,
        subject=label.subject, visibility=label.visibility, day="2026-01-01", size=label.size,
        body=body, own_key=own_key, given_key=given_key,
    )  # fmt: skip


def invented(forger, seen_by, *, owner, where, kind=ANSWER):
    label, body, key = written(where, owner, "never said", kind=kind)
    vault = vault_of(forger)
    mark, wrap = next(iter(vault._wraps.items()))
    own_key = mark + seal(wrap, key, label.bound())
    against = digest(bytes(answer_of(seen_by).get().body)) if kind == ANSWER else b""
    given = vault.give(label, body=body, own_key=own_key, against=against)
    store(seen_by, label, body, own_key, given)


TAMPERED = [
    visibility_flipped, words_put_into_the_partners_mouth, moved_to_another_owner,
    subject_changed, kind_changed,
    body_swapped_between_rows, body_of_the_partner_swapped, one_bit_turned, own_key_replaced,
    own_key_invented, given_key_replaced, given_key_invented, day_changed, predecessor_invented,
    size_changed, id_changed, new_row_in_my_name, new_row_in_the_partners_name,
    own_answer_rewritten_after_it_was_opened,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__)
def test_a_changed_row_does_not_open_and_the_page_says_so(opened, tamper):
    alice, bob, where = opened
    tamper(alice, bob, where)
    page = bob.page(where)
    assert CHANGED in page
    assert "never said" not in page
    assert "alone" not in page.replace("yours alone", "")


def test_a_row_that_alice_writes_as_herself_does_open(opened):
    """So the rows above stay shut for whose they are, not for how they were made."""
    alice, bob, where = opened
    entries(alice, kind=REPLY).delete()
    invented(alice, bob, owner=person_of(alice), where=where, kind=REPLY)
    assert "never said" in bob.page(where)


def test_what_one_keeps_for_oneself_says_so_too(opened):
    _, bob, _ = opened
    entries(bob, kind=ANSWER, visibility="only_me").update(own_key=os.urandom(64))
    for path in (f"/conversation/question/{OTHER}/", "/conversation/journal/", "/"):
        page = bob.page(path)
        assert CHANGED in page, path
        assert "Bob alone" not in page


def test_none_of_bobs_own_opens_for_alice_by_any_flag_she_sets(opened):
    alice, bob, where = opened
    mine = entries(bob, kind=ANSWER, visibility="only_me").get()
    subject = re.search(r"[0-9a-f-]{36}", where)[0]
    for visibility, given in product(("shared", "when_both"), (None, b"", mine.own_key)):
        entries(bob, visibility="when_both").delete()
        Entry.objects.of(mine.couple_id).filter(id=mine.id).update(
            visibility=visibility, given_key=given, subject=subject
        )
        for path in (where, "/conversation/", "/conversation/journal/", "/"):
            assert "Bob alone" not in alice.page(path)


# --- keys, keyrings and ways in -----------------------------------------------------------------


def public_key_of(someone) -> bytes:
    return bytes(people(someone).get(id=person_of(someone)).public_key)


def people(someone):
    return Person.objects.of(ticket(someone).couple)


def refused_with_words(someone):
    """The right words, and what the door says to them."""
    phone = newcomer(someone.name)
    reply = phone.post("/in/", {"name": someone.name, "words": someone.words})
    assert reply.status_code == 422
    assert phone.get("/conversation/").status_code == 302
    return reply.content.decode()


def own_public_key_swapped(_alice, bob):
    people(bob).filter(id=person_of(bob)).update(public_key=public(new_secret_key()))


def keyring_of_somebody_else(alice, bob):
    theirs = people(bob).get(id=person_of(alice)).keyring
    people(bob).filter(id=person_of(bob)).update(keyring=theirs)


def keyring_invented(_alice, bob):
    made = Keyring(secret_keys=(new_secret_key(),), seed=bytes(32), name="Bob")
    box = seal_keyring(made, user_key=os.urandom(32), person=person_of(bob))
    people(bob).filter(id=person_of(bob)).update(keyring=box, public_key=made.public_key)


def keyring_of_before_the_words_changed(_alice, bob):
    before = people(bob).get(id=person_of(bob))
    changes_words(bob)
    people(bob).filter(id=person_of(bob)).update(
        keyring=before.keyring, public_key=before.public_key
    )


def slot_of_somebody_else(alice, bob):
    slots_ = Slot.objects.of(ticket(bob).couple).filter(kind="words")
    theirs = slots_.get(person_id=person_of(alice))
    slots_.filter(person_id=person_of(bob)).update(box=theirs.box)


def commitment_replaced(_alice, bob):
    mine = Slot.objects.of(ticket(bob).couple).filter(kind="words", person_id=person_of(bob))
    mine.update(commitment=os.urandom(32))


def slot_under_a_key_of_hers(_alice, bob):
    mine = Slot.objects.of(ticket(bob).couple).filter(kind="words", person_id=person_of(bob))
    box = slots.fill(os.urandom(32), key=os.urandom(32), kind="words", person=person_of(bob))
    mine.update(box=box)


AT_THE_DOOR = [
    own_public_key_swapped, keyring_of_somebody_else, keyring_invented,
    keyring_of_before_the_words_changed, slot_of_somebody_else, commitment_replaced,
    slot_under_a_key_of_hers,
]  # fmt: skip


@pytest.mark.parametrize("tamper", AT_THE_DOOR, ids=lambda tamper: tamper.__name__)
def test_changed_keys_open_nothing_and_the_door_says_so(couple, tamper):
    alice, bob = couple
    tamper(alice, bob)
    assert CHANGED in refused_with_words(bob)


@pytest.mark.parametrize("tamper", AT_THE_DOOR[:4], ids=lambda tamper: tamper.__name__)
def test_an_open_session_closes_when_its_keys_are_changed(couple, tamper):
    alice, bob = couple
    tamper(alice, bob)
    assert bob.get("/conversation/")["Location"] == "/"


def test_a_key_put_in_the_partners_place_gets_nothing_and_is_said(couple):
    alice, bob = couple
    mallory = new_secret_key()
    people(bob).filter(id=person_of(alice)).update(public_key=public(mallory))
    assert "key is not the one you know" in bob.page("/two/")
    where = bob.post(f"/conversation/question/{OTHER}/put/")["Location"]
    given = entries(bob, kind="conversation.put").get()
    assert where
    forged = replace(vault_of(alice).keyring, secret_keys=(mallory,))
    thief = Vault(person=person_of(alice), user_key=os.urandom(32), keyring=forged)
    with pytest.raises(DoesNotOpen):
        open_row(thief, row_of(given))
    assert open_row(vault_of(alice), row_of(given))  # the pinned one still opens it


def row_of(entry) -> Row:
    return Row._make(
        bytes(v) if isinstance(v, memoryview) else v
        for v in (getattr(entry, name) for name in Row._fields)
    )


def certificates(alice, bob, new):
    """What somebody without Alice's secret keys can make, and what Bob himself could."""
    mallory, person = new_secret_key(), person_of(alice)
    yield os.urandom(60)
    yield b""
    yield certify(new, old_secrets=(mallory,), partner_keys=(public_key_of(bob),), person=person)
    pair = {"old_secrets": vault_of(bob).keyring.secret_keys, "person": person_of(bob)}
    yield certify(new, partner_keys=vault_of(bob).keyring.partner.keys, **pair)


def test_a_forged_certificate_moves_no_pin(couple):
    alice, bob = couple
    new, pinned = public(new_secret_key()), vault_of(bob).keyring.partner.keys
    for certificate in certificates(alice, bob, new):
        people(bob).filter(id=person_of(alice)).update(public_key=new, certificate=certificate)
        assert "key is not the one you know" in bob.page("/two/")
    assert vault_of(bob).keyring.partner.keys == pinned


def test_a_real_certificate_does_move_it(couple):
    alice, bob = couple
    keyring_of_before = vault_of(bob).keyring.partner.keys
    changes_words(alice)
    assert "key is not the one you know" not in bob.page("/two/")
    assert vault_of(bob).keyring.partner.keys[1:] == keyring_of_before


# --- sessions and PINs --------------------------------------------------------------------------


def test_her_own_session_shows_nothing_of_his_under_his_name(couple):
    alice, bob = couple
    here, his = ticket(alice), ticket(bob)
    Session.objects.of(here.couple).filter(id=here.session).update(person_id=person_of(bob))
    assert alice.get("/conversation/").status_code == 302
    row = Session.objects.of(his.couple).get(id=his.session)
    Session.objects.of(here.couple).filter(id=here.session).update(share=row.share, box=row.box)
    assert alice.get("/conversation/").status_code == 302
    alice.client.cookies["nearer"] = Ticket(his.couple, his.session, here.secret).text
    assert alice.get("/conversation/").status_code == 302


def test_a_session_put_back_after_the_lock_opens_nothing_without_the_old_cookie(couple):
    _, bob = couple
    here = ticket(bob)
    copy = Session.objects.of(here.couple).get(id=here.session)
    bob.post("/lock/")
    Session.objects.of(here.couple).filter(id=here.session).update(
        share=copy.share, box=copy.box, late=copy.late, seen_at=copy.seen_at
    )
    assert bob.get("/conversation/").status_code == 302


def test_counting_the_pin_anew_helps_nobody_without_the_device(couple):
    _, bob = couple
    bob.post("/you/pin/", {"pin": "480193", "now": bob.words})
    row = Slot.objects.of(ticket(bob).couple).get(kind="pin")
    for device in (bytes(32), bytes(row.salt), bytes(row.commitment)):
        Slot.objects.of(row.couple_id).filter(id=row.id).update(tries=0)
        key, commitment = slots.pin_key(
            "480193", device=device, share=bytes(row.salt), cost=Cost(64, 1)
        )
        with pytest.raises(DoesNotOpen):
            slots.empty(
                bytes(row.box), key=key, kind="pin", person=row.person_id,
                commitment=commitment, expected=commitment,
            )  # fmt: skip


def test_a_replaced_pin_slot_opens_nothing(couple):
    _, bob = couple
    bob.post("/you/pin/", {"pin": "480193", "now": bob.words})
    mine = Slot.objects.of(ticket(bob).couple).filter(kind="pin")
    right = mine.get()
    bob.post("/lock/")
    for change in (
        {"commitment": os.urandom(32)},
        {"salt": os.urandom(32)},
        {"box": slots.fill(bytes(32), key=bytes(32), kind="pin", person=right.person_id)},
    ):
        mine.update(box=right.box, salt=right.salt, commitment=right.commitment, tries=0)
        mine.update(**change)
        page = bob.post("/unlock/", {"pin": "480193"}).content.decode()
        assert "That is not it" in page
    mine.update(box=right.box, salt=right.salt, commitment=right.commitment, tries=0)
    assert bob.post("/unlock/", {"pin": "480193"}).status_code == 302


# --- the way into a couple ----------------------------------------------------------------------


@pytest.fixture
def waiting(db):
    """Alice asked, Bob answered and said who hosts; she has not confirmed."""
    alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
    bob.post(invites(alice), {"text": "Bob wrote this first", "name": "Bob"})
    takes_words(bob)
    bob.post("/two/host/", {"hosted_by": "partner"})
    return alice, bob


def link_of(someone):
    return Invitation.objects.of(ticket(someone).couple)


def test_a_reply_forged_without_the_code_is_not_believed_and_is_said(waiting):
    alice, _ = waiting
    row = link_of(alice).get()
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    who = {
        "person": uuid4().hex, "couple": row.couple_id.hex, "name": "Bob",
        "public_key": "AAAA", "hosted_by": "partner",
    }  # fmt: skip
    guess = new_code(os.urandom(32))
    for box in (
        seal(guess.key("reply"), json.dumps(who).encode(), context("reply", row.id)),
        bytes(row.for_guest),
        json.dumps(who).encode(),
    ):
        link_of(alice).update(reply=box)
        assert CHANGED in alice.page("/two/")
        reply = alice.post(where, {"hosted_by": "me", "seen": seen(alice)})
        assert reply.status_code == 409
        assert CHANGED in reply.content.decode()
    assert vault_of(alice).keyring.partner is None


def test_a_confirmation_that_the_inviter_did_not_write_pins_nobody_and_is_said(waiting):
    _, bob = waiting
    row = link_of(bob).get()
    yes = json.dumps({"name": "Alice", "hosted_by": "me"}).encode()
    pair = derive(pair_secret(new_secret_key(), public_key_of(bob)), "confirmation")
    for box in (
        seal(pair, yes, context("confirmation", row.id)),
        os.urandom(100),
        bytes(row.reply),
    ):
        link_of(bob).update(confirmation=box)
        assert CHANGED in bob.page("/two/")
        assert vault_of(bob).keyring.partner is None


def test_an_invitation_with_another_key_behind_it_is_no_invitation(db):
    alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
    link = invites(alice)
    row = link_of(alice).get()
    link_of(alice).update(for_guest=seal(os.urandom(32), b"{}", context("invitation", row.id)))
    assert bob.get(link).status_code == 410


# --- the host goes first ------------------------------------------------------------------------


def keys_he_can_make(vault: Vault, rows) -> set[bytes]:
    """Every content key that these words lead to, and every key that lies in a row openly."""
    found = {vault.user_key, vault.keyring.seed, *vault.keyring.secret_keys}
    found |= set(vault.keyring.partner.keys)
    for row in rows.entries:
        for box, wrap in product(
            (row.own_key, row.given_key or b""), (*vault._wraps.values(), *vault._pairs.values())
        ):
            for about in (row.label.bound(), row.label.bound() + b"\0 " + digest(row.body)):
                try:
                    found.add(unseal(wrap, box[4:], about)[:32])
                except DoesNotOpen:
                    continue
    return found | {
        derive(key, purpose) for key in found for purpose in ("wrap", "give", "keyring")
    }


def opens(key: bytes, row: Row, vault: Vault) -> bool:
    try:
        unseal(key, row.body, row.label.bound())
    except DoesNotOpen:
        return False
    return True


def cracks(host, guest) -> list[Row]:
    """Which of the guest's answers the host's words, the rows and the key file open."""
    rows, vault = takes_all(ticket(host).couple), vault_of(host)
    keys = keys_he_can_make(vault, rows)
    his = [row for row in rows.entries if row.owner_id == person_of(guest) and row.kind == ANSWER]
    assert his
    found = [row for row in his if any(opens(key, row, vault) for key in keys)]
    for row, other in product(his, rows.entries):
        for given in (row.given_key, other.given_key, other.own_key, row.own_key):
            try:
                open_row(vault, row._replace(given_key=given))
            except DoesNotOpen:
                continue
            found.append(row)
    return found


def test_the_hosts_words_do_not_open_what_the_guest_sealed(sealed):
    alice, bob, where = sealed
    assert cracks(alice, bob) == []
    for _ in range(2):  # whatever visits come, before the guest presses Open
        alice.page(where)
        bob.page(where)
    assert cracks(alice, bob) == []
    bob.post(f"{where}open/")
    assert cracks(alice, bob)  # the very same search finds it now


def test_the_hosts_answer_opens_for_the_guest_before_the_guest_gives(sealed):
    alice, bob, where = sealed
    bob.page(where)
    bob.post(f"{where}open/")
    assert answer_of(bob, where).get().given_key is None
    alice.page(where)
    assert answer_of(alice, where).get().given_key is not None
    assert answer_of(bob, where).get().given_key is None
    assert "Alice sealed this" not in bob.page(where)
    bob.post(f"{where}open/")
    assert "Alice sealed this" in bob.page(where)


def given_falsely(alice, where):
    answer_of(alice, where).update(given_key=os.urandom(120))


def given_for_another(alice, where):
    answer_of(alice, where).update(given_key=answer_of(alice).exclude(given_key=None)[0].given_key)


def given_against_nothing(alice, where):
    row, vault = row_of(answer_of(alice, where).get()), vault_of(alice)
    given = vault.give(row.label, body=row.body, own_key=row.own_key, against=bytes(32))
    answer_of(alice, where).update(given_key=given)


def changed_after_giving(alice, where):
    """Another answer under the very key that was given."""
    alice.page(where)
    row, vault = row_of(answer_of(alice, where).get()), vault_of(alice)
    about = row.label.bound()
    plain = unseal(vault._content_key(about, row.own_key), row.body, about)
    other = plain.replace(b"Alice sealed this", b"Alice means that.")
    body = seal(vault._content_key(about, row.own_key), other, about)
    answer_of(alice, where).update(body=body)


def under_a_new_id(alice, where):
    alice.page(where)
    answer_of(alice, where).update(id=uuid4())


CHEATS = [
    given_falsely, given_for_another, given_against_nothing, changed_after_giving, under_a_new_id,
]  # fmt: skip


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.__name__)
def test_a_host_who_cheats_gets_nothing_and_the_guest_is_told(sealed, cheat):
    alice, bob, where = sealed
    alice.page("/")
    answer_of(alice, where).update(given_key=None)
    cheat(alice, where)
    reply = bob.post(f"{where}open/")
    assert reply.status_code == 409
    assert CHANGED in reply.content.decode()
    assert "Yours stays shut" in reply.content.decode()
    assert answer_of(bob, where).get().given_key is None
    assert cracks(alice, bob) == []


def test_a_host_who_says_he_gave_and_deletes_his_answer_gets_nothing(sealed):
    alice, bob, where = sealed
    alice.page(where)
    answer_of(alice, where).delete()
    bob.page(where)
    bob.post(f"{where}open/")
    assert answer_of(bob, where).get().given_key is None


def test_who_goes_first_stands_in_no_table():
    columns = {field.name for model in (Person, Session, Entry) for field in model._meta.fields}
    assert not [name for name in columns if "first" in name or "host" in name]
    assert Label
