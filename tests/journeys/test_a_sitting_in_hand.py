"""What a phone does in a sitting besides turning: sound, light, what is read aloud, what fades."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import comes_in, press, until

HERE = "/presence/"
COUNTS = """
  window.did = { tones: 0, shakes: 0, held: 0, let: 0 };
  window.AudioContext = class {
    constructor() { this.currentTime = 0; this.destination = {}; }
    resume() {}
    createGain() {
      const gain = {};
      gain.setValueAtTime = gain.linearRampToValueAtTime = () => {};
      gain.exponentialRampToValueAtTime = () => {};
      return { gain, connect: () => ({ connect() {} }) };
    }
    createOscillator() {
      return { frequency: {}, connect: (it) => it, start() { window.did.tones += 1; }, stop() {} };
    }
  };
  navigator.vibrate = () => { window.did.shakes += 1; return true; };
  const wakeLock = { request: async () => {
    window.did.held += 1;
    const lock = new EventTarget();
    lock.release = async () => { window.did.let += 1; lock.dispatchEvent(new Event('release')); };
    return lock;
  } };
  Object.defineProperty(navigator, 'wakeLock', { value: wakeLock });
"""
SAID = """
  window.said = [];
  const turn = document.querySelector('#turn');
  new MutationObserver(() => {
    if (turn.textContent) window.said.push(turn.textContent);
  }).observe(turn, { childList: true, characterData: true, subtree: true });
"""


@pytest.fixture
def page(phone) -> Page:
    """A phone that counts its sounds, and how often its screen was to stay on."""
    taken = phone()
    taken.add_init_script(COUNTS)
    comes_in(taken, "Alice")
    return taken


def begins(page: Page, kind: str, minutes: str, choice: str = "") -> None:
    page.goto(f"{HERE}lay-out/{kind}/")
    page.get_by_label(minutes, exact=True).check(force=True)
    if choice:
        page.get_by_label(choice).check(force=True)
    press(page, "Lay it out")
    press(page, "Begin")
    phase_of(page, "coin" if kind == "listen" else "settle")


def phase_of(page: Page, phase: str) -> None:
    expect(page.locator("#sitting")).to_have_attribute("data-phase", phase)


def passes(house, page: Page, seconds: int) -> None:
    house.seconds_pass(seconds)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def did(page: Page, what: str) -> int:
    return page.evaluate(f"window.did.{what}")


def out_of_sight(page: Page, *, hidden: bool) -> None:
    value = "true" if hidden else "false"
    page.evaluate(
        f"Object.defineProperty(document, 'hidden', {{ value: {value}, configurable: true }});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )


def test_it_makes_no_sound_until_somebody_chooses_one(house, page):
    begins(page, "listen", "10 minutes")
    passes(house, page, 11)
    phase_of(page, "speak")
    assert did(page, "tones") == did(page, "shakes") == 0
    press(page, "Sound")
    press(page, "Vibration")
    first = did(page, "tones"), did(page, "shakes")
    assert min(first) > 0  # heard once, so that one knows what was chosen
    press(page, "That’s it for now")
    phase_of(page, "give_back")
    until(page, f"window.did.tones > {first[0]} && window.did.shakes > {first[1]}")
    expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "true")
    second = did(page, "tones")
    press(page, "Pause")
    phase_of(page, "paused")
    press(page, "Go on")
    phase_of(page, "give_back")
    assert did(page, "tones") == second
    page.reload()
    expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")


def test_the_screen_stays_on_while_it_runs(house, page):
    begins(page, "away", "15 minutes")
    until(page, "window.did.held === 1")
    passes(house, page, 11)
    phase_of(page, "still")
    press(page, "Pause")
    phase_of(page, "paused")
    until(page, "window.did.let === 1")
    press(page, "Go on")
    until(page, "window.did.held === 2")


def test_each_turn_is_read_aloud_once_and_the_finger_stays_where_it_was(house, page):
    begins(page, "listen", "10 minutes")
    passes(house, page, 11)
    phase_of(page, "speak")
    page.evaluate(SAID)
    page.get_by_role("button", name="Pause").focus()
    second = page.context.new_page()
    second.goto(page.url)
    press(second, "That’s it for now")
    phase_of(page, "give_back")
    until(page, "window.said.length === 1")
    assert "says what arrived." in page.evaluate("window.said[0]")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.wait_for_timeout(1_500)  # the clock goes on, and nobody is told
    assert len(page.evaluate("window.said")) == 1
    second.get_by_role("button", name="Yes, that’s it").focus()
    press(second, "Yes, that’s it")
    phase_of(second, "swap")
    expect(second.get_by_role("heading", level=1)).to_be_focused()


def test_what_helps_to_begin_fades_unless_a_hand_was_on_it(house, phone):
    page = phone()
    page.clock.install()
    comes_in(page, "Alice")
    begins(page, "listen", "10 minutes")
    house.seconds_pass(11)
    page.reload()
    phase_of(page, "speak")
    hints = page.locator("details")
    expect(hints).to_have_attribute("open", "")
    page.clock.run_for(46_000)
    expect(hints).not_to_have_attribute("open", "")
    hints.locator("summary").click()
    page.clock.run_for(60_000)
    expect(hints).to_have_attribute("open", "")
    press(page, "That’s it for now")
    phase_of(page, "give_back")
    first = page.locator("details").first
    first.locator("summary").click()
    first.locator("summary").click()
    page.clock.run_for(50_000)
    expect(first).to_have_attribute("open", "")


def test_whoever_leaves_a_dark_room_reads_a_word_of_it_there_alone(house, page):
    begins(page, "away", "15 minutes")
    passes(house, page, 11)
    phase_of(page, "still")
    word = page.get_by_text("You were away for a moment. Nothing was noted.")
    out_of_sight(page, hidden=True)
    expect(word).to_have_count(0)
    out_of_sight(page, hidden=False)
    expect(word).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.get_by_text("You were away")).to_have_count(0)
    press(page, "Pause")
    expect(word).to_have_count(0)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_breath_has_a_circle_or_words(house, phone, motion):
    page = phone(reduced_motion=motion)
    comes_in(page, "Alice")
    begins(page, "silent", "3 minutes", "Along with the circle")
    passes(house, page, 11)
    phase_of(page, "still")
    moving = page.evaluate("document.querySelector('.air').getAnimations().length")
    assert moving == (0 if motion == "reduce" else 1)
    said = page.locator("[data-in-out]")
    expect(said).to_have_text("in")
    expect(said).to_have_text("out", timeout=6_000)
