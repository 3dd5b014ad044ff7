"""Kind lines: one at any time, a quiet page of them, a place to look."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nearer.journal import actions as journal
from nearer.journal.actions import Pen
from nearer.journal.models import Entry, Visibility
from nearer.practices.conversation import content
from nearer.practices.conversation.actions import appreciations as actions
from nearer.practices.conversation.entries import Appreciation
from nearer.practices.conversation.selectors.moments import moments
from nearer.practices.conversation.selectors.written import keepsakes
from tests.presence import present_of

WHERE = "/conversation/appreciations/"
NOW = datetime(2026, 5, 10, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=True):
        yield


def page(someone, more=""):
    return unescape(someone.page(WHERE + more))


def says(someone, text, **more):
    return someone.post(WHERE, {"text": text, **more})


def rows(someone):
    return Entry.objects.of(present_of(someone).couple).filter(kind="conversation.appreciation")


def show_of(someone):
    return re.search(r"/conversation/appreciations/[0-9a-f-]+/show/", page(someone))[0]


def test_a_line_is_there_for_both_at_once(couple):
    alice, bob = couple
    assert says(alice, "You warmed\r\nthe  plates").status_code == 302
    for someone in couple:
        assert "You warmed the plates" in page(someone)
        assert "May 2026" in page(someone)
    assert "A line from Alice" in unescape(bob.page("/"))
    assert "A line from" not in unescape(alice.page("/"))


def test_the_newest_stands_first_whoever_wrote_it(couple):
    alice, bob = couple
    for number, someone in enumerate((alice, bob, alice)):
        with time_machine.travel(NOW + timedelta(seconds=number), tick=False):
            says(someone, f"Line {number}")
    assert re.findall(r"Line \d", page(bob)) == ["Line 2", "Line 1", "Line 0"]


def test_a_line_for_oneself_can_be_shared_later_and_taken_back(couple):
    alice, bob = couple
    says(alice, "You warmed the plates", for_me="1")
    assert "You warmed" not in page(bob)
    assert "only you" in page(alice)
    alice.post(show_of(alice))
    assert "You warmed the plates" in page(bob)
    alice.post(show_of(alice), {"back": "1"})
    assert "You warmed the plates" not in page(bob)
    assert "You warmed the plates" in page(alice)


def test_alone_a_line_is_kept_for_oneself(alice):
    says(alice, "The plates were warm")
    assert [row.visibility for row in rows(alice)] == ["only_me"]
    assert "The plates were warm" in page(alice)
    line = rows(alice).get().id
    assert alice.post(f"{WHERE}{line}/show/")["Location"] == "/two/"
    assert [row.visibility for row in rows(alice)] == ["only_me"]


def test_nobody_shows_what_is_not_their_line(couple, charlie):
    alice, bob = couple
    says(alice, "You warmed the plates", for_me="1")
    alice.post("/conversation/checkin/2026-w19/seal/", {"text_heavy": "Stairs", "for_me": "1"})
    checkin = Entry.objects.of(present_of(alice).couple).get(kind="conversation.checkin")
    assert bob.post(show_of(alice)).status_code == 404
    assert charlie.post(show_of(alice)).status_code == 404
    assert alice.post(f"{WHERE}{checkin.id}/show/").status_code == 404
    assert "Stairs" not in unescape(bob.page("/conversation/checkin/2026-w19/"))


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x" * 301, "x" * 12_001])
def test_a_line_that_says_nothing_or_is_no_line_asks_again(couple, text):
    alice, _ = couple
    reply = says(alice, text)
    assert reply.status_code == 422
    assert text.strip() in reply.content.decode()
    assert not rows(alice).exists()


def test_sending_it_twice_is_sending_it_once(couple):
    alice, _ = couple
    for _ in range(2):
        says(alice, "You warmed the plates")
    assert rows(alice).count() == 1


def test_a_place_to_look_leaves_no_trace_and_none_comes_twice(couple):
    alice, bob = couple
    before = Entry.objects.of(present_of(alice).couple).count()
    texts = {prompt.text for prompt in content.prompts()}
    hers = [_place_on(page(alice, f"?n={n}"), texts) for n in range(60)]
    his = [_place_on(page(bob, f"?n={n}"), texts) for n in range(5)]
    assert len(set(hers)) == 60
    assert his != hers[:5]
    assert Entry.objects.of(present_of(alice).couple).count() == before


def _place_on(found, texts):
    return next(text for text in texts if text in found)


@pytest.mark.parametrize("more", ["?n=x", "?n=-1", "?n=9999999999", "?year=0", "?year=99999",
                                  "?start=x", "?start=999999", "?year=\u0662"])  # fmt: skip
def test_an_odd_address_is_taken_calmly(couple, more):
    assert couple[0].get(WHERE + more).status_code == 200


def test_ten_years_of_lines_are_as_quick_as_ten_days(couple):
    """A page opens fifty lines and asks the same few things, however many there are."""
    alice = couple[0]

    def cost():
        with CaptureQueriesContext(connection) as asked:
            found = page(alice)
        return len(asked), len(re.findall(r'class="voice', found)), len(found)

    says(alice, "One")
    queries, _, _ = cost()
    for someone in couple:
        here = present_of(someone)
        for back in range(0, 3650, 10):
            then = here.now - timedelta(days=back)
            pen = Pen(here.vault, here.couple, then, then.date())
            journal.write(pen, Appreciation(f"Day {back}"), visibility=Visibility.SHARED)
    more, shown, size = cost()
    assert more == queries
    assert shown <= 50
    assert size < 60_000
    assert "2016" in page(alice)
    assert page(alice, "?year=2020").count('class="voice') == 50
    assert page(alice, "?year=2020&start=50").count('class="voice') < 50
    assert re.search(r"Day \d+", page(alice, "?year=2020&start=50"))


def test_the_timeline_has_one_moment_for_each_and_the_first_has_a_name(couple):
    alice, bob = couple
    says(alice, "First")
    with time_machine.travel(NOW + timedelta(days=1), tick=True):
        bob.client.cookies.clear()
        bob.post("/in/", {"name": "Bob", "words": bob.words})
        says(bob, "Second")
        found = list(moments(present_of(bob), year=2026))
    lines = [moment for moment in found if "line" in moment.title]
    assert [moment.title for moment in lines] == ["A kind line from you", "A kind line from Alice"]
    assert [moment.first for moment in lines] == ["", "The first kind line"]
    assert not any(moment.mine_alone for moment in lines)


def test_a_sealed_check_in_is_on_my_timeline_only_until_both_opened_it(couple):
    alice, bob = couple
    where = "/conversation/checkin/2026-w19/"
    alice.post(f"{where}seal/", {"text_heavy": "Alice's"})

    def checkins(someone):
        found = moments(present_of(someone), year=2026)
        return [moment.mine_alone for moment in found if "Check-in" in moment.title]

    assert (checkins(alice), checkins(bob)) == ([True], [])
    bob.post(f"{where}seal/", {"text_heavy": "Bob's"})
    alice.page(where)
    assert (checkins(alice), checkins(bob)) == ([True], [True])
    bob.post(f"{where}open/")
    assert (checkins(alice), checkins(bob)) == ([False], [False])


def test_my_own_copy_has_everything_of_the_week(couple):
    alice, bob = couple
    where = "/conversation/checkin/2026-w19/"
    for someone in (alice, bob):
        someone.post(f"{where}seal/", {"text_heavy": f"{someone.name} was tired"})
    alice.page(where)
    bob.post(f"{where}open/")
    alice.post(f"{where}together/", {"part": "small", "text": "The fern"})
    alice.post("/conversation/checkin/small/", {"week": "2026-w18", "how": "bit"})
    alice.post("/conversation/parked/", {"text": "The plumber"})
    alice.post("/conversation/rhythm/", {"days": ["6"], "time": "20:30"})
    says(bob, "You warmed the plates")
    texts = [kept.text for kept in keepsakes(present_of(alice))]
    for text in ("Alice was tired", "Bob was tired", "The fern", "A bit", "The plumber",
                 "Sundays at 20:30", "You warmed the plates"):  # fmt: skip
        assert texts.count(text) == 1, text


def test_an_action_takes_the_day_from_whoever_calls_it(couple):
    alice, _ = couple
    actions.appreciate(present_of(alice), "For the demo")
    assert rows(alice).get().day == NOW.date()
