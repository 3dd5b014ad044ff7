"""Today: a greeting by the clock on the wall, one next step, and one's own copy."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from conftest import newcomer, round_of
from nearer.journey.rules.greeting import greeting
from nearer.lib import clock


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "Good evening"), (4, "Good evening"), (5, "Good morning"), (11, "Good morning"),
        (12, "Good afternoon"), (17, "Good afternoon"), (18, "Good evening"), (23, "Good evening"),
    ],
)  # fmt: skip
def test_what_is_said_first(hour, said):
    now = datetime(2026, 11, 25, hour, 59, tzinfo=UTC)
    assert greeting(now, "Alice") == f"{said}, Alice."
    assert greeting(now, "") == f"{said}."


def test_a_stranger_is_welcomed_and_nothing_is_made_of_a_look(db):
    page = newcomer("").page("/")
    assert "/conversation/begin/" in page
    assert "nearer" not in newcomer("").get("/").cookies


def test_somebody_alone_has_one_step(alice):
    page = unescape(alice.page("/"))
    assert "Alice." in page
    assert len(re.findall(r'href="/[a-z-]+/[^"]*">Begin</a>', page)) == 1


def test_two_have_todays_question_until_it_is_answered(couple):
    alice, _ = couple
    first = re.search(r"/conversation/round/[0-9a-f-]+/", alice.page("/"))[0]
    alice.post(f"{first}answer/", {"text": "Tea"})
    assert alice.get(first).status_code == 200


@pytest.mark.parametrize("did", ["nothing", "answered", "answered and took back", "wrote alone"])
def test_before_my_own_answer_today_says_nothing_about_the_other(couple, did):
    alice, bob = couple
    where = re.search(r"/conversation/round/[0-9a-f-]+/", alice.page("/"))[0]
    before = plain(alice.page("/"))
    if did.startswith("answered"):
        bob.post(f"{where}answer/", {"text": "Bob waited up"})
    if did.endswith("back"):
        bob.post(f"{where}take-back/")
    if did == "wrote alone":
        bob.post("/conversation/question/plant-it/", {"text": "Tomatoes"})
    assert plain(alice.page("/")) == before


def plain(page):
    """Without what differs each time: tokens and times."""
    page = re.sub(r'"X-CSRFToken": "\w+"|name="(csrfmiddlewaretoken|tab)" value="\w+"', "", page)
    return re.sub(r'data-(lock-at|now)="[^"]*"', "", page)


def test_an_opened_round_is_on_today_for_a_while(couple):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    assert where in alice.page("/")
    with time_machine.travel(clock.now() + timedelta(days=70), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        assert where not in alice.page("/")


def test_a_copy_escapes_what_was_written(alice):
    alice.post("/conversation/question/plant-it/", {"text": "<script>x</script>\nsecond line"})
    reply = alice.post("/you/copy/")
    page = b"".join(reply.streaming_content).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;<br>second line" in page
    assert "attachment" in reply["Content-Disposition"]


def test_a_copy_needs_a_press_and_an_open_lock(alice):
    assert alice.get("/you/copy/").status_code == 405
    alice.post("/lock/")
    assert alice.post("/you/copy/")["Location"].startswith("/unlock/")


def test_the_promise_is_the_same_bytes_for_everybody(alice):
    assert alice.get("/promise/").content == newcomer("").get("/promise/").content
