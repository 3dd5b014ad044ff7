"""The main road, through the pages: from a lonely first question to two open answers."""

from conftest import (
    QUESTION,
    confirms,
    invites,
    newcomer,
    pair,
    round_of,
    says_who_hosts,
    takes_words,
)


def test_someone_alone_answers_first_and_takes_words_after(db):
    alice = newcomer("Alice")
    assert alice.get("/conversation/begin/").status_code == 200
    reply = alice.post("/conversation/begin/", {"text": "On the stairs, in May"})
    assert reply["Location"] == "/words/"
    takes_words(alice)
    assert "On the stairs, in May" in alice.page("/conversation/journal/")


def test_neither_reads_ahead_and_then_both_do(db):
    alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
    link = invites(alice, text="Alice made tea")
    assert "Alice made tea" not in bob.page(link)
    bob.post(link, {"text": "Bob waited up", "name": "Bob"})
    takes_words(bob)
    says_who_hosts(bob, "partner")
    assert "Bob waited up" not in alice.page("/two/")
    confirms(alice, "me")
    where = round_of(alice)
    assert "Bob waited up" not in alice.page(where)  # Alice hosts, so this visit gives hers
    assert "Alice made tea" not in bob.page(where)  # Bob has to open it
    bob.post(f"{where}open/")
    assert "Alice made tea" in bob.page(where)
    assert "Bob waited up" in alice.page(where)


def test_charlie_reads_nothing_of_them(couple, charlie):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    charlie.post(f"/conversation/question/{QUESTION}/", {"text": "Charlie did his part"})
    assert charlie.get(where).status_code == 404
    assert "Alice wrote" not in charlie.page("/conversation/journal/")


def test_a_code_nobody_made_opens_nothing(couple, someone_new):
    late = someone_new("Dora")
    assert late.get("/i/AAAA-AAAA-AAAA-AAAA-AAAA-AAAA/").status_code == 410


def test_pairing_works_whoever_hosts(db):
    for hosts in ("me", "partner", "other"):
        alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
        where = pair(alice, bob, hosts=hosts)
        for someone in (alice, bob, alice, bob):
            someone.page(where)
            someone.post(f"{where}open/")
        assert "Bob wrote this first" in alice.page(where)
        assert "Alice wrote this first" in bob.page(where)


def test_a_copy_holds_what_one_may_read_and_nothing_else(couple):
    alice, _bob = couple
    copy = b"".join(alice.post("/you/copy/").streaming_content).decode()
    assert "Alice wrote this first" in copy
    assert "Bob wrote this first" not in copy


def test_leaving_leaves_each_with_their_own_words_and_nothing_that_waits(couple):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    alice.post("/two/leave/", {"sure": "on"})
    bob.post("/two/ended/")
    for someone, theirs in ((alice, "Bob"), (bob, "Alice")):
        someone.post("/in/", {"name": someone.name, "words": someone.words})
        journal = someone.page("/conversation/journal/")
        assert f"{someone.name} wrote this first" in journal
        assert f"{theirs} wrote this first" not in journal
        assert "only you" in journal
        assert "waiting calmly" not in someone.page("/conversation/")
