"""Rows that move between couples: all of them, byte for byte, or none of them."""

import re
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from conftest import confirms, newcomer, pair, round_of
from nearer.accounts.models import Directory, Person, Sweep
from nearer.accounts.sessions import read_ticket
from nearer.couples import moving
from nearer.couples.models import Couple, Invitation
from nearer.feeds import actions as feeds
from nearer.feeds.boxes import Calendar
from nearer.feeds.keys import key_of
from nearer.feeds.models import Published
from nearer.lib.owned import owned_models
from tests.sittings import lay_out, press
from tests.test_feeds_kept import address_of, answers, token_of


def couple_of(someone):
    return read_ticket(someone.client.cookies["nearer"].value).couple


def person_of(someone):
    """The one person who came in here."""
    return Person.objects.of(couple_of(someone)).get().id


def rows(model, couple, person):
    """Every column but the couple, as bytes and plain values."""
    columns = [f.attname for f in model._meta.concrete_fields if f.attname != "couple_id"]
    found = model.objects.of(couple).filter(**{model.of_person: person}).values_list(*columns)
    return sorted(
        repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in found
    )


def everything(couple, person):
    return {model._meta.db_table: rows(model, couple, person) for model in owned_models()}


def counted():
    """How many rows each table has, whoever they belong to: below the guard."""
    tables = [m._meta.db_table for m in (*owned_models(), Couple, Directory, Sweep, Published)]
    raw = connection.connection
    return {table: raw.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}


@pytest.fixture
def lived_in(alice):
    """An account with a bit of everything: entries, a draft, a PIN, a link, steps of a sitting."""
    for question in ("plant-it", "kitchen-light", "kitchen-survivor"):
        alice.post(f"/conversation/question/{question}/", {"text": f"About {question}"})
    alice.post("/drafts/", {"path": "/conversation/question/plant-it/", "tab": "a", "text": "x"})
    alice.post("/you/pin/", {"pin": "314159", "now": alice.words})
    alice.post("/two/invite/")
    press(alice, lay_out(alice, "silent", way="one"), "ready")
    return alice


def test_every_row_that_moves_arrives_byte_for_byte(lived_in):
    source, person, target = couple_of(lived_in), person_of(lived_in), Couple.objects.create().pk
    before = everything(source, person)
    moving.move(person, source=source, target=target)
    after = everything(target, person)
    for model in owned_models():
        table = model._meta.db_table
        assert after[table] == (before[table] if model.moves else []), table
    assert not any(everything(source, person).values())
    assert not Couple.objects.filter(pk=source).exists()


def test_the_ways_in_and_what_is_due_point_to_the_new_place(lived_in):
    source, person, target = couple_of(lived_in), person_of(lived_in), Couple.objects.create().pk
    moving.move(person, source=source, target=target)
    lines = Directory.objects.filter(target_id=person)
    assert lines.count() == 2
    assert not lines.exclude(couple_id=target).exists()
    assert not Directory.objects.filter(couple_id=source).exists()
    assert not Sweep.objects.filter(couple_id=source).exists()
    assert Sweep.objects.filter(target_id=person, what="presence.steps").count() == 1
    phone = newcomer("Alice")
    phone.post("/in/", {"name": "Alice", "words": lived_in.words})
    assert couple_of(phone) == target
    assert "About plant-it" in phone.page("/conversation/journal/")
    assert "x" in phone.page("/conversation/question/plant-it/")


def test_moving_there_and_back_changes_nothing(lived_in):
    first, person, second = couple_of(lived_in), person_of(lived_in), Couple.objects.create().pk
    before = everything(first, person)
    moving.move(person, source=first, target=second)
    Couple.objects.create(pk=first)
    moving.move(person, source=second, target=first)
    moved = {m._meta.db_table for m in owned_models() if m.moves}
    after = everything(first, person)
    assert {t: after[t] for t in moved} == {t: before[t] for t in moved}


def test_a_calendar_goes_on_at_its_address_and_is_kept_up_from_the_new_place(couple):
    """The row is no couple's; only the line that says whose it is moves along."""
    alice, bob = couple
    hers, his = address_of(alice), address_of(bob)
    person, source, target = present_id(alice), couple_of(alice), Couple.objects.create().pk
    before = Client().get(hers)
    moving.move(person, source=source, target=target)
    assert Client().get(hers, headers={"If-None-Match": before["ETag"]}).status_code == 304
    assert answers(his)
    key = key_of(token_of(hers))
    assert Directory.objects.get(id=key.line).couple_id == target
    later = Calendar(b"later", datetime(2030, 1, 1, tzinfo=UTC))
    assert not feeds.publish(source, person, key, later)
    assert feeds.publish(target, person, key, later)
    assert Client().get(hers).content == b"later"
    feeds.withdraw(target, person)
    assert [answers(hers), answers(his)] == [False, True]


def test_nobody_else_moves_along(couple):
    alice, bob = couple
    where = couple_of(alice)
    people = list(Person.objects.of(where).values_list("id", flat=True))
    his = next(p for p in people if p == present_id(bob))
    hers = next(p for p in people if p != his)
    before = everything(where, hers)
    moving.move(his, source=where, target=Couple.objects.create().pk)
    assert everything(where, hers) == before


def present_id(someone):
    from tests.presence import present_of

    return present_of(someone).id


def test_an_open_link_is_void_after_its_maker_moved(lived_in):
    link = re.search(r"/i/[0-9A-Z-]+/", lived_in.page("/two/"))[0]
    source, person = couple_of(lived_in), person_of(lived_in)
    moving.move(person, source=source, target=Couple.objects.create().pk)
    assert newcomer("").get(link).status_code == 410


def steps_of(action):
    """How many statements that write an action takes."""
    taken = []

    def count(execute, sql, params, many, context):
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            taken.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        action()
    return len(taken)


class BreaksAt:
    """The n-th statement that writes fails, as a full disk or a cut connection would."""

    def __init__(self, step):
        self.left = step

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            if self.left == 0:
                raise DatabaseError("cut off")
            self.left -= 1
        return execute(sql, params, many, context)


@pytest.mark.parametrize("what", ["move", "leave", "delete"])
@pytest.mark.parametrize("step", range(0, 30, 2))
def test_cut_off_at_any_statement_everything_is_as_before(db, what, step):
    from conftest import takes_words
    from tests.presence import present_of

    alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
    where = pair(alice, bob)
    alice.page(where)
    bob.post(f"{where}open/")
    calendars = [address_of(alice), address_of(bob)]
    present = present_of(alice)
    target = Couple.objects.create().pk
    actions = {
        "move": lambda: moving.move(present.id, source=present.couple, target=target),
        "leave": lambda: moving.leave(present),
        "delete": lambda: moving.delete_account(present),
    }
    before = counted(), everything(present.couple, present.id)
    try:
        with connection.execute_wrapper(BreaksAt(step)):
            actions[what]()
    except DatabaseError:
        assert (counted(), everything(present.couple, present.id)) == before
        assert "Bob wrote this first" in alice.page(where)
        assert "Alice wrote this first" in bob.page(where)
        assert all(answers(path) for path in calendars)
    else:
        assert counted() != before[0]
        assert [answers(path) for path in calendars] == [what == "move"] * 2


def test_deleting_leaves_no_row_of_any_table(lived_in):
    before = counted()
    lived_in.post("/you/delete/", {"words": lived_in.words, "sure": "on"})
    after = counted()
    assert before["journal_entry"] > 3
    assert not any(after.values()), {t: n for t, n in after.items() if n}


def test_leaving_and_deleting_leave_no_row_of_two(couple):
    assert all(answers(address_of(someone)) for someone in couple)
    for someone in couple:
        someone.post("/two/leave/", {"sure": "on"})
        if someone.get("/you/").status_code != 200:
            someone.client.cookies.clear()
            someone.post("/in/", {"name": someone.name, "words": someone.words})
        reply = someone.post("/you/delete/", {"words": someone.words, "sure": "on"})
        assert "left on this server: 0" in reply.content.decode()
    assert not any(counted().values()), {t: n for t, n in counted().items() if n}


def test_every_model_of_a_couple_says_whose_it_is():
    for model in owned_models():
        names = {field.name for field in model._meta.concrete_fields}
        assert model.of_person in names, model
        assert isinstance(model.moves, bool)


def test_a_round_opened_before_two_accounts_met_is_readable_by_its_author_after(alice, charlie):
    dora = newcomer("Dora")
    where = pair(charlie, dora)
    dora.post(f"{where}open/")
    charlie.post("/two/leave/", {"sure": "on"})
    if charlie.get("/you/").status_code != 200:
        charlie.client.cookies.clear()
        charlie.post("/in/", {"name": "Charlie", "words": charlie.words})
    alice.post("/two/invite/")
    link = re.search(r"/i/[0-9A-Z-]+/", alice.page("/two/"))[0]
    charlie.post(link, {"hosted_by": "partner"})
    confirms(alice, "me")
    for someone in (alice, charlie):
        if someone.get("/you/").status_code != 200:
            someone.client.cookies.clear()
            someone.post("/in/", {"name": someone.name, "words": someone.words})
    journal = charlie.page("/conversation/journal/")
    assert "Charlie wrote this first" in journal
    assert "Dora wrote this first" not in journal
    assert "Charlie wrote this first" not in alice.page("/conversation/journal/")
    assert charlie.get(where).status_code in {200, 404}
    assert not Invitation.objects.of(couple_of(alice)).exists()


def test_two_who_paired_find_their_round(couple):
    alice, bob = couple
    assert round_of(alice) == round_of(bob)
