"""What is sent, what never is, and where an answer stops being read. Each limit is planted out."""

import gzip
import logging
import os
import socket
import ssl
import time
import zlib
from contextlib import suppress
from types import SimpleNamespace

import httpcore
import pytest

from nearer.fetching import client, guard, unpacking, wire
from nearer.fetching.address import parse
from nearer.fetching.budget import Budget
from nearer.fetching.client import request
from nearer.fetching.tests.conftest import NAME, OTHER, moved, ok, reply
from nearer.fetching.words import SENTENCES, Refused, Why

PAIR = ("alice@example.org", "pässword:1")
BASIC = "Basic YWxpY2VAZXhhbXBsZS5vcmc6cMOkc3N3b3JkOjE="


def why(url: str, **limits) -> Why | None:
    try:
        request("GET", url, **limits)
    except Refused as refused:
        return refused.why
    return None


# --- What is sent ------------------------------------------------------------------------


def test_a_calendar_comes_over_tls_for_the_name_that_was_asked(house):
    house.answers["/my calendar".replace(" ", "%20")] = ok(b"all of it", 'ETag: "one"')
    got = request("GET", " webcal://Calendar.Example.org./my%20calendar?key=%41&b#part\n")
    assert (got.status, got.body, got.headers["etag"]) == (200, b"all of it", '"one"')
    assert got.url == f"https://{NAME}/my%20calendar?key=%41&b"
    assert house.named == [NAME]
    assert house.seen[0].line == "GET /my%20calendar?key=%41&b HTTP/1.1"
    assert house.seen[0].headers == {
        "host": NAME,
        "user-agent": "Nearer",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }


def test_letters_that_are_not_ascii_are_sent_encoded(house):
    house.names["xn--bcher-kva.example.org"] = [["93.184.216.34"]]
    request("GET", "https://Bücher.example.org/für uns".replace(" ", "%20"))
    assert house.seen[0].line == "GET /f%C3%BCr%20uns HTTP/1.1"
    assert house.named == ["xn--bcher-kva.example.org"]


def test_a_report_carries_its_body_also_after_a_redirect(house):
    house.answers["/a"] = moved("/b", "308 Permanent Redirect")
    request("REPORT", f"https://{NAME}/a", body=b"<a/>", headers={"Depth": "1"})
    assert [(it.line[:9], it.body, it.headers["depth"]) for it in house.seen] == [
        ("REPORT /a", b"<a/>", "1"),
        ("REPORT /b", b"<a/>", "1"),
    ]


def test_see_other_is_asked_with_get_and_nothing_in_hand(house):
    house.answers["/a"] = moved("/b", "303 See Other")
    request("REPORT", f"https://{NAME}/a", body=b"<a/>")
    assert (house.seen[1].line, house.seen[1].body) == ("GET /b HTTP/1.1", b"")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "a\r\nX-B: b"),
        ("X-A", "a\nb"),
        ("X-A", "ä"),
        ("X-A", ""),
        ("X A", "a"),
        ("X-A:", "a"),
        ("Host", "127.0.0.1"),
        ("Cookie", "a=b"),
        ("Authorization", "Basic abc"),
        ("Content-Length", "1"),
    ],
)
def test_no_header_is_smuggled(house, name, value):
    with pytest.raises(ValueError, match="not sent"):
        request("GET", f"https://{NAME}/", headers={name: value})
    assert house.seen == []


def test_nothing_but_asking_is_done(house):
    with pytest.raises(ValueError, match="not asked for"):
        request("DELETE", f"https://{NAME}/")


def test_the_environment_changes_nothing(house, monkeypatch, tmp_path):
    kept = tmp_path / "keys"
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:6379")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:6379")
    monkeypatch.setenv("SSLKEYLOGFILE", str(kept))
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
    request("GET", f"https://{NAME}/")
    assert house.reached == []
    assert not kept.exists()


def test_who_is_trusted_is_told_by_certifi_and_not_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    context = wire.trust.__wrapped__()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.keylog_filename is None
    assert len(context.get_ca_certs()) > 50


def test_no_cookie_is_sent_back(house):
    house.answers["/a"] = reply("302 Found", b"", "Location: /b", "Set-Cookie: a=b")
    request("GET", f"https://{NAME}/a")
    assert "cookie" not in house.seen[1].headers


# --- A password --------------------------------------------------------------------------


def test_a_password_goes_to_whom_it_is_for(house):
    house.answers["/a"] = moved("/b")
    request("GET", f"https://{NAME}/a", sign_in=PAIR)
    assert [it.headers["authorization"] for it in house.seen] == [BASIC, BASIC]


def _goes_on(house, start: str, onward: str, *, allowed=()) -> bool:
    """Whether the password arrives where a redirect leads."""
    house.answers["/a"] = moved(onward)
    with suppress(Refused):
        request("GET", start, sign_in=PAIR, allowed=allowed, seconds=0.5)
    return any("authorization" in it.headers for it in house.seen if it.line.startswith("GET /b"))


ONWARD = {
    "another-host": (f"https://{NAME}/a", f"https://{OTHER}/b", ()),
    "another-scheme": (
        "http://nas.example.org/a",
        "https://nas.example.org/b",
        ("nas.example.org",),
    ),
    "less-safe": (f"https://{NAME}/a", f"http://{NAME}/b", ()),
    "another-port": (f"https://{NAME}/a", f"https://{NAME}:80/b", ()),
}


@pytest.fixture
def at_home(house):
    house.names["nas.example.org"] = [["192.168.1.5"]]
    house.homes = {("192.168.1.5", 80): house.ports[80], ("192.168.1.5", 443): house.ports[443]}
    return house


@pytest.mark.parametrize("name", ONWARD)
def test_a_password_never_goes_on(at_home, name):
    start, onward, allowed = ONWARD[name]
    assert not _goes_on(at_home, start, onward, allowed=allowed)


def test_a_password_that_would_go_on_is_noticed(house, monkeypatch):
    real = client._onward

    def onward(asked, here, there, *, status, listed):
        return real(asked, there, there, status=status, listed=listed)

    monkeypatch.setattr(client, "_onward", onward)
    assert _goes_on(house, *ONWARD["another-host"][:2])


def test_a_password_is_not_sent_readably_except_at_home(at_home):
    assert why(f"http://{NAME}/", sign_in=PAIR) is Why.SIGN_IN_OPEN
    assert at_home.seen == []
    assert why("http://nas.example.org/", sign_in=PAIR, allowed=("nas.example.org",)) is None
    assert at_home.seen[0].headers["authorization"] == BASIC


# --- How much, and how long ----------------------------------------------------------------


def _drips(seconds: float):
    def drip(talk):
        talk.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(int(seconds / 0.05)):
            time.sleep(0.05)
            talk.sendall(b"a")

    return drip


def _headers_drip(talk):
    for _ in range(18):
        talk.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def _silent(talk):
    talk.settimeout(2)
    talk.recv(1)


def _chunks(body: bytes, *headers: bytes):
    """A body whose length nobody is told."""

    def send(talk):
        talk.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n")
        talk.sendall(b"".join(it + b"\r\n" for it in headers) + b"\r\n")
        for start in range(0, len(body), 50_000):
            piece = body[start : start + 50_000]
            talk.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        talk.sendall(b"0\r\n\r\n")

    return send


BIG = 5_000_000
GZIP = b"Content-Encoding: gzip"
BOMB = gzip.compress(bytes(BIG))
TWICE = gzip.compress(bytes(600_000)) * 2

LIMITS = {
    "body": (ok(bytes(1_000_001)), Why.TOO_LARGE),
    "body-of-unknown-length": (_chunks(bytes(1_000_001)), Why.TOO_LARGE),
    "bomb": (_chunks(BOMB, GZIP), Why.TOO_LARGE),
    "bomb-deflate": (ok(zlib.compress(bytes(BIG)), "Content-Encoding: deflate"), Why.TOO_LARGE),
    "bomb-in-parts": (ok(TWICE, "Content-Encoding: gzip"), Why.TOO_LARGE),
    "headers": (ok(b"", *(f"X-{n}: {'a' * 1000}" for n in range(40))), Why.TOO_LARGE),
    "one-header": (ok(b"", f"X-A: {'a' * 200_000}"), Why.CUT_SHORT),
    "drip": (_drips(0.9), Why.TOO_SLOW),
    "headers-drip": (_headers_drip, Why.TOO_SLOW),
    "silence": (_silent, Why.TOO_SLOW),
    "hangs-up": (b"", Why.CUT_SHORT),
    "no-http": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", Why.CUT_SHORT),
    "half": (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", Why.CUT_SHORT),
    "half-packed": (ok(gzip.compress(b"a" * 99)[:-9], "Content-Encoding: gzip"), Why.CUT_SHORT),
    "not-packed": (ok(b"BEGIN:VCALENDAR", "Content-Encoding: gzip"), Why.UNREADABLE),
    "packed-otherwise": (ok(b"BEGIN", "Content-Encoding: br"), Why.UNREADABLE),
    "packed-twice": (ok(b"BEGIN", "Content-Encoding: gzip, gzip"), Why.UNREADABLE),
    "another-protocol": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", Why.CUT_SHORT),
}


def _limited(house, name: str) -> Why | None:
    house.answers["/a"] = LIMITS[name][0]
    return why(f"https://{NAME}/a", most=1_000_000, seconds=0.4)


@pytest.mark.parametrize("name", LIMITS)
def test_an_answer_ends_where_it_is_too_much(house, name):
    started = time.monotonic()
    assert _limited(house, name) is LIMITS[name][1]
    assert time.monotonic() - started < 1.4


def test_a_bomb_is_never_unpacked_whole(monkeypatch):
    asked = []
    opener = unpacking.zlib.decompressobj

    def watched(bits):
        real = opener(bits)

        def decompress(data, most):
            asked.append(most)
            return real.decompress(data, most)

        return SimpleNamespace(
            decompress=decompress, eof=False, unconsumed_tail=b"", unused_data=b""
        )

    monkeypatch.setattr(unpacking.zlib, "decompressobj", watched)
    with suppress(Refused):
        unpacking.unpacked([BOMB], packed="gzip", most=10, budget=Budget(1))
    assert asked == [unpacking.PIECE]


def test_what_comes_after_the_end_is_neither_kept_nor_waited_for():
    pieces = iter([zlib.compress(b"whole") + b"more", *[b"x" * 60_000] * 3])
    budget = Budget(1)
    assert unpacking.unpacked(pieces, packed="deflate", most=10, budget=budget) == b"whole"
    assert len(list(pieces)) == 3


def test_a_body_in_crumbs_ends_long_before_its_size(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_PIECES", 100)
    crumbs = iter([b"a"] * 200)
    with pytest.raises(Refused) as refused:
        unpacking.unpacked(crumbs, packed="", most=1000, budget=Budget(1))
    assert (refused.value.why, len(list(crumbs))) == (Why.TOO_LARGE, 98)


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("bomb", (unpacking, "unpacked", lambda it, **_: gzip.decompress(b"".join(it)))),
        ("body", (unpacking, "unpacked", lambda it, **_: b"".join(it))),
        ("body-of-unknown-length", (unpacking, "unpacked", lambda it, **_: b"".join(it))),
        ("headers", (client, "MOST_HEADERS", 10**6)),
        ("drip", (Budget, "left", lambda _: 0.4)),
        ("headers-drip", (Budget, "left", lambda _: 0.4)),
        ("silence", (Budget, "left", lambda _: 0.4)),
    ],
)
def test_without_this_limit_it_is_noticed(house, monkeypatch, name, planted):
    monkeypatch.setattr(*planted)
    assert _limited(house, name) is not LIMITS[name][1]


def test_what_is_packed_in_any_of_the_usual_ways_is_read(house):
    body = os.urandom(300_000) + bytes(400_000)
    bare = zlib.compressobj(wbits=-15)
    for packed, way in (
        (gzip.compress(body), "gzip"),
        (gzip.compress(body[:9]) + gzip.compress(body[9:]), "x-gzip"),
        (zlib.compress(body), "deflate"),
        (bare.compress(body) + bare.flush(), "Deflate"),
        (body, "identity"),
    ):
        house.answers["/a"] = ok(packed, f"Content-Encoding: {way}")
        assert request("GET", f"https://{NAME}/a").body == body, way
    house.answers["/a"] = reply("304 Not Modified", b"", "Content-Encoding: gzip")
    assert request("GET", f"https://{NAME}/a").body == b""


def test_a_resolver_that_hangs_is_not_waited_for(house, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.6) or [])
    started = time.monotonic()
    assert why(f"https://{NAME}/", seconds=0.2) is Why.TOO_SLOW
    assert time.monotonic() - started < 0.5
    time.sleep(0.5)  # it gives its place back, so that no test after this one has to wait


def test_a_number_that_is_silent_leaves_time_for_the_next(house, monkeypatch):
    house.names[NAME] = [["2606:4700::1111", "93.184.216.34"]]
    asked = []
    real = wire.dial

    def dial(number, port, seconds):
        asked.append((str(number), round(seconds)))
        return real(number, port, seconds)

    monkeypatch.setattr(wire, "dial", dial)
    assert request("GET", f"https://{NAME}/").status == 200
    assert asked == [("2606:4700::1111", 5), ("93.184.216.34", 5)]


# --- What is said of it ----------------------------------------------------------------------


def test_no_log_names_the_host_or_the_address(house, caplog):
    caplog.set_level(logging.DEBUG)
    house.answers["/secret-path"] = moved("http://127.0.0.1/secret-path")
    with pytest.raises(Refused) as refused:
        request("GET", f"https://{NAME}/secret-path", sign_in=PAIR)
    told = caplog.text + repr(refused.value) + repr(parse(f"https://{NAME}/secret-path"))
    assert not any(word in told for word in (NAME, "secret", "127.0.0.1", "alice", BASIC[6:]))


def test_a_reply_says_nothing_when_it_is_printed(house):
    got = request("GET", f"https://{NAME}/secret-path")
    assert repr(got) == "Reply(status=200)"


def test_every_reason_has_a_sentence_that_says_what_is_safe():
    assert set(SENTENCES) == set(Why)
    for sentence in SENTENCES.values():
        assert "Nothing was sent" in sentence or "stays" in sentence
        assert "!" not in sentence


def test_what_httpcore_raises_on_the_way_becomes_a_reason(house, monkeypatch):
    def breaks(*_args, **_kwargs):
        raise httpcore.ReadError

    monkeypatch.setattr(wire.Stream, "read", breaks)
    assert why(f"https://{NAME}/") is Why.NO_ANSWER


def test_a_list_of_hosts_is_read_as_written():
    for url, entry, listed in (
        ("http://nas.local/", "NAS.local ", True),
        ("https://nas.local/", "nas.local", True),
        ("http://nas.local:8080/", "nas.local", False),
        ("http://nas.local/", "nas.local:8080", False),
        ("http://nas.local/", "nas.local:80", True),
        ("http://[fd00::1]:8080/", "[fd00::1]:8080", True),
        ("http://x.nas.local/", "nas.local", False),
    ):
        assert guard.is_listed(parse(url), [entry]) is listed, (url, entry)
