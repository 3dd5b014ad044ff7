"""The pictures in the README, taken from the real pages: `bin/shots`.

Alice and Bob are a demo. They are nobody, and what they write here is made up.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

PHONE = {"width": 390, "height": 780}
LARGEST = 150_000  # bytes; a README must not weigh more than what it shows
ASKED = "Where did the light come from?"
ALICE = (
    "From the fridge. You held the door open and told me about the heron, and nobody was hungry."
)
BOB = "The hall lamp. You had your coat on already, and then you sat down on the stairs with me."


@contextmanager
def serving() -> Iterator[str]:
    """Nearer in the data folder of the environment; gives its address."""
    command = [sys.executable, "-m", "nearer", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            first_line = server.stdout.readline()
            yield re.search(r"http://localhost:\d+", first_line)[0]
        finally:
            server.terminate()


def phone(browser: Browser, url: str) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport=PHONE,
        device_scale_factor=1.75,
        reduced_motion="reduce",
        color_scheme="light",
    )
    context.set_default_timeout(15_000)
    return context.new_page()


def press(page: Page, name: str) -> None:
    button, link = (page.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
    button.or_(link).click()


def takes_words(page: Page, name: str) -> None:
    page.get_by_label("What should we call you?").fill(name)
    page.get_by_label("I have written the words down").check()
    press(page, "These are mine now")
    press(page, "I have it")


def pair(alice: Page, bob: Page) -> None:
    """Alice begins alone, then asks Bob in with the same question; Bob opens both answers."""
    alice.goto("/conversation/begin/")
    alice.get_by_label("You", exact=True).fill(ALICE)
    press(alice, "Keep it for me")
    takes_words(alice, "Alice")
    alice.goto("/conversation/invite/")
    press(alice, "Seal it and make the link")
    bob.goto(alice.get_by_label("The link", exact=True).input_value())
    bob.get_by_label("You", exact=True).fill(BOB)
    bob.get_by_label("What should they call you?").fill("Bob")
    press(bob, "Seal my answer")
    takes_words(bob, "Bob")
    bob.get_by_label("My partner does", exact=True).check()
    press(bob, "Say so")
    alice.goto("/two/")
    alice.get_by_label("I do", exact=True).check()
    press(alice, "Yes, this is my partner")
    for page in (bob, alice, bob):  # she hosts, so hers is given first, at her next visit
        to_their_round(page)
    press(bob, "Open both answers")
    expect(bob.get_by_text(ALICE)).to_be_visible()


def to_their_round(page: Page) -> None:
    page.goto("/conversation/")
    page.get_by_role("link").filter(has_text=ASKED).click()


def take(page: Page, name: str, folder: Path) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        file = folder / f"{name}-{scheme}.png"
        page.screenshot(path=file)
        size = file.stat().st_size
        assert size < LARGEST, f"{file} has {size} bytes"
        sys.stdout.write(f"{file}: {size:,} bytes\n")


def main(folder: Path) -> None:
    with serving() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        alice, bob = phone(browser, url), phone(browser, url)
        pair(alice, bob)
        alice.goto("/")
        take(alice, "today", folder)
        press(alice, "Begin")
        take(alice, "question", folder)
        to_their_round(bob)
        take(bob, "open", folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
