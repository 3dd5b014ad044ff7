"""Two who had accounts, rows that move, a crash in the middle, leaving, and coming back."""

import re
from html import unescape

import pytest
from django.db import OperationalError

from conftest import confirms, invites, newcomer, pair, round_of, seen, takes_words
from nearer.accounts.models import Directory, Person, Session
from nearer.accounts.sessions import read_ticket
from nearer.couples import moving
from nearer.couples.models import Couple, Invitation
from nearer.journal.models import Entry
from nearer.lib.owned import owned_models

LATER = "thundering marmalade quietly outlives eleven lighthouses"


def couple_of(someone):
    return read_ticket(someone.client.cookies["nearer"].value).couple


def says(page, sentence):
    assert sentence in unescape(page), page[-1500:]


def writes(someone, *questions):
    for question in questions:
        where = f"/conversation/question/{question}/"
        someone.post(where, {"text": f"{someone.name} on {question}"})


def comes_back(someone):
    someone.client.cookies.clear()
    reply = someone.post("/in/", {"name": someone.name, "words": someone.words})
    assert reply.status_code == 302
    return someone


def is_here(someone):
    return someone.get("/you/").status_code == 200


def joins(guest, inviter, *, hosts="partner"):
    """With an account: through a plain link. The inviter has yet to say yes."""
    inviter.post("/two/invite/")
    link = re.search(r"/i/[0-9A-Z-]+/", inviter.page("/two/"))[0]
    reply = guest.post(link, {"hosted_by": hosts})
    assert reply["Location"] == "/two/"
    return link


def everything_written():
    """Every row of every model of everybody, as the database holds them."""
    from django.db import connection

    tables = [model._meta.db_table for model in (*owned_models(), Couple, Directory)]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            # Below the guard: this looks at all couples.
            rows = cursor.connection.execute(f"select * from {table}").fetchall()
            found[table] = sorted(map(repr, rows))
    return found


@pytest.mark.parametrize("inviter_wrote", [3, 0])
def test_whoever_has_fewer_rows_moves_and_nothing_is_lost(alice, charlie, inviter_wrote):
    writes(alice, *["kitchen-survivor", "plant-it", "kitchen-light"][:inviter_wrote])
    writes(charlie, "kitchen-light")
    joins(charlie, alice)
    confirms(alice, "me")
    mover, stayer = (charlie, alice) if inviter_wrote else (alice, charlie)
    assert is_here(stayer)
    assert not is_here(mover)
    comes_back(mover)
    charlie.page("/")
    assert couple_of(alice) == couple_of(charlie)
    assert len(everything_written()["couples_couple"]) == 1
    says(charlie.page("/two/"), "You and Alice")
    says(alice.page("/two/"), "You and Charlie")
    assert "Charlie on kitchen-light" in charlie.page("/conversation/journal/")
    assert "Charlie on kitchen-light" not in alice.page("/conversation/journal/")
    assert not Invitation.objects.of(couple_of(alice)).exists()


@pytest.mark.parametrize("hosts", ["me", "partner", "other"])
def test_two_accounts_open_rounds_whoever_hosts(alice, charlie, hosts):
    joins(charlie, alice, hosts={"me": "partner", "partner": "me", "other": "other"}[hosts])
    confirms(alice, hosts)
    for someone in (alice, charlie):
        if not is_here(someone):
            comes_back(someone)
    charlie.page("/")
    reply = alice.post("/conversation/question/kitchen-light/put/")
    where = reply["Location"]
    alice.post(f"{where}answer/", {"text": "Alice made tea"})
    charlie.post(f"{where}answer/", {"text": "Charlie waited up"})
    for someone in (alice, charlie, alice, charlie):
        someone.page(where)
        someone.post(f"{where}open/")
    assert "Charlie waited up" in alice.page(where)
    assert "Alice made tea" in charlie.page(where)


def test_the_inviters_waiting_answer_survives_a_move(alice, charlie):
    invites(alice, text="Alice made tea")
    writes(charlie, "kitchen-survivor", "plant-it", "kitchen-light", "words-before-dark")
    link = re.search(r"/i/[0-9A-Z-]+/", alice.page("/two/"))[0]
    charlie.post(link, {"hosted_by": "partner"})
    confirms(alice, "me")
    assert "Alice made tea" in comes_back(alice).page("/conversation/journal/")


@pytest.mark.parametrize("after", range(7))
def test_a_crash_in_the_middle_of_moving_leaves_everything_as_it_was(
    alice, charlie, monkeypatch, after
):
    writes(alice, "kitchen-survivor", "plant-it")
    writes(charlie, "kitchen-light")
    joins(charlie, alice)
    before = everything_written()
    moves, real = [], moving._copy

    def breaks(model, rows, target):
        if len(moves) == after:
            raise OperationalError("database or disk is full")
        moves.append(model)
        real(model, rows, target)

    monkeypatch.setattr(moving, "_copy", breaks)
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    reply = alice.post(where, {"hosted_by": "me", "seen": seen(alice)})
    if reply.status_code == 302:
        assert len(moves) <= after  # fewer models than that move: nothing was broken
        return
    assert reply.status_code == 503
    monkeypatch.setattr(moving, "_copy", real)
    after_it = everything_written()
    sessions = Session._meta.db_table
    assert {k: v for k, v in after_it.items() if k != sessions} == {
        k: v for k, v in before.items() if k != sessions
    }
    assert alice.post(where, {"hosted_by": "me", "seen": seen(alice)}).status_code == 302
    assert "Charlie on kitchen-light" in comes_back(charlie).page("/conversation/journal/")


def test_a_crash_while_leaving_leaves_two_together(couple, monkeypatch):
    alice, bob = couple
    before = everything_written()[Entry._meta.db_table]

    def breaks(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(moving, "close_if_empty", breaks)
    assert alice.post("/two/leave/", {"sure": "on"}).status_code == 503
    assert everything_written()[Entry._meta.db_table] == before
    says(bob.page("/two/"), "You and Alice")
    says(alice.page("/two/"), "You and Bob")


@pytest.mark.parametrize("who", ["the inviter", "the guest"])
def test_either_may_leave_alone_and_each_keeps_their_own(couple, who):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    writes(alice, "kitchen-survivor")
    leaver, left = (alice, bob) if who == "the inviter" else (bob, alice)
    assert leaver.post("/two/leave/", {"sure": ""}).status_code == 422
    assert leaver.post("/two/leave/", {"sure": "on"}).status_code == 302
    for someone, theirs in ((leaver, left), (left, leaver)):
        if not is_here(someone):
            comes_back(someone)
        journal = someone.page("/conversation/journal/")
        assert f"{someone.name} wrote this first" in journal
        assert f"{theirs.name} wrote this first" not in journal
        assert f"{theirs.name} wrote this first" not in someone.page(where)
    assert couple_of(alice) != couple_of(bob)
    assert not Entry.objects.of(couple_of(alice)).exclude(given_key=None).exists()


def test_the_other_reads_one_plain_sentence_and_goes_on(couple):
    alice, bob = couple
    alice.post("/two/leave/", {"sure": "on"})
    if not is_here(bob):
        comes_back(bob)
    says(bob.page("/two/"), "This space is yours alone now.")
    assert "Alice" not in bob.page("/two/")
    bob.post("/two/ended/")
    says(bob.page("/two/"), "Nearer is for one, too.")
    assert bob.get("/two/leave/")["Location"] == "/two/"


def test_two_who_parted_may_pair_again_and_nothing_old_opens_by_itself(couple):
    alice, bob = couple
    old = round_of(alice)
    bob.post(f"{old}open/")
    alice.post("/two/leave/", {"sure": "on"})
    for someone in (alice, bob):
        if not is_here(someone):
            comes_back(someone)
    bob.post("/two/ended/")
    joins(bob, alice)
    confirms(alice, "me")
    for someone in (alice, bob):
        if not is_here(someone):
            comes_back(someone)
    for someone in (bob, alice, bob, alice):
        someone.page(old)
        someone.post(f"{old}open/")
        someone.page("/")
    says(bob.page("/two/"), "You and Alice")
    assert "Alice wrote this first" not in bob.page("/conversation/journal/")
    assert "Bob wrote this first" not in alice.page("/conversation/journal/")
    fresh = alice.post("/conversation/question/plant-it/put/")["Location"]
    alice.post(f"{fresh}answer/", {"text": "A lime tree"})
    bob.post(f"{fresh}answer/", {"text": "Tomatoes"})
    alice.page(fresh)
    bob.post(f"{fresh}open/")
    assert "A lime tree" in bob.page(fresh)
    assert "Tomatoes" in alice.page(fresh)


def test_leaving_before_the_guest_saw_the_yes_leaves_nobody_waiting(alice):
    from conftest import says_who_hosts

    bob = newcomer("Bob")
    link = invites(alice)
    bob.post(link, {"text": "Bob wrote this first", "name": "Bob"})
    takes_words(bob)
    says_who_hosts(bob, "partner")
    confirms(alice, "me")
    alice.post("/two/leave/", {"sure": "on"})
    comes_back(bob)
    says(bob.page("/two/"), "Nearer is for one, too.")
    assert bob.page("/conversation/journal/")
    if not is_here(alice):
        comes_back(alice)
    says(alice.page("/two/"), "Nearer is for one, too.")


def test_deleting_an_account_while_paired_leaves_the_other_their_own(couple):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    person_count = Person.objects.of(couple_of(alice)).count()
    assert person_count == 2
    wrong = alice.post("/you/delete/", {"words": "not these", "sure": "on"})
    assert wrong.status_code == 422
    says(wrong.content.decode(), "These are not your words. Nothing was deleted.")
    reply = alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    says(reply.content.decode(), "Rows of yours that are left on this server: 0.")
    assert newcomer("").post("/in/", {"name": "Alice", "words": alice.words}).status_code == 422
    says(bob.page("/two/"), "This space is yours alone now.")
    assert "Bob wrote this first" in bob.page("/conversation/journal/")
    assert "Alice wrote this first" not in bob.page("/conversation/journal/")
    assert Person.objects.of(couple_of(bob)).count() == 1


def test_too_many_wrong_words_while_deleting_say_when_to_try_again(alice):
    for _ in range(4):
        alice.post("/you/delete/", {"words": "not these", "sure": "on"})
    reply = alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    assert reply.status_code == 429
    says(reply.content.decode(), "Nothing was deleted.")
    assert int(reply["Retry-After"]) > 0
    assert is_here(alice)


def test_deleting_an_account_with_a_guest_at_the_door_leaves_the_guest_alone(alice):
    bob = newcomer("Bob")
    bob.post(invites(alice), {"text": "Bob wrote this first", "name": "Bob"})
    takes_words(bob)
    alice.post("/you/delete/", {"words": alice.words, "sure": "on"})
    assert is_here(bob)
    says(bob.page("/two/"), "Nearer is for one, too.")
    assert "Bob wrote this first" in bob.page("/conversation/journal/")
    assert Person.objects.of(couple_of(bob)).count() == 1


def test_deleting_an_account_that_waits_at_a_link_leaves_the_inviter_free(alice, charlie):
    joins(charlie, alice)
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    charlie.post("/you/delete/", {"words": charlie.words, "sure": "on"})
    assert alice.post(where, {"hosted_by": "me", "seen": seen(alice)}).status_code == 410
    says(alice.page("/two/"), "Nearer is for one, too.")


def test_whoever_was_refused_is_free_to_try_elsewhere(alice, charlie):
    joins(charlie, alice)
    says(charlie.page("/two/"), "Alice has your answer to the link.")
    alice.post(re.search(r"/two/invite/[0-9a-f-]+/refuse/", alice.page("/two/"))[0])
    assert is_here(charlie)
    says(charlie.page("/two/"), "Nearer is for one, too.")
    pair(charlie, newcomer("Dora"))


def test_nobody_is_moved_out_of_a_couple_by_an_older_link(alice, charlie):
    """Charlie answered Alice's link, then paired with Dora. Alice's late yes finds nobody."""
    joins(charlie, alice)
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", alice.page("/two/"))[0]
    dora = newcomer("Dora")
    dora.post(invites_while_waiting(charlie), {"name": "Dora"})
    takes_words(dora)
    dora.post("/two/host/", {"hosted_by": "partner"})
    confirm_guest(charlie)
    dora.page("/")
    assert alice.post(where, {"hosted_by": "me", "seen": seen(alice)}).status_code == 410
    says(dora.page("/two/"), "You and Charlie")
    says(charlie.page("/two/"), "You and Dora")


def invites_while_waiting(someone):
    from nearer.couples.selectors import invitations
    from tests.presence import present_of

    someone.post("/two/invite/")
    code = next(i.code for i in invitations(present_of(someone)) if not i.used)
    return f"/i/{code.text}/"


def confirm_guest(someone):
    from nearer.couples.selectors import invitations
    from tests.presence import present_of

    row = next(i for i in invitations(present_of(someone)) if i.reply)
    reply = someone.post(
        f"/two/invite/{row.id}/confirm/", {"hosted_by": "me", "seen": seen(someone)}
    )
    assert reply.status_code == 302


def test_a_second_link_takes_back_the_answer_to_the_first(alice, charlie, someone_new):
    dora = takes_words(someone_new("Dora"))
    joins(charlie, alice)
    joins(charlie, dora)
    says(alice.page("/two/"), "Nearer is for one, too.")
    confirms(dora, "me")
    for someone in (charlie, dora):
        if not is_here(someone):
            comes_back(someone)
    charlie.page("/")
    says(charlie.page("/two/"), "You and Dora")


@pytest.mark.parametrize("who", ["inviter", "guest", "both"])
def test_words_changed_in_the_middle_of_pairing_part_nobody(alice, charlie, who):
    joins(charlie, alice)
    changing = {"inviter": [alice], "guest": [charlie], "both": [charlie, alice]}[who]
    for someone in changing:
        changes_words(someone)
    confirms(alice, "me")
    for someone in (alice, charlie):
        if not is_here(someone):
            comes_back(someone)
    charlie.page("/")
    for someone, other in ((alice, "Charlie"), (charlie, "Alice")):
        page = unescape(someone.page("/two/"))
        assert f"You and {other}" in page
        assert "is not the one you know" not in page
    where = alice.post("/conversation/question/plant-it/put/")["Location"]
    alice.post(f"{where}answer/", {"text": "A lime tree"})
    charlie.post(f"{where}answer/", {"text": "Tomatoes"})
    alice.page(where)
    charlie.post(f"{where}open/")
    assert "A lime tree" in charlie.page(where)


def changes_words(someone):
    from conftest import hidden

    made = hidden(someone.page("/you/words/"), "made")
    data = {"name": someone.name, "made": made, "own": "", "kept": "on", "now": someone.words}
    assert someone.post("/you/words/", data).status_code == 200
    someone.words = made.rsplit(":", 1)[0]
