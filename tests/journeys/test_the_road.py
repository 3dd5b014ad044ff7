"""Two phones, from a lonely first question to two open answers; with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import (
    ALICE_WROTE,
    BOB_WROTE,
    address_of_round,
    answers_as_guest,
    become_two,
    begins,
    comes_in,
    confirms,
    heading,
    invites,
    keeps_for_oneself,
    nowhere,
    press,
    says_who_hosts,
    takes_words,
    until,
)

MINE = "The mug with the chipped rim is mine"
EVERYWHERE = ("/", "/conversation/", "/conversation/journal/", "/two/", "/you/")


def test_how_nearer_begins_for_two(phone, shot):
    _the_whole_road(phone(), phone(), shot)


def test_the_same_road_without_script(phone, shot):
    _the_whole_road(phone(java_script_enabled=False), phone(java_script_enabled=False), shot)


def _the_whole_road(alice: Page, bob: Page, shot) -> None:
    alice.goto("/")
    shot(alice, "welcome")
    begins(alice, "The light over the stove")
    takes_words(alice, "Alice", shot)
    heading(alice, re.compile("^Good .*, Alice\\.$"))
    shot(alice, "today alone")
    link = invites(alice, ALICE_WROTE)
    shot(alice, "the link")
    alice.goto("/")
    expect(alice.get_by_role("link", name="Your link for two")).to_be_visible()

    bob.goto(link)
    nowhere(bob, ALICE_WROTE)
    shot(bob, "the guest's question")
    answers_as_guest(bob, link, BOB_WROTE, "Bob")
    takes_words(bob, "Bob", shot)
    heading(bob, "One thing before you two begin.")
    shot(bob, "who hosts")
    says_who_hosts(bob, "My partner does")
    for page, words in ((alice, BOB_WROTE), (bob, ALICE_WROTE)):
        _reads_nothing(page, words)

    alice.goto("/")
    expect(alice.get_by_text("Bob answered through your link.")).to_be_visible()
    press(alice, "Look who it is")
    shot(alice, "is this your partner")
    confirms(alice, "I do")
    six = [_six_words(page) for page in (alice, bob)]
    assert six[0] == six[1]
    assert len(six[0]) == 6
    shot(alice, "six words")
    for page in (alice, bob):
        press(page, "They are the same")

    where = address_of_round(alice)
    alice.goto(where)  # she hosts, so this visit hands hers over
    nowhere(alice, BOB_WROTE)
    shot(alice, "given")
    bob.goto(where)
    nowhere(bob, ALICE_WROTE)
    shot(bob, "ready")
    press(bob, "Open both answers")
    _both_stand_there(bob)
    shot(bob, "open")
    alice.goto(where)
    _both_stand_there(alice)

    bob.get_by_role("radio", name="Thank you for telling me.").check()
    press(bob, "Send")
    expect(bob.get_by_text("You, to Alice")).to_be_visible()
    shot(bob, "thanked")
    alice.goto(where)
    expect(alice.get_by_text("Bob, to you")).to_be_visible()
    alice.goto("/")
    shot(alice, "today for two")


def _reads_nothing(page: Page, words: str) -> None:
    for path in EVERYWHERE:
        page.goto(path)
        nowhere(page, words)


def _six_words(page: Page) -> list[str]:
    page.goto("/two/")
    return page.locator("ol.words li").all_inner_texts()


def _both_stand_there(page: Page) -> None:
    expect(page.get_by_text(ALICE_WROTE)).to_be_visible()
    expect(page.get_by_text(BOB_WROTE)).to_be_visible()


def test_an_open_page_learns_by_itself_that_both_have_opened(phone):
    alice, bob = phone(), phone()
    where = become_two(alice, bob)
    alice.clock.install()
    alice.goto(where)
    bob.goto(where)
    press(bob, "Open both answers")
    expect(bob.get_by_text(ALICE_WROTE)).to_be_visible()
    alice.clock.fast_forward(21_000)
    _both_stand_there(alice)


def test_a_link_that_was_used_says_what_to_do(phone, shot):
    alice, bob, late = phone(), phone(), phone()
    comes_in(alice, "Alice")
    link = invites(alice, ALICE_WROTE)
    late.goto(link)
    answers_as_guest(bob, link, BOB_WROTE, "Bob")
    late.get_by_label("You", exact=True).fill("Nobody shall lose this")
    late.get_by_label("What should they call you?").fill("Dora")
    press(late, "Seal my answer")
    expect(late.get_by_text("Nobody shall lose this")).to_be_visible()
    shot(late, "used meanwhile")
    late.goto(link)
    expect(late.get_by_text("Nothing is lost.")).to_be_visible()
    shot(late, "used")


@pytest.mark.parametrize("script", [True, False])
def test_somebody_who_was_told_the_code_types_it(phone, script):
    alice, bob = phone(), phone(java_script_enabled=script)
    comes_in(alice, "Alice")
    invites(alice, ALICE_WROTE)
    alice.get_by_text("Say a code instead").click()
    code = alice.locator("code.recovery").inner_text()
    bob.goto("/join/")
    bob.get_by_label("The code").fill(code.lower())
    press(bob, "Open")
    expect(bob.get_by_label("What should they call you?")).to_be_visible()


def test_a_link_can_be_copied_with_one_press(phone):
    alice = phone(permissions=["clipboard-read", "clipboard-write"])
    comes_in(alice, "Alice")
    link = invites(alice, ALICE_WROTE)
    press(alice, "Copy the link")
    expect(alice.get_by_text("Copied.")).to_be_visible()
    until(alice, "navigator.clipboard.readText().then((text) => text.length > 10)")
    assert alice.evaluate("navigator.clipboard.readText()") == link


def test_one_leaves_alone_and_the_other_finds_a_plain_sentence(phone, shot):
    alice, bob = phone(), phone()
    comes_in(alice, "Alice")
    link = invites(alice, ALICE_WROTE)
    answers_as_guest(bob, link, BOB_WROTE, "Bob")
    words = takes_words(bob, "Bob")
    says_who_hosts(bob, "My partner does")
    confirms(alice, "I do")
    keeps_for_oneself(bob, MINE)
    bob.goto("/two/")
    press(bob, "Leave this space")
    bob.get_by_label("Yes, I want to leave").check()
    press(bob, "Leave now")
    shot(bob, "left")
    heading(bob, "You have left.")
    bob.get_by_label("Your name here").fill("Bob")
    bob.get_by_label("Your words").fill(words)
    press(bob, "Open")
    bob.goto("/conversation/journal/")
    expect(bob.get_by_text(MINE)).to_be_visible()
    alice.goto("/")
    expect(alice.get_by_text("This space is yours alone now.")).to_be_visible()
    nowhere(alice, BOB_WROTE)
    shot(alice, "ended")
