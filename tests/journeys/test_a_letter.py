"""Two phones and a harsh draft: it becomes a letter, is shared, received, and answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.axe import nothing_is_wrong
from tests.journeys.people import become_two, heading, nowhere, press, writes
from tests.journeys.test_with_the_keyboard import presses_key_on, tabs_to

HARSH = "You never pay attention to me."
HONEST = "I miss how we used to talk in the kitchen."
ANSWER = "I sat in the car because I had no words left."
NEW = "/honesty/letters/new/"
WIDE = {"viewport": {"width": 1280, "height": 800}}


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({}, id="phones"),
        pytest.param({"java_script_enabled": False}, id="phones without script"),
        pytest.param({**WIDE, "color_scheme": "dark"}, id="a wide screen at night"),
    ],
)
def test_a_harsh_draft_becomes_a_letter_that_is_answered(house, phone, shot, how):
    house.a_day_begins()
    alice, bob = phone(**how), phone(**how)
    become_two(alice, bob)
    letter = _writes_it_honestly(alice, shot, script=how.get("java_script_enabled", True))
    bob.goto("/honesty/")
    nowhere(bob, HONEST)
    _shares(alice, shot)
    before = alice.inner_text("main")
    _takes_a_moment(bob, shot)
    alice.goto(f"/honesty/letters/{letter}/")
    assert alice.inner_text("main") == before  # no word of whether, or when, he was there
    _receives(bob, shot)
    _answers(bob, shot)
    alice.reload()
    expect(alice.get_by_text("Thank you for telling me")).to_be_visible()
    expect(alice.get_by_text(ANSWER)).to_be_visible()
    shot(alice, "answered")
    assert "coach" not in alice.inner_text("main").casefold()
    nowhere(bob, HARSH)


def _writes_it_honestly(page: Page, shot, *, script: bool) -> str:
    page.goto(NEW)
    writes(page, f"{HARSH} {HONEST}")
    if not script:
        press(page, "Read it with the coach")
    expect(page.locator("mark").first).to_contain_text("You never")
    expect(page.get_by_role("region", name="It could also be said like this")).to_be_visible()
    shot(page, "marked")
    if script:
        nothing_is_wrong(page)
    press(page, "Use this")
    field = page.get_by_label("You", exact=True)
    expect(field).not_to_have_value(re.compile("never"))
    expect(field).to_have_value(re.compile(re.escape(HONEST)))
    shot(page, "said as an I")
    press(page, "Keep it for me")
    heading(page, "Your letter")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def _shares(page: Page, shot) -> None:
    press(page, "Share …")
    page.get_by_label("A hug first, if you’d like one too. Then words.").check()
    shot(page, "how to be received")
    press(page, "Share it")
    expect(page.get_by_text("It may already have been read.")).to_be_visible()
    shot(page, "shared")


def _takes_a_moment(page: Page, shot) -> None:
    page.goto("/")
    nowhere(page, HONEST)
    page.goto("/honesty/")
    nowhere(page, HONEST)
    shot(page, "there is a letter")
    press(page, "Choose a moment for it")
    expect(page.get_by_text("A hug first, if you’d like one too. Then words.")).to_be_visible()
    nowhere(page, HONEST)
    shot(page, "a letter from Alice")
    press(page, "Tonight")


def _receives(page: Page, shot) -> None:
    page.goto("/honesty/")
    press(page, "For later, as you chose")
    nowhere(page, HONEST)
    press(page, "Read it now after all")
    expect(page.get_by_text(HONEST)).to_be_visible()
    shot(page, "read")
    page.get_by_label("Thank you for telling me").check()
    page.get_by_role("button", name="Say this to").click()


def _answers(page: Page, shot) -> None:
    press(page, "Answer in your own words")
    writes(page, ANSWER)
    shot(page, "an answer")
    page.get_by_role("button", name="Send it to").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()


def test_a_letter_with_the_keyboard_only(phone):
    alice, bob = phone(), phone()
    become_two(alice, bob)
    alice.goto(NEW)
    tabs_to(alice, "You")  # in the menu, which says so as well
    tabs_to(alice, "You")
    alice.keyboard.type(f"{HARSH} {HONEST}")
    expect(alice.get_by_role("button", name="Use this", exact=True)).to_be_visible()
    presses_key_on(alice, "Use this")
    expect(alice.get_by_label("You", exact=True)).not_to_have_value(re.compile("never"))
    presses_key_on(alice, "Keep it for me")
    heading(alice, "Your letter")
