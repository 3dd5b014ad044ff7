"""A whole sitting on two phones; then again with everything that gets in its way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.axe import nothing_is_wrong, nothing_is_wrong_in_either_scheme
from tests.journeys.conftest import House
from tests.journeys.people import come_in_as_two, comes_in, heading, nowhere, press, unlocks
from tests.journeys.wire import Wire, wired

HERE = "/presence/"
SOON = 1_000
"""Milliseconds within which a phone that came back is where the other is."""
SHOWN = "document.querySelector('#sitting')?.dataset"


@dataclass
class Two:
    """Two phones in one sitting, and the line of the second one."""

    alice: Page
    bob: Page
    wire: Wire
    words: str
    """Bob's."""
    where: str = ""

    @property
    def both(self) -> tuple[Page, Page]:
        return self.alice, self.bob

    def begin(self) -> None:
        lays_out(self.alice)
        self.where = "/" + self.alice.url.split("/", 3)[3]
        self.bob.goto(self.where)
        for page in self.both:
            press(page, "I’m ready")
        are_in(self.both, "coin")

    @property
    def speaker(self) -> Page:
        spoken = self.alice.get_by_role("button", name="That’s it for now")
        return self.alice if spoken.count() else self.bob

    @property
    def listener(self) -> Page:
        return self.bob if self.speaker is self.alice else self.alice


def lays_out(page: Page, kind: str = "listen", way: str = "On two phones") -> None:
    page.goto(f"{HERE}lay-out/{kind}/")
    page.get_by_label("10 minutes", exact=True).check(force=True)
    page.get_by_label(way).check(force=True)
    press(page, "Lay it out")
    phase_of(page, "open")


def phase_of(page: Page, phase: str, *, within: float = 10_000) -> None:
    expect(page.locator("#sitting")).to_have_attribute("data-phase", phase, timeout=within)


def are_in(pages: tuple[Page, ...], phase: str, *, within: float = 10_000) -> None:
    """All of them, and at the same turn of it."""
    for page in pages:
        phase_of(page, phase, within=within)
    assert len({page.evaluate(f"{SHOWN}.version") for page in pages}) == 1


def looks_again(page: Page) -> None:
    """As when a phone is taken out of a pocket."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def time_passes(house: House, seconds: int, *pages: Page) -> None:
    house.seconds_pass(seconds)
    for page in pages:
        looks_again(page)


@pytest.fixture
def two(house, phone) -> Iterator[Two]:
    with wired(house.url) as wire:
        alice = phone()
        bob = phone(base_url=wire.url, viewport={"width": 1280, "height": 800})
        _, words = come_in_as_two(alice, bob)
        pair = Two(alice, bob, wire, words)
        pair.begin()
        yield pair


def test_two_speak_in_turns_pause_swap_and_close(house, two, shot):
    alice, bob = two.both
    shot(alice, "the coin")
    are_in(two.both, "speak", within=15_000)  # by itself, ten seconds later
    for number in (1, 2):
        speaker, listener = two.speaker, two.listener
        expect(listener.get_by_role("button", name="That’s it for now")).to_have_count(0)
        shot(speaker, f"speaks {number}")
        shot(listener, f"listens {number}")
        if number == 1:
            for page in two.both:
                nothing_is_wrong_in_either_scheme(page, "speaking")
            press(listener, "Pause")
            are_in(two.both, "paused", within=SOON)
            shot(listener, "paused")
            house.seconds_pass(600)
            press(speaker, "Go on")
            are_in(two.both, "speak", within=SOON)
        press(speaker, "That’s it for now")
        are_in(two.both, "give_back", within=SOON)
        listener.get_by_text("To ask whether it was that").click()
        shot(listener, f"gives back {number}")
        shot(speaker, f"hears it {number}")
        nothing_is_wrong(listener, "giving back")
        press(speaker, "There is more")
        are_in(two.both, "speak", within=SOON)
        press(speaker, "That’s it for now")
        are_in(two.both, "give_back", within=SOON)
        press(speaker, "Yes, that’s it")
        are_in(two.both, "swap" if number == 1 else "close", within=SOON)
        if number == 1:
            shot(speaker, "they change over")
            time_passes(house, 21, *two.both)
            are_in(two.both, "speak", within=SOON)
    shot(alice, "one breath")
    press(bob, "That is enough")
    are_in(two.both, "over", within=SOON)
    for page, text in ((alice, "You waited for the end"), (bob, "The bit about the stairs")):
        press(page, "Take one line along")
        page.get_by_label("You", exact=True).fill(text)
        shot(page, "afterwards")
        press(page, "Seal my line")
    alice.reload()
    nowhere(alice, "The bit about the stairs")
    bob.reload()
    press(bob, "Open both lines")
    bob.get_by_text("You waited for the end").wait_for()
    alice.reload()
    alice.get_by_text("The bit about the stairs").wait_for()
    shot(bob, "both lines")


def the_net_is_gone(house: House, two: Two) -> None:
    """On one phone, for half a minute; meanwhile the other goes on."""
    alice, bob = two.both
    bob.context.set_offline(True)
    two.wire.cuts()
    if two.speaker is alice:
        press(alice, "That’s it for now")
    else:
        time_passes(house, 181, alice)
    phase_of(alice, "give_back", within=SOON)
    bob.wait_for_timeout(30_000)
    expect(bob.get_by_text("Not connected. Your place is kept.")).to_be_visible()
    phase_of(bob, "speak")
    two.wire.mends()
    bob.context.set_offline(False)
    are_in(two.both, "give_back", within=SOON)


def a_tab_is_closed(two: Two) -> None:
    """And the sitting opened again, and in a second tab."""
    context = two.bob.context
    two.bob.close()
    press(two.alice, "Pause")
    phase_of(two.alice, "paused", within=SOON)
    two.bob, second = context.new_page(), context.new_page()
    for page in (two.bob, second):
        page.goto(two.where)
    are_in((*two.both, second), "paused")
    press(second, "Go on")
    are_in((*two.both, second), "give_back", within=SOON)
    second.close()


def the_plug_is_pulled(house: House, two: Two) -> None:
    """In the middle of a phase. What is pressed meanwhile counts once, as soon as it can."""
    before = int(two.alice.evaluate(f"{SHOWN}.version"))
    house.falls()
    press(two.alice, "Pause")
    expect(two.alice.get_by_text("Not connected. Your place is kept.")).to_be_visible()
    house.rises()
    are_in(two.both, "paused", within=20_000)
    assert int(two.alice.evaluate(f"{SHOWN}.version")) == before + 1
    press(two.bob, "Go on")
    are_in(two.both, "give_back", within=2 * SOON)


def one_phone_is_locked(two: Two) -> None:
    """Whoever presses there lands on the lock, and then where they were."""
    other = two.bob.context.new_page()
    other.goto("/you/")
    press(other, "Lock now")
    other.close()
    press(two.bob, "Stop here")
    expect(two.bob).to_have_url(re.compile("/unlock/"))
    nowhere(two.bob, "Pause")
    unlocks(two.bob, two.words)
    are_in(two.both, "give_back")


def test_what_gets_in_the_way_takes_nobodys_place(house, two, shot):
    alice = two.alice
    time_passes(house, 11, *two.both)
    are_in(two.both, "speak")
    the_net_is_gone(house, two)
    a_tab_is_closed(two)
    the_plug_is_pulled(house, two)
    shot(alice, "after a fall")
    one_phone_is_locked(two)
    press(two.bob, "Stop here")
    are_in(two.both, "stopped", within=SOON)
    heading(alice, "It stopped here.")
    shot(alice, "stopped")


def test_without_script_the_pages_are_enough(house, phone, shot):
    alice, bob = phone(java_script_enabled=False), phone(java_script_enabled=False)
    come_in_as_two(alice, bob)
    lays_out(alice)
    bob.goto("/")
    press(bob, "A listening sitting")
    for page in (alice, bob):
        press(page, "I’m ready")
        assert 'http-equiv="refresh"' in page.content()
    house.seconds_pass(11)
    for page in (alice, bob):
        press(page, "Look again")
    are_in((alice, bob), "speak")
    shot(alice, "without script")
    press(alice, "Stop here")
    press(bob, "Look again")
    heading(bob, "It stopped here.")


def test_alone_and_with_one_phone(house, phone, shot):
    page = phone()
    comes_in(page, "Alice")
    page.goto(HERE)
    shot(page, "begin")
    nothing_is_wrong_in_either_scheme(page, "be here")
    page.goto(f"{HERE}lay-out/silent/")
    page.get_by_label("5 minutes", exact=True).check(force=True)
    page.get_by_role("radio").nth(5).check(force=True)
    shot(page, "lay out")
    nothing_is_wrong(page, "laying out")
    press(page, "Lay it out")
    press(page, "Begin")
    phase_of(page, "settle")
    time_passes(house, 11, page)
    phase_of(page, "still", within=SOON)
    shot(page, "still")
    nothing_is_wrong_in_either_scheme(page, "still")
    time_passes(house, 301, page)
    phase_of(page, "over", within=SOON)
    shot(page, "over")


def test_with_the_phones_away_the_room_is_dark(house, phone, shot):
    page = phone(viewport={"width": 320, "height": 640})
    comes_in(page, "Alice")
    page.goto(f"{HERE}lay-out/away/")
    page.get_by_label("15 minutes", exact=True).check(force=True)
    press(page, "Lay it out")
    press(page, "Begin")
    phase_of(page, "settle")
    time_passes(house, 11, page)
    phase_of(page, "still", within=SOON)
    shot(page, "away")
    nothing_is_wrong_in_either_scheme(page, "away")
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    time_passes(house, 901, page)
    phase_of(page, "over", within=SOON)
    shot(page, "over")
