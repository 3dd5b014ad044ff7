"""The look on real screens: every part in every state, axe, the ways out, no connection."""

import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from nearer.web import urls, urls_development, views

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs the system Chromium"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/patterns/",
    "/patterns/?out&lan",
    "/patterns/?locking",
    "/patterns/storage_trouble/",
    "/patterns/429/",
    "/help/",
    "/offline/",
]
COVERED = """() => {
  const it = document.activeElement, bar = document.querySelector('.nav');
  if (!it || it === document.body || bar.contains(it)) return '';
  const box = it.getBoundingClientRect();
  return box.top >= bar.getBoundingClientRect().top ? it.outerHTML.slice(0, 80) : '';
}"""
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .map((it) => it.closest('label') ?? it.closest('li:has(.go)') ?? it)
  .filter((it) => !it.matches('.skip, p a, dd a, small a, li > span > a, [type=hidden]'))
  .filter((it) => it.offsetHeight && it.offsetHeight < 43.9)
  .map((it) => it.outerHTML.slice(0, 80))"""


class Show:
    """The pages of this app and the page of patterns."""

    urlpatterns = (*urls.urlpatterns, *urls_development.urlpatterns)
    handler404 = staticmethod(views.not_found)


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings) -> Iterator[str]:
    settings.ROOT_URLCONF = Show
    settings.MIDDLEWARE = [
        "nearer.web.middleware.quiet_headers",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_part_is_accessible_and_fits(site, browser, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, (address, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate(SMALL) == [], address


def test_the_thumb_bar_never_hides_what_has_the_focus(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 640})
    page.goto(site + "/patterns/")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == ""


def test_the_navigation_stands_at_the_top_of_a_desk(site, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site + "/patterns/")
    assert page.locator(".nav").evaluate("it => getComputedStyle(it).position") == "static"
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator(".nav").evaluate("it => getComputedStyle(it).position") == "fixed"


@pytest.mark.parametrize("way", ["Shift three times", "the link"])
def test_exit_blanks_the_page_before_the_server_answers(site, browser, way):
    page = browser.new_page()
    asked = []
    page.route("**/exit/", asked.append)
    page.goto(site + "/patterns/")
    if way == "the link":
        page.locator("[data-exit]").click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_function("document.documentElement.classList.contains('blank')")
    assert not page.get_by_role("heading").first.is_visible()
    page.wait_for_timeout(100)
    assert len(asked) == 1
    asked[0].fulfill(body="away")
    page.wait_for_url("**/exit/")


def test_capital_letters_are_not_a_call_for_help(site, browser):
    page = browser.new_page()
    page.goto(site + "/patterns/")
    page.locator("textarea").first.focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url.endswith("/patterns/")


def test_a_draft_says_where_it_stands(site, browser):
    page = browser.new_page()
    page.goto(site + "/patterns/")
    page.locator("textarea").first.fill("The meeting with Ruth.")
    state = page.locator("[data-draft-state]")
    assert state.inner_text() == "Not saved yet."
    page.wait_for_function("document.querySelector('[data-draft-state]').textContent[0] === 'S'")
    assert state.inner_text() == "Saved, sealed."
    page.context.set_offline(True)
    page.locator("textarea").first.fill("The meeting with Ruth, again.")
    page.wait_for_timeout(2000)
    assert state.inner_text() == "Not saved yet."


def test_without_a_connection_there_is_a_page_that_looks_like_the_app(site, browser):
    page = browser.new_page()
    page.goto(site + "/offline/")  # registers nothing: it is the same for everybody
    page.goto(site + "/patterns/?out")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(site + "/patterns/404/")
    assert page.locator("h1").inner_text() == "The server cannot be reached from here."
    assert page.locator(".exit").evaluate("it => getComputedStyle(it).borderRadius") != "0px"


def test_help_asks_for_nothing_once_it_stands(site, browser):
    page = browser.new_page()
    page.goto(site + "/help/", wait_until="networkidle")
    asked = []
    page.on("request", asked.append)
    for country in page.locator("details").all():
        country.locator("summary").click()
    page.wait_for_timeout(300)
    assert asked == []


def test_nothing_on_any_page_breaks_the_policy(site, browser):
    page = browser.new_page()
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(f"Error: {error}"))
    for address in PAGES:
        page.goto(site + address, wait_until="networkidle")
    assert not [line for line in said if "policy" in line.lower() or "Error" in line]
