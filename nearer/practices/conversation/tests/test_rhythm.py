"""A day and a time that both agree on, through both phones; and the notes for it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.journey.gathering import gather
from nearer.practices.conversation.actions import rhythm as actions
from nearer.practices.conversation.evenings import KIND
from nearer.practices.conversation.rules.rhythm import Evening
from nearer.practices.conversation.selectors.rhythm import rhythm_page
from tests.presence import present_of

WHERE = "/conversation/rhythm/"
TUESDAY = datetime(2026, 5, 5, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with time_machine.travel(TUESDAY, tick=True):
        yield


def page(someone, where=WHERE):
    return unescape(someone.page(where))


def seen(someone):
    return list(dict.fromkeys(re.findall(r'name="seen" value="([0-9a-f]+)"', page(someone))))


def suggests(someone, *days, at="20:30", marks=None):
    found = seen(someone) if marks is None else marks
    return someone.post(WHERE, {"days": [str(day) for day in days], "time": at, "seen": found})


def answers(someone, what="agree", number=0, about=None):
    marks = [about] if about else re.findall(r'name="about" value="([0-9a-f]+)"', page(someone))
    data = {"about": marks[number], "seen": seen(someone)}
    return someone.post(f"{WHERE}answer/", {**data, **({"let_go": "1"} if what == "no" else {})})


def test_one_suggests_and_the_other_agrees(couple):
    alice, bob = couple
    assert suggests(alice, 6).status_code == 302
    assert "It counts when Bob agrees." in page(alice)
    assert "Alice suggests" in page(bob)
    answers(bob)
    for someone in couple:
        assert "You both agreed" in page(someone)
        assert "Sundays at 20:30" in page(someone)
        assert "For you next on Sunday, 10 May." in page(someone)
        assert "Sundays at 20:30" in page(someone, "/conversation/")


def test_another_suggestion_takes_its_place(couple):
    alice, bob = couple
    suggests(alice, 6)
    suggests(bob, 2, 4, at="19:15")
    assert "Alice suggests" not in page(bob)
    answers(alice)
    assert "Wednesdays and Fridays at 19:15" in page(bob)


@pytest.mark.parametrize("who", [0, 1], ids=["who suggested", "who was asked"])
def test_either_lets_it_go_without_a_reason(couple, who):
    suggests(couple[0], 6)
    answers(couple[who], "no")
    for someone in couple:
        assert "suggest" not in page(someone).replace("Suggest this", "")
        assert "You both agreed" not in page(someone)


def test_an_agreement_can_be_let_go_by_either(couple):
    alice, bob = couple
    suggests(alice, 6)
    answers(bob)
    answers(alice, "no")
    assert "You both agreed" not in page(bob)


def test_two_suggestions_at_once_both_stand_and_one_yes_settles_both(couple):
    alice, bob = couple
    before = seen(alice)
    suggests(alice, 6, marks=before)
    suggests(bob, 4, at="19:00", marks=before)
    for someone, other in ((alice, "Bob"), (bob, "Alice")):
        assert "You suggest" in page(someone)
        assert f"{other} suggests" in page(someone)
    theirs = next(s.mark for s in rhythm_page(present_of(alice)).rhythm.proposals if not s.mine)
    answers(alice, about=theirs)
    for someone in couple:
        assert "Fridays at 19:00" in page(someone)
        assert "Sundays" not in page(someone).replace("Sunday</", "")


def test_a_yes_to_what_was_taken_back_a_moment_ago_is_told(couple):
    alice, bob = couple
    suggests(alice, 6)
    mark = re.search(r'name="about" value="([0-9a-f]+)"', page(bob))[1]
    answers(alice, "no")
    reply = answers(bob, about=mark)
    assert reply.status_code == 409
    assert "changed a moment ago" in unescape(reply.content.decode())
    assert "You both agreed" not in page(alice)


def test_nobody_agrees_to_their_own_suggestion_or_to_nothing(couple):
    alice, _ = couple
    suggests(alice, 6)
    assert answers(alice).status_code == 409
    assert answers(alice, about="f" * 32).status_code == 409
    assert answers(alice, about="x" * 5_000).status_code == 409


def test_sending_it_twice_is_sending_it_once(couple):
    alice, bob = couple
    for _ in range(2):
        suggests(alice, 6, marks=[])
    steps = Entry.objects.of(present_of(alice).couple).filter(kind="conversation.rhythm")
    assert steps.count() == 1
    answers(bob)
    assert "You both agreed" in page(bob)


@pytest.mark.parametrize(
    "data",
    [
        {"days": [], "time": "20:30"},
        {"days": ["7"], "time": "20:30"},
        {"days": ["x"], "time": "20:30"},
        {"days": ["6"], "time": "25:00"},
        {"days": ["6"], "time": ""},
        {"days": ["6"], "time": "20:30:15"},
        {"days": ["6"], "time": "٢٠:٣٠"},
        {"days": ["\x00"], "time": "\x00"},
    ],
)
def test_what_is_no_day_or_no_time_is_asked_again(couple, data):
    reply = couple[0].post(WHERE, {"x": "1", **data})
    assert reply.status_code == 422
    assert "You suggest" not in page(couple[0])


def test_alone_there_is_nothing_to_agree_on(alice):
    assert "A rhythm takes two." in page(alice)
    assert alice.post(WHERE, {"days": ["6"], "time": "20:30"}).status_code == 200
    assert alice.post(f"{WHERE}answer/", {"about": "x"}).status_code == 302


def test_what_was_agreed_with_somebody_else_is_not_agreed_now(couple):
    alice, bob = couple
    suggests(alice, 6)
    answers(bob)
    bob.post("/two/leave/", {"sure": "on"})
    assert "A rhythm takes two." in page(alice)
    assert "Sundays" not in page(alice, "/conversation/")


def test_charlie_takes_no_step_in_it(couple, charlie):
    alice, bob = couple
    suggests(alice, 6)
    mark = re.search(r'name="about" value="([0-9a-f]+)"', page(bob))[1]
    charlie.post(f"{WHERE}answer/", {"about": mark, "seen": [mark]})
    assert "You both agreed" not in page(bob)


def test_each_has_it_by_the_clock_where_they_are(couple):
    alice, bob = couple
    alice.post("/you/zone/", {"zone": "Europe/Berlin"})
    bob.post("/you/zone/", {"zone": "America/New_York"})
    actions.propose(present_of(alice), Evening((6,), "20:30"), seen=[])
    answers(bob)
    hours = {}
    for someone, zone in ((alice, "Europe/Berlin"), (bob, "America/New_York")):
        here = present_of(someone)
        hours[someone.name] = rhythm_page(here).next.hour
        assert rhythm_page(here).next.tzinfo.key == zone
    assert hours == {"Alice": 20, "Bob": 20}


def test_a_note_is_wanted_for_each_agreed_evening_of_the_next_weeks(couple):
    alice, bob = couple

    class Somewhere:
        place = present_of(alice).now.tzinfo

    assert KIND.times(present_of(alice).pen, Somewhere) == []
    suggests(alice, 6)
    answers(bob)
    found = KIND.times(present_of(alice).pen, Somewhere)
    first = datetime(2026, 5, 10, 20, 30, tzinfo=UTC)
    assert found == [first + timedelta(weeks=n) for n in range(4)]


def test_today_says_which_evening_it_is(couple):
    alice, bob = couple
    suggests(alice, 6)
    assert "Alice suggests Sundays at 20:30 for the check-in" in page(bob, "/")
    answers(bob)
    with time_machine.travel(TUESDAY + timedelta(days=5), tick=True):
        for someone in couple:
            someone.client.cookies.clear()
            someone.post("/in/", {"name": someone.name, "words": someone.words})
        assert "Today at 20:30, as you two agreed" in page(alice, "/")
        offers = [offer for offer in gather(present_of(alice)).offers if offer.step]
        checkin = next(offer for offer in offers if offer.key == "conversation.checkin")
        assert (checkin.fits, checkin.why) == (1.0, "The evening you two chose.")


def test_the_page_for_notices_offers_a_note_for_that_evening(couple):
    assert "The evening you two agreed on" in page(couple[0], "/you/notices/")
