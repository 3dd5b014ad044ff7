"""Every way in which a server can answer, and the one sentence each gets."""

import time
from datetime import UTC, datetime

import pytest

from nearer.fetching import calendar, client, words
from nearer.fetching.calendar import LONGEST_WAIT, SENTENCES, Fetched, State, fetch
from nearer.fetching.tests.conftest import NAME, OTHER, moved, ok, reply

HERE = f"https://{NAME}/private-key/basic.ics"
PATH = "/private-key/basic.ics"
BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
DATE = "Date: Sat, 01 Jan 2000 12:00:00 GMT"  # a server whose clock stands


def _slow(talk):
    time.sleep(1.2)


ANSWERS = {
    "200": (ok(BODY), State.OK),
    "wrong-content-type": (ok(BODY, "Content-Type: application/octet-stream"), State.OK),
    "a-page-to-sign-in": (ok(b"<html>Sign in</html>", "Content-Type: text/html"), State.OK),
    "empty": (ok(b""), State.OK),
    "204": (reply("204 No Content"), State.NOT_A_CALENDAR),
    "304-unasked": (reply("304 Not Modified"), State.REFUSED),
    "300-nowhere": (reply("302 Found"), State.REFUSED),
    "400": (reply("400 Bad Request"), State.REFUSED),
    "401": (reply("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="x"'), State.SIGN_IN),
    "401-silent": (reply("401 Unauthorized"), State.SIGN_IN),
    "401-digest": (
        reply("401 Unauthorized", b"", 'WWW-Authenticate: Digest realm="x"'),
        State.OTHER_SIGN_IN,
    ),
    "401-bearer": (reply("401 Unauthorized", b"", "WWW-Authenticate: Bearer"), State.OTHER_SIGN_IN),
    "403": (reply("403 Forbidden"), State.SIGN_IN),
    "404": (reply("404 Not Found"), State.GONE),
    "410": (reply("410 Gone"), State.GONE),
    "429": (reply("429 Too Many Requests"), State.LATER),
    "500": (reply("500 Oh"), State.SERVER),
    "503": (reply("503 Later"), State.LATER),
    "599": (reply("599 Odd"), State.SERVER),
    "slow": (_slow, State.TOO_SLOW),
    "large": (ok(bytes(40_000)), State.TOO_LARGE),
    "hangs-up": (b"", State.CUT_SHORT),
    "half": (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nBEGIN", State.CUT_SHORT),
    "home": (moved("https://192.168.1.1/"), State.NOT_PUBLIC),
    "less-safe": (moved(f"http://{NAME}/"), State.LESS_SAFE),
    "on-and-on": (moved(PATH), State.TOO_MANY_REDIRECTS),
}


@pytest.fixture
def hasty(monkeypatch):
    """Limits that a test can wait for."""
    real = client.request

    def request(*args, **kwargs):
        return real(*args, **kwargs, most=30_000, seconds=0.5)

    monkeypatch.setattr(calendar, "request", request)


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_has_its_state(house, hasty, name):
    house.answers[PATH], state = ANSWERS[name]
    got = fetch(HERE)
    assert got.state is state
    assert bool(got.body) is (state is State.OK and name != "empty")
    assert house.reached == []


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("calendar", State.NOT_AN_ADDRESS),
        (f"https://alice:secret@{NAME}/", State.SIGN_IN_INSIDE),
        ("http://192.168.1.1/cal.ics", State.NOT_PUBLIC),
        (f"https://{NAME}:8443/", State.PORT),
        ("https://nobody.example.org/", State.NO_SUCH_HOST),
        ("https://down.example.org/", State.NO_ANSWER),
        ("https://liar.example.org/", State.TLS),
    ],
)
def test_each_address_that_leads_nowhere_has_its_state(house, url, state):
    house.names["down.example.org"] = [["2606:4700::1111"]]
    house.names["liar.example.org"] = [["93.184.216.34"]]
    assert fetch(url) == Fetched(state)
    assert house.reached == []


def test_a_password_over_http_has_its_state(house):
    assert fetch(f"http://{NAME}/", sign_in=("a", "b")) == Fetched(State.SIGN_IN_OPEN)
    assert house.seen == []


def test_what_came_along_is_sent_the_next_time_and_then_nothing_is_fetched(house):
    tags = ('"abc def"', "Sat, 01 Jan 2000 12:00:00 GMT")
    house.answers[PATH] = [
        ok(BODY, f"ETag: {tags[0]}", f"Last-Modified: {tags[1]}"),
        reply("304 Not Modified"),
        reply("304 Not Modified", b"", 'ETag: "new"'),
    ]
    first = fetch(HERE)
    assert first == Fetched(State.OK, BODY, *tags)
    again = fetch(HERE, etag=first.etag, last_modified=first.last_modified)
    assert again == Fetched(State.UNCHANGED, b"", *tags)
    assert fetch(HERE, etag=first.etag) == Fetched(State.UNCHANGED, b"", '"new"')
    sent = [
        (it.headers.get("if-none-match"), it.headers.get("if-modified-since")) for it in house.seen
    ]
    assert sent == [(None, None), tags, (tags[0], None)]
    assert house.seen[0].headers["accept"] == calendar.ACCEPT


@pytest.mark.parametrize("tag", ["a" * 513, "\x07", "ü"])
def test_a_tag_that_fits_into_no_header_is_neither_kept_nor_sent(house, tag):
    house.answers[PATH] = ok(BODY, f"ETag: {tag}") if tag != "\x07" else ok(BODY)
    assert fetch(HERE, etag=tag) == Fetched(State.OK, BODY)
    assert "if-none-match" not in house.seen[0].headers


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", LONGEST_WAIT),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣٠", None),
        ("Sat, 01 Jan 2000 12:10:00 GMT", 600),
        ("Sat, 01 Jan 2000 11:00:00 GMT", 0),
        ("Saturday, 01-Jan-00 12:00:30 GMT", 30),
        ("Sat Jan  1 12:00:30 2000", 30),
        ("Sat, 01 Jan 2050 12:00:00 GMT", LONGEST_WAIT),
        ("Sat, 99 Jan 2000 12:00:00 GMT", None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone_is_told_by_its_own_clock(house, said, seconds):
    house.answers[PATH] = reply("429 Too Many Requests", b"", f"Retry-After: {said}", DATE)
    assert fetch(HERE) == Fetched(State.LATER, retry_after_s=seconds)


def test_without_a_date_of_the_reply_ours_counts():
    then = datetime.fromtimestamp(time.time() + 100, UTC)
    said = calendar.retry_after({"retry-after": f"{then:%a, %d %b %Y %H:%M:%S} GMT"})
    assert 95 <= said <= 100


def test_a_redirect_to_the_calendar_is_followed_without_the_password(house):
    house.answers[PATH] = moved(f"https://{OTHER}/there")
    assert fetch(HERE, sign_in=("alice", "secret")).state is State.OK
    assert [("authorization" in it.headers) for it in house.seen] == [True, False]


def test_every_state_has_a_sentence_without_a_host_that_says_what_is_safe():
    assert set(SENTENCES) == set(State)
    assert {why.name for why in words.Why} < {state.name for state in State}
    for state, sentence in SENTENCES.items():
        assert sentence.endswith(".")
        assert not {"!", "successfully", "overdue", "error"} & set(sentence.lower().split())
        if state not in {State.OK, State.UNCHANGED}:
            assert "Nothing was sent" in sentence or "What was read before stays" in sentence
            assert sentence.count(".") >= 3, state


def test_what_was_fetched_says_nothing_when_it_is_printed(house):
    assert repr(fetch(HERE)) == "Fetched(state=<State.OK: 'ok'>, retry_after_s=None)"
