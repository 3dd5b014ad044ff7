"""What each takes along: sealed until both, or for oneself, or nothing at all."""

from datetime import timedelta

import pytest
import time_machine

from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.past import sittings as past
from tests.pictures import hides, rows_of, says
from tests.presence import present_of
from tests.sittings import HERE, both_ready, lay_out, press

NOW = "2026-11-03T20:00:00+00:00"
KEPT = f"{HERE}kept/"


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def over(couple, tonight):
    """Where a sitting of the two that is over stands."""
    where = lay_out(couple[0])
    both_ready(*couple, where)
    tonight.shift(timedelta(minutes=11))
    return where


def seals(someone, where, text="", **more):
    return someone.post(f"{where}after/seal/", {"text": text, **more})


def opens(couple, where):
    alice, bob = couple  # Alice hosts, so she gives first
    alice.page(f"{where}after/")
    return bob.post(f"{where}after/open/")


def moments_of(someone):
    return [it.title for it in past.moments(present_of(someone), year=2026)]


class TestSealedUntilBoth:
    def test_both_lines_open_together(self, couple, over):
        alice, bob = couple
        seals(alice, over, "Your hands were cold")
        hides(bob.page(f"{over}after/"), "Your hands were cold")
        seals(bob, over, "You waited")
        hides(alice.page(f"{over}after/"), "You waited")
        says(bob.page(f"{over}after/"), "Open both lines")
        opens(couple, over)
        for someone in couple:
            says(someone.page(f"{over}after/"), "Your hands were cold", "You waited")
            assert moments_of(someone) == ["You listened to each other"]

    def test_that_it_took_place_is_enough_where_both_want_it(self, couple, over):
        alice, bob = couple
        seals(alice, over, took_place="1")
        assert moments_of(alice) == []
        seals(bob, over, "took_place", took_place="1")
        opens(couple, over)
        assert moments_of(bob) == ["You listened to each other"]
        hides(alice.page(f"{over}after/"), "took_place")

    def test_a_line_can_be_changed_until_the_first_is_handed_over(self, couple, over):
        alice, bob = couple
        seals(alice, over, "One")
        seals(alice, over, "Two")
        seals(bob, over, "Three")
        alice.page(f"{over}after/")
        reply = seals(alice, over, "Four")
        assert reply.status_code == 409
        says(reply.content.decode(), "Four", "on its way")

    def test_nothing_written_is_asked_about_and_kept_on_the_page(self, couple, over):
        reply = seals(couple[0], over)
        assert reply.status_code == 422
        says(reply.content.decode(), "Write a word or two first")
        long = seals(couple[0], over, "a" * 20_000)
        assert long.status_code == 422
        says(long.content.decode(), "a" * 20_000)

    def test_taken_back_it_is_mine_alone(self, couple, over):
        alice, bob = couple
        seals(alice, over, "Your hands were cold")
        alice.post(f"{over}after/take-back/")
        says(alice.page(KEPT), "Your hands were cold", "Only you")
        seals(bob, over, "You waited")
        hides(bob.page(f"{over}after/"), "Open both lines", "Your hands")
        assert moments_of(alice) == ["Something you took along"]


class TestForOneself:
    def test_a_line_for_me_stays_with_me(self, couple, over):
        alice, bob = couple
        seals(alice, over, "I was tired", for_me="1")
        (row,) = rows_of(alice, Taken.kind)
        assert (row.visibility, row.given_key) == ("only_me", None)
        says(alice.page(KEPT), "I was tired")
        hides(bob.page(KEPT), "I was tired")

    def test_it_can_be_let_go(self, couple, over):
        alice, bob = couple
        seals(alice, over, "I was tired", for_me="1")
        (row,) = rows_of(alice, Taken.kind)
        assert bob.post(f"{KEPT}{row.id}/let-go/").status_code == 404
        alice.post(f"{KEPT}{row.id}/let-go/")
        assert not rows_of(alice, Taken.kind)

    def test_a_sealed_line_is_not_let_go_behind_the_others_back(self, couple, over):
        alice, _ = couple
        seals(alice, over, "Your hands were cold")
        (row,) = rows_of(alice, Taken.kind)
        assert alice.post(f"{KEPT}{row.id}/let-go/").status_code == 404

    def test_alone_with_one_phone_it_is_only_mine(self, alice, tonight):
        where = lay_out(alice, "silent", way="one")
        press(alice, where, "ready")
        tonight.shift(timedelta(minutes=6))
        seals(alice, where, "The tap drips")
        says(alice.page(KEPT), "The tap drips")


class TestWhenThereIsNothingToTakeAlong:
    def test_before_it_began_there_is_no_such_page(self, couple):
        where = lay_out(couple[0])
        assert couple[0].get(f"{where}after/").status_code == 404
        press(couple[0], where, "stop")
        assert couple[0].get(f"{where}after/").status_code == 404

    def test_what_was_stopped_half_way_may_be_kept_as_well(self, couple, tonight):
        where = lay_out(couple[0])
        both_ready(*couple, where)
        tonight.shift(timedelta(minutes=1))
        press(couple[1], where, "stop")
        assert couple[0].get(f"{where}after/").status_code == 200

    def test_days_later_it_stands_with_what_was_said_and_without_the_sitting(
        self, couple, over, tonight
    ):
        alice, bob = couple
        seals(alice, over, "Your hands were cold")
        tonight.shift(timedelta(days=4))
        for someone in couple:
            someone.post("/unlock/", {"words": someone.words})
        says(alice.page(f"{over}after/"), "Your hands were cold")
        assert bob.get(f"{over}after/").status_code == 404
