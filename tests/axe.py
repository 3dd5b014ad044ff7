"""What axe finds on a page as it stands.

What depends on colours is looked at in each scheme; the rest is the same in both, and once
is enough.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
AXE = Axe()


def nothing_is_wrong(page: Page, about: object = "") -> None:
    """On this page, in the scheme it has now."""
    _look(page, {"type": "tag", "values": TAGS}, about)


def nothing_is_wrong_in_either_scheme(page: Page, about: object = "") -> None:
    """Light and dark, whatever it had before; it stays dark."""
    page.emulate_media(color_scheme="light")
    _look(page, {"type": "tag", "values": TAGS}, (about, "light"))
    page.emulate_media(color_scheme="dark")
    _look(page, {"type": "rule", "values": OF_COLOURS}, (about, "dark"))


def _look(page: Page, which: dict[str, Any], about: object) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    wishes = {"runOnly": which, "resultTypes": ["violations"]}  # the rest takes long to send
    found = AxeResults(page.evaluate("(wishes) => axe.run(wishes)", wishes))
    assert found.violations_count == 0, (about, found.generate_report())
