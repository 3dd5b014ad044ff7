"""After the lock and after Exit nothing private is on the screen, also not by going back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import (
    comes_in,
    goes_back,
    heading,
    keeps_every_page,
    keeps_for_oneself,
    never_shows,
    press,
    unlocks,
    until,
    writes,
)

SECRET = "Nobody else knows about the letter"


def _reads_private_pages(page: Page) -> None:
    keeps_for_oneself(page, SECRET)
    page.goto("/conversation/journal/")
    expect(page.get_by_text(SECRET)).to_be_visible()


def _goes_back_in_vain(page: Page) -> None:
    for _ in range(2):
        goes_back(page)
        never_shows(page, SECRET)


@pytest.mark.parametrize("browser_keeps_everything", [False, True])
def test_after_the_lock_the_way_back_is_shut(phone, browser_keeps_everything):
    alice = phone(service_workers="block")
    comes_in(alice, "Alice")
    if browser_keeps_everything:
        keeps_every_page(alice)
    _reads_private_pages(alice)
    alice.goto("/you/")
    press(alice, "Lock now")
    heading(alice, "Locked.")
    _goes_back_in_vain(alice)


@pytest.mark.parametrize("browser_keeps_everything", [False, True])
@pytest.mark.parametrize("way", ["the link", "the link, without script", "Shift three times"])
def test_after_exit_the_way_back_is_shut(phone, way, browser_keeps_everything):
    script = "without script" not in way
    alice = phone(java_script_enabled=script, service_workers="block")
    comes_in(alice, "Alice")
    if browser_keeps_everything and script:
        keeps_every_page(alice)
    _reads_private_pages(alice)
    if way.startswith("the link"):
        alice.get_by_role("link", name="Exit").click()
    else:
        for _ in range(3):
            alice.keyboard.press("Shift")
    alice.wait_for_url("http://127.0.0.1:*/offline/")
    assert not [c for c in alice.context.cookies() if c["name"].startswith(("nearer", "form"))]
    _goes_back_in_vain(alice)


def test_what_is_sent_after_the_lock_stands_in_the_form_after_unlocking(phone, house, shot):
    alice = phone()
    words = comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    address = alice.locator("input[name=path]").get_attribute("value")
    writes(alice, SECRET)
    house.an_hour_passes()
    press(alice, "Keep it for me")
    heading(alice, "Locked.")
    expect(alice.get_by_text("is kept")).to_be_visible()
    never_shows(alice, SECRET, seconds=0.3)
    shot(alice, "locked")
    unlocks(alice, words)
    expect(alice.get_by_label("You", exact=True)).to_have_value(SECRET)
    assert alice.url.endswith(address)


def test_what_is_typed_after_the_lock_stands_there_too(phone, house):
    alice = phone()
    words = comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    address = alice.locator("input[name=path]").get_attribute("value")
    house.an_hour_passes()
    with alice.expect_response("**/drafts/"):
        writes(alice, SECRET)
    alice.goto("/unlock/")
    unlocks(alice, words)
    alice.goto(address)
    expect(alice.get_by_label("You", exact=True)).to_have_value(SECRET)


def test_an_open_page_takes_the_words_off_the_screen_when_the_lock_falls(phone, house):
    alice = phone()
    alice.clock.install()
    comes_in(alice, "Alice")
    where = keeps_for_oneself(alice, SECRET)
    alice.goto(where)
    alice.clock.fast_forward(27 * 60 * 1000 + 10_000)
    expect(alice.get_by_text("This locks in 3 minutes.")).to_be_visible()
    house.an_hour_passes()
    alice.clock.fast_forward(4 * 60 * 1000)
    heading(alice, "Locked.")
    never_shows(alice, SECRET, seconds=0.3)


def test_staying_moves_the_lock(phone):
    alice = phone()
    alice.clock.install()
    comes_in(alice, "Alice")
    alice.goto("/")  # a page that is not there yet has no clock that could go forward
    alice.clock.fast_forward(28 * 60 * 1000)
    press(alice, "Stay")
    until(alice, "document.querySelector('[data-idle]').hidden")
