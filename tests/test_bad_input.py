"""Whatever comes in: one clear sentence, the right status, and nothing typed is lost."""

import asyncio
import re
import sqlite3
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import QUESTION, invites, newcomer, round_of, takes_words
from nearer.lib import clock
from nearer.serving import front
from tests.calendars import HOURS
from tests.lessons import LESSON
from tests.letters import NEW
from tests.own_words import FINISH
from tests.pictures import both_open
from tests.plans import in_a_week
from tests.sittings import four_hours_ago

few = settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ALONE = "/conversation/question/plant-it/"


def page_of(reply):
    return unescape(reply.content.decode())


# --- Every place where somebody writes -------------------------------------------------


class Place:
    """A form with a text, and how to get to it."""

    def __init__(self, name, prepare):
        self.name, self.prepare = name, prepare


def _begin(alice, bob):
    return newcomer(""), "/conversation/begin/", {}


def _alone(alice, bob):
    return alice, ALONE, {}


def _invite(alice, bob):
    someone = takes_words(newcomer("Dora"))
    return someone, f"/conversation/invite/?question={QUESTION}", {}


def _guest(alice, bob):
    dora = takes_words(newcomer("Dora"))
    return newcomer("Emil"), invites(dora), {"name": "Emil"}


def _answer(alice, bob):
    where = alice.post("/conversation/question/plant-it/put/")["Location"]
    return alice, f"{where}answer/", {}


def _reply(alice, bob):
    where = round_of(alice)
    bob.post(f"{where}open/")
    return bob, f"{where}reply/", {}


def _passing(alice, bob):
    alice.post("/conversation/question/plant-it/pass/")
    return alice, "/conversation/pass/", {"stage": "first"}


def _together(alice, bob):
    both_open(alice, bob)
    return alice, "/acknowledge/together/1/", {}


def _words(alice, bob):
    return alice, "/acknowledge/words/", {}


def _talk(alice, bob):
    return alice, "/acknowledge/talk/tired-plain-short/", {}


def _letter(alice, bob):
    return alice, NEW, {}


def _version(alice, bob):
    where = alice.post(NEW, {"text": "Alice began"})["Location"]
    alice.post(f"{where}share/")
    return alice, f"{where}edit/", {"shown": "shared"}


def _about_a_letter(alice, bob):
    _, edit, _ = _version(alice, bob)
    where = edit.removesuffix("edit/")
    bob.post(f"{where}receive/", {"when": "now"})
    bob.post(f"{where}answer/", {"sentence": "hear-you"})
    return bob, f"{where}reply/", {}


def _sentence(alice, bob):
    return alice, FINISH, {}


def _taken_along(alice, bob):
    return alice, f"{four_hours_ago(alice, bob)}after/seal/", {}


def _taken_along_alone(alice, bob):
    return alice, f"{four_hours_ago(alice, bob)}after/seal/", {"for_me": "1"}


PLACES = [
    pytest.param(place, id=place.__name__.strip("_"))
    for place in (
        _begin,
        _alone,
        _invite,
        _guest,
        _answer,
        _reply,
        _passing,
        _together,
        _words,
        _talk,
        _letter,
        _version,
        _about_a_letter,
        _sentence,
        _taken_along,
    )
]
PLACES += [pytest.param(_taken_along_alone, id="taken_along_alone", marks=pytest.mark.slow)]


@pytest.fixture(params=PLACES)
def place(request, couple):
    return request.param(*couple)


@pytest.mark.parametrize("length", [12_001, 20_000])
def test_a_text_that_is_too_long_comes_back_with_a_sentence(place, length):
    someone, where, data = place
    text = ("Once upon a time. " * 2000)[:length]
    reply = someone.post(where, {**data, "text": text})
    assert reply.status_code == 422
    assert "Nothing is lost: shorten it a little, or split it in two." in page_of(reply)
    assert text.strip() in page_of(reply)


NOTHING = {
    "nothing": "",
    "spaces": "   ",
    "new lines": "\r\n\t\r\n",
    "zero-width": "\u200b\u200b\u2060\ufeff",
    "directions": "\u202e\u200f",
    "nulls": "\x00\x00",
    "wide spaces": "\u00a0\u3000",
}


def test_a_text_that_says_nothing_asks_for_a_line(place):
    someone, where, data = place
    for name, text in NOTHING.items():
        reply = someone.post(where, {**data, "text": text})
        assert reply.status_code == 422, name
        assert re.search(r"Write a (line|word or two) first|Choose a line", page_of(reply)), name


ODD = [
    pytest.param("🌱👩‍❤️‍👨 love 🏳️‍🌈", id="emoji"),
    pytest.param("أحبك كثيراً، حبيبتي", id="right to left"),
    pytest.param("\u202eevil\u202c order", id="turned around"),
    pytest.param("ze\u200bro\u200dwidth", id="zero-width inside"),
    pytest.param("Z̸̢̛a̵l̶g̷o̴", id="many marks"),
    pytest.param("𝓕𝓪𝓷𝓬𝔂 \U0010ffff", id="beyond the first plane"),
    pytest.param("<script>alert(1)</script>", id="a script"),
    pytest.param("{{ 7*7 }} {% raw %} ${x} %s %d \\", id="template and format"),
    pytest.param("'; drop table journal_entry; --", id="a statement"),
    pytest.param("a\nb\n\n\nc", id="new lines"),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_as_it_was_typed(alice, text):
    assert alice.post(ALONE, {"text": text}).status_code == 302
    raw = alice.page("/conversation/journal/")
    assert "<script>alert" not in raw
    for line in text.split():
        assert line in unescape(raw)
    assert unescape(alice.page(f"{ALONE}?edit")).count(text) == 1


def test_a_null_in_a_text_is_left_out_and_the_rest_is_kept(alice):
    assert alice.post(ALONE, {"text": "before\x00after"}).status_code == 302
    assert "beforeafter" in alice.page("/conversation/journal/")


@few
@given(text=st.text(min_size=1, max_size=200))
def test_any_text_is_kept_or_asked_for_again(alice, text):
    reply = alice.post(ALONE, {"text": text})
    assert reply.status_code in {302, 422}


def test_bytes_that_are_no_text_are_taken_calmly(alice):
    body = b"text=caf%E9%FF%FE+%ED%A0%80"
    kind = "application/x-www-form-urlencoded"
    reply = alice.client.post(ALONE, body, content_type=kind)
    assert reply.status_code == 302
    assert "caf" in alice.page("/conversation/journal/")


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=\xff",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/x-www-form-urlencoded; charset=nonsense",
        "",
    ],
)
@pytest.mark.parametrize("where", [ALONE, "/in/", "/drafts/", "/words/", "/two/leave/"])
def test_a_body_of_another_kind_never_breaks_anything(couple, kind, where):
    alice, _ = couple
    reply = alice.client.generic("POST", where, b'{"text": [1, 2]', content_type=kind)
    assert reply.status_code < 500


# --- Too much --------------------------------------------------------------------------


def asgi(path, body, *, chunks=1):
    """One request through everything that stands before Django."""
    sent, size = [], max(1, len(body) // chunks)
    pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    messages = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
        for number, piece in enumerate(pieces)
    ]

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")],
    }
    asyncio.run(front.application(WSGIHandler())(scope, receive, send))
    page = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], page.decode()


@pytest.mark.parametrize("chunks", [1, 50])
def test_two_megabytes_are_refused_before_anything_else_with_a_sentence(settings, chunks):
    settings.DEBUG = True  # so that static files need no collecting
    body = b"text=" + b"a" * 2 * 1024 * 1024
    status, page = asgi(ALONE, body, chunks=chunks)
    assert status == 413
    assert re.search(r"too long|too large|too much", page, re.IGNORECASE)


def test_two_megabytes_that_reach_django_are_refused_too(alice):
    reply = alice.post(ALONE, {"text": "a" * 2 * 1024 * 1024})
    assert reply.status_code == 413
    body = "text=" + "a" * 2 * 1024 * 1024
    kind = "application/x-www-form-urlencoded"
    reply = alice.client.post(ALONE, body, content_type=kind)
    assert reply.status_code == 413


def test_very_many_fields_are_refused(alice):
    reply = alice.post(ALONE, {f"f{n}": "x" for n in range(400)})
    assert reply.status_code == 400


def test_a_draft_that_fits_nowhere_is_said_not_to_be_saved(alice):
    reply = alice.post("/drafts/", {"path": ALONE, "tab": "a", "text": "a" * 300_000})
    assert reply.status_code == 413
    assert reply.json() == {"saved": False}


PICKS, SIT = "/quality-time/ideas/picks/", "/presence/lay-out/"


# --- Twice -----------------------------------------------------------------------------


def test_any_form_may_be_sent_twice(place):
    someone, where, data = place
    first = someone.post(where, {**data, "text": "Once is enough"})
    second = someone.post(where, {**data, "text": "Once is enough"})
    assert first.status_code == 302
    assert second.status_code in {302, 409, 410}
    if second.status_code != 302:
        assert "Once is enough" in page_of(second)


@pytest.mark.parametrize(
    ("where", "data"),
    [
        pytest.param("/conversation/deck/", {"depths": ["1"]}, id="deck"),
        pytest.param("/you/zone/", {"zone": "Asia/Tokyo"}, id="zone"),
        pytest.param("/you/pin/", {"pin": "314159"}, id="pin"),
        pytest.param("/you/pin/forget/", {}, id="forget the pin"),
        pytest.param("/you/notices/stop/", {}, id="stop notices"),
        pytest.param("/you/notices/again/", {}, id="another code"),
        pytest.param("/quality-time/hours/", HOURS, id="hours"),
        pytest.param("/quality-time/free/share/", {}, id="share free times"),
        pytest.param("/quality-time/free/stop/", {}, id="stop sharing them"),
        pytest.param("/quality-time/plans/propose/", in_a_week(), id="propose a time"),
        pytest.param(f"{PICKS}1/seal/", {"ideas": ["last-stop"]}, id="pick an idea"),
        pytest.param(f"{PICKS}1/open/", {}, id="open what was picked"),
        pytest.param(f"{PICKS}1/take-back/", {}, id="take the picks back"),
        pytest.param(f"{PICKS}again/", {"after": "1"}, id="pick anew"),
        pytest.param(f"{LESSON}done/", {"how": "together"}, id="a lesson is done"),
        pytest.param(f"{SIT}listen/", {"minutes": "10", "way": "two"}, id="lay a sitting out"),
        pytest.param(f"{SIT}away/", {"minutes": "15", "way": "one"}, id="lay one out alone"),
        pytest.param("/two/compared/", {}, id="compared"),
        pytest.param("/two/ended/", {}, id="ended"),
        pytest.param("/two/invite/", {}, id="invite"),
        pytest.param("/two/host/", {"hosted_by": "me"}, id="host"),
        pytest.param("/two/leave/", {"sure": "on"}, id="leave"),
        pytest.param("/words/no-sheet/", {}, id="no sheet"),
        pytest.param("/you/devices/others/", {}, id="other devices"),
        pytest.param("/lock/", {}, id="lock"),
        pytest.param("/conversation/question/plant-it/put/", {}, id="put"),
        pytest.param("/conversation/question/plant-it/favourite/", {}, id="favourite"),
    ],
)
def test_any_button_may_be_pressed_twice(couple, where, data):
    alice, _ = couple
    for _ in range(2):
        assert alice.post(where, {**data, "now": alice.words}).status_code == 302


def test_taking_words_twice_makes_one_person_and_leads_on(db):
    from conftest import hidden

    alice = newcomer("Alice")
    made = hidden(alice.page("/words/"), "made")
    data = {"name": "Alice", "made": made, "own": "", "kept": "on"}
    assert alice.post("/words/", data).status_code == 200
    assert alice.post("/words/", data)["Location"] == "/you/"


def test_deleting_twice_leads_to_the_first_page(alice):
    data = {"words": alice.words, "sure": "on"}
    assert alice.post("/you/delete/", data).status_code == 200
    assert alice.post("/you/delete/", data)["Location"] == "/"


# --- Two tabs, a lock, an old page, another clock -----------------------------------------


def test_a_second_tab_keeps_a_draft_of_its_own(alice):
    for tab, text in (("one", "In the first tab"), ("two", "In the second tab")):
        reply = alice.post("/drafts/", {"path": ALONE, "tab": tab, "text": text})
        assert reply.json()["saved"]
    page = unescape(alice.page(ALONE))
    assert "In the first tab" in page
    assert "In the second tab" in page


def test_a_second_tab_that_answers_after_the_give_loses_nothing(couple):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    reply = alice.post(f"{where}answer/", {"text": "From an old tab"})
    assert reply.status_code == 409
    assert "From an old tab" in page_of(reply)
    assert "stays as it was sealed" in page_of(reply)


def test_a_page_from_before_a_link_was_withdrawn_loses_nothing(alice):
    link = invites(alice)
    bob = newcomer("Bob")
    bob.page(link)
    alice.post(re.search(r"/two/invite/[0-9a-f-]+/withdraw/", alice.page("/two/"))[0])
    reply = bob.post(link, {"text": "I wrote all this", "name": "Bob"})
    assert reply.status_code == 410
    assert "I wrote all this" in page_of(reply)


@pytest.mark.parametrize("hours", [1, 13, -1, -48])
def test_whatever_the_clock_does_a_text_is_there_after_unlocking(alice, hours):
    alice.page(ALONE)
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
        reply = alice.post(ALONE, {"text": "While the clock moved", "path": ALONE})
        assert reply["Location"] == "/unlock/?kept=1"
        alice.post("/unlock/", {"words": alice.words})
        assert "While the clock moved" in unescape(alice.page(ALONE))


def test_a_form_that_stood_open_over_night_gives_the_text_back(alice):
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    strict.cookies = alice.client.cookies
    reply = strict.post(ALONE, {"text": "Written over night"})
    assert reply.status_code == 403
    assert "Written over night" in page_of(reply)


# --- The disk is full, the database is held -------------------------------------------------


@contextmanager
def a_full_disk():
    """Every write fails, as it does when there is no room for it."""

    def full(execute, sql, params, many, context):
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        yield
    if connection.in_atomic_block:  # the test's own transaction goes on
        transaction.set_rollback(False)


def test_when_the_disk_is_full_the_text_comes_back(place):
    someone, where, data = place
    with a_full_disk():
        reply = someone.post(where, {**data, "text": "Not lost on a full disk"})
    assert reply.status_code == 503
    assert reply["Retry-After"]
    assert "Not lost on a full disk" in page_of(reply)
    again = someone.post(where, {**data, "text": "Not lost on a full disk"})
    assert again.status_code == 302


def test_when_a_commit_fails_nothing_is_kept_and_the_text_comes_back(transactional_db, monkeypatch):
    alice = takes_words(newcomer("Alice"))

    def fails():
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(connection, "_commit", fails)
    reply = alice.post(ALONE, {"text": "Not lost at the commit"})
    monkeypatch.undo()
    assert reply.status_code == 503
    assert "Not lost at the commit" in page_of(reply)
    assert "Not lost at the commit" not in alice.page("/conversation/journal/")
    assert alice.post(ALONE, {"text": "Not lost at the commit"}).status_code == 302
    assert "Not lost at the commit" in alice.page("/conversation/journal/")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Other databases lock single rows.")
def test_when_somebody_else_holds_the_database_the_text_comes_back(transactional_db):
    alice = takes_words(newcomer("Alice"))
    name = str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        reply = alice.post(ALONE, {"text": "Not lost behind a lock"})
        assert reply.status_code == 503
        assert "Not lost behind a lock" in page_of(reply)
    finally:
        other.execute("ROLLBACK")
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")
    assert alice.post(ALONE, {"text": "Not lost behind a lock"}).status_code == 302


def test_a_full_disk_keeps_nobody_from_leaving(alice):
    with a_full_disk():
        reply = alice.get("/exit/")
    assert reply.status_code == 303
    assert alice.client.cookies["nearer"].value == ""


# --- Garbage in every address, cookie and field -----------------------------------------------


def routes(patterns=None, prefix=""):
    """Every address there is, as (route, converters)."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


ROUTES = sorted(set(routes()))
GARBAGE = [
    "x",
    "0",
    "-1",
    "99999999999999999999",
    "..",
    "%2e%2e%2f",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "🌱",
    "<b>",
    "{{7*7}}",
    "'\"",
    "A" * 3000,
    "0000-0000-0000-0000-0000-0000",
    "uuuu-uuuu-uuuu-uuuu-uuuu-uuuu",
]


def filled(route, value):
    """The address with `value` where a parameter stands; uuids get one that nobody has."""
    part = quote(value, safe="")
    return "/" + re.sub(
        r"<(\w+):\w+>",
        lambda found: str(uuid4()) if found[1] == "uuid" else part,
        route,
    )


def queries(value):
    part = quote(value, safe="")
    names = ("n", "year", "start", "question", "next", "depth", "theme", "edit", "plain", "kept")
    return "&".join(f"{name}={part}" for name in names)


def calm(reply):
    assert reply.status_code < 500, reply
    return reply


def test_the_walk_knows_the_routes():
    assert len(ROUTES) > 40
    assert "conversation/round/<uuid:subject>/answer/" in ROUTES


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES)
def test_garbage_in_an_address_never_breaks_a_page(couple, someone_new, route):
    alice, _ = couple
    nobody = someone_new("")
    values = GARBAGE if "<" in route else GARBAGE[:4] + GARBAGE[6:9]
    kept = dict(alice.client.cookies.items())
    for value in values:
        where = f"{filled(route, value)}?{queries(value)}"
        for someone in (nobody, alice):
            calm(someone.get(where))
            calm(someone.post(where, {"text": "x", "q": "x", "path": "x", "fields": "x"}))
            calm(someone.client.put(where))
            calm(someone.client.head(where))
        alice.client.cookies.update(kept)
        if alice.get("/you/").status_code != 200:  # locked, or on a phone that is passed
            alice.client.cookies.clear()
            alice.post("/in/", {"name": "Alice", "words": alice.words})
            kept = dict(alice.client.cookies.items())


FIELDS = [
    *("name", "words", "own", "made", "kept", "zone", "code", "pin", "now", "text", "ready"),
    *("hosted_by", "sure", "depths", "themes", "fits", "q", "start", "path", "tab", "stage"),
    *("keep", "stop", "theme", "next", "for_me"),
    *("do", "wish", "when", "sentence", "text_about", "back", "shown"),
    *("act", "seen", "once", "minutes", "way", "topic", "silence", "took_place"),
]


@few
@given(
    route=st.sampled_from(ROUTES),
    part=st.text(min_size=1, max_size=30).filter(lambda text: "/" not in text),
    data=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60), max_size=6),
)
def test_any_text_anywhere_never_breaks_a_page(alice, route, part, data):
    part = part.encode("utf-8", "replace")
    calm(alice.get(f"{filled(route, part)}?{queries(part)}"))
    calm(alice.post(filled(route, part), data))
    if alice.get("/you/").status_code != 200:
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})


@pytest.mark.parametrize("times", [150, 5000])
def test_a_huge_query_never_breaks_a_page(alice, times):
    for where in ("/", "/conversation/journal/", "/conversation/another/", "/in/", "/unlock/"):
        calm(alice.get(f"{where}?{'year=2026&' * times}"))
        calm(newcomer("").get(f"{where}?next={'/a' * times}"))


COOKIES = [
    "",
    "x",
    "..",
    "a.b.c",
    "a.b.c.d",
    ".".join(["AAAAAAAAAAAAAAAAAAAAAA"] * 3),
    "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.",
    "====.====.====",
    "é.é.é",
    "\udcff",
    "A" * 7000,
    "%00",
]


@pytest.mark.parametrize("name", ["nearer", "device", "form", "look", "passed", "__Host-nearer"])
@pytest.mark.parametrize("value", COOKIES)
def test_a_cookie_that_is_none_never_breaks_a_page(db, name, value):
    client = Client(HTTP_HOST="localhost")
    header = f"{name}={value}".encode("utf-8", "surrogateescape").decode("latin-1")
    for where in ("/", "/you/", "/unlock/", "/in/", "/exit/", "/words/", "/help/"):
        calm(client.get(where, HTTP_COOKIE=header))
        calm(client.post(where, {"text": "x", "pin": "123456"}, HTTP_COOKIE=header))


@few
@given(value=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=90))
def test_any_cookie_opens_nothing(db, value):
    client = Client(HTTP_HOST="localhost")
    assert calm(client.get("/you/", HTTP_COOKIE=f"nearer={value}")).status_code == 302


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_cookie_with_one_part_of_somebody_else_opens_nothing(alice, charlie, part):
    mine = alice.client.cookies["nearer"].value.split(".")
    mine[part] = charlie.client.cookies["nearer"].value.split(".")[part]
    alice.client.cookies["nearer"] = ".".join(mine)
    reply = alice.get("/you/")
    assert reply.status_code == 302
    assert reply["Location"] == "/"


@pytest.mark.parametrize(
    ("where", "data", "sentence"),
    [
        ("/in/", {"name": "Alice", "words": "no such words"}, "Check the spelling"),
        ("/in/", {"name": "", "words": ""}, "Which name did you give yourself here?"),
        ("/in/", {"name": "a" * 41, "words": "x" * 401}, "at most 40 characters"),
        ("/in/", {"name": "A\x00", "words": "\x00"}, "Null characters are not allowed."),
        ("/in/recover/", {"code": "U"}, "Check each letter with the sheet."),
        ("/join/", {"code": "U"}, "Ask for a new one."),
        ("/join/", {"code": ""}, "Type the code you were given."),
        ("/words/", {"name": ""}, "Give any name you like."),
    ],
)
def test_what_is_wrong_at_the_door_is_said_in_a_sentence(db, where, data, sentence):
    reply = newcomer("").post(where, data)
    assert reply.status_code == 422
    assert sentence in page_of(reply)


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "\xff", ""])
def test_another_host_is_refused(db, host):
    reply = Client().get("/", HTTP_HOST=host)
    assert reply.status_code in {200, 400}
    if host != "":
        assert reply.status_code == 400
