"""The host has the database, the key file and her own keys, and edits whatever she likes.

Until the guest's own session has opened a genuine answer of hers, no row she can write makes
that session hand over his, and nothing that lies in the database opens his answer to her.
"""

import os
from dataclasses import replace
from uuid import uuid4

import pytest

from nearer.accounts.models import Person
from nearer.journal.actions import give
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import open_row
from nearer.journal.payloads import dump
from nearer.journal.selectors import as_rows, read
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.pairs import pair_in
from nearer.reveal.rules import Round
from nearer.reveal.selectors import as_it_was_opened
from nearer.sealing.boxes import DoesNotOpen, digest, seal
from nearer.sealing.keyring import new_secret_key, public, seal_keyring
from nearer.sealing.padding import pad
from nearer.sealing.vault import Vault
from tests.presence import present_of


def fake_give(table):
    """Bytes that look like a give."""
    table.edits(table.host, given_key=os.urandom(len(table.row(table.host).own_key)))


def fake_give_with_the_right_mark(table):
    """The pair key is both people's, so the mark is right; the content key is not."""
    genuine = host_gives_elsewhere(table)
    table.edits(table.host, given_key=genuine.given_key[:4] + os.urandom(60))


def replayed_give(table):
    """A genuine give of another round."""
    table.edits(table.host, given_key=host_gives_elsewhere(table).given_key)


def give_for_nothing(table):
    """Her answer, really given, but not against the guest's."""
    give(table.host.pen, table.row(table.host))


def give_against_an_older_answer(table):
    """What she gave against his first answer, put back after he changed it."""
    table.visits(table.host)
    kept = table.row(table.host).given_key
    table.edits(table.host, given_key=None)
    table.answers(table.guest, "Bob thought again")
    table.edits(table.host, given_key=kept)


def swapped_body(table):
    """She gives, and then puts another body under it."""
    table.visits(table.host)
    row = table.row(table.host)
    other = table.host.vault.seal(row.label, b"{}")
    table.edits(table.host, body=other.body, own_key=other.own_key)


def another_body_under_the_same_key(table):
    """She knows her own content key, so she can seal other words under the key he was given."""
    table.visits(table.host)
    row = table.row(table.host)
    about = row.label.bound()
    content = table.host.vault._content_key(about, row.own_key)
    plain = dump(table.said("Not what she gave"), at=table.host.now, day=row.day)
    table.edits(table.host, body=seal(content, pad(plain, row.size), about))
    assert table.reads(table.host, table.row(table.host)) == "Not what she gave"


def body_of_another_answer(table):
    """The body and key of another of her answers, under the give of this one."""
    table.visits(table.host)
    other = host_gives_elsewhere(table)
    table.edits(table.host, body=other.body, own_key=other.own_key)


def flipped_bit(table):
    table.visits(table.host)
    body = bytearray(table.row(table.host).body)
    body[-1] ^= 1
    table.edits(table.host, body=bytes(body))


def given_key_of_his_from_hers(table):
    """Her own given key, copied to his row."""
    table.visits(table.host)
    table.edits(table.guest, given_key=table.row(table.host).given_key)
    table.edits(table.host, given_key=None)


def a_give_of_his_made_with_the_pair_key(table):
    """The pair key is in her hand too; what it would have to hold is not."""
    row = table.row(table.guest)
    fake = table.host.vault.seal(row.label, b"{}")
    forged = table.host.vault.give(
        row.label,
        body=row.body,
        own_key=fake.own_key,
        against=digest(table.row(table.host).body),
    )
    table.edits(table.guest, given_key=forged)


def his_own_key_as_a_give(table):
    """The key he wrapped for himself, in the place of a given one."""
    table.edits(table.guest, given_key=table.row(table.guest).own_key)


def his_answer_called_shared(table):
    table.visits(table.host)
    table.edits(table.guest, visibility=Visibility.SHARED)


def his_row_in_her_name(table):
    """His sealed body with her as its owner."""
    row = table.row(table.guest)
    Entry.objects.of(table.host.couple).filter(id=table.row(table.host).id).delete()
    table.edits(table.guest, owner_id=table.host.id)
    assert table.row(table.host).body == row.body


def his_private_words_moved_into_the_round(table):
    """What he wrote for himself alone, moved to where a round would open it."""
    guest = table.guest
    table.rows(guest).delete()
    before, table.subject = table.subject, uuid4()
    table.answers(guest, "Only Bob may ever read this")
    Entry.objects.of(guest.couple).filter(id=table.row(guest).id).update(subject=before)
    table.subject = before
    table.visits(table.host)


def invented_answer_of_his(table):
    """A row in his name, sealed and given by her."""
    label = replace(table.row(table.guest).label, id=uuid4())
    fake = table.host.vault.seal(label, b"{}")
    forged = table.host.vault.give(label, body=fake.body, own_key=fake.own_key)
    columns = {"body": fake.body, "own_key": fake.own_key, "given_key": forged}
    table.edits(table.guest, id=label.id, **columns)


def both_given_by_her(table):
    """The round made to look open, so that a careless page would show or give his."""
    table.visits(table.host)
    his_own_key_as_a_give(table)


def host_gives_elsewhere(table):
    """A genuine round of hers that was given."""
    here, table.subject = table.subject, uuid4()
    table.answers(table.host, "Alice, elsewhere")
    table.answers(table.guest, "Bob, elsewhere")
    table.visits(table.host)
    row = table.row(table.host)
    table.subject = here
    return row


ATTACKS = [
    fake_give,
    fake_give_with_the_right_mark,
    replayed_give,
    give_for_nothing,
    give_against_an_older_answer,
    swapped_body,
    another_body_under_the_same_key,
    body_of_another_answer,
    flipped_bit,
    given_key_of_his_from_hers,
    a_give_of_his_made_with_the_pair_key,
    his_own_key_as_a_give,
    his_answer_called_shared,
    his_row_in_her_name,
    invented_answer_of_his,
    both_given_by_her,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_guest_gives_nothing_for_a_forgery(table, attack):
    table.answers(table.host)
    table.answers(table.guest, "Bob's secret")
    sealed = table.row(table.guest)
    attack(table)
    guest_does_all_he_can(table)
    assert hers_to_read(table, sealed) == []


def test_what_he_wrote_for_himself_is_not_given_in_a_round(table):
    table.answers(table.host)
    table.answers(table.guest, "Bob's secret")
    his_private_words_moved_into_the_round(table)
    sealed = table.row(table.guest)
    guest_does_all_he_can(table)
    assert hers_to_read(table, sealed) == []


def test_a_genuine_give_does_open(table):
    """The other way round: what the tests above look for is there once she was honest."""
    table.answers(table.host)
    table.answers(table.guest, "Bob's secret")
    sealed = table.row(table.guest)
    table.visits(table.host)
    assert hers_to_read(table, sealed) == []
    guest_does_all_he_can(table)
    assert hers_to_read(table, sealed) == ["Bob's secret"]


def test_a_guest_who_changes_his_answer_after_her_give_does_not_open(table):
    """Swapped after the commitment: hers was given against another body."""
    table.answers(table.host)
    table.answers(table.guest)
    table.visits(table.host)
    label = table.row(table.guest).label
    other = table.guest.vault.seal(label, b"{}")
    table.edits(table.guest, body=other.body, own_key=other.own_key)
    with pytest.raises(DoesNotOpen):
        table.opens(table.guest)
    assert table.row(table.guest).given_key is None


def test_a_row_out_of_nothing_opens_to_nobody(table):
    """A wholly new row in her name: the pair key is needed to make one that opens to him."""
    table.answers(table.guest)
    table.answers(table.host)
    row = table.row(table.host)
    label = replace(row.label, id=uuid4())
    stranger = Vault(person=label.owner, user_key=os.urandom(32), keyring=table.host.vault.keyring)
    made = stranger.seal(label, b"{}")
    table.edits(table.host, id=label.id, body=made.body, own_key=made.own_key)
    assert table.reads(table.host, table.row(table.host)) is None
    with pytest.raises(DoesNotOpen):
        table.visits(table.host)  # she cannot give what she cannot open
    with pytest.raises(NotOpenYet):
        table.opens(table.guest)


def says_something_else(host, row, guests) -> dict[str, bytes]:
    """Other words of the host's under the same label, given again in all form."""
    inside = open_row(host.vault, row)
    words = replace(inside.payload, text="I never said that")
    made = host.vault.seal(row.label, dump(words, at=inside.at, day=row.day))
    given = host.vault.give(
        row.label, body=made.body, own_key=made.own_key, against=digest(guests.body)
    )
    return {"body": made.body, "own_key": made.own_key, "given_key": given}


def test_what_was_opened_stays_what_it_was(table):
    """She rewrites her answer after he opened it: his own give names the one he saw."""
    table.answers(table.host)
    table.answers(table.guest)
    table.visits(table.host)
    table.opens(table.guest)
    host, guest = table.host, table.guest
    assert as_it_was_opened(guest.vault, guest.couple, table.key)
    assert as_it_was_opened(host.vault, host.couple, table.key)
    table.edits(host, **says_something_else(host, table.row(host), table.row(guest)))
    assert table.reads(guest, table.row(host)) == "I never said that"
    assert not as_it_was_opened(guest.vault, guest.couple, table.key)


def test_a_pair_has_theirs_once_it_is_open_and_never_what_was_put_in_afterwards(table):
    host, guest = table.host, table.guest

    def pair():
        kinds, subjects = [table.said.kind], [table.subject]
        reading = read(guest.vault, guest.couple, kinds=kinds, subjects=subjects)
        return pair_in(guest.pen, reading, table.said, table.subject)

    table.answers(host)
    table.answers(guest)
    assert (pair().state, pair().theirs) == (Round.WAITING, None)
    table.visits(host)
    assert (pair().state, pair().theirs) == (Round.READY, None)
    table.opens(guest)
    assert pair().theirs.payload.text == "Alice's own words"
    table.edits(host, **says_something_else(host, table.row(host), table.row(guest)))
    assert (pair().state, pair().theirs) == (Round.OPEN, None)
    assert pair().mine.payload.text == "Bob's own words"


def test_the_round_does_not_show_words_that_were_put_in_afterwards(couple):
    alice, bob = couple
    where, _ = sealed_round(couple)
    alice.page(where)
    bob.post(f"{where}open/")
    assert "Alice wrote this first" in bob.page(where)
    rows = Entry.objects.of(present_of(alice).couple).filter(visibility=Visibility.WHEN_BOTH)
    host = present_of(alice)
    hers, his = (next(as_rows(rows.filter(owner_id=present_of(who).id))) for who in (alice, bob))
    rows.filter(id=hers.id).update(**says_something_else(host, hers, his))
    page = bob.page(where)
    assert "I never said that" not in page
    assert "changed outside Nearer" in page
    assert "Bob wrote this first" in page
    for everything in (
        bob.page("/conversation/journal/"),
        b"".join(bob.post("/you/copy/").streaming_content).decode(),
    ):
        assert "I never said that" not in everything
        assert "Bob wrote this first" in everything


def sealed_round(couple) -> tuple[str, Entry]:
    """The round both answered while they met, before the host's first visit, and his row."""
    _alice, bob = couple
    his = Entry.objects.of(present_of(bob).couple).filter(owner_id=present_of(bob).id)
    row = his.get(visibility=Visibility.WHEN_BOTH)
    return f"/conversation/round/{row.subject}/", row


def test_a_keyring_that_says_he_gives_first_opens_nothing(couple):
    """Who gives first is pinned in his keyring; with another one he is not even let in."""
    alice, bob = couple
    where, row = sealed_round(couple)
    host, guest = present_of(alice), present_of(bob)
    keyring = guest.vault.keyring
    first = keyring.with_(partner=replace(keyring.partner, i_give_first=True))
    people = Person.objects.of(guest.couple).filter(id=guest.id)
    real = bytes(people.get().keyring)
    people.update(keyring=seal_keyring(first, user_key=host.vault.user_key, person=guest.id))
    assert bob.get(where).status_code == 302
    people.update(keyring=real)
    bob.page(where)
    row.refresh_from_db()
    assert row.given_key is None


def test_her_own_key_in_his_place_is_noticed(couple):
    """A public key of hers in his row of people: he is not let in, and gives nothing."""
    alice, bob = couple
    where, row = sealed_round(couple)
    host, guest = present_of(alice), present_of(bob)
    people = Person.objects.of(guest.couple).filter(id=guest.id)
    people.update(public_key=host.vault.keyring.public_key)
    assert bob.get(where).status_code == 302
    bob.post(f"{where}open/")
    row.refresh_from_db()
    assert row.given_key is None


def test_a_third_key_in_her_place_gets_nothing(couple):
    """He gives under the key he pinned, whatever the table of people says is hers."""
    alice, bob = couple
    where, row = sealed_round(couple)
    alice.page(where)
    host, third = present_of(alice), new_secret_key()
    people = Person.objects.of(row.couple_id).filter(id=host.id)
    people.update(public_key=public(third))
    assert "not the one you know" in bob.page("/")
    bob.post(f"{where}open/")
    his = next(as_rows(Entry.objects.of(row.couple_id).filter(id=row.id)))
    stranger = Vault(
        person=host.id,
        user_key=os.urandom(32),
        keyring=host.vault.keyring.with_(secret_keys=(third,)),
    )
    with pytest.raises(DoesNotOpen):
        open_row(stranger, his)
    assert open_row(host.vault, his).payload.text == "Bob wrote this first"


def guest_does_all_he_can(table):
    """He looks and presses Open, again and again, in his own session."""
    for _ in range(2):
        try:
            assert table.visits(table.guest) is not Round.GIVE
            table.opens(table.guest)
        except (NotOpenYet, DoesNotOpen):
            continue


def hers_to_read(table, sealed):
    """What her keys make of his answer, with every key that lies in the database."""
    rows = Entry.objects.of(table.host.couple).values_list("own_key", "given_key", "body")
    keys = {bytes(key) for own, given, _ in rows for key in (own, given) if key}
    found = []
    for key in keys:
        for label in (sealed, sealed._replace(visibility=Visibility.SHARED)):
            found.append(table.reads(table.host, label._replace(given_key=key)))
            as_hers = label._replace(owner_id=table.host.id, own_key=key)
            found.append(table.reads(table.host, as_hers))
    return [text for text in found if text]
