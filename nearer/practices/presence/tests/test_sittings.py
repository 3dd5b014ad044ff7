"""A sitting through the pages: laid out, begun by both, turned by time and by hand, and over."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from nearer.accounts.sweeps import sweep
from nearer.journal.models import Entry
from nearer.journey.selectors import today
from nearer.lib import clock
from nearer.live import rooms
from nearer.practices.presence import cues_bank
from nearer.practices.presence.actions import sittings as actions
from nearer.practices.presence.entries.sittings import Step
from nearer.practices.presence.rules import terms
from nearer.practices.presence.rules.sitting import Phase
from nearer.practices.presence.rules.terms import Way
from nearer.practices.presence.selectors import sittings as selectors
from tests.pictures import hides, says
from tests.presence import present_of
from tests.sittings import HERE, both_ready, lay_out, phase_of, press, shows

NOW = "2026-11-03T20:00:00+00:00"
INTENSE = next(topic.id for topic in cues_bank.topics().values() if topic.intense)


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def laid_out(couple):
    return lay_out(couple[0])


def thread_of(where: str) -> UUID:
    return UUID(where.rstrip("/").rpartition("/")[2])


class TestLayingOut:
    def test_the_other_sees_what_was_laid_out_and_by_whom(self, couple, laid_out):
        _, bob = couple
        says(bob.page("/"), "A listening sitting", "Alice laid it out", "10 minutes")
        says(bob.page(HERE), laid_out)
        assert phase_of(bob, laid_out) == "open"

    def test_what_nobody_began_is_put_away_by_the_next_one(self, couple, laid_out):
        alice, _ = couple
        second = lay_out(alice)
        assert phase_of(alice, laid_out) == "stopped"
        assert phase_of(alice, second) == "open"

    def test_only_whoever_laid_it_out_puts_it_away(self, couple, laid_out):
        alice, bob = couple
        press(bob, laid_out, "stop")
        assert phase_of(bob, laid_out) == "open"
        press(alice, laid_out, "stop")
        assert phase_of(bob, laid_out) == "stopped"

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("listen", {"minutes": "11", "way": "two"}),
            ("listen", {"minutes": "10", "way": "three"}),
            ("listen", {"minutes": "10", "way": "two", "topic": "no-such-topic"}),
            ("listen", {"minutes": "10", "way": "two", "topic": INTENSE}),
            ("listen", {}),
            ("silent", {"minutes": "5", "way": "two"}),
            ("away", {"minutes": "ten", "way": "two"}),
        ],
    )
    def test_terms_that_are_not_offered_are_said_to_be_none(self, couple, kind, said):
        reply = couple[0].post(f"{HERE}lay-out/{kind}/", said)
        assert reply.status_code == 422
        says(reply.content.decode(), "Choose one of these.")
        assert not Entry.objects.of(present_of(couple[0]).couple).filter(kind=Step.kind)

    def test_a_kind_that_is_none_is_no_page(self, couple):
        assert couple[0].get(f"{HERE}lay-out/shouting/").status_code == 404

    def test_another_page_can_suggest_a_length(self, couple):
        page = couple[0].page(f"{HERE}lay-out/away/?minutes=100")
        assert 'value="90"' in page
        assert page.count("checked") >= 1
        for odd in ("-4", "9" * 40, "ten", "٣"):
            assert couple[0].get(f"{HERE}lay-out/away/?minutes={odd}").status_code == 200

    def test_alone_there_is_one_phone_and_no_other_way(self, alice):
        where = lay_out(alice, "silent", way="one")
        press(alice, where, "ready")
        assert phase_of(alice, where) == "settle"
        reply = alice.post(f"{HERE}lay-out/listen/", {"minutes": "10", "way": "two"})
        assert reply.status_code == 422

    def test_what_is_laid_out_for_tonight_stands_first_in_what_is_open(self, couple):
        alice, bob = couple
        plan = {"date": "2026-11-06", "time": "19:30", "minutes": "60"}
        alice.post("/quality-time/plans/propose/", plan)
        where = lay_out(alice)
        listed = [offer.href for offer in today(present_of(bob)).between]
        assert len(listed) > 1
        assert listed[0] == where


class TestBeingReady:
    def test_it_begins_when_both_have_pressed(self, couple, laid_out):
        alice, bob = couple
        press(alice, laid_out, "ready")
        assert shows(alice.page(laid_out)) == ("open", 1)
        press(bob, laid_out, "ready")
        assert shows(alice.page(laid_out)) == shows(bob.page(laid_out)) == ("coin", 2)

    def test_that_the_other_is_ready_shows_nowhere(self, couple, laid_out):
        alice, bob = couple

        def seen_by_bob() -> list[str]:
            return [bob.page(path) for path in ("/", HERE, "/journey/")]

        before, fragment = seen_by_bob(), shows(bob.page(laid_out))
        press(alice, laid_out, "ready")
        assert [len(page) for page in seen_by_bob()] == [len(page) for page in before]
        assert shows(bob.page(laid_out)) == fragment
        hides(bob.page(laid_out), "You are ready")

    def test_listening_is_a_visit_only_while_they_are_at_it(self, couple, laid_out):
        alice, bob = couple

        def waits() -> bool:
            signal = actions.state_of(present_of(alice), thread_of(laid_out))
            assert signal is not None
            return signal.phase in rooms.known[actions.ROOM].waits

        assert waits()
        both_ready(alice, bob, laid_out)
        assert not waits()
        press(bob, laid_out, "pause")
        assert waits()

    def test_nobody_hears_of_it_over_the_streams(self, couple, laid_out, monkeypatch):
        told = []
        monkeypatch.setattr(rooms, "announce", lambda *said: told.append(said))
        press(couple[0], laid_out, "ready")
        assert not told
        press(couple[1], laid_out, "ready")
        assert [said[2].version for said in told] == [2]

    def test_it_does_not_last(self, couple, laid_out, tonight):
        alice, bob = couple
        press(alice, laid_out, "ready")
        tonight.shift(timedelta(minutes=16))
        press(bob, laid_out, "ready")
        assert phase_of(bob, laid_out) == "open"


class TestTurns:
    def test_a_whole_evening(self, couple, laid_out, tonight):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        tonight.shift(timedelta(seconds=11))
        page = alice.page(laid_out)
        first, second = (alice, bob) if 'value="spoken"' in page else (bob, alice)
        for speaker, listener in ((first, second), (second, first)):
            assert phase_of(speaker, laid_out) == phase_of(listener, laid_out) == "speak"
            press(listener, laid_out, "spoken")
            assert phase_of(listener, laid_out) == "speak"
            press(speaker, laid_out, "spoken")
            press(speaker, laid_out, "more")
            press(speaker, laid_out, "spoken")
            assert phase_of(listener, laid_out) == "give_back"
            press(speaker, laid_out, "thats_it")
            tonight.shift(timedelta(seconds=21))
        press(second, laid_out, "done")
        assert phase_of(first, laid_out) == phase_of(second, laid_out) == "over"

    def test_a_press_for_another_turn_counts_for_nothing(self, couple, laid_out, tonight):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        tonight.shift(timedelta(seconds=11))
        for someone in couple:
            press(someone, laid_out, "spoken", seen=2)
        assert shows(alice.page(laid_out)) == ("speak", 3)

    def test_two_presses_at_once_turn_it_once(self, couple, laid_out, tonight):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        tonight.shift(timedelta(seconds=11))
        for someone in (alice, bob, alice, bob):
            press(someone, laid_out, "spoken", seen=3)
        assert shows(bob.page(laid_out)) == ("give_back", 4)

    def test_a_pause_that_is_sent_again_pauses_once(self, couple, laid_out):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        press(alice, laid_out, "pause", once="ab12")
        press(bob, laid_out, "go_on")
        steps = Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind).count()
        press(alice, laid_out, "pause", seen=2, once="ab12")
        assert phase_of(bob, laid_out) == "coin"
        again = Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind).count()
        assert again == steps

    def test_a_script_gets_the_part_and_everybody_else_the_page(self, couple, laid_out):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        part = alice.get(laid_out, headers={"X-Nearer-Part": "sitting"}).content.decode()
        assert part.lstrip().startswith("<section")
        assert "<html" not in part
        pressed = press(alice, laid_out, "pause", headers={"X-Nearer-Part": "sitting"})
        assert pressed.status_code in {200, 302}

    @pytest.mark.parametrize(
        "said",
        [{}, {"act": "dance", "seen": "1"}, {"act": "stop", "seen": "x"},
         {"act": "stop", "seen": "1", "once": "Z" * 65}, {"act": "stop", "seen": "-1"},
         {"act": "ready", "seen": "500000"}],
    )  # fmt: skip
    def test_a_press_that_is_none_is_answered_with_where_they_are(self, couple, laid_out, said):
        reply = couple[0].post(f"{laid_out}act/", said)
        assert reply.status_code == 422
        assert shows(reply.content.decode()) == ("open", 1)

    def test_nobody_else_has_this_sitting(self, couple, laid_out, charlie):
        for path in (laid_out, f"{laid_out}after/"):
            assert charlie.get(path).status_code == 404
        assert charlie.post(f"{laid_out}act/", {"act": "stop", "seen": "1"}).status_code == 404
        assert actions.state_of(present_of(charlie), thread_of(laid_out)) is None
        assert couple[0].get(f"{HERE}sitting/{uuid4()}/").status_code == 404

    def test_one_phone_between_two_is_for_whoever_unlocked_it(self, couple):
        alice, bob = couple
        where = lay_out(alice, way="one")
        assert bob.get(where).status_code == 404
        assert actions.state_of(present_of(bob), thread_of(where)) is None
        hides(bob.page("/"), "laid it out")
        press(alice, where, "ready")
        assert phase_of(alice, where) == "coin"


class TestSomebodyWhoPressesAllDay:
    """Every page of both reads every step again."""

    def test_ready_twice_is_one_step(self, couple, laid_out, tonight):
        _, bob = couple
        for once in ("", "aa", "bb", "cc"):
            press(bob, laid_out, "ready", once=once)
            tonight.shift(timedelta(minutes=1))
        assert steps_of(bob).count() == 2

    def test_after_so_many_one_may_stop_and_the_other_everything(
        self, couple, laid_out, monkeypatch
    ):
        alice, bob = couple
        both_ready(alice, bob, laid_out)
        monkeypatch.setattr(terms, "MOST_STEPS", 6)
        for number in range(12):
            press(alice, laid_out, "go_on" if number % 2 else "pause")
        assert steps_of(alice).count() == 7  # six of hers, and his
        assert phase_of(bob, laid_out) == "coin"
        press(bob, laid_out, "pause")
        assert phase_of(bob, laid_out) == "paused"
        reply = alice.post(f"{HERE}lay-out/away/", {"minutes": "15", "way": "two"})
        assert reply.status_code == 422
        says(reply.content.decode(), "Tomorrow there is room again.")
        lay_out(bob, "away")
        press(alice, laid_out, "stop")
        assert phase_of(alice, laid_out) == "stopped"


def steps_of(someone):
    return Entry.objects.of(present_of(someone).couple).filter(kind=Step.kind)


class TestWhatAsksALot:
    def test_is_laid_out_for_two_only_where_both_want_that(self, couple, monkeypatch):
        alice, _ = couple
        hides(alice.page(f"{HERE}lay-out/listen/"), INTENSE)
        monkeypatch.setattr(selectors, "may_be_intense", lambda *_: True)
        says(alice.page(f"{HERE}lay-out/listen/"), INTENSE)
        where = lay_out(alice, topic=INTENSE)
        topic = cues_bank.topics()[INTENSE].title
        says(alice.page(where), topic)
        monkeypatch.undo()
        hides(alice.page(where), topic)

    def test_one_yes_is_enough_for_oneself_and_two_that_lie_open_for_both(self, couple):
        alice, bob = couple
        for someone in couple:
            someone.post("/journey/path/", {"more": "yes"})
        assert not _may(alice, Way.TWO)
        assert _may(alice, Way.ONE)
        alice.page("/")
        assert not _may(bob, Way.TWO)
        bob.post("/journey/path/", {"more": "open"})
        assert _may(alice, Way.TWO)
        assert _may(bob, Way.APART)
        bob.post("/journey/path/", {"more": "no"})
        assert not _may(bob, Way.ONE)
        assert not _may(alice, Way.TWO)
        assert _may(alice, Way.ONE)


def _may(someone, way: Way) -> bool:
    return selectors.may_be_intense(present_of(someone), way)


class TestWhatIsLeft:
    def test_the_steps_go_after_a_day_or_two(self, couple, laid_out, tonight):
        both_ready(*couple, laid_out)
        here = present_of(couple[0]).couple
        steps = Entry.objects.of(here).filter(kind=Step.kind)
        assert steps.exists()
        tonight.move_to(datetime.fromisoformat("2026-11-04T23:59:00+00:00"))
        sweep(clock.now())
        assert steps.exists()
        tonight.move_to(datetime.fromisoformat("2026-11-05T00:06:00+00:00"))
        sweep(clock.now())
        assert not steps.exists()

    def test_a_sitting_without_its_beginning_is_none(self, couple, laid_out):
        both_ready(*couple, laid_out)
        first = selectors.one(present_of(couple[0]), thread_of(laid_out)).steps.steps[0]
        Entry.objects.of(present_of(couple[0]).couple).filter(id=first.id).delete()
        assert couple[0].get(laid_out).status_code == 404

    def test_a_sitting_from_next_year_is_none(self, couple):
        alice, bob = couple
        his = present_of(bob)
        later = replace(his, now=his.now + timedelta(days=400))
        thread = actions.lay_out(later, terms.Terms(terms.Kind.AWAY, terms.Way.TWO, 15))
        hides(alice.page("/"), "Bob laid it out")
        assert alice.get(f"{HERE}sitting/{thread}/").status_code == 404

    def test_a_stream_says_a_phase_and_never_more(self, couple, laid_out):
        signal = actions.state_of(present_of(couple[1]), thread_of(laid_out))
        assert (signal.version, signal.phase, signal.deadline) == (1, Phase.OPEN, None)
