"""Two calendars in two zones, an evening found between them, and it stands in both."""

import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError

import pytest
from icalendar import Calendar, Event, vRecur
from playwright.sync_api import Page, expect

from tests.axe import nothing_is_wrong_in_either_scheme
from tests.journeys.conftest import House, serving
from tests.journeys.people import come_in_as_two, comes_in, heading, press, unlocks

HERE = "/quality-time/"
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
# A Thursday. On the last Sunday of the month the clocks of Europe go back, a week later those
# of New York: between the two there are five hours, and six before and after.
THEN = datetime(2027, 10, 14, 8, tzinfo=UTC)
DESK = {"width": 1280, "height": 800}


class Shelf(BaseHTTPRequestHandler):
    """A calendar server at home, with one calendar."""

    def do_GET(self) -> None:
        body = calendar(NEW_YORK, "America", "Meeting about the pier", weekday_from=9)
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_about: object) -> None:
        """Nothing."""


def calendar(zone: str, name: str, title: str, *, weekday_from: int) -> bytes:
    """Work on every weekday, and something on each evening but Fridays, as programs write it."""
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", f"-//Example//{name}//EN")
    for number, (hour, hours, days) in enumerate(
        [(weekday_from, 8, "MO,TU,WE,TH,FR"), (18, 4, "MO,TU,WE,TH")]
    ):
        event = Event()
        event.add("UID", f"{number}@{name}.example.org")
        event.add("DTSTAMP", datetime(2027, 1, 1, tzinfo=UTC))
        event["DTSTART"] = f"20270104T{hour:02}0000"
        event["DURATION"] = f"PT{hours}H"
        event["RRULE"] = vRecur.from_ical(f"FREQ=WEEKLY;BYDAY={days}")
        event.add("SUMMARY", title)
        whole.add_component(event)
    text = whole.to_ical().decode()
    return text.replace("DTSTART:", f"DTSTART;TZID={zone}:").encode()


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def house(tmp_path_factory, shelf) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house"), NEARER_HOME_HOSTS=shelf) as running:
        yield running


def brings_a_file(page: Page) -> None:
    page.goto(f"{HERE}calendars/add/file/")
    body = calendar(BERLIN, "Europe", "Choir", weekday_from=8)
    page.locator("input[type=file]").set_input_files(
        {"name": "berlin.ics", "mimeType": "text/calendar", "buffer": body}
    )
    press(page, "Read this file")
    heading(page, "This is what was understood")


def gives_an_address(page: Page, shelf: str) -> None:
    page.goto(f"{HERE}calendars/add/address/")
    page.get_by_label("The secret address").fill(f"http://{shelf}/new-york.ics")
    press(page, "Look there")
    heading(page, "This is what was understood")


def says_hours(page: Page) -> None:
    """Whatever was ticked, and late evenings too, as one of the two lives far behind."""
    page.goto(f"{HERE}hours/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Save my hours")
    heading(page, "When I’m free")
    press(page, "Share my free times")


def reads(address: str, tag: str = "") -> tuple[int, str, list[datetime]]:
    """A calendar program that asks: the status, the tag, and when everything begins."""
    asked = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(asked, timeout=10) as reply:
            found = Calendar.from_ical(reply.read())
            starts = [it.decoded("DTSTART").astimezone(UTC) for it in found.walk("VEVENT")]
            return reply.status, reply.headers["ETag"], starts
    except HTTPError as answer:
        return answer.code, tag, []


@dataclass
class Two:
    """The two phones, and how they are looked at."""

    alice: Page
    bob: Page
    shot: Callable[[Page, str], None]
    script: bool
    words: tuple[str, str] = ("", "")
    thread: str = ""

    @property
    def plan(self) -> str:
        return f"{HERE}plan/{self.thread}/"

    def looks(self, page: Page, name: str) -> None:
        """axe needs script in the page."""
        self.shot(page, name)
        if self.script:
            nothing_is_wrong_in_either_scheme(page, name)
            page.emulate_media(color_scheme="light")


def come_in(two: Two, shelf: str) -> None:
    """Two people in two zones, each with a calendar, both sharing when they are free."""
    two.words = come_in_as_two(two.alice, two.bob)
    if not two.script:  # without it nobody tells the server where they live
        for page, zone in ((two.alice, BERLIN), (two.bob, NEW_YORK)):
            page.goto("/you/")
            page.locator("summary", has_text="Where you live").click()
            page.get_by_label("Time zone").fill(zone)
            press(page, "Keep this zone")
    brings_a_file(two.alice)
    two.looks(two.alice, "understood")
    gives_an_address(two.bob, shelf)
    says_hours(two.alice)
    says_hours(two.bob)
    two.looks(two.bob, "free")


def finds_and_proposes(two: Two) -> None:
    alice = two.alice
    alice.goto(f"{HERE}windows/")
    heading(alice, "Times for two")
    expect(alice.get_by_text("New York").first).to_be_visible()
    two.looks(alice, "windows")
    press(alice, "Week after")
    press(alice, "Week after")  # the one in which the clocks of one go back
    two.looks(alice, "the week of the change")
    alice.goto(f"{HERE}windows/")
    alice.locator(".window").first.get_by_role("button").click()
    two.thread = re.search(r"/plan/([0-9a-f-]{36})/", alice.url)[1]
    two.looks(alice, "proposed")


def suggests(page: Page, plan: str, day: str, wall: str) -> None:
    page.goto(plan)
    page.locator("summary", has_text="Propose another time").click()
    page.get_by_label("Day").fill(day)
    page.get_by_label("From", exact=True).fill(wall)
    press(page, "Propose this time")
    expect(page.get_by_text("You propose")).to_be_visible()


def says_yes(page: Page, plan: str, wall: str) -> None:
    """To what the other one proposes, which is at `wall` for this one."""
    page.goto(plan)
    card = page.locator("section.card", has_text="proposes")
    expect(card.locator(".plan-when")).to_contain_text(wall)
    press(page, "Yes")
    expect(page.get_by_text("You both agreed")).to_be_visible()


def subscribes(two: Two) -> str:
    """Returns the address of his calendar."""
    two.bob.goto(f"{HERE}feed/")
    press(two.bob, "Give me an address")
    address = two.bob.get_by_label("The address of your calendar").input_value()
    two.looks(two.bob, "feed")
    return address


def afterwards(two: Two, house: House, met: str) -> None:
    lines = ("The fog on the line", "Your laugh")
    for page, words, line in zip((two.alice, two.bob), two.words, lines, strict=True):
        page.goto(met)
        unlocks(page, words)
        page.goto(met)
        page.get_by_label("You", exact=True).fill(line)
        press(page, "Seal my line")
    two.alice.goto(met)  # she hosts, and gives first
    two.bob.goto(met)
    press(two.bob, "Open both lines")
    two.alice.goto(met)
    for page in (two.alice, two.bob):
        for line in lines:
            expect(page.get_by_text(line)).to_be_visible()
    two.looks(two.alice, "afterwards")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_two_calendars_to_an_evening_in_both(phone, house, shelf, shot, script):
    house.goes_to(THEN)
    alice, bob = (
        phone(timezone_id=zone, java_script_enabled=script) for zone in (BERLIN, NEW_YORK)
    )
    two = Two(alice, bob, shot, script)
    come_in(two, shelf)
    finds_and_proposes(two)
    bob.goto("/")
    two.looks(bob, "today")
    bob.goto(two.plan)
    expect(bob.get_by_text("For Alice it is then").first).to_be_visible()
    two.looks(bob, "to answer")
    # The evening after Europe's clocks went back, and before New York's did.
    suggests(bob, two.plan, "2027-11-01", "14:00")
    says_yes(alice, two.plan, "19:00")  # five hours apart
    two.looks(alice, "agreed")

    address = subscribes(two)
    status, tag, starts = reads(address)
    assert (status, starts) == (200, [datetime(2027, 11, 1, 18, tzinfo=UTC)])
    assert reads(address, tag)[0] == 304
    suggests(alice, two.plan, "2027-11-08", "20:00")
    assert reads(address, tag)[0] == 304  # the first one stands until he says yes
    says_yes(bob, two.plan, "14:00")  # six again
    status, moved, starts = reads(address, tag)
    assert (status, starts) == (200, [datetime(2027, 11, 8, 19, tzinfo=UTC)])
    assert moved != tag

    met = f"{two.plan}on/2027-11-08/"
    alice.goto(met)
    alice.get_by_role("checkbox", name=re.compile("^My phone In")).check()
    two.looks(alice, "putting away")
    press(alice, "Tell Bob")
    bob.goto(met)
    expect(bob.get_by_text("My phone", exact=True).first).to_be_visible()
    house.goes_to(datetime(2027, 11, 9, 15, tzinfo=UTC))
    afterwards(two, house, met)
    alice.set_viewport_size(DESK)
    for where in ("windows/", "feed/", "plans/", "liked/", ""):
        alice.goto(f"{HERE}{where}")
        two.looks(alice, f"desk {where.strip('/') or 'index'}")


def test_an_address_that_leads_home_is_refused_and_stands_there_again(phone, house):
    alice = phone(timezone_id=BERLIN)
    comes_in(alice, "Alice")
    alice.goto(f"{HERE}calendars/add/address/")
    field = alice.get_by_label("The secret address")
    field.fill("http://127.0.0.1:9/nothing.ics")
    press(alice, "Look there")
    expect(alice.get_by_text("Nothing was sent")).to_be_visible()
    expect(field).to_have_value("http://127.0.0.1:9/nothing.ics")
