"""Two phones through a first week: pulse, pictures, a text in turns, a check-in, a kind line."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import become_two, checks_in, heading, nowhere, press
from tests.journeys.test_with_the_keyboard import presses_key_on, tabs_to

ALICE_MISSES = "I miss the walk after supper"
BOB_THOUGHT = "I thought you liked it quiet"
ALICE_HEAVY = "The lift is broken again"
BOB_HEAVY = "Three nights in a row"
WIDE = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"}


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({}, id="phones"),
        pytest.param({"java_script_enabled": False}, id="phones without script"),
        pytest.param({"color_scheme": "dark"}, id="phones at night"),
        pytest.param(WIDE, id="a wide screen at night"),
    ],
)
def test_a_first_week_of_two(phone, shot, how):
    alice, bob = phone(**how), phone(**how)
    become_two(alice, bob)
    for page in (alice, bob):
        _keeps_a_pulse(page, shot)
    _draws(alice, ALICE_MISSES)
    shot(alice, "sealed")
    _draws(bob, BOB_THOUGHT)
    nowhere(alice, BOB_THOUGHT)
    _opens_the_pictures(alice, bob, shot)
    _writes_in_turns(alice, bob, shot)
    _talks_about_the_week(alice, bob, shot)
    _says_something_kind(alice, bob, shot)
    for page in (alice, bob):
        page.goto("/")
        expect(page.get_by_role("button", name="Not now")).to_be_visible()
        shot(page, "today")
        page.goto("/journey/")
        expect(page.get_by_text("You both drew how far apart it feels")).to_be_visible()
        shot(page, "so far")


def _keeps_a_pulse(page: Page, shot) -> None:
    page.goto("/acknowledge/pulse/")
    for name in ("understood", "time", "tender", "affection", "tension"):
        page.locator(f'input[name="{name}"][value="6"]').check(force=True)
    shot(page, "pulse")
    press(page, "Keep this week")
    heading(page, re.compile("Kept"))
    shot(page, "kept")


def _draws(page: Page, line: str) -> None:
    page.goto("/acknowledge/distance/")
    slider = page.get_by_role("slider")
    if slider.count():
        slider.press("ArrowRight")
    else:
        page.locator('input[type="radio"][value="4"]').first.check(force=True)
    page.get_by_text("Work", exact=True).click()
    page.get_by_text("Long working days").click()
    page.get_by_label("A line, if you like").fill(line)
    press(page, "Seal my picture")
    expect(page.get_by_text("Sealed.")).to_be_visible()


def _opens_the_pictures(alice: Page, bob: Page, shot) -> None:
    alice.goto("/acknowledge/distance/")  # she hosts, so this visit hands hers over
    bob.goto("/acknowledge/distance/")
    nowhere(bob, ALICE_MISSES)
    shot(bob, "both have drawn")
    press(bob, "Open both pictures")
    expect(bob.get_by_text(ALICE_MISSES)).to_be_visible()
    alice.reload()
    for page in (alice, bob):
        heading(page, "How far apart does it feel?")
        expect(page.get_by_role("heading", name="What you both recognise")).to_be_visible()
        expect(page.get_by_text("Long working days")).to_be_visible()
        expect(page.get_by_text(ALICE_MISSES)).to_be_visible()
        expect(page.get_by_text(BOB_THOUGHT)).to_be_visible()
        assert "%" not in page.inner_text("main")
    shot(alice, "pictures")


def _writes_in_turns(alice: Page, bob: Page, shot) -> None:
    press(bob, "Write it down together")
    bob.get_by_label("The text of you both").fill("We are tired, and it is nobody's doing.")
    shot(bob, "a text to begin with")
    press(bob, "Put it there for us both")
    alice.goto(bob.url)
    press(alice, "Write on")
    alice.get_by_label("The text of you both").fill("We are tired. We miss the walk.")
    press(alice, "Put it there for us both")
    press(alice, "I want to keep this one")
    bob.goto(alice.url)
    expect(bob.get_by_role("button", name="I want to keep this one")).to_be_visible()
    press(bob, "I want to keep this one")
    for page in (alice, bob, alice):
        page.goto(alice.url)
        if page.get_by_role("button", name="Keep it", exact=True).count():
            press(page, "Keep it")
    for page in (alice, bob):
        page.goto(alice.url)
        expect(page.get_by_text("You both keep this one.")).to_be_visible()
    shot(bob, "kept by both")


def _talks_about_the_week(alice: Page, bob: Page, shot) -> None:
    checks_in(alice, ALICE_HEAVY)
    checks_in(bob, BOB_HEAVY)
    nowhere(bob, ALICE_HEAVY)
    for page in (alice, bob):
        page.goto("/conversation/checkin/")
    press(bob, "Open both")
    expect(bob.get_by_text(ALICE_HEAVY)).to_be_visible()
    alice.reload()
    for page in (alice, bob):
        expect(page.get_by_text(ALICE_HEAVY)).to_be_visible()
        expect(page.get_by_text(BOB_HEAVY)).to_be_visible()
    shot(bob, "a week, open")


def _says_something_kind(alice: Page, bob: Page, shot) -> None:
    alice.goto("/conversation/appreciations/")
    alice.get_by_label("Your line").fill("You carried the crate up four floors")
    press(alice, "Send it")
    bob.goto("/conversation/appreciations/")
    expect(bob.get_by_text("You carried the crate up four floors")).to_be_visible()
    shot(bob, "kind lines")


def test_a_pulse_and_a_picture_with_the_keyboard_only(phone):
    alice, bob = phone(), phone()
    become_two(alice, bob)
    alice.goto("/acknowledge/pulse/")
    alice.get_by_role("slider").focus()
    alice.keyboard.press("ArrowRight")
    for _ in range(5):
        alice.keyboard.press("Tab")
        alice.keyboard.press("ArrowRight")
    presses_key_on(alice, "Keep this week")
    heading(alice, re.compile("Kept"))
    alice.goto("/acknowledge/distance/")
    alice.get_by_role("slider").focus()
    alice.keyboard.press("ArrowLeft")
    tabs_to(alice, "A line, if you like")
    alice.keyboard.type(ALICE_MISSES)
    presses_key_on(alice, "Seal my picture")
    expect(alice.get_by_text("Sealed.")).to_be_visible()
