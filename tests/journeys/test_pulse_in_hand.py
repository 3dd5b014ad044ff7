"""The weekly pulse in the hand: with a mouse, a finger, the keyboard, and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import comes_in, heading, press
from tests.journeys.test_every_page import looks_right

PULSE = "/acknowledge/pulse/"


def begins(page: Page) -> None:
    comes_in(page, "Alice")
    page.goto(PULSE)


def words(page: Page) -> str:
    return page.get_by_role("slider").get_attribute("aria-valuetext")


def where_they_are(page: Page) -> tuple[dict[str, float], float]:
    """Where the circles are, and the height of their middles."""
    box = page.locator(".rings").bounding_box()
    return box, box["y"] + box["height"] / 2


def kept_place(page: Page) -> str:
    """What is in the form when the week is opened again."""
    page.goto(PULSE)
    return words(page)


def test_with_a_mouse_the_circles_are_dragged(phone):
    page = phone()
    begins(page)
    expect(page.locator(".moving")).to_contain_text("Drag the circles")
    assert words(page) == "left out"
    box, y = where_they_are(page)
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.05, y, steps=6)
    assert words(page) == "far apart"
    page.mouse.move(box["x"] + box["width"] * 0.36, y, steps=6)
    page.mouse.up()
    placed = words(page)
    assert placed == "arm in arm"
    press(page, "Keep this week")
    heading(page, "Kept.")
    assert kept_place(page) == placed
    page.get_by_role("radio", name="Leave it out").first.click()
    assert words(page) == "left out"


def test_with_a_finger_they_are_dragged_and_the_page_still_scrolls(phone):
    page = phone(has_touch=True)
    begins(page)
    box, y = where_they_are(page)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, x: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start = box["x"] + box["width"] * 0.7
    touch("touchStart", start)
    for step in range(1, 6):
        touch("touchMove", start - step * box["width"] * 0.03)
    touch("touchEnd", 0)
    assert words(page) not in {"left out", "far apart"}
    assert page.locator(".rings").evaluate("it => getComputedStyle(it).touchAction") == "pan-y"
    page.get_by_role("radiogroup", name="time with your partner").get_by_role(
        "radio", name="7"
    ).tap()
    press(page, "Keep this week")
    heading(page, "Kept.")


def test_with_the_keyboard_alone(phone):
    page = phone()
    begins(page)
    slider = page.get_by_role("slider", name="Set the circles as these seven days felt.")
    slider.focus()
    page.keyboard.press("Enter")
    assert words(page) == "side by side"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert words(page) == "arm in arm"
    page.keyboard.press("End")
    assert words(page) == "nearly one"
    page.keyboard.press("Tab")  # leave it out
    page.keyboard.press("Tab")  # the next row, where "leave it out" is what holds
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=understood]:checked")).to_have_value("0")
    page.get_by_role("button", name="Keep this week").focus()
    page.keyboard.press("Enter")
    heading(page, "Kept.")
    assert kept_place(page) == "nearly one"


def test_without_script_the_same_form_is_a_row_of_pictures_with_words(phone):
    page = phone(java_script_enabled=False)
    begins(page)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("radio", name="within reach").check()
    for name in ("clearly", "time with", "hard to say"):
        page.get_by_role("radiogroup", name=name).get_by_role("radio", name="7").check()
    press(page, "Keep this week")
    heading(page, "Kept.")
    page.goto(PULSE)
    expect(page.get_by_role("radio", name="within reach")).to_be_checked()
    press(page, "Keep this week")
    press(page, "How it has been going")
    heading(page, "Not enough to tell yet.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_it_can_be_read_by_everybody(phone, shot, scheme):
    page = phone(color_scheme=scheme)
    begins(page)
    looks_right(page, "pulse")
    for name in ("understood", "time", "tender", "affection", "tension"):
        page.locator(f"input[name={name}][value='6']").check(force=True)
    looks_right(page, "pulse, answered")
    press(page, "Keep this week")
    looks_right(page, "kept")
    press(page, "How it has been going")
    looks_right(page, "trend")
    shot(page, "trend")
