"""The real house on a port of its own, and phones that visit it.

Nothing here is pretended: the command line, the ASGI front, the cookies, the policy, the
static files and the cost of the words are those people get. Everything has a time limit.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.wall import put_forward

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
# What Chrome does by now: a page that says `no-store` may come back all the same, unless a
# cookie that scripts cannot see has changed meanwhile.
KEEPS_PAGES = (
    "CacheControlNoStoreEnterBackForwardCache:level/restore-unless-http-only-cookie-change"
)
PHONE = {"width": 390, "height": 844}
STARTS_WITHIN = 60
PATIENCE = 10_000  # milliseconds for anything a page is asked to do

here = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class House:
    """Where it is, the clock on its wall, and the process that it is."""

    url: str
    ahead: Path
    starts: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]

    def goes_to(self, moment: datetime) -> None:
        """From now on the clock on the wall shows this, and goes on from there."""
        put_forward(self.ahead, int(moment.timestamp() - time.time()))

    def a_day_begins(self) -> None:
        """Nine in the morning, tomorrow: what is meant for tonight lies ahead."""
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        self.goes_to(tomorrow.replace(hour=9, minute=0))

    def an_hour_passes(self) -> None:
        """For the server; whoever does nothing meanwhile is locked."""
        self.seconds_pass(3600)

    def seconds_pass(self, seconds: int) -> None:
        """For the server: no phone knows of it before it asks."""
        put_forward(self.ahead, int(self.ahead.read_text()) + seconds)

    def falls(self) -> None:
        """As when somebody pulls the plug."""
        self.process.kill()
        self.process.wait(10)

    def rises(self) -> None:
        """The same house, on the same port, with what lay on its disk."""
        self.process = self.starts()

    def closes(self) -> None:
        """Politely, and if that does not help, not."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        return asked.getsockname()[1]


def _environment(folder: Path, port: int, more: Mapping[str, str]) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("NEARER_", "DJANGO_"))}
    ours.pop("DATABASE_URL", None)
    # Away is the same machine under its other name: for the browser that is another site.
    away = f"http://127.0.0.1:{port}/offline/"
    return {
        **ours,
        "NEARER_DATA": str(folder / "data"),
        "NEARER_AHEAD": str(folder / "ahead"),
        "NEARER_EXIT_URL": away,
        "NEARER_SMTP_URL": "smtp://127.0.0.1:9",  # so that notices can be asked for
        "NEARER_SMTP_FROM": "nearer@example.org",
        **more,
    }


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[House]:
    """A house of its own; `more` is for its environment."""
    port = _free_port()
    log, ahead = folder / "log", folder / "ahead"
    put_forward(ahead, 0)

    def starts() -> subprocess.Popen[bytes]:
        with log.open("w") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.house", "serve", "--port", str(port)],
                cwd=ROOT,
                env=_environment(folder, port, more),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        _wait_for(process, port, log)
        return process

    house = House(f"http://localhost:{port}", ahead, starts, starts())
    try:
        yield house
    finally:
        house.closes()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            if "Nearer is at" in log.read_text():
                return
        time.sleep(0.1)
    process.kill()
    pytest.fail(f"The house did not open: {log.read_text()}")


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


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium with its back-forward cache on, as people have it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            ignore_default_args=["--disable-back-forward-cache"],
            args=[f"--enable-features={KEEPS_PAGES}"],
            timeout=30_000,
        )
        yield started
        started.close()


@pytest.fixture
def phone(house, browser) -> Iterator[Callable[..., Page]]:
    """Call it for a phone that nobody has used yet; options are those of a browser context."""
    taken: list[BrowserContext] = []

    def take(**options) -> Page:
        wishes = {"viewport": PHONE, "reduced_motion": "reduce", "timezone_id": "Europe/Lisbon"}
        context = browser.new_context(**{"base_url": house.url, **wishes, **options})
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        taken.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield take
    for context in taken:
        context.close()


@pytest.fixture
def shot(request, tmp_path) -> Callable[[Page, str], None]:
    """Keep a picture of a step: in the folder NEARER_SHOTS names, or with the test's own files."""
    folder = Path(os.environ.get("NEARER_SHOTS") or tmp_path) / request.node.name
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        number = len(list(folder.iterdir())) + 1
        page.screenshot(path=folder / f"{number:02} {name}.png", full_page=True)

    return take
