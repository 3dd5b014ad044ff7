"""The phone goes from hand to hand. What the first wrote is on no screen before both open."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import (
    comes_in,
    goes_back,
    heading,
    keeps_every_page,
    never_shows,
    nowhere,
    press,
    unlocks,
)

FIRST = "I never told you about the ring"
SECOND = "I knew, and I waited"


def _writes_first(page: Page) -> str:
    words = comes_in(page, "Alice")
    page.goto("/conversation/another/")
    page.get_by_text("Do this together").click()
    press(page, "Both on this phone, one after the other")
    page.get_by_label("Alice", exact=True).fill(FIRST)
    press(page, "I am done")
    heading(page, "Hand the phone to your partner.")
    return words


def _writes_second(page: Page) -> None:
    press(page, "I have the phone")
    page.get_by_label("You", exact=True).fill(SECOND)
    press(page, "I am done")
    heading(page, "Put the phone between you.")


@pytest.mark.parametrize("script", [True, False])
def test_both_write_on_one_phone_and_open_it_together(phone, shot, script):
    alice = phone(java_script_enabled=script)
    words = _writes_first(alice)
    nowhere(alice, FIRST)
    shot(alice, "hand over")
    _writes_second(alice)
    nowhere(alice, FIRST)
    nowhere(alice, SECOND)
    shot(alice, "between us")
    press(alice, "Open both")
    expect(alice.get_by_text(FIRST)).to_be_visible()
    expect(alice.get_by_text(SECOND)).to_be_visible()
    shot(alice, "open")
    press(alice, "We have read it")
    press(alice, "Keep them")
    press(alice, "Keep them")
    heading(alice, "Locked.")
    unlocks(alice, words)
    expect(alice.get_by_role("link", name="Practices")).to_be_visible()


@pytest.mark.parametrize("browser_keeps_everything", [False, True])
def test_back_and_reload_never_show_what_the_first_wrote(phone, browser_keeps_everything):
    alice = phone(service_workers="block")
    if browser_keeps_everything:
        keeps_every_page(alice)
    _writes_first(alice)
    for _ in range(3):
        goes_back(alice)
        never_shows(alice, FIRST)
    alice.goto("/conversation/pass/")
    alice.reload()
    never_shows(alice, FIRST)
    alice.evaluate("history.go(-2)")
    never_shows(alice, FIRST)
    alice.goto("/conversation/pass/")
    press(alice, "I have the phone")
    goes_back(alice)
    never_shows(alice, FIRST)


def test_the_session_shows_nothing_else_meanwhile(phone):
    alice = phone()
    _writes_first(alice)
    for path in ("/", "/you/", "/conversation/journal/", "/two/"):
        alice.goto(path)
        heading(alice, "Hand the phone to your partner.")


@pytest.mark.parametrize("browser_keeps_everything", [False, True])
def test_going_back_after_it_was_opened_and_let_go_shows_neither(phone, browser_keeps_everything):
    alice = phone(service_workers="block")
    if browser_keeps_everything:
        keeps_every_page(alice)
    _writes_first(alice)
    _writes_second(alice)
    press(alice, "Open both")
    press(alice, "We have read it")
    press(alice, "Let them go")
    heading(alice, "Locked.")
    for _ in range(4):
        goes_back(alice)
        never_shows(alice, FIRST, seconds=0.7)
        never_shows(alice, SECOND, seconds=0.7)


def test_stopping_keeps_nothing(phone):
    alice = phone()
    words = _writes_first(alice)
    press(alice, "Stop, and keep nothing")
    heading(alice, "Locked.")
    goes_back(alice)
    never_shows(alice, FIRST)
    alice.goto("/unlock/")
    unlocks(alice, words)
    alice.goto("/conversation/journal/")
    nowhere(alice, FIRST)
