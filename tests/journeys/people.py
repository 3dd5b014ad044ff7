"""What people do with a phone in the hand: small steps over the pages, by what they read there."""

import re
import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Page, Route, expect

ALICE_WROTE = "You put the kettle on before I asked"
BOB_WROTE = "I sat in the car and did not know why"


def until(page: Page, expression: str, *, seconds: float = 10) -> None:
    """Wait for something to be true in the page. Playwright's own way needs `eval`, which the
    policy of these pages forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def press(page: Page, name: str) -> None:
    """The one button or link with this name."""
    page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    ).click()


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def writes(page: Page, text: str) -> None:
    page.get_by_label("You", exact=True).fill(text)


def begins(page: Page, text: str) -> None:
    """From the welcome page through the first question."""
    page.goto("/")
    press(page, "Start with this")
    writes(page, text)
    press(page, "Keep it for me")
    heading(page, "Your way back in.")


def takes_words(page: Page, name: str, look: Callable[[Page, str], None] | None = None) -> str:
    """A name, five words, the sheet. Returns the words."""
    page.get_by_label("What should we call you?").fill(name)
    words = " ".join(page.locator("ol.words li").all_inner_texts())
    page.get_by_label("I have written the words down").check()
    if look:
        look(page, "words")
    press(page, "These are mine now")
    heading(page, f"One sheet of paper, {name}.")
    if look:
        look(page, "sheet")
    press(page, "I have it")
    return words


def comes_in(page: Page, name: str) -> str:
    """Somebody new without a first exercise."""
    page.goto("/words/")
    return takes_words(page, name)


def invites(page: Page, text: str) -> str:
    """Ask with one question; returns the link."""
    page.goto("/two/")
    press(page, "Ask with one question")
    writes(page, text)
    press(page, "Seal it and make the link")
    heading(page, "Show this to your partner.")
    return page.get_by_label("The link", exact=True).input_value()


def answers_as_guest(page: Page, link: str, text: str, name: str) -> None:
    page.goto(link)
    writes(page, text)
    page.get_by_label("What should they call you?").fill(name)
    press(page, "Seal my answer")
    heading(page, "Your way back in.")


def says_who_hosts(page: Page, who: str) -> None:
    page.get_by_label(who, exact=True).check()
    press(page, "Say so")


def confirms(page: Page, who: str) -> None:
    page.goto("/two/")
    page.get_by_label(who, exact=True).check()
    press(page, "Yes, this is my partner")


def become_two(alice: Page, bob: Page) -> str:
    """Alice hosts and invites, Bob comes, she says yes. Returns the address of their round."""
    come_in_as_two(alice, bob)
    return address_of_round(alice)


def come_in_as_two(alice: Page, bob: Page) -> tuple[str, str]:
    """The same; returns the words of each."""
    hers = comes_in(alice, "Alice")
    link = invites(alice, ALICE_WROTE)
    answers_as_guest(bob, link, BOB_WROTE, "Bob")
    his = takes_words(bob, "Bob")
    says_who_hosts(bob, "My partner does")
    confirms(alice, "I do")
    bob.goto("/")
    return hers, his


def address_of_round(page: Page) -> str:
    page.goto("/conversation/")
    return page.locator("ul.list a[href*='/round/']").first.get_attribute("href")


def draws(page: Page, line: str) -> None:
    """Two circles and a line, sealed until both have drawn."""
    page.goto("/acknowledge/distance/")
    page.get_by_role("slider").press("ArrowRight")
    page.get_by_label("A line, if you like").fill(line)
    press(page, "Seal my picture")


def they_draw(alice: Page, bob: Page) -> None:
    """Both draw, she gives first, he opens and begins the text."""
    for page, line in ((alice, "I miss the evenings"), (bob, "I thought it was only me")):
        draws(page, line)
    alice.goto("/acknowledge/distance/")
    bob.goto("/acknowledge/distance/")
    press(bob, "Open both pictures")
    press(bob, "Write it down together")
    press(bob, "Put it there for us both")
    heading(bob, "In words, together")


def checks_in(page: Page, text: str) -> None:
    page.goto("/conversation/checkin/")
    page.get_by_label("What was heavy").fill(text)
    press(page, "Seal my check-in")


def live_a_week(alice: Page, bob: Page, *, opened: bool) -> None:
    """A check-in, with what is around it: a rhythm, the park-it list, a kind line each."""
    checks_in(alice, "The stairs")
    if opened:
        checks_in(bob, "The night shift")
        alice.reload()
        bob.reload()
        press(bob, "Open both")
        bob.get_by_text("The stairs").wait_for()
    for page, text in ((bob, "You warmed the plates"), (alice, "You let me sleep")):
        page.goto("/conversation/appreciations/")
        page.get_by_label("Your line").fill(text)
        press(page, "Send it")
        page.goto("/conversation/parked/")
        page.get_by_label("What must not be forgotten?").fill(text)
        press(page, "Park it")
    bob.goto("/conversation/rhythm/")
    bob.get_by_role("checkbox", name="Sunday").check(force=True)
    press(bob, "Suggest this")
    if opened:
        alice.goto("/conversation/rhythm/")
        press(alice, "Agree")


def keeps_a_letter(page: Page, text: str) -> str:
    """Write a letter and keep it. Returns its name."""
    page.goto("/honesty/letters/new/")
    writes(page, text)
    press(page, "Keep it for me")
    heading(page, "Your letter")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def shares_a_letter(page: Page, text: str) -> str:
    """Keep a letter and share it with a wish. Returns its name."""
    letter = keeps_a_letter(page, text)
    press(page, "Share …")
    page.get_by_label("A hug first, if you’d like one too. Then words.").check()
    press(page, "Share it")
    expect(page.get_by_text("It may already have been read.")).to_be_visible()
    return letter


def answers_a_letter(page: Page, letter: str, text: str) -> None:
    """Choose a moment, read, say one sentence, and then more."""
    page.goto(f"/honesty/letters/{letter}/")
    press(page, "Now")
    page.get_by_label("Tell me more about …").check()
    page.get_by_label("Tell me more about", exact=True).fill("the light")
    page.get_by_role("button", name="Say this to").click()
    press(page, "Answer in your own words")
    writes(page, text)
    page.get_by_role("button", name="Send it to").click()
    expect(page.get_by_text("Tell me more about the light.")).to_be_visible()


def nowhere(page: Page, text: str) -> None:
    """Not on the screen and not anywhere in what was sent to this phone."""
    assert text not in page.content()
    assert text not in page.inner_text("body")


SHOWN = """() => {
  const fields = [...document.querySelectorAll('textarea, input')];
  const seen = fields.filter((it) => it.checkVisibility()).map((it) => it.value);
  return [document.body?.innerText ?? '', ...seen].join('\\n');
}"""


def never_shows(page: Page, text: str, *, seconds: float = 0.8) -> None:
    """Look at the screen again and again, also while one page gives way to another."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Error):  # between two pages there is nothing to look at
            assert text not in page.evaluate(SHOWN)


def keeps_every_page(page: Page) -> None:
    """As some browsers do: every page may be kept in the back-forward cache."""

    def without(route: Route) -> None:
        reply = route.fetch(max_redirects=0)
        headers = {k: v for k, v in reply.headers.items() if k != "cache-control"}
        route.fulfill(response=reply, headers=headers)

    for path in ("**/conversation/**", "**/you/"):
        page.route(path, without)


def goes_back(page: Page) -> None:
    """The browser's own button. What it brings may come from the back-forward cache.

    While one page gives way to a kept one, the browser answers that neither is active; a
    person would press again.
    """
    for _ in range(20):
        try:
            page.go_back(wait_until="commit")
        except Error as no_page_yet:
            if "Not attached to an active page" not in str(no_page_yet):
                raise
            page.wait_for_timeout(100)
        else:
            return
    message = "the browser never had a page to go back from"
    raise AssertionError(message)


def unlocks(page: Page, words: str) -> None:
    page.get_by_label("Your words").fill(words)
    press(page, "Unlock")


def keeps_for_oneself(page: Page, text: str) -> str:
    """Write to a question for oneself; returns its address."""
    page.goto("/conversation/another/")
    writes(page, text)
    press(page, "Keep it for me")
    expect(page.get_by_text(text)).to_be_visible()
    return page.url
