"""The weekly check-in, the talk on one phone and the park-it list, through both phones."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

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


# --- Weeks ------------------------------------------------------------------------------


def test_last_weeks_check_in_stays_open_for_a_week_and_then_closes(couple):
    alice, bob = couple
    seals(alice, heavy="The stairs")
    travel = later(7, alice, bob)
    try:
        assert seals(bob, heavy="Bob's").status_code == 302
    finally:
        travel.stop()
    travel = later(8, alice, bob)
    try:
        alice.page(WEEK)
        bob.post(f"{WEEK}open/")
        assert "The stairs" in page(bob)
        assert "Seal my check-in" not in page(bob)
    finally:
        travel.stop()


def test_a_week_that_is_closed_or_none_is_not_found(couple):
    alice, _ = couple
    for name in ("2026-w17", "2026-w20", "2026-w54", "nonsense", "2026-w1"):
        for what in ("", "seal/", "open/", "take-back/", "together/"):
            where = f"/conversation/checkin/{name}/{what}"
            assert alice.post(where, {"text_heavy": "x", "part": "heavy"}).status_code in {404, 405}
            assert alice.get(where).status_code in {404, 405}


def test_a_check_in_that_closed_while_it_was_written_is_not_lost(couple):
    alice, bob = couple
    seals(alice, heavy="The stairs")
    travel = later(8, alice, bob)
    try:
        reply = seals(alice, heavy="The stairs again")
        assert reply.status_code == 409
        assert "The stairs again" in unescape(reply.content.decode())
        assert "This week has closed" in unescape(reply.content.decode())
    finally:
        travel.stop()


@pytest.mark.parametrize("zones", [("Pacific/Auckland", "America/Los_Angeles")])
def test_two_zones_land_on_one_check_in_on_a_sunday_evening(couple, zones):
    """Half past eight on Sunday in Los Angeles is Monday afternoon in Auckland."""
    alice, bob = couple
    for someone, zone in zip(couple, zones, strict=True):
        someone.post("/you/zone/", {"zone": zone})
    travel = time_machine.travel(datetime(2026, 5, 11, 3, 30, tzinfo=UTC), tick=True)
    with travel:
        for someone in couple:
            someone.client.cookies.clear()
            someone.post("/in/", {"name": someone.name, "words": someone.words})
        for someone in couple:
            assert someone.get("/conversation/checkin/")["Location"] == WEEK
        assert agenda_on(alice) == agenda_on(bob)


def test_earlier_check_ins_stand_together_and_hold_only_what_may_be_read(couple):
    alice, bob = couple
    seals(alice, heavy="Alice's", hope="Sun")
    seals(bob, heavy="Bob's")
    earlier = "/conversation/checkin/earlier/"
    assert "Bob's" not in page(alice, earlier)
    assert "Alice's" in page(alice, earlier)
    page(alice)
    bob.post(f"{WEEK}open/")
    for someone in couple:
        said = page(someone, earlier)
        assert "Alice's" in said
        assert "Bob's" in said


# --- What comes back --------------------------------------------------------------------


def test_the_small_thing_comes_back_a_week_later_as_a_question_to_oneself(couple):
    alice, bob = couple
    seals(alice, small="Water the fern")
    assert "Last week you chose" not in page(alice, "/conversation/checkin/")
    travel = later(7, alice, bob)
    try:
        there = page(alice, "/conversation/checkin/2026-w20/")
        assert "Last week you chose one small thing" in there
        assert "Water the fern" in there
        assert "How was the small thing you chose?" in page(alice, "/journey/path/")
        alice.post("/conversation/checkin/small/", {"week": "2026-w19", "how": "bit"})
        there = page(alice, "/conversation/checkin/2026-w20/")
        assert "Last week’s small thing: a bit." in there
        assert "Water the fern" not in there
        assert "Last week" not in re.sub(r"Last week’s check-in", "", page(bob, "/conversation/"))
        assert [row.visibility for row in rows(alice, "conversation.small")] == ["only_me"]
    finally:
        travel.stop()


@pytest.mark.parametrize(
    "data", [{}, {"week": "2026-w19"}, {"how": "bit"}, {"week": "2026-w77", "how": "bit"},
             {"week": "2026-w19", "how": "failed"}, {"week": "\x00", "how": "bit"}]
)  # fmt: skip
def test_an_odd_word_about_the_small_thing_changes_nothing(alice, data):
    assert alice.post("/conversation/checkin/small/", {**data, "x": "1"}).status_code == 302
    assert not rows(alice, "conversation.small").exists()


# --- Together on one phone --------------------------------------------------------------


def test_a_talk_goes_through_four_parts_and_keeps_only_the_lines_that_were_wanted(couple):
    alice, bob = couple
    where = f"{WEEK}together/"
    assert "1 of 4" in page(alice, where)
    assert alice.post(where, {"part": "appreciation", "text": ""})["Location"].endswith("heavy")
    assert not rows(alice, "conversation.talked").exists()
    alice.post(where, {"part": "heavy", "text": "The stairs"})
    alice.post(where, {"part": "hope", "text": ""})
    end = alice.post(where, {"part": "small", "text": "Water the fern"})["Location"]
    assert "The stairs" in page(alice, end)
    assert "The stairs" in page(bob)
    assert "What Alice kept of your talk" in page(bob)
    assert rows(alice, "conversation.talked").count() == 1


def test_a_talk_without_a_line_is_still_a_talk(couple):
    alice, bob = couple
    for part in content.PARTS:
        alice.post(f"{WEEK}together/", {"part": part})
    assert "You talked it through. Nothing was written down." in page(bob)
    assert "Done for this week" in page(bob, "/conversation/")


def test_a_talk_of_somebody_alone_keeps_its_lines_to_them(alice):
    alice.post(f"{WEEK}together/", {"part": "heavy", "text": "The stairs"})
    assert [row.visibility for row in rows(alice, "conversation.talked")] == ["only_me"]
    assert "The stairs" in page(alice)


@pytest.mark.parametrize("part", ["", "nonsense", "end", "\x00"])
def test_a_part_that_is_none_is_not_found(alice, part):
    assert alice.post(f"{WEEK}together/", {"part": part, "text": "x"}).status_code == 404


def test_a_line_of_a_talk_that_is_too_long_comes_back(couple):
    alice, _ = couple
    reply = alice.post(f"{WEEK}together/", {"part": "heavy", "text": "x" * 2_001})
    assert reply.status_code == 422
    assert "x" * 2_001 in reply.content.decode()


# --- Bad input --------------------------------------------------------------------------


def test_parts_that_are_too_long_alone_or_together_come_back_with_a_sentence(couple):
    alice, bob = couple
    for parts in ({"heavy": "x" * 12_001}, dict.fromkeys(content.PARTS, "y" * 4000),
                  {"heavy": '"' * 9_000}):  # fmt: skip
        reply = seals(alice, **parts)
        said = unescape(reply.content.decode())
        assert reply.status_code == 422
        assert "longer than fits" in said
        assert "Nothing is lost" in said
        assert all(text in said for text in parts.values())
    assert not rows(alice).exists()
    assert seals(alice, heavy="x" * 12_000).status_code == 302
    assert seals(bob, heavy="One").status_code == 302
    assert {row.size for row in rows(alice)} == {16 * 1024}


def test_an_agenda_that_somebody_made_up_is_not_taken(couple):
    alice, _ = couple
    title = agenda_on(alice)
    alice.post(f"{WEEK}seal/", {"text_heavy": "The stairs", "agenda": "nonsense", "week": "x"})
    assert agenda_on(alice, WEEK) == title


def test_sending_it_twice_is_sending_it_once(couple):
    alice, _ = couple
    for _ in range(2):
        assert seals(alice, heavy="The stairs").status_code == 302
    assert rows(alice).count() == 1


def test_what_is_typed_is_kept_and_stands_in_the_form_again(couple):
    alice, bob = couple
    alice.post("/drafts/", {"path": WEEK, "tab": "1", "text_heavy": "Half a sen"})
    alice.post("/drafts/", {"path": WEEK, "tab": "2", "text_hope": "Another tab"})
    assert "Half a sen" in page(alice)
    assert "Another tab" in page(alice)
    assert "Half a sen" not in page(bob)
    seals(alice, heavy="A whole one")
    assert "Half a sen" not in page(alice)


def test_what_was_typed_stands_on_the_page_of_a_form_that_expired(couple):
    alice, _ = couple
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies["nearer"] = alice.client.cookies["nearer"].value
    reply = strict.post(f"{WEEK}seal/", {"text_heavy": "The stairs", "text_hope": "Sun"})
    said = reply.content.decode()
    assert reply.status_code == 403
    assert "The stairs" in said
    assert "Sun" in said


@pytest.mark.parametrize("far", ["in the middle", "after opening"])
def test_when_the_partner_leaves_nobody_reads_more_than_before(couple, far):
    alice, bob = couple
    seals(alice, heavy="Alice's")
    seals(bob, heavy="Bob's")
    alice.page(WEEK)  # hers is handed over, his is not
    if far == "after opening":
        bob.post(f"{WEEK}open/")
    assert bob.post("/two/leave/", {"sure": "on"}).status_code < 400
    bob.client.cookies.clear()
    bob.post("/in/", {"name": "Bob", "words": bob.words})
    for someone, other in ((alice, "Bob's"), (bob, "Alice's")):
        earlier = page(someone, "/conversation/checkin/earlier/")
        assert other not in earlier + page(someone)
        if far == "after opening":  # what was not opened is destroyed when two part
            assert f"{someone.name}'s" in earlier
    assert seals(alice, heavy="A new one for me").status_code == 302
    assert "A new one for me" in page(alice)


def test_charlie_reads_nothing_of_it(couple, charlie):
    alice, bob = couple
    seals(alice, heavy="Alice's")
    seals(bob, heavy="Bob's")
    alice.page(WEEK)
    bob.post(f"{WEEK}open/")
    alice.post("/conversation/parked/", {"text": "The plumber"})
    line = rows(alice, "conversation.parked").get().id
    seals(charlie, heavy="Charlie did his part")
    for where in (WEEK, "/conversation/parked/", "/conversation/", "/"):
        assert not {"Alice's", "Bob's", "The plumber"} & set(
            re.findall(r"[\w' ]+", page(charlie, where))
        )
    assert charlie.post(f"/conversation/parked/{line}/").status_code == 404


# --- The park-it list -------------------------------------------------------------------


def tick_of(someone, text):
    lines = re.findall(
        r'action="(/conversation/parked/[0-9a-f-]+/)".*?: ([^"]*)"',
        page(someone, "/conversation/parked/"),
        re.DOTALL,
    )
    return next(where for where, said in lines if said == text)


def test_what_one_parks_both_see_and_either_ticks_it_off(couple):
    alice, bob = couple
    alice.post("/conversation/parked/", {"text": "The plumber"})
    bob.post("/conversation/parked/", {"text": "Socks"})
    assert "from Alice" in page(bob, "/conversation/parked/")
    bob.post(tick_of(bob, "The plumber"))
    assert "Done: The plumber" not in page(alice, "/conversation/parked/")
    assert "Done: Socks" in page(alice, "/conversation/parked/")
    bob.post(tick_of(bob, "The plumber"), {"back": "1"})
    assert "Done: The plumber" in page(alice, "/conversation/parked/")


def test_ticking_twice_or_on_both_phones_is_no_error(couple):
    alice, bob = couple
    alice.post("/conversation/parked/", {"text": "The plumber"})
    where = tick_of(alice, "The plumber")
    for someone in (alice, bob, alice):
        assert someone.post(where).status_code == 302
    assert (
        alice.post("/conversation/parked/00000000-0000-4000-8000-000000000000/").status_code == 404
    )


def test_parking_the_same_twice_parks_it_once(couple):
    alice, _ = couple
    for _ in range(2):
        alice.post("/conversation/parked/", {"text": "The plumber"})
    assert rows(alice, "conversation.parked").count() == 1


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x" * 2_001])
def test_a_line_that_says_nothing_or_too_much_asks_again(couple, text):
    alice, _ = couple
    reply = alice.post("/conversation/parked/", {"text": text})
    assert reply.status_code == 422
    assert not rows(alice, "conversation.parked").exists()


def test_alone_the_list_is_for_oneself(alice):
    alice.post("/conversation/parked/", {"text": "The plumber"})
    alice.post(tick_of(alice, "The plumber"))
    kinds = ("conversation.parked", "conversation.unparked")
    assert [row.visibility for kind in kinds for row in rows(alice, kind)] == ["only_me", "only_me"]


def test_what_was_done_long_ago_is_cleared_away(couple):
    alice, bob = couple
    alice.post("/conversation/parked/", {"text": "The plumber"})
    bob.post(tick_of(bob, "The plumber"))
    travel = later(40, alice, bob)
    try:
        alice.post("/conversation/parked/", {"text": "Socks"})
        bob.post(tick_of(bob, "Socks"))
        assert [
            rows(alice, k).count() for k in ("conversation.parked", "conversation.unparked")
        ] == [1, 1]
    finally:
        travel.stop()
