"""Proposing a time, answering, moving, calling off: through the pages, as the two do it."""

import re
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.journey.gathering import gather
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.presence import present_of

HERE = "/quality-time/"
PLANS = f"{HERE}plans/"
PROPOSE = f"{PLANS}propose/"
STEP = "quality_time.step"
NOBODYS = "00000000-0000-4000-8000-000000000000"
NOW = "2026-10-05T12:00:00+00:00"
"""A Monday."""
FOUND = 29859570
"""Friday at 19:30, in minutes since 1970."""
FRIDAY = {"date": "2026-10-09", "time": "19:30", "minutes": "120"}
SUNDAY = {"date": "2026-10-11", "time": "11:00", "minutes": "90"}


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def proposes(someone, **said) -> str:
    """Propose a time; returns the plan's address."""
    reply = someone.post(PROPOSE, {**FRIDAY, **said})
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"]


def form_of(page: str, *, say: str = "", action: str = "") -> tuple[str, dict]:
    """The address and the hidden fields of the form with this button or address."""
    for found in re.finditer(r'<form[^>]* action="([^"]+)".*?</form>', page, re.DOTALL):
        if (say and f'value="{say}"' in found[0]) or (action and action in found[1]):
            return found[1], fields_of(found[0])
    raise AssertionError(f"no form {say}{action}")


def fields_of(form: str) -> dict:
    """What its hidden fields say, without the token."""
    said: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(seen|about)" value="([^"]*)"', form):
        said.setdefault(name, []).append(value)
    return said


def says(someone, where: str, word: str):
    action, said = form_of(someone.page(where), say=word)
    return someone.post(action, {**said, "say": word})


def suggests(someone, where: str, **when):
    action, said = form_of(someone.page(where), action="/suggest/")
    return someone.post(action, {**said, **when})


def comes_back(someone) -> None:
    """After some days the phone is locked."""
    someone.post("/unlock/", {"words": someone.words})


def agree(alice, bob, **said) -> str:
    where = proposes(alice, **said)
    assert says(bob, where, "accept").status_code == 302
    return where


def text_of(someone, where: str) -> str:
    page = re.sub(r"<(style|script).*?</\1>", "", someone.page(where), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


class TestProposing:
    def test_one_proposes_and_the_other_says_yes(self, couple):
        alice, bob = couple
        where = proposes(alice, line="The Thai place")
        for someone, who in ((alice, "You propose"), (bob, "Alice proposes")):
            page = text_of(someone, where)
            assert "The Thai place" in page
            assert f"{who} Friday, 9 October 19:30–21:30" in page
        assert says(bob, where, "accept").status_code == 302
        for someone in couple:
            assert "You both agreed Friday, 9 October 19:30–21:30" in text_of(someone, where)
            assert "The Thai place" in text_of(someone, PLANS)

    def test_a_window_is_proposed_with_one_press(self, couple):
        alice, bob = couple
        reply = alice.post(PROPOSE, {"start": "2026-10-09T19:30", "minutes": "105"})
        assert "Friday, 9 October 19:30–21:15" in text_of(bob, reply["Location"])

    def test_the_form_begins_with_a_time_that_was_found(self, couple):
        alice, _ = couple
        page = alice.page(f"{PROPOSE}?at={FOUND}&minutes=105&idea=a-walk")
        assert 'value="2026-10-09"' in page
        assert 'value="19:30"' in page
        assert 'value="105" selected' in page
        assert 'name="idea" value="a-walk"' in page

    @pytest.mark.parametrize("at", ["-1", "x", "9" * 40, "99999999999", "9999999999", "١٢"])
    def test_no_number_in_the_address_breaks_it(self, couple, at):
        alice, _ = couple
        reply = alice.get(f"{PROPOSE}?at={at}&minutes={at}&idea={at}&repeat={at}")
        assert reply.status_code == 200

    def test_who_sees_it_is_said_before_anybody_types(self, couple):
        alice, _ = couple
        page = alice.page(PROPOSE)
        assert page.index("Bob can read it from the moment you send it") < page.index('"line"')

    def test_alone_there_is_a_way_to_ask_the_partner_in(self, alice):
        for path in (PLANS, PROPOSE):
            assert 'href="/two/"' in alice.page(path)
        reply = alice.post(PROPOSE, FRIDAY)
        assert reply.status_code == 200
        assert not Entry.objects.of(present_of(alice).couple).filter(kind=STEP).exists()


class TestAnswering:
    def test_not_now_is_kind_and_closes_this_proposal_alone(self, couple):
        alice, bob = couple
        where = proposes(alice)
        assert says(bob, where, "not-now").status_code == 302
        for someone in couple:
            page = text_of(someone, where)
            assert "Nothing is planned here now" in page
            assert "It was about Friday, 9 October, 19:30–21:30" in page
            assert "not-now" not in someone.page(where)

    def test_another_time_takes_the_place_of_the_first(self, couple):
        alice, bob = couple
        where = proposes(alice, line="A walk")
        assert suggests(bob, where, **SUNDAY).status_code == 302
        page = text_of(alice, where)
        assert "Bob proposes Sunday, 11 October 11:00–12:30" in page
        assert "Friday" not in page
        assert "A walk" in page
        says(alice, where, "accept")
        assert "You both agreed Sunday, 11 October" in text_of(bob, where)

    def test_two_who_propose_at_once_see_both_and_a_yes_answers_both(self, couple):
        alice, bob = couple
        where = proposes(alice)
        says(bob, where, "not-now")
        before = {someone.name: someone.page(where) for someone in couple}
        for someone, when in ((alice, FRIDAY), (bob, SUNDAY)):
            action, said = form_of(before[someone.name], action="/suggest/")
            assert someone.post(action, {**said, **when}).status_code == 302
        for someone in couple:
            page = text_of(someone, where)
            assert "Friday, 9 October" in page
            assert "Sunday, 11 October" in page
        says(alice, where, "accept")
        assert "You both agreed Sunday, 11 October" in text_of(bob, where)
        assert "proposes" not in text_of(bob, where).replace("Either of you", "")

    def test_a_yes_to_what_was_taken_back_agrees_to_nothing_and_says_so(self, couple):
        alice, bob = couple
        where = proposes(alice)
        action, said = form_of(bob.page(where), say="accept")
        says(alice, where, "not-now")
        reply = bob.post(action, {**said, "say": "accept"})
        assert reply.status_code == 409
        assert "nothing was done" in reply.content.decode()
        assert "You both agreed" not in text_of(alice, where)

    def test_one_cannot_say_yes_to_ones_own(self, couple):
        alice, _ = couple
        where = proposes(alice)
        action, said = form_of(alice.page(where), say="not-now")
        assert alice.post(action, {**said, "say": "accept"}).status_code == 409

    def test_a_time_that_has_begun_is_not_agreed_any_more(self, couple, a_day):
        alice, bob = couple
        where = proposes(alice, date="2026-10-05", time="12:20")
        action, said = form_of(bob.page(where), say="accept")
        a_day.shift(25 * 60)  # not long enough to lock
        reply = bob.post(action, {**said, "say": "accept"})
        assert reply.status_code == 409
        assert "has begun already" in reply.content.decode()
        assert "This time has gone by" in text_of(bob, where)

    @pytest.mark.parametrize("say", ["", "done", "__init__"])
    def test_a_word_that_is_none_does_nothing(self, couple, say):
        alice, bob = couple
        where = proposes(alice)
        assert bob.post(f"{where}answer/", {"say": say}).status_code == 422
        assert "Alice proposes" in text_of(bob, where)


class TestPressedTwice:
    def test_a_proposal_is_one(self, couple):
        alice, _ = couple
        assert proposes(alice, line="A walk") == proposes(alice, line="A walk")
        others = {proposes(alice), proposes(alice, line="Supper"), proposes(alice, **WEEKLY)}
        assert len(others) == 3

    @pytest.mark.parametrize("word", ["accept", "not-now", "call-off"])
    def test_an_answer_is_one(self, couple, word):
        alice, bob = couple
        where = agree(alice, bob) if word == "call-off" else proposes(alice)
        action, said = form_of(bob.page(where), say=word)
        before = bob.page(where)
        for _ in range(2):
            assert bob.post(action, {**said, "say": word}).status_code == 302
        assert bob.page(where) != before
        (known,) = all_plans(present_of(bob))
        assert known.steps == (3 if word == "call-off" else 2)

    def test_a_day_is_left_out_and_moved_once(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        action, said = form_of(bob.page(where), action="/on/2026-10-16/leave-out/")
        to = f"{where}on/2026-10-23/move/"
        about = re.search(r'name="about" value="(\w+)"', alice.page(to))[1]
        there = []
        for _ in range(2):
            assert bob.post(action, said).status_code == 302
            there.append(alice.post(to, {**FRIDAY, "about": about})["Location"])
        assert there[0] == there[1]
        steps = {known.comes_back: known.steps for known in all_plans(present_of(bob))}
        assert steps == {True: 3, False: 1}


class TestMovingAndCallingOff:
    def test_what_stands_stands_until_the_new_time_is_agreed(self, couple):
        alice, bob = couple
        where = agree(alice, bob)
        suggests(bob, where, **SUNDAY)
        page = text_of(alice, where)
        assert "You both agreed Friday, 9 October" in page
        assert "Bob proposes another time Sunday, 11 October" in page
        says(alice, where, "accept")
        assert "You both agreed Sunday, 11 October" in text_of(bob, where)
        assert "Friday" not in text_of(bob, where)

    def test_not_now_to_a_move_leaves_what_was_agreed(self, couple):
        alice, bob = couple
        where = agree(alice, bob)
        suggests(bob, where, **SUNDAY)
        says(alice, where, "not-now")
        page = text_of(bob, where)
        assert "You both agreed Friday, 9 October" in page
        assert "Sunday" not in page

    @pytest.mark.parametrize("who", [0, 1])
    def test_either_calls_it_off_without_a_reason(self, couple, who):
        where = agree(*couple)
        assert says(couple[who], where, "call-off").status_code == 302
        for someone in couple:
            assert "Nothing is planned here now" in text_of(someone, where)
            assert "Set aside" in text_of(someone, PLANS)

    def test_what_is_over_can_be_taken_out_and_not_moved(self, couple, a_day):
        alice, bob = couple
        where = agree(alice, bob)
        a_day.shift(6 * 24 * 3600)
        comes_back(alice)
        comes_back(bob)
        page = text_of(alice, where)
        assert "You two had agreed on this" in page
        assert "Propose another time" not in page
        assert "It did not take place" in page
        assert "How it was" in page
        says(alice, where, "call-off")
        assert "Nothing is planned here now" in text_of(bob, where)


WEEKLY = {**FRIDAY, "repeat": "weekly"}


class TestRituals:
    def test_it_comes_back_every_week(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        page = text_of(alice, where)
        assert "You both agreed Every Friday 19:30–21:30" in page
        assert "Friday, 9 October, 19:30–21:30" in page
        assert "Friday, 16 October, 19:30–21:30" in page

    def test_one_day_is_left_out_and_the_others_stay(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        action, said = form_of(bob.page(where), action="/on/2026-10-16/leave-out/")
        assert bob.post(action, said).status_code == 302
        page = text_of(alice, where)
        assert "16 October" not in page
        assert "9 October" in page
        assert "23 October" in page

    def test_one_day_moves_when_the_other_says_yes(self, couple):
        alice, bob = couple
        where = agree(alice, bob, line="Supper", **WEEKLY)
        to = f"{where}on/2026-10-16/move/"
        about = re.search(r'name="about" value="(\w+)"', alice.page(to))[1]
        reply = alice.post(to, {**FRIDAY, "date": "2026-10-15", "about": about})
        there = reply["Location"]
        assert "Instead of Friday, 16 October" in text_of(bob, there)
        assert "Supper" in text_of(bob, there)
        assert "Friday, 16 October" in text_of(bob, where)
        says(bob, there, "accept")
        for someone in couple:
            assert "Friday, 16 October" not in text_of(someone, where)
            assert "23 October" in text_of(someone, where)
            assert "You both agreed Thursday, 15 October" in text_of(someone, there)

    def test_a_suggestion_in_between_still_takes_the_place_of_the_day(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        to = f"{where}on/2026-10-16/move/"
        about = re.search(r'name="about" value="(\w+)"', alice.page(to))[1]
        there = alice.post(to, {**FRIDAY, "date": "2026-10-15", "about": about})["Location"]
        suggests(bob, there, **{**FRIDAY, "date": "2026-10-14"})
        says(alice, there, "accept")
        assert "Friday, 16 October" not in text_of(bob, where)

    @pytest.mark.parametrize("day", ["2026-10-17", "2026-10-02", "2036-01-05"])
    def test_a_day_on_which_nothing_is_cannot_move_or_be_left_out(self, couple, day):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        _, said = form_of(alice.page(where), action="/leave-out/")
        assert alice.post(f"{where}on/{day}/leave-out/", said).status_code == 409
        assert alice.get(f"{where}on/{day}/move/").status_code == 302

    @pytest.mark.parametrize("day", ["today", "2026-13-01", "20261016", "2026-W42-5"])
    def test_what_is_no_day_is_nowhere(self, couple, day):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        assert alice.get(f"{where}on/{day}/move/").status_code == 404
        assert alice.post(f"{where}on/{day}/leave-out/").status_code == 404

    def test_the_whole_ritual_moves_as_a_ritual(self, couple):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        suggests(alice, where, **{**SUNDAY, "repeat": "fortnightly"})
        says(bob, where, "accept")
        assert "You both agreed Every second Sunday 11:00–12:30" in text_of(alice, where)


class TestWhoeverReads:
    def test_each_sees_it_by_their_own_clock_and_the_others_beside_it(self, couple):
        alice, bob = couple
        alice.post("/you/zone/", {"zone": "Europe/Berlin"})
        bob.post("/you/zone/", {"zone": "America/New_York"})
        where = proposes(alice)
        assert "Friday, 9 October 13:30–15:30 For Alice it is then 19:30–21:30" in text_of(
            bob, where
        )
        says(bob, where, "not-now")
        suggests(bob, where, **{**FRIDAY, "time": "19:00"})
        page = text_of(alice, where)
        assert "Saturday, 10 October 01:00–03:00 For Bob it is then Friday, 19:00–21:00" in page

    def test_what_comes_back_says_by_whose_clock(self, couple):
        alice, bob = couple
        alice.post("/you/zone/", {"zone": "Europe/Berlin"})
        bob.post("/you/zone/", {"zone": "America/New_York"})
        where = agree(alice, bob, **WEEKLY)
        page = text_of(bob, where)
        assert "Every Friday 19:30–21:30 By the clock in Berlin" in page
        assert "Friday, 23 October, 13:30–15:30" in page
        assert "Friday, 30 October, 14:30–16:30" in page  # Berlin's clocks went back, not hers
        assert "21:30 By the clock in Berlin" not in text_of(alice, where)

    def test_an_outsider_finds_nothing(self, couple, charlie):
        alice, bob = couple
        where = agree(alice, bob, **WEEKLY)
        takes = ("", "answer/", "suggest/", "on/2026-10-16/move/", "on/2026-10-16/leave-out/")
        for path in takes:
            assert charlie.get(f"{where}{path}").status_code in {404, 405}
            assert charlie.post(f"{where}{path}", {"say": "call-off"}).status_code in {404, 405}
        assert "Friday" not in text_of(charlie, PLANS)
        assert "You both agreed" in text_of(alice, where)

    def test_nobodys_plan_is_nowhere(self, couple):
        alice, _ = couple
        assert alice.get(f"{HERE}plan/{NOBODYS}/").status_code == 404
        assert alice.post(f"{HERE}plan/{NOBODYS}/suggest/", FRIDAY).status_code == 404


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"date": "2026-10-05", "time": "11:59"}, "This time is already over"),
            ({"date": "2027-06-01"}, "more than half a year ahead"),
            ({"date": "2026-02-30"}, "Give a day such as"),
            ({"date": "9999-12-31"}, "Give a day such as|more than half a year"),
            ({"date": "0001-01-01"}, "Give a day such as|already over"),
            ({"date": ""}, "Give a day such as"),
            ({"time": "25:00"}, "Give a time such as"),
            ({"time": "1930"}, "Give a time such as"),
            ({"minutes": "4"}, "Choose one"),
            ({"minutes": "1441"}, "Choose one"),
            ({"minutes": "x"}, "Choose one"),
            ({"repeat": "hourly"}, "valid choice"),
            ({"line": "w" * 201}, "At most 200 characters"),
        ],
    )
    def test_it_is_said_kindly_and_nothing_is_lost(self, couple, said, sentence):
        alice, _ = couple
        reply = alice.post(PROPOSE, {**FRIDAY, "line": "Kept words", **said})
        page = unescape(reply.content.decode())
        assert reply.status_code == 422
        assert re.search(sentence, page)
        assert (said.get("line") or "Kept words") in page

    def test_an_hour_that_the_clocks_skip_is_explained(self, couple):
        alice, _ = couple
        alice.post("/you/zone/", {"zone": "Europe/Berlin"})
        reply = alice.post(PROPOSE, {**FRIDAY, "date": "2027-03-28", "time": "02:30"})
        assert reply.status_code == 422
        assert "the clocks go forward, and this time is skipped" in reply.content.decode()

    def test_an_hour_that_comes_twice_is_the_first_and_says_so(self, couple):
        alice, _ = couple
        alice.post("/you/zone/", {"zone": "Europe/Berlin"})
        where = proposes(alice, date="2026-10-25", time="02:30")
        assert "this time comes twice. The first is meant." in text_of(alice, where)

    def test_a_suggestion_is_refused_on_the_plans_own_page(self, couple):
        alice, bob = couple
        where = agree(alice, bob)
        reply = suggests(bob, where, **{**SUNDAY, "date": "2026-10-01"})
        assert reply.status_code == 422
        assert "This time is already over" in reply.content.decode()
        assert "<details open" in reply.content.decode() or " open>" in reply.content.decode()


class TestPast:
    def test_what_both_agreed_on_and_lived_is_on_the_timeline(self, couple, a_day):
        alice, bob = couple
        agree(alice, bob, line="Dancing")
        off = agree(alice, bob, **{**SUNDAY, "line": "Swimming"})
        proposes(alice, line="Singing")
        agree(alice, bob, line="Cooking", **WEEKLY)
        says(bob, off, "call-off")
        assert not {"Dancing", "Cooking:"} & set(text_of(alice, "/journey/").split())
        a_day.move_to("2026-10-09T20:30:00+00:00")
        comes_back(alice)
        assert not {"Dancing", "Cooking:"} & set(text_of(alice, "/journey/").split())
        a_day.shift(11 * 24 * 3600)
        for someone in couple:
            comes_back(someone)
            page = text_of(someone, "/journey/")
            assert "Dancing" in page
            assert page.count("Cooking: every friday") == 1
            assert "Swimming" not in page
            assert "Singing" not in page
            assert "The first time that you two planned" in page

    def test_it_stands_in_ones_own_copy(self, couple):
        alice, bob = couple
        where = proposes(alice, line="The Thai place")
        suggests(bob, where, **SUNDAY)
        for someone in couple:
            reply = someone.post("/you/copy/")
            body = b"".join(reply) if reply.streaming else reply.content
            assert body.decode().count("The Thai place") == 1


def steps_of(someone) -> set[str]:
    return {offer.key for offer in gather(present_of(someone)).steps}


class TestToday:
    def test_looking_for_a_time_is_a_step_while_nothing_is_agreed_or_proposed(self, couple, a_day):
        alice, bob = couple
        assert "quality-time.find" in steps_of(alice)
        where = proposes(alice)
        assert "quality-time.find" not in steps_of(alice) | steps_of(bob)
        says(bob, where, "not-now")
        assert "quality-time.find" in steps_of(alice) & steps_of(bob)
        agree(alice, bob, date="2026-10-19")
        assert "quality-time.find" in steps_of(alice)  # two weeks from now, less a moment
        agree(alice, bob, date="2026-10-18")
        assert "quality-time.find" not in steps_of(alice) | steps_of(bob)

    def test_alone_nothing_of_two_is_there(self, alice):
        assert "quality-time.find" not in steps_of(alice)

    def test_a_proposal_of_the_other_is_there_to_answer(self, couple):
        alice, bob = couple
        where = proposes(alice, line="The Thai place")
        page = text_of(bob, "/")
        assert "Alice proposed a time The Thai place · Friday, 9 October, 19:30–21:30" in page
        assert "proposed a time" not in text_of(alice, "/")
        says(bob, where, "not-now")
        assert "proposed a time" not in text_of(bob, "/")

    def test_the_next_date_stands_there_for_both(self, couple):
        where = agree(*couple, line="The Thai place")
        for someone in couple:
            assert where in someone.page("/")
            assert "The Thai place Friday, 9 October, 19:30–21:30" in text_of(someone, "/")

    def test_many_proposals_are_one_line(self, couple):
        alice, bob = couple
        for day in range(6, 10):
            proposes(alice, date=f"2026-10-{day:02}")
        page = text_of(bob, "/")
        assert page.count("Alice proposed") == 1
        assert "4 of them" in page
