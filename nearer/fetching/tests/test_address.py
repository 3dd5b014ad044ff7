"""One reader of addresses, which agrees with the usual one or refuses."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nearer.fetching.address import join, parse
from nearer.fetching.words import Refused

PIECES = st.sampled_from(
    [
        *(
            "http",
            "https",
            "webcal",
            "://",
            ":",
            "/",
            "//",
            "\\",
            "@",
            "?",
            "#",
            "%",
            ".",
            "..",
            "[",
        ),
        *("]", "::1", "127.0.0.1", "0x7f", "2130706433", "localhost", "a.example", "xn--a", "ß"),
        *("ü", "K", "。", "１", "\u200d", "\t", "\r\n", " ", "\x00", "80", "443", "65536", "%00"),
        *("\ud800", "😀", "é", "e\u0301", "-", "_", "user:pass"),
    ]
)
WRITTEN = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=8).map(lambda some: "https://" + "".join(some)),
    st.text(max_size=40).map(lambda some: f"http://{some}"),
)


def _parsed(written: str):
    try:
        return parse(written)
    except Refused:
        return None


@settings(max_examples=300, deadline=None)
@given(WRITTEN)
@example("http://a.example:80@127.0.0.1/")
@example("http://a.example/\ud800")
def test_whatever_is_written_is_refused_or_read_as_others_read_it(written):
    found = _parsed(written)
    if found is None:
        return
    assert re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", found.host)
    assert re.fullmatch(r"/[\x21-\x7e]*", found.target)
    assert parse(found.url) == found
    usual = urlsplit(found.url)
    assert (usual.scheme, usual.hostname, usual.port or found.port) == found.origin
    assert usual.username is None
    plain = urlsplit(written.strip(" \t\r\n"))
    if plain.netloc.isascii() and found.ip is None:
        assert (plain.hostname or "").removesuffix(".") == found.host


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_wherever_a_reference_leads_it_is_refused_or_an_address(written):
    try:
        found = join(parse("https://a.example/b/c"), written)
    except Refused:
        return
    assert parse(found.url) == found


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("d", "https://a.example/b/d"),
        ("/d e", "https://a.example/d%20e"),
        ("//b.example/", "https://b.example/"),
        ("?x=1", "https://a.example/b/c?x=1"),
        ("HTTP://B.example:80", "http://b.example/"),
        ("webcal://b.example/", "https://b.example/"),
        ("/ü", "https://a.example/%C3%BC"),
    ],
)
def test_a_reference_is_read_from_where_it_stood(reference, url):
    assert join(parse("https://a.example/b/c"), reference).url == url


def test_an_address_says_nothing_when_it_is_printed():
    assert repr(parse("https://a.example:443/secret")) == "Address(scheme='https', port=443)"
