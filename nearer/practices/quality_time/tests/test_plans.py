"""Proposing a time, answering, moving, calling off: through the pages, as the two do it."""

import re
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
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
    for found in re.finditer(r'<form method="post" action="([^"]+)".*?</form>', page, re.DOTALL):
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
    found = re.search(
        r'<form class="stack" method="post" action="([^"]+suggest/)".*?</form>',
        someone.page(where),
        re.DOTALL,
    )
    return someone.post(found[1], {**fields_of(found[0]), **when})


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
