"""The host gives, the guest opens, and no other order gets anybody anything."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nearer.journal.actions import AlreadyGiven, change_visibility
from nearer.journal.models import Entry, Visibility
from nearer.reveal.actions import NotOpenYet, give_first
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen, digest

HOST, GUEST = "Alice's own words", "Bob's own words"


def both_answer(table):
    table.answers(table.host)
    table.answers(table.guest)


def until_given(table):
    both_answer(table)
    table.visits(table.host)


def until_open(table):
    until_given(table)
    table.opens(table.guest)


def test_host_gives_guest_opens_and_then_both_read(table):
    both_answer(table)
    assert table.visits(table.guest) is Round.WAITING
    assert table.reads(table.guest, table.row(table.host)) is None
    assert table.visits(table.host) is Round.GIVEN
    assert table.visits(table.guest) is Round.READY
    assert table.reads(table.host, table.row(table.guest)) is None
    table.opens(table.guest)
    assert table.visits(table.host) is table.visits(table.guest) is Round.OPEN
    assert table.reads(table.guest, table.row(table.host)) == HOST
    assert table.reads(table.host, table.row(table.guest)) == GUEST


def test_nobody_opens_before_their_turn(table):
    for step in (
        lambda: None,
        lambda: table.answers(table.host),
        lambda: table.answers(table.guest),
        lambda: table.visits(table.guest),
    ):
        step()
        for who in (table.host, table.guest):
            with pytest.raises(NotOpenYet):
                table.opens(who)
    table.visits(table.host)
    with pytest.raises(NotOpenYet):
        table.opens(table.host)  # the host waits for the guest
    assert table.row(table.guest).given_key is None


def test_nothing_is_given_while_only_one_has_answered(table):
    table.answers(table.host)
    assert table.visits(table.host) is Round.WAITING
    assert table.row(table.host).given_key is None


def test_the_guest_never_gives_by_looking(table):
    until_given(table)
    assert table.visits(table.guest) is Round.READY
    assert table.row(table.guest).given_key is None


def test_each_give_names_what_it_was_given_for(table):
    until_open(table)
    mine, theirs = table.row(table.host), table.row(table.guest)
    _, against = table.guest.vault.open_given(mine.label, body=mine.body, given_key=mine.given_key)
    assert against == digest(theirs.body)
    _, against = table.host.vault.open_given(
        theirs.label, body=theirs.body, given_key=theirs.given_key
    )
    assert against == digest(mine.body)


def test_an_answer_can_be_changed_until_the_first_give(table):
    both_answer(table)
    table.answers(table.guest, "Bob thought again")
    table.answers(table.host, "Alice thought again")
    table.visits(table.host)
    for who in (table.host, table.guest):
        before = table.row(who)
        with pytest.raises(AlreadyGiven):
            table.answers(who, "Too late")
        assert table.row(who) == before
    table.opens(table.guest)
    assert table.reads(table.host, table.row(table.guest)) == "Bob thought again"
    with pytest.raises(AlreadyGiven):
        table.answers(table.guest, "Much too late")


def test_taking_back_destroys_the_key_that_was_given(table):
    until_open(table)
    old = table.row(table.host)
    kept = change_visibility(table.host.pen, old.id, to=Visibility.ONLY_ME, subject=uuid4())
    assert not table.rows(table.host).exists()
    row = Entry.objects.of(table.host.couple).get(id=kept)
    assert row.given_key is None
    moved = old._replace(id=row.id, body=bytes(row.body), visibility=row.visibility)
    for label in (moved, moved._replace(subject=row.subject), old._replace(body=bytes(row.body))):
        assert table.reads(table.guest, label) is None  # the old key with the new body


def test_taken_back_reads_the_same_whether_it_was_opened_or_not(table):
    states = []
    for opened in (True, False):
        table.subject = uuid4()
        until_given(table)
        if opened:
            table.opens(table.guest)
        row = table.row(table.guest)
        change_visibility(table.guest.pen, row.id, to=Visibility.ONLY_ME, subject=uuid4())
        states.append(table.visits(table.host))
    assert states == [Round.GIVEN, Round.GIVEN]  # as if it had never been there


def test_opening_twice_changes_nothing(table):
    until_open(table)
    before = table.row(table.guest)
    table.opens(table.guest)
    table.opens(table.host)
    assert table.row(table.guest) == before


def test_giving_twice_changes_nothing(table):
    until_given(table)
    before = table.row(table.host)
    assert table.visits(table.host) is Round.GIVEN
    assert table.row(table.host) == before


def test_somebody_elses_row_in_the_round_is_nobodys_answer(table, charlie):
    table.answers(table.guest)
    row = Entry.objects.of(table.guest.couple).get(id=table.row(table.guest).id)
    row.id, row.owner_id = uuid4(), uuid4()
    row.save(force_insert=True)
    table.answers(table.host)
    Entry.objects.of(table.guest.couple).filter(id=table.row(table.guest).id).delete()
    assert table.visits(table.host) is Round.WAITING
    give_first(table.host.pen, *table.key)
    assert table.row(table.host).given_key is None


WHAT = ["answer", "visit", "open", "back"]
STEPS = st.lists(st.tuples(st.sampled_from(["host", "guest"]), st.sampled_from(WHAT)), max_size=14)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_order_of_acts_lets_the_host_read_before_the_guest(table, steps):
    with transaction.atomic():
        table.subject, guest_read = uuid4(), False
        for name, what in steps:
            who = getattr(table, name)
            guest_read |= _does(table, who, what) and who is table.guest
            theirs, mine = table.rows(table.guest), table.rows(table.host)
            if theirs.exists() and table.reads(table.host, table.row(table.guest)):
                assert guest_read
            if mine.exists() and table.reads(table.guest, table.row(table.host)):
                assert table.row(table.host).given_key
        transaction.set_rollback(True)


def _does(table, who, what) -> bool:
    """Do one thing; whether it was a real opening."""
    try:
        if what == "open":
            table.opens(who)
            return True
        if what == "back" and table.rows(who).exists():
            row = table.row(who)
            change_visibility(who.pen, row.id, to=Visibility.ONLY_ME, subject=uuid4())
        elif what == "answer":
            table.answers(who)
        else:
            table.visits(who)
    except (NotOpenYet, AlreadyGiven, DoesNotOpen):
        pass
    return False


@pytest.mark.django_db(transaction=True)
def test_opening_at_the_same_moment_is_opening_once(table):
    until_given(table)
    start, faults = threading.Barrier(4), []

    def opens():
        start.wait()
        try:
            table.opens(table.guest)
        except Exception as fault:  # noqa: BLE001 - a thread's failure must reach the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    assert table.visits(table.host) is Round.OPEN
    assert table.reads(table.host, table.row(table.guest)) == GUEST
