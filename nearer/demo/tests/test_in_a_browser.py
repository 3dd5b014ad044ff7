"""Both phones out of one page, as somebody with a mouse, or without scripts, opens them."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.axe import nothing_is_wrong
from tests.journeys.test_every_page import looks_right

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESK, True), (PHONE, False)])
def test_each_phone_is_one_press_away_and_all_of_it_begins_again(port, size, scripts):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        context = browser.new_context(viewport=size, java_script_enabled=scripts)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(f"http://localhost:{port}/demo/")
        phones = {}
        for name in ("Robin", "Sam"):
            with context.expect_page() as opened:
                page.get_by_role("button", name=f"Open {name}’s phone").click()
            phones[name] = opened.value
        for name, phone in phones.items():  # the second one signed nobody out
            phone.reload()
            expect(phone.get_by_role("heading", level=1)).to_contain_text(name)
            expect(phone.get_by_label("Demonstration")).to_be_visible()
        if scripts:
            nothing_is_wrong(page)
        page.get_by_role("button", name="Start again").click()
        expect(page.get_by_role("status").first).to_contain_text("as it was at the beginning")
        browser.close()


def test_the_page_has_room_at_the_narrowest_and_follows_the_keyboard(port):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
        page.goto(f"http://localhost:{port}/demo/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_role("button", name="Open Robin’s phone").focus()
        with page.context.expect_page() as opened:
            page.keyboard.press("Enter")
        expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Robin")
        browser.close()


FULL = (
    *("/", "/journey/", "/journey/path/", "/acknowledge/", "/acknowledge/trend/"),
    *("/acknowledge/trend/?all=1", "/acknowledge/pulse/", "/acknowledge/distance/2/"),
    *("/acknowledge/together/1/", "/acknowledge/words/", "/conversation/"),
    *("/conversation/checkin/", "/conversation/checkin/earlier/", "/conversation/journal/"),
    *("/honesty/", "/honesty/letters/new/", "/honesty/stems/", "/honesty/observer/"),
    *("/conversation/appreciations/", "/conversation/parked/", "/conversation/rhythm/"),
    *("/quality-time/windows/", "/quality-time/plans/", "/quality-time/calendars/"),
    *("/quality-time/free/", "/quality-time/liked/", "/quality-time/ideas/picks/"),
)


def test_pages_with_months_behind_them_are_as_right_as_empty_ones(port):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"http://localhost:{port}/demo/")
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Open Robin’s phone").click()
        robin = opened.value
        for path in FULL:
            reply = robin.goto(f"http://localhost:{port}{path}")
            assert reply is not None
            assert reply.ok, path
            looks_right(robin, path)
        browser.close()
