"""No mouse and no finger: answer, seal, open, with the focus in sight at every step."""

from playwright.sync_api import Page, expect

from tests.journeys.people import (
    ALICE_WROTE,
    BOB_WROTE,
    become_two,
    comes_in,
    heading,
)

FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const label = it.labels?.[0]?.innerText ?? it.getAttribute('aria-label') ?? it.innerText ?? '';
  const ringed = it.closest('label, li') ?? it;
  const ring = [it, ringed].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = it.getBoundingClientRect();
  const line = Math.min(box.height / 2, 24); // of a tall field its first line
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + line);
  const top = !!seen && (it.contains(seen) || seen.contains(it) || ringed.contains(seen));
  return { name: label.trim(), ring, top };
}"""


def tabs_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            continue
        assert focus["ring"], f"no ring at {focus['name']}"
        assert focus["top"], f"something covers {focus['name']}"
        if focus["name"] == name:
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def presses_key_on(page: Page, name: str) -> None:
    tabs_to(page, name)
    page.keyboard.press("Enter")


def test_a_first_question_and_the_words_after_it(phone):
    alice = phone()
    alice.goto("/")
    presses_key_on(alice, "Start with this")
    alice.wait_for_url("**/begin/")
    tabs_to(alice, "You")
    alice.keyboard.type("Only keys")
    presses_key_on(alice, "Keep it for me")
    heading(alice, "Your way back in.")
    tabs_to(alice, "What should we call you?")
    alice.keyboard.type("Alice")
    tabs_to(alice, "I have written the words down")
    alice.keyboard.press("Space")
    presses_key_on(alice, "These are mine now")
    heading(alice, "One sheet of paper, Alice.")


def test_both_answers_are_opened_and_thanked_for(phone):
    alice, bob = phone(), phone()
    where = become_two(alice, bob)
    alice.goto(where)
    bob.goto(where)
    presses_key_on(bob, "Open both answers")
    expect(bob.get_by_text(ALICE_WROTE)).to_be_visible()
    tabs_to(bob, "My own words")
    bob.keyboard.press("ArrowDown")
    expect(bob.get_by_role("radio", name="Thank you for telling me.")).to_be_checked()
    presses_key_on(bob, "Send")
    expect(bob.get_by_text("You, to Alice")).to_be_visible()
    alice.goto(where)
    expect(alice.get_by_text(BOB_WROTE)).to_be_visible()


def test_the_one_field_with_an_error_has_the_focus(phone):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    alice.evaluate("document.querySelector('textarea').required = false")
    presses_key_on(alice, "Keep it for me")
    expect(alice.get_by_text("Write a line first.")).to_be_visible()
    expect(alice.get_by_label("You", exact=True)).to_be_focused()


def test_several_errors_take_the_focus_and_lead_to_their_fields(phone):
    alice = phone()
    alice.goto("/in/")
    alice.evaluate("document.querySelectorAll('input').forEach((it) => { it.required = false; })")
    presses_key_on(alice, "Open")
    expect(alice.locator("[data-errors]")).to_be_focused()
    alice.keyboard.press("Tab")
    alice.keyboard.press("Enter")
    alice.keyboard.type("Alice")
    expect(alice.get_by_label("Your name here")).to_have_value("Alice")


def test_the_first_tab_leads_past_the_top_of_the_page(phone):
    alice = phone()
    alice.goto("/")
    presses_key_on(alice, "Skip to the page")
    tabs_to(alice, "Start with this")


def test_a_sitting(phone):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/presence/")
    presses_key_on(alice, "One speaks, the other listens")
    alice.wait_for_url("**/lay-out/listen/")
    presses_key_on(alice, "Lay it out")
    alice.wait_for_url("**/sitting/**")
    for button, phase in (("Begin", "coin"), ("Pause", "paused"), ("Go on", "coin")):
        presses_key_on(alice, button)
        expect(alice.locator("#sitting")).to_have_attribute("data-phase", phase)
    tabs_to(alice, "Pause")  # where the focus is, is in sight, and no key is lost by a turn
    expect(alice.locator("#sitting")).to_have_attribute("data-phase", "speak", timeout=15_000)
    assert alice.evaluate("document.activeElement.innerText") == "Pause"
    presses_key_on(alice, "That’s it for now")
    expect(alice.locator("#sitting")).to_have_attribute("data-phase", "give_back")
    presses_key_on(alice, "Stop here")
    heading(alice, "It stopped here.")
