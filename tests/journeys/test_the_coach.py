"""The coach beside a letter that is being written: live lines, chips, use, undo, the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.axe import nothing_is_wrong_in_either_scheme
from tests.journeys.people import comes_in, press, until, writes
from tests.journeys.test_every_page import looks_right

NEW = "/honesty/letters/new/"
BLAME = "You never pay attention to me when you come home."
KIND = " I miss how we used to talk."
LINES = """() => [...document.querySelectorAll('.beneath:not([hidden]) mark')]
  .map((it) => it.textContent)"""
SAME_PLACE = """() => {
  const area = document.querySelector('#text'), layer = document.querySelector('.beneath');
  const [a, b] = [area, layer].map((it) => it.getBoundingClientRect());
  const alike = ['fontSize', 'fontFamily', 'fontWeight', 'lineHeight', 'letterSpacing', 'padding']
    .every((name) => getComputedStyle(area)[name] === getComputedStyle(layer)[name]);
  return (alike ? 0 : 99) + Math.abs(a.left + area.clientLeft - b.left)
    + Math.abs(a.top + area.clientTop - b.top) + Math.abs(area.scrollHeight - layer.scrollHeight)
    + Math.abs(area.scrollTop - layer.scrollTop);
}"""


def _writing(phone, text=BLAME, where=NEW, **options):
    alice = phone(**options)
    comes_in(alice, "Alice")
    alice.goto(where)
    writes(alice, text)
    return alice


def _field(page):
    return page.get_by_label("You", exact=True)


def _offer(page):
    return page.get_by_role("region", name="It could also be said like this")


def test_lines_stand_under_the_words_while_they_are_typed(phone, shot):
    alice = _writing(phone)
    until(alice, f"({LINES})().join('').includes('You never')")
    assert alice.evaluate(SAME_PLACE) <= 2
    _field(alice).press("Control+Home")
    _field(alice).press_sequentially("Well. ", delay=20)
    assert "You never" in "".join(alice.evaluate(LINES))  # moved along, before anybody asked
    _field(alice).fill(f"{BLAME}\n\n" * 40)
    until(alice, f"({LINES})().length >= 40")
    _field(alice).evaluate("(it) => { it.scrollTop = 300; }")
    alice.wait_for_timeout(100)
    assert alice.evaluate(SAME_PLACE) <= 2
    alice.set_viewport_size({"width": 320, "height": 720})
    alice.wait_for_timeout(100)
    assert alice.evaluate(SAME_PLACE) <= 2
    shot(alice, "a long one")
    _field(alice).fill("אף פעם. You never wait.")
    expect(alice.get_by_text("Your words, marked")).to_be_visible()
    assert alice.evaluate(LINES) == []


def test_a_chip_use_undo_and_nothing_is_sent_by_itself(phone, shot):
    alice = _writing(phone, BLAME + KIND)
    asked = []
    alice.on("request", lambda it: asked.append((it.method, it.url, it.post_data or "")))
    chips = _offer(alice).get_by_role("radio")
    expect(chips.first).to_be_checked()
    shot(alice, "an offer")
    word = chips.nth(1).get_attribute("value")
    chips.first.press("ArrowRight")
    expect(_offer(alice).locator("u")).to_have_text(word)
    expect(chips.nth(1)).to_be_focused()
    press(alice, "Use this")
    expect(_field(alice)).to_have_value(re.compile(rf"\b{word}\b.*{KIND.strip()}", re.DOTALL))
    expect(alice.get_by_role("button", name="Undo")).to_be_focused()
    alice.keyboard.press("Enter")
    expect(_field(alice)).to_have_value(BLAME + KIND)
    assert not [url for method, url, _ in asked if method == "POST" and NEW in url]
    assert not [url for _, url, _ in asked if "never" in url]
    drafts = [body for _, url, body in asked if url.endswith("/drafts/")]
    assert not any("coach_" in body for body in drafts)
    press(alice, "Keep it for me")
    expect(alice.get_by_text("You never pay attention")).to_be_visible()


def test_a_word_of_ones_own_and_a_pause(phone):
    alice = _writing(phone, BLAME + KIND)
    alice.get_by_text("another word").click()
    alice.get_by_label("My own word for it").fill("worn out")
    alice.keyboard.press("Enter")
    expect(_offer(alice).locator("u")).to_have_text("worn out")
    assert alice.url.endswith(NEW)
    press(alice, "Pause it")
    writes(alice, "I miss you.")
    alice.wait_for_timeout(1200)
    expect(alice.get_by_text("The coach waits")).to_be_visible()
    press(alice, "Let it read along")
    expect(alice.get_by_text("Nothing is marked.")).to_be_visible()


def test_an_answer_that_comes_late_is_dropped_and_no_answer_is_said_quietly(phone):
    alice = _writing(phone, "")
    held = []

    def hold(route):
        held.append(route)
        if len(held) > 1:
            route.continue_()

    alice.route("**/honesty/coach/", hold)
    writes(alice, BLAME)
    until_held(alice, held, 1)
    writes(alice, "I miss you.")
    expect(alice.get_by_text("Nothing is marked.")).to_be_visible()
    held[0].continue_()
    alice.wait_for_timeout(500)
    expect(alice.get_by_text("Nothing is marked.")).to_be_visible()
    alice.unroute("**/honesty/coach/")
    alice.route("**/honesty/coach/", lambda route: route.abort())
    writes(alice, BLAME)
    expect(alice.get_by_text("The coach cannot be reached now.")).to_be_visible()
    expect(_field(alice)).to_have_value(BLAME)


def test_a_new_connection_asks_only_where_the_last_one_failed(phone):
    """Asking counts as being there, so nothing that nobody did may ask."""
    alice = _writing(phone, BLAME + KIND)
    expect(_offer(alice)).to_be_visible()
    asked = []
    alice.on("request", lambda it: asked.append(it.url))
    alice.evaluate("dispatchEvent(new Event('online'))")
    alice.wait_for_timeout(1500)
    assert not [url for url in asked if "/coach/" in url]
    alice.route("**/honesty/coach/", lambda route: route.abort())
    writes(alice, "I miss you.")
    expect(alice.get_by_text("The coach cannot be reached now.")).to_be_visible()
    alice.unroute("**/honesty/coach/")
    alice.evaluate("dispatchEvent(new Event('online'))")
    expect(alice.get_by_text("Nothing is marked.")).to_be_visible()


def until_held(page, held, count):
    for _ in range(100):
        if len(held) >= count:
            return
        page.wait_for_timeout(50)
    pytest.fail("Nothing was asked.")


@pytest.mark.parametrize("where", [NEW, "/honesty/practise/"])
def test_what_it_says_is_accessible_on_a_phone_and_a_desk(phone, where):
    alice = _writing(phone, BLAME + KIND, where)
    expect(_offer(alice)).to_be_visible()
    looks_right(alice, where)
    alice.set_viewport_size({"width": 1280, "height": 800})
    nothing_is_wrong_in_either_scheme(alice, where)


def test_without_script_the_whole_page_comes_back(phone, shot):
    alice = _writing(phone, BLAME + KIND, java_script_enabled=False)
    press(alice, "Read it with the coach")
    expect(_field(alice)).to_have_value(BLAME + KIND)
    expect(alice.locator("mark").first).to_contain_text("You never")
    shot(alice, "without script")
    press(alice, "Use this")
    press(alice, "Undo")
    expect(_field(alice)).to_have_value(BLAME + KIND)
