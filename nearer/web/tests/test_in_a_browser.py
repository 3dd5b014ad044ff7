"""The look on real screens: every part in every state, axe, the ways out, no connection."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from nearer.web import urls, urls_development, views
from tests.axe import nothing_is_wrong

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs the system Chromium"),
]
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


class Threaded(ThreadingMixIn, WSGIServer):
    """A thread for each connection: browsers open some ahead, and say nothing on them."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    timeout = 5

    def log_message(self, *args):
        pass


@pytest.fixture(autouse=True)
def no_longer_than_two_minutes() -> Iterator[None]:
    """A browser can wait for ever for a page that never answers; a test may not."""

    def too_long(_signal, _frame):
        raise TimeoutError("This test took longer than two minutes.")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def site(settings) -> Iterator[str]:
    settings.ROOT_URLCONF = Show
    settings.MIDDLEWARE = [
        "nearer.web.middleware.quiet_headers",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    pages = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, pages, Threaded, Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, timeout=30_000)
        yield started
        started.close()


class Asked:
    """What the browser asked for. (Playwright marks its listeners, and a list takes no mark.)"""

    def __init__(self):
        self.all = []

    def note(self, it):
        self.all.append(it)


def until(page, expression):
    """Wait for something to be true in the page; Playwright's own way needs `eval` there."""
    end = time.monotonic() + 10
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_part_is_accessible_and_fits(site, browser, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        nothing_is_wrong(page, address)
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


# One evaluation leaves and looks: while the next page is awaited no other would return.
LEAVES = {
    "the link": "document.querySelector('[data-exit]').click();",
    "Shift three times": """for (const _ of [1, 2, 3])
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));""",
}
BLANK = "return !document.querySelector('h1').checkVisibility();"


@pytest.mark.parametrize("way", LEAVES)
def test_exit_blanks_the_page_before_the_server_answers(site, browser, way):
    page = browser.new_page()
    asked = Asked()
    page.route("**/exit/", lambda route: route.fulfill(body="away"))
    page.on("request", asked.note)
    page.goto(site + "/patterns/")
    assert page.evaluate(f"() => {{ {LEAVES[way]} {BLANK} }}")
    page.wait_for_url("**/exit/", timeout=5000)
    assert len([it for it in asked.all if it.url.endswith("/exit/")]) == 1


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
    until(page, "document.querySelector('[data-draft-state]').textContent[0] === 'S'")
    assert state.inner_text() == "Saved, sealed."
    page.context.set_offline(True)
    page.locator("textarea").first.fill("The meeting with Ruth, again.")
    page.wait_for_timeout(2000)
    assert state.inner_text() == "Not saved yet."


def test_without_a_connection_there_is_a_page_that_looks_like_the_app(site, browser):
    page = browser.new_page()
    page.goto(site + "/offline/")  # registers nothing: it is the same for everybody
    page.goto(site + "/patterns/?out")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(site + "/patterns/404/")
    assert page.locator("h1").inner_text() == "The server cannot be reached from here."
    assert page.locator(".exit").evaluate("it => getComputedStyle(it).borderRadius") != "0px"


def test_help_asks_for_nothing_once_it_stands(site, browser):
    page = browser.new_page()
    page.goto(site + "/help/", wait_until="networkidle")
    asked = Asked()
    page.on("request", asked.note)
    for country in page.locator("details").all():
        country.locator("summary").click()
    page.wait_for_timeout(300)
    assert asked.all == []


def test_nothing_on_any_page_breaks_the_policy(site, browser):
    page = browser.new_page()
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(f"Error: {error}"))
    for address in PAGES:
        page.goto(site + address, wait_until="networkidle")
    assert not [line for line in said if "policy" in line.lower() or "Error" in line]
