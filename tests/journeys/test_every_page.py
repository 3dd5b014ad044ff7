"""Every address of the house, as everybody who may come there: axe, widths, targets."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from nearer.lib import clock
from nearer.practices.conversation import content
from nearer.practices.conversation.rules.checkin import monday_of, week_name
from tests.axe import nothing_is_wrong_in_either_scheme
from tests.journeys.people import (
    ALICE_WROTE,
    answers_a_letter,
    answers_as_guest,
    become_two,
    comes_in,
    draws,
    heading,
    invites,
    keeps_a_letter,
    keeps_for_oneself,
    live_a_week,
    press,
    shares_a_letter,
    they_draw,
)
from tests.lessons import ADDRESSES as ADDRESSES_OF_LESSONS
from tests.lessons import HERE as LESSONS
from tests.own_words import ADDRESSES as ADDRESSES_OF_WORDS
from tests.own_words import FINISH, GUIDE, HERE, OBSERVE
from tests.sittings import HERE as SIT

NARROW, ZOOMED, DESK = 320, 640, 1280  # 640 is a desk of 1280 at 200 %
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .map((it) => it.closest('label') ?? it.closest('li:has(.go)') ?? it)
  .filter((it) => !it.matches('.skip, p a, dd a, small a, [type=hidden]'))
  .filter((it) => it.checkVisibility() && it.offsetHeight && it.offsetHeight < 43.9)
  .map((it) => it.outerHTML.slice(0, 120))"""
THE_SAME_FOR_ALL = {"help", "promise", "offline", "look"}
NOT_PAGES = {"exit", "manifest", "service-worker", "favicon", "lock"}


def _addresses(patterns, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and pattern.name not in NOT_PAGES:
            yield pattern.name, "/" + route


ADDRESSES = sorted(set(_addresses(get_resolver("nearer.urls").url_patterns)))
NOBODY = "00000000-0000-4000-8000-000000000000"


def _fill(route: str, known: dict[str, str]) -> str:
    week = week_name(monday_of(clock.now().date()))
    found = {"question": content.bank()[0].id, "week": week, "idea": "last-stop", "kind": "silent"}
    found |= {**ADDRESSES_OF_WORDS, **ADDRESSES_OF_LESSONS, **known}
    return re.sub(r"<\w+:(\w+)>", lambda part: found.get(part[1], NOBODY), route)


def _walk(page: Page, known: dict[str, str], *, leave_out=THE_SAME_FOR_ALL) -> None:
    seen = set()
    for name, route in ADDRESSES:
        if name in leave_out:
            continue
        reply = page.request.get(_fill(route, known), max_redirects=0)
        if reply.status in {405, 404, 302, 204} or "html" not in reply.headers["content-type"]:
            continue
        page.goto(_fill(route, known))
        if page.url in seen:
            continue
        seen.add(page.url)
        looks_right(page, name)
    assert len(seen) > 3


def looks_right(page: Page, name: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    for width in (DESK, ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert page.evaluate(SMALL) == [], (name, width)
    nothing_is_wrong_in_either_scheme(page, name)


def test_for_somebody_nobody_knows(phone):
    alice, visitor = phone(), phone()
    comes_in(alice, "Alice")
    code = re.search(r"/i/([^/]+)/", invites(alice, ALICE_WROTE))[1]
    _walk(visitor, {"code": code}, leave_out=())


def test_for_somebody_who_has_no_words_yet(phone):
    alice, bob = phone(), phone()
    comes_in(alice, "Alice")
    answers_as_guest(bob, invites(alice, ALICE_WROTE), "A first line", "Bob")
    _walk(bob, {})


def test_for_somebody_alone(phone):
    alice = phone()
    comes_in(alice, "Alice")
    question = keeps_for_oneself(alice, "A line for me").rstrip("/").rsplit("/", 1)[1]
    letter = keeps_a_letter(alice, "The hall light was off.")
    _walk(alice, {"question": question, "script": "tired-plain-short", "letter": letter})


def test_for_somebody_with_a_calendar(phone):
    """Their calendar, of which something could not be read, with days that are taken whole."""
    alice = phone()
    comes_in(alice, "Alice")
    day = clock.now() + timedelta(days=9)
    faulty = f"DTSTART:{day:%Y%m%d}T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=SECONDLY"
    whole = f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    begin, end = "BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n", "\r\nEND:VEVENT\r\n"
    events = "".join(f"{begin}UID:{it[:9]}\r\n{it}{end}" for it in (faulty, whole))
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\n{events}END:VCALENDAR\r\n"
    file = {"name": "mine.ics", "mimeType": "text/calendar", "buffer": body.encode()}
    add = "/quality-time/calendars/add/"
    alice.goto(f"{add}file/")
    alice.set_input_files("input[type=file]", file)
    alice.get_by_role("button", name="Read this file").click()
    looks_right(alice, "what was understood")
    for page in (f"{add}google/", f"{add}icloud/", "/quality-time/calendars/"):
        alice.goto(page)
        looks_right(alice, page)
    alice.goto(f"{add}google/")
    alice.get_by_label("The secret address").fill("http://127.0.0.1/x")
    alice.get_by_role("button", name="Look there").click()
    looks_right(alice, "an address that is refused")
    alice.goto("/quality-time/hours/")
    alice.get_by_role("button", name="Save my hours").click()
    looks_right(alice, "nothing free yet")
    alice.goto("/quality-time/windows/?week=1")
    looks_right(alice, "windows, alone")


def test_for_two_who_plan(phone):
    """What was proposed, agreed, moved and comes back, and what is refused."""
    alice, bob = phone(), phone()
    become_two(alice, bob)
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    for often in ("Once", "Every week"):
        alice.goto("/quality-time/plans/propose/")
        alice.get_by_label("Day", exact=True).fill(day)
        alice.get_by_label("From", exact=True).fill("19:30")
        alice.get_by_label(often, exact=True).check()
        alice.get_by_label("What for").fill(f"Supper, {often}")
        alice.get_by_role("button", name="Propose this time").click()
        heading(alice, f"Supper, {often}")
        bob.goto(alice.url)
        looks_right(bob, "a time to answer")
        bob.get_by_role("button", name="Yes", exact=True).click()
        bob.get_by_text("You both agreed").wait_for()
        looks_right(bob, often)
    alice.reload()
    alice.get_by_role("link", name="Another time for").first.click()
    heading(alice, "Another time, just this once")
    looks_right(alice, "another time, just this once")
    alice.get_by_role("button", name="Propose this time").click()
    alice.get_by_text("Instead of").wait_for()
    bob.goto("/quality-time/plans/")
    looks_right(bob, "plans")
    bob.goto("/quality-time/plans/propose/")
    bob.get_by_label("Day", exact=True).fill("2020-01-01")
    bob.get_by_label("From", exact=True).fill("19:30")
    bob.get_by_role("button", name="Propose this time").click()
    bob.get_by_text("already over").first.wait_for()
    looks_right(bob, "a time that is over")


def test_for_two_who_pick_ideas(phone):
    """What is looked for, a choice that waits, one to open, and both of them beside each other."""
    alice, bob = phone(), phone()
    become_two(alice, bob)
    ideas = "/quality-time/ideas/"
    for path in (
        "?minutes=15&cost=free&also=apart",
        "?minutes=5&place=town&children=asleep&calm=dim",
    ):
        alice.goto(ideas + path)
        looks_right(alice, path)
    for someone in (alice, bob):
        someone.goto(f"{ideas}picks/")
        someone.locator("input[name=ideas]").first.check()
        someone.locator("input[name=ideas]").nth(2 if someone is bob else 3).check()
        press(someone, "Seal what I picked")
        someone.wait_for_url("**/picks/1/")
    looks_right(bob, "picked")
    alice.reload()  # whoever hosts gives first
    bob.reload()
    looks_right(bob, "picks to open")
    press(bob, "Open what we picked")
    heading(bob, "What you both picked")
    looks_right(bob, "picks of both")


def test_for_two_who_sit_down(house, phone):
    """What is laid out, in each phase that stands still, and the lines that each takes along."""
    alice, bob = phone(), phone()
    become_two(alice, bob)
    for kind in ("listen", "silent", "away"):
        alice.goto(f"{SIT}lay-out/{kind}/")
        looks_right(alice, f"terms of {kind}")
    alice.get_by_label("15 minutes", exact=True).check(force=True)
    press(alice, "Lay it out")
    alice.wait_for_url("**/sitting/*/")
    looks_right(alice, "laid out")
    bob.goto(SIT)
    looks_right(bob, "what is laid out")
    bob.goto(alice.url)
    looks_right(bob, "laid out by the other")
    for page in (alice, bob):
        press(page, "I’m ready")
        page.locator("[data-phase=settle], [data-ready=yes]").wait_for()
    looks_right(bob, "put the phones down")
    for seconds, phase in ((11, "still"), (16 * 60, "over")):
        house.seconds_pass(seconds)
        for page in (alice, bob):
            page.reload()
            page.locator(f"[data-phase={phase}]").wait_for()
        looks_right(alice, phase)
    for page, line in ((alice, "You waited"), (bob, "The quiet")):
        press(page, "Take one line along")
        page.get_by_label("You", exact=True).wait_for()
        looks_right(page, "a line to take along")
        press(page, "Seal my line")
        page.get_by_text("Write a word or two first").first.wait_for()
        looks_right(page, "a line that says nothing")
        page.get_by_label("You", exact=True).fill(line)
        press(page, "Seal my line")
        page.get_by_text(line).wait_for()
        looks_right(page, "a line that is sealed")
    alice.reload()  # whoever hosts gives first
    bob.reload()
    looks_right(bob, "lines to open")
    press(bob, "Open both lines")
    bob.get_by_text("You waited").wait_for()
    looks_right(bob, "both lines")
    bob.goto(f"{SIT}kept/")
    looks_right(bob, "what was taken along")


def test_for_two_who_listen(house, phone):
    """Each phase of listening, for whoever speaks and for whoever listens; paused and stopped."""
    alice, bob = phone(), phone()
    become_two(alice, bob)
    alice.goto(f"{SIT}lay-out/listen/")
    press(alice, "Lay it out")
    alice.wait_for_url("**/sitting/*/")
    bob.goto(alice.url)
    for page in (bob, alice):
        press(page, "I’m ready")
        page.locator("[data-phase=coin], [data-ready=yes]").wait_for()
    looks_right(alice, "the coin")
    house.seconds_pass(11)
    for phase, button in (("speak", "That’s it for now"), ("give_back", "Yes, that’s it")):
        for page in (alice, bob):
            page.reload()
            page.locator(f"[data-phase={phase}]").wait_for()
            looks_right(page, phase)
        speaks = alice if alice.get_by_role("button", name=button).count() else bob
        press(speaks, button)
    for button, phase in (("Pause", "paused"), ("Stop here", "stopped")):
        speaks.locator("[data-phase=swap], [data-phase=paused]").wait_for()
        press(speaks, button)
        speaks.locator(f"[data-phase={phase}]").wait_for()
        looks_right(speaks, phase)


def test_for_somebody_who_wrote_for_themselves(phone):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto(FINISH)
    alice.get_by_label("You go on").fill("the heron on the roof")
    press(alice, "Keep it for me")
    heading(alice, "A sentence of yours")
    looks_right(alice, "line")
    alice.goto(OBSERVE)
    alice.get_by_role("textbox").first.fill("Two people and one umbrella")
    press(alice, "Keep it for me")
    alice.wait_for_url("**/observer/kept/**")
    looks_right(alice, "observed")
    for path in ("stems/", "stems/?depth=fear", "observer/", f"letters/new/?from=guide.{GUIDE}.1"):
        alice.goto(HERE + path)
        looks_right(alice, path)


def test_for_somebody_who_learns_to_listen(phone):
    """The reasons of an answer, of one that is none, a lesson that is done, and a prompt."""
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto(f"{LESSONS}about-me/6/")
    alice.get_by_role("radio").nth(1).check()
    press(alice, "See how it may land")
    alice.get_by_text("The other two").wait_for()
    looks_right(alice, "reasons")
    alice.get_by_role("link", name="To the end").click()
    looks_right(alice, "the end of a lesson")
    press(alice, "Done")
    alice.get_by_text("Done on").wait_for()
    looks_right(alice, "lessons, one of them done")
    alice.goto(f"{LESSONS}about-me/prompts/?n=3")
    looks_right(alice, "a prompt")


@pytest.mark.parametrize("far", ["sealed", "open"])
def test_for_two(phone, far):
    alice, bob = phone(), phone()
    where = become_two(alice, bob)
    known = {"subject": where.rstrip("/").rsplit("/", 1)[1]}
    known |= {"number": "1", "script": "tired-plain-short"}
    if far == "open":
        they_draw(alice, bob)
    else:
        draws(alice, "I miss the evenings")
    alice.goto(where)
    if far == "open":
        bob.goto(where)
        press(bob, "Open both answers")
    live_a_week(alice, bob, opened=far == "open")
    if far == "open":
        known["letter"] = shares_a_letter(alice, "The hall light was off.")
        answers_a_letter(bob, known["letter"], "I will leave it on.")
    else:
        known["letter"] = shares_a_letter(bob, "I stood in the hall.")
    _walk(alice, known)


def test_for_whoever_reads_a_letter(phone):
    """What only a reader sees: the letter with its sentences, and the page to answer on."""
    alice, bob = phone(), phone()
    become_two(alice, bob)
    letter = shares_a_letter(alice, "The hall light was off.")
    bob.goto(f"/honesty/letters/{letter}/")
    press(bob, "Now")
    for sentence in ("Tell me more about …", "I need a little time. I’ll come back by …"):
        bob.get_by_label(sentence).check()
        looks_right(bob, sentence)
    bob.get_by_role("button", name="Say this to").click()
    press(bob, "Answer in your own words")
    looks_right(bob, "reply")


def test_for_somebody_whose_phone_is_locked(phone):
    alice = phone()
    words = comes_in(alice, "Alice")
    alice.goto("/you/pin/")
    alice.get_by_label("Six digits").fill("271828")
    alice.get_by_label("words", exact=False).fill(words)
    press(alice, "Use this PIN")
    press(alice, "Lock now")
    heading(alice, "Locked.")
    looks_right(alice, "unlock")


def test_while_the_phone_goes_from_hand_to_hand(phone):
    alice = phone()
    comes_in(alice, "Alice")
    alice.goto("/conversation/another/")
    alice.get_by_text("Do this together").click()
    press(alice, "Both on this phone, one after the other")
    for steps in (("Alice", "I am done"), (None, "I have the phone"), ("You", "I am done")):
        looks_right(alice, str(steps))
        who, button = steps
        if who:
            alice.get_by_label(who, exact=True).fill("A line")
        press(alice, button)
    press(alice, "Open both")
    looks_right(alice, "open")
