"""The pictures in the README, taken from both phones of the demonstration: `bin/shots`."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

PHONE = {"width": 390, "height": 780}
LARGEST = 150_000  # bytes; a README must not weigh more than what it shows
OPENED = "Which of our cheap suppers"
ASKED = "The place with four tables"
LINKED = re.compile(r"/(round|plan)/")


@contextmanager
def demonstration() -> Iterator[str]:
    """Both phones, served beside the data folder of the environment; gives their page."""
    command = [sys.executable, "-m", "nearer", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            lines = (re.search(r"http://localhost:\d+/demo/", line) for line in server.stdout)
            yield next(found[0] for found in lines if found)
        finally:
            server.terminate()


def phone(browser: Browser, page_of_both: str, name: str) -> Page:
    """One of the two phones, as it opens from the page with both."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=1.5, reduced_motion="reduce", color_scheme="light"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(page_of_both)
    with context.expect_page() as opened:
        page.get_by_role("button", name=f"Open {name}’s phone").click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text(name)
    return opened.value


def go(page: Page, path: str, link: str = "") -> None:
    page.evaluate("path => { location.href = path }", path)
    page.wait_for_url(f"**{path}")
    if link:
        page.get_by_role("link").filter(has_text=link).first.click()
        page.wait_for_url(LINKED)


def take(page: Page, name: str, folder: Path) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        file = folder / f"{name}-{scheme}.png"
        page.screenshot(path=file)
        size = file.stat().st_size
        assert size < LARGEST, f"{file} has {size} bytes"
        sys.stdout.write(f"{file}: {size:,} bytes\n")


def main(folder: Path) -> None:
    with demonstration() as both, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        robin, sam = phone(browser, both, "Robin"), phone(browser, both, "Sam")
        take(robin, "today", folder)
        go(robin, "/conversation/", "Answer")
        take(robin, "question", folder)
        go(sam, "/conversation/", OPENED)
        take(sam, "open", folder)
        go(sam, "/acknowledge/distance/3/")
        take(sam, "distance", folder)
        go(robin, "/acknowledge/together/1/")
        take(robin, "together", folder)
        go(robin, "/acknowledge/trend/")
        take(robin, "trend", folder)
        go(sam, "/journey/")
        take(sam, "so-far", folder)
        go(robin, "/quality-time/windows/#week")
        take(robin, "times", folder)
        go(sam, "/quality-time/plans/", ASKED)
        take(sam, "plan", folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
