"""The weekly check-in, through both phones."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.practices.conversation import content
from tests.presence import present_of

SUNDAY = datetime(2026, 5, 10, 18, 30, tzinfo=UTC)
WEEK = "/conversation/checkin/2026-w19/"


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(SUNDAY, tick=True):
        yield


def later(days, *people):
    """The same time some days later, with everybody back at their phones."""
    travel = time_machine.travel(SUNDAY + timedelta(days=days), tick=True)
    travel.start()
    for someone in people:
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})
    return travel


def seals(someone, where=WEEK, **parts):
    data = {f"text_{part}": text for part, text in parts.items() if part != "for_me"}
    if "for_me" in parts:
        data["for_me"] = "1"
    return someone.post(f"{where}seal/", data)


def page(someone, where=WEEK):
    return unescape(someone.page(where))


def agenda_on(someone, where="/conversation/checkin/"):
    return re.search(r"<h1>(.*?)</h1>", page(someone, where))[1]


def rows(someone, kind="conversation.checkin"):
    return Entry.objects.of(present_of(someone).couple).filter(kind=kind)


def test_it_is_the_same_agenda_for_both(couple):
    alice, bob = couple
    assert agenda_on(alice) == agenda_on(bob)
    assert agenda_on(alice) in {agenda.title for agenda in content.agendas().values()}


def test_it_stays_sealed_until_both_have_written_and_then_opens_part_by_part(couple):
    alice, bob = couple
    seals(alice, appreciation="You made the tea", hope="Sun")
    assert "You made the tea" in page(alice)
    assert "Sealed." in page(alice)
    assert "You made the tea" not in page(bob)
    seals(bob, appreciation="You waited", heavy="The stairs")
    assert "You made the tea" not in page(bob)
    page(alice)
    assert "You have both written." in page(bob)
    bob.post(f"{WEEK}open/")
    for someone in (alice, bob):
        said = page(someone)
        order = [said.index(text) for text in ("You made the tea", "The stairs", "Sun")]
        assert order == sorted(order)
        assert "You waited" in said


def test_a_part_may_stay_empty_but_not_all_of_them(couple):
    alice, _ = couple
    reply = seals(alice, small="  ", heavy="\u200b")
    assert reply.status_code == 422
    assert "Write one line in one of the four." in unescape(reply.content.decode())
    assert not rows(alice).exists()
    assert seals(alice, small="Water the fern").status_code == 302


def test_keeping_it_for_myself_takes_what_was_sealed_out_of_the_round(couple):
    alice, bob = couple
    seals(alice, heavy="For both")
    seals(alice, heavy="For me alone", for_me=True)
    assert [row.visibility for row in rows(alice)] == ["only_me"]
    assert "For me alone" in page(alice)
    seals(bob, heavy="Bob's")
    assert "For me alone" not in page(bob)
    seals(alice, heavy="For both after all")
    assert sorted(row.visibility for row in rows(alice)) == ["when_both", "when_both"]


def test_what_i_wrote_can_be_changed_until_the_first_give_and_is_not_lost_after(couple):
    alice, bob = couple
    seals(alice, heavy="First")
    seals(alice, heavy="Second")
    assert rows(alice).count() == 1
    seals(bob, heavy="Bob's")
    page(alice)
    reply = seals(alice, heavy="Third")
    assert reply.status_code == 409
    said = unescape(reply.content.decode())
    assert "stays as it was sealed" in said
    assert "Third" in said


def test_taking_it_back_makes_it_mine_alone(couple):
    alice, bob = couple
    seals(alice, heavy="Alice's")
    seals(bob, heavy="Bob's")
    page(alice)
    bob.post(f"{WEEK}open/")
    alice.post(f"{WEEK}take-back/")
    assert "Alice's" not in page(bob)
    assert "Bob's" in page(bob)
    assert "Alice's" in page(alice)
    assert "Only me." in page(alice)
    assert "Bob's" not in page(alice)
    assert alice.post(f"{WEEK}take-back/").status_code == 302


def test_alone_it_is_for_oneself(alice):
    assert "When we both answer" not in page(alice)
    seals(alice, heavy="The stairs")
    assert [row.visibility for row in rows(alice)] == ["only_me"]
    assert "The stairs" in page(alice)
