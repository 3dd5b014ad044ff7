"""Letters: kept, shared with a wish, changed in versions, taken back, deleted."""

from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from tests.pictures import hides, page_of, says

INDEX, NEW = "/honesty/", "/honesty/letters/new/"
NOW = datetime(2026, 5, 10, 14, 30, tzinfo=UTC)
TEXT = "The hall light was off when I came home. I miss being waited for."


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=True):
        yield


def keeps(someone, text=TEXT, **more):
    """Keep a letter; returns where it is."""
    reply = someone.post(NEW, {"text": text, "do": "keep", **more})
    assert reply.status_code == 302, page_of(reply)
    return reply["Location"]


def shares(someone, text=TEXT, wish=""):
    where = keeps(someone, text)
    assert someone.post(f"{where}share/", {"wish": wish}).status_code == 302
    return where


def reads(someone, where):
    assert someone.post(f"{where}receive/", {"when": "now"}).status_code == 302
    return unescape(someone.page(where))


def test_the_thin_line_from_writing_to_an_answer(couple):
    alice, bob = couple
    where = keeps(alice)
    says(alice.page(where), TEXT, "Only me.", "Share …")
    assert bob.get(where).status_code == 404
    alice.post(f"{where}share/", {"wish": "hug-first"})
    assert bob.get(where)["Location"] == f"{where}receive/"
    for path in (f"{where}receive/", INDEX, "/"):
        page = bob.page(path)
        says(page, "A letter from Alice", "A hug first, then words.")
        hides(page, TEXT)
    says(reads(bob, where), TEXT, "First, one sentence")
    assert bob.get(f"{where}reply/").status_code == 302
    bob.post(f"{where}answer/", {"sentence": "thank-you"})
    says(bob.page(where), "Thank you for telling me.", "Answer in your own words")
    bob.post(f"{where}reply/", {"text": "I will leave it on."})
    says(alice.page(where), "Thank you for telling me.", "I will leave it on.")
    alice.post(f"{where}reply/", {"text": "That is enough."})
    says(bob.page(where), "That is enough.", "I will leave it on.")
