"""Words that are being typed survive: no connection, a second tab, a text that is too long."""

from playwright.sync_api import expect

from tests.journeys.people import comes_in, heading, press, until, writes

FIRST = "The night the heating failed"
SECOND = "The morning after it"


def _state(page):
    return page.locator("[data-draft-state]")


def test_without_a_connection_it_says_so_and_the_text_stays(phone, shot):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    writes(alice, FIRST)
    expect(_state(alice)).to_have_text("Saved, sealed.")
    alice.context.set_offline(True)
    expect(alice.get_by_text("What you write stays in this open page.")).to_be_visible()
    writes(alice, SECOND)
    alice.wait_for_timeout(2000)
    expect(_state(alice)).to_have_text("Not saved yet.")
    expect(alice.get_by_label("You", exact=True)).to_have_value(SECOND)
    shot(alice, "offline while writing")
    alice.context.set_offline(False)
    expect(_state(alice)).to_have_text("Saved, sealed.")
    alice.reload()
    alice.goto(alice.locator("input[name=path]").get_attribute("value"))
    expect(alice.get_by_label("You", exact=True)).to_have_value(SECOND)


def test_without_a_connection_other_pages_say_so_in_the_apps_clothes(phone, shot):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/you/")
    until(alice, "navigator.serviceWorker.controller !== null")
    alice.context.set_offline(True)
    alice.goto("/conversation/journal/")
    heading(alice, "The server cannot be reached from here.")
    shot(alice, "offline")
    alice.context.set_offline(False)
    press(alice, "Try again")
    expect(alice.get_by_role("link", name="Practices")).to_be_visible()


def test_a_second_tab_offers_its_words_beside_the_first(phone, shot):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    address = alice.locator("input[name=path]").get_attribute("value")
    alice.goto(address)
    second = alice.context.new_page()
    second.goto(address)
    writes(alice, FIRST)
    expect(_state(alice)).to_have_text("Saved, sealed.")
    writes(second, SECOND)
    expect(_state(second)).to_have_text("Saved, sealed, beside what another page holds.")
    alice.goto(address)
    expect(alice.get_by_label("You", exact=True)).to_have_value(FIRST)
    alice.get_by_text("You wrote something else in another tab").click()
    expect(alice.get_by_text(SECOND)).to_be_visible()
    shot(alice, "two drafts")


def test_a_text_that_is_too_long_comes_back_whole_with_a_sentence(phone, shot):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    long = "It was a long evening. " * 900
    writes(alice, long)
    press(alice, "Keep it for me")
    expect(alice.get_by_text("longer than fits").first).to_be_visible()
    assert alice.get_by_label("You", exact=True).input_value().strip() == long.strip()
    shot(alice, "too long")


def test_what_people_write_stands_there_as_they_wrote_it(phone, shot):
    alice = phone()
    comes_in(alice, "Alice")
    odd = "مساء الخير يا حبيبي\n\n" + "Donaudampfschifffahrts" * 12 + "\n🫂🏽 <b>& 日本語"
    alice.goto("/conversation/another/")
    writes(alice, odd)
    press(alice, "Keep it for me")
    expect(alice.locator(".voice .words-of").first).to_have_attribute("dir", "auto")
    shown = alice.locator(".voice .said").inner_text()
    assert [line for line in shown.splitlines() if line] == [x for x in odd.splitlines() if x]
    assert alice.evaluate("document.documentElement.scrollWidth") <= 390
    shot(alice, "as written")
