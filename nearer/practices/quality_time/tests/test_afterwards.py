"""Around one meeting: what each puts away, and one thing each liked, sealed until both."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine

from nearer.practices.quality_time import away_bank
from nearer.practices.quality_time.actions import plans
from nearer.practices.quality_time.checks import away as checks
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.past import afterwards as past
from nearer.practices.quality_time.rules.dates import Date, Repeat
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.pictures import hides, rows_of, says
from tests.presence import present_of

HERE = "/quality-time/"
NOW = "2026-10-23T19:20:00+00:00"
FRIDAY = Date(datetime(2026, 10, 23, 19, 30), "UTC", 10)
AFTER = datetime.fromisoformat("2026-10-23T19:45:00+00:00")
"""Before anybody's phone is locked."""


@pytest.fixture(autouse=True)
def before():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def agree(alice, bob, when=FRIDAY, **then):
    hers, his = (replace(present_of(it), **then) for it in (alice, bob))
    thread = plans.propose(hers, when, line="The pier")
    known = next(it for it in all_plans(his) if it.thread == thread)
    plans.accept(his, thread, known.plan.theirs[0].mark, seen=known.seen)
    return f"{HERE}plan/{thread}/on/2026-10-23/"


@pytest.fixture
def met(couple):
    """Where their meeting of Friday stands, which begins in ten minutes."""
    return agree(*couple)


class TestBeginning:
    def test_just_before_it_and_in_it_the_two_can_begin_something(self, couple, met, before):
        alice, _ = couple
        says(alice.page(met), "Phones away", "lay-out/away/?minutes=10")
        before.move_to("2026-10-23T18:59:00+00:00")
        hides(alice.page(met), "Phones away")
        before.move_to("2026-10-23T19:41:00+00:00")
        hides(alice.page(met), "Phones away")


class TestPuttingAway:
    def test_what_one_puts_away_the_other_sees_at_once(self, couple, met):
        alice, bob = couple
        says(alice.page(met), "Before you two meet", "Shared.", "The pier", "My phone, face down")
        alice.post(f"{met}away/", {"things": ["phone", "work"], "line": "The tape measure"})
        says(alice.page(met), "My phone", "The tape measure", "Change it")
        says(bob.page(met), "Alice", "My phone", "Work", "The tape measure")

    def test_saying_nothing_any_more_takes_it_back(self, couple, met):
        alice, bob = couple
        alice.post(f"{met}away/", {"things": ["phone"]})
        alice.post(f"{met}away/", {})
        assert not rows_of(alice, Away.kind)
        hides(bob.page(met), '<p class="who theirs">Alice')

    def test_what_is_not_in_the_bank_comes_back_with_what_was_typed(self, couple, met):
        reply = couple[0].post(f"{met}away/", {"things": ["the moon"], "line": "My shoes"})
        assert reply.status_code == 422
        says(reply.content.decode(), "Choose from these", "My shoes")

    def test_the_bank_holds_against_its_rules(self):
        assert list(checks.problems(away_bank.things())) == []
        assert any("least" in it for it in checks.problems({}))


class TestAfterwards:
    def test_both_say_one_thing_and_then_both_open(self, couple, met, before):
        alice, bob = couple
        before.move_to(AFTER)
        says(alice.page(met), "Afterwards", "When we both answer.")
        alice.post(f"{met}seal/", {"text": "The fog over the pier"})
        hides(bob.page(met), "fog")
        bob.post(f"{met}seal/", {"text": "Your cold hands"})
        hides(alice.page(met), "cold hands")  # she hosts, and gives first
        says(bob.page(met), "You have both said one thing.")
        bob.post(f"{met}open/")
        for someone in couple:
            says(someone.page(met), "The fog over the pier", "Your cold hands")

    def test_it_cannot_be_looked_back_on_before_it_begins(self, couple, met):
        reply = couple[0].post(f"{met}seal/", {"text": "It will be nice"})
        assert reply.status_code == 409
        says(reply.content.decode(), "has not begun", "It will be nice")

    def test_nothing_is_no_line(self, couple, met, before):
        before.move_to(AFTER)
        assert couple[0].post(f"{met}seal/", {"text": " "}).status_code == 422

    def test_taken_back_it_is_mine_alone(self, couple, met, before):
        alice = couple[0]
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "The fog"})
        says(alice.post(f"{met}take-back/", follow=True).content.decode(), "The fog", "Only you")
        assert [row.visibility for row in rows_of(alice, Liked.kind)] == ["only_me"]
        says(alice.page(met), "Seal my line")

    def test_kept_for_oneself_it_goes_to_nobody(self, couple, met, before):
        alice, bob = couple
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "The bench", "for_me": "1"})
        says(alice.page(f"{HERE}liked/"), "The bench", "Only you")
        hides(bob.page(f"{HERE}liked/"), "The bench")

    def test_after_a_give_nothing_can_change(self, couple, met, before):
        alice, bob = couple
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "One"})
        bob.post(f"{met}seal/", {"text": "Two"})
        alice.page(met)  # and so gives
        reply = bob.post(f"{met}seal/", {"text": "Three"})
        assert reply.status_code == 409
        says(reply.content.decode(), "on its way", "Three")

    def test_what_was_said_stays_when_the_plan_is_moved_later(self, couple, met, before):
        alice, bob = couple
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "The fog"})
        (known,) = all_plans(present_of(alice))
        plans.call_off(present_of(alice), known.thread, known.plan.by, seen=known.seen)
        says(alice.page(met), "The fog")
        assert bob.get(met).status_code == 404


class TestWho:
    def test_charlie_and_whoever_is_alone_find_no_meeting(self, couple, met, charlie):
        assert charlie.get(met).status_code == 404
        for act in ("away", "seal", "open", "take-back"):
            assert charlie.post(f"{met}{act}/", {"text": "x"}).status_code == 404

    @pytest.mark.parametrize("day", ["2026-10-24", "2026-02-30", "20261023", "x", "2026-W43-5"])
    def test_a_day_on_which_there_is_none(self, couple, met, day):
        assert couple[0].get(met.replace("2026-10-23", day)).status_code == 404

    def test_alone_there_is_a_place_for_what_one_liked(self, charlie):
        charlie.post(f"{HERE}liked/", {"text": "The heron again"})
        page = charlie.page(f"{HERE}liked/")
        says(page, "The heron again", "Only me.")
        (line,) = rows_of(charlie, Liked.kind)
        charlie.post(f"{HERE}liked/{line.id}/let-go/")
        hides(charlie.page(f"{HERE}liked/"), "heron")

    def test_nobody_deletes_anothers_line(self, couple, charlie):
        couple[0].post(f"{HERE}liked/", {"text": "The heron"})
        (line,) = rows_of(couple[0], Liked.kind)
        for someone in (couple[1], charlie):
            assert someone.post(f"{HERE}liked/{line.id}/let-go/").status_code == 404


class TestRituals:
    def test_each_meeting_of_a_ritual_has_its_own_page(self, couple, before):
        alice, bob = couple
        weeks_ago = FRIDAY.start - timedelta(days=14)
        met = agree(alice, bob, Date(weeks_ago, "UTC", 10, Repeat.WEEKLY))
        before.move_to(AFTER)
        earlier = met.replace("2026-10-23", "2026-10-16")
        alice.post(f"{met}seal/", {"text": "The soup"})
        says(alice.page(met), "The soup")
        hides(alice.page(earlier), "The soup")
        assert alice.get(met.replace("2026-10-23", "2026-10-24")).status_code == 404


class TestAround:
    def test_the_timeline_does_not_tell_whoever_gives_first_that_there_is_something_to_give_for(
        self, couple, met, before
    ):
        alice, bob = couple
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "The fog"})
        bob.post(f"{met}seal/", {"text": "Your hands"})
        alice.page(met)  # and so gives
        assert list(past.moments(present_of(alice), year=2026)) == []
        bob.post(f"{met}open/")
        assert [it.title for it in past.moments(present_of(alice), year=2026)] == [
            "One thing you each liked"
        ]

    def test_the_timeline_and_the_copy_of_ones_words_have_it(self, couple, met, before):
        alice, bob = couple
        alice.post(f"{met}away/", {"things": ["phone"], "line": "My shoes"})
        before.move_to(AFTER)
        alice.post(f"{met}seal/", {"text": "The fog"})
        alice.post(f"{HERE}liked/", {"text": "The heron"})
        titles = [it.title for it in past.moments(present_of(alice), year=2026)]
        assert titles == ["Something you liked"]
        bob.post(f"{met}seal/", {"text": "Your hands"})
        alice.page(met)
        bob.post(f"{met}open/")
        found = {(it.title, it.day) for it in past.moments(present_of(alice), year=2026)}
        assert ("One thing you each liked", date(2026, 10, 23)) in found
        kept = {(it.who, it.text) for it in past.keepsakes(present_of(alice))}
        assert kept == {
            ("Me", "My phone\nMy shoes"),
            ("Me", "The fog"),
            ("Me", "The heron"),
            ("Bob", "Your hands"),
        }
