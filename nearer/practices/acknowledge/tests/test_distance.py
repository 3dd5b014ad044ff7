"""How far apart does it feel? Through both phones."""

from datetime import timedelta
from html import unescape

import time_machine

from nearer.accounts.sessions import read_ticket
from nearer.journal.models import Entry
from nearer.lib import clock

HERE = "/acknowledge/distance/"
ROUND = f"{HERE}1/"
ALICE = {"overlap": "3", "causes": ["long-days", "phones"], "line": "Alice misses the evenings"}
BOB = {"overlap": "6", "causes": ["phones", "tiredness"], "line": "Bob is worn out"}


def couple_of(someone):
    return read_ticket(someone.client.cookies["nearer"].value).couple


def rows_of(someone, kind="acknowledge.picture"):
    return Entry.objects.of(couple_of(someone)).filter(kind=kind)


def page_of(reply):
    return unescape(reply.content.decode())


def says(page, *sentences):
    for sentence in sentences:
        assert sentence in unescape(page), sentence


def hides(page, *sentences):
    for sentence in sentences:
        assert sentence not in unescape(page), sentence


def draws(someone, drawn, number=1, **more):
    return someone.post(f"{HERE}{number}/answer/", {**drawn, **more})


def opens(someone, number=1):
    return someone.post(f"{HERE}{number}/open/")


def both_open(alice, bob, number=1, drawn=(ALICE, BOB)):
    """Alice hosts and gives first, so Bob opens."""
    draws(alice, drawn[0], number)
    draws(bob, drawn[1], number)
    alice.page(HERE)
    opens(bob, number)


def days_later(days, *people):
    moment = time_machine.travel(clock.now() + timedelta(days=days), tick=True)
    moment.start()
    for someone in people:
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})
    return moment


def test_nothing_is_shown_before_both_have_drawn(couple):
    alice, bob = couple
    draws(bob, BOB)
    before = alice.page(HERE)
    hides(before, "Bob is worn out", "Open both", "You have both drawn")
    draws(alice, ALICE)
    hides(alice.page(HERE), "Bob is worn out", "Open both", "You have both drawn")
    hides(alice.page("/acknowledge/"), "Bob is worn out", "You have both drawn")


def test_both_pictures_open_side_by_side(couple):
    alice, bob = couple
    both_open(alice, bob)
    for someone in couple:
        page = someone.page(ROUND)
        says(page, "Alice misses the evenings", "Bob is worn out")
        shared, _, rest = unescape(page).partition("The two pictures")
        says(shared, "What you both recognise", "Phones")
        hides(shared, "Tiredness", "Long working days")
        alone = rest.partition("What one of you recognises")[2].partition("</details>")[0]
        says(alone, "Tiredness", "Long working days")
        hides(alone, "Alice", "Bob", "You ")
