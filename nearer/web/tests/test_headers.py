from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from nearer.web.middleware import quiet_headers


def through(request, response=None, person=None):
    def view(request):
        if person is not None:
            request.person = person
        return response or HttpResponse()

    return quiet_headers(view)(request)


@pytest.fixture
def ask():
    return RequestFactory()


def test_nothing_is_allowed_that_is_not_named(ask):
    policy = through(ask.get("/"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy


def test_a_private_page_is_never_stored_whatever_a_view_says(ask):
    loose = HttpResponse(headers={"Cache-Control": "public, max-age=3600"})
    assert through(ask.get("/you/"), loose)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/help/", "/offline/", "/static/nearer/css/base.css"])
def test_what_is_the_same_for_everybody_may_be_kept(ask, path):
    kept = HttpResponse(headers={"Cache-Control": "no-cache"})
    assert through(ask.get(path), kept)["Cache-Control"] == "no-cache"


def test_the_referrer_stays_here_but_forms_keep_their_origin(ask):
    assert through(ask.get("/"))["Referrer-Policy"] == "same-origin"


def test_a_view_may_ask_for_a_stricter_policy(ask):
    strict = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert through(ask.get("/help/"), strict)["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    ("behind", "secure", "said"),
    [
        pytest.param(True, True, True, id="https behind a proxy"),
        pytest.param(True, False, False, id="http behind a proxy"),
        pytest.param(False, True, False, id="somebody else's https"),
    ],
)
def test_https_is_made_to_stay_only_where_it_is_sure(ask, settings, behind, secure, said):
    settings.BEHIND_TLS = behind
    assert ("Strict-Transport-Security" in through(ask.get("/", secure=secure))) is said


@pytest.mark.parametrize(
    ("lan", "scheme", "host", "said"),
    [
        pytest.param(True, "http", "192.168.1.20:8000", True, id="the home network"),
        pytest.param(True, "https", "nearer.home", False, id="https at home"),
        pytest.param(True, "http", "localhost:8000", False, id="this very machine"),
        pytest.param(True, "http", "[::1]:8000", False, id="this very machine, IPv6"),
        pytest.param(True, "http", "localhost.example", True, id="a name that looks like it"),
        pytest.param(True, "http", "127.example", True, id="a name that looks like a number"),
        pytest.param(False, "http", "192.168.1.20", False, id="not asked for"),
    ],
)
def test_a_plain_network_is_said_where_somebody_could_listen(settings, lan, scheme, host, said):
    settings.LAN = lan
    request = RequestFactory().get("/", secure=scheme == "https", headers={"host": host})
    through(request)
    assert request.plain_network is said


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        pytest.param({}, False, id="a browser"),
        pytest.param({"HX-Request": "true"}, True, id="htmx"),
        pytest.param({"HX-Request": "true", "HX-Boosted": "true"}, False, id="a boosted link"),
        pytest.param(
            {"HX-Request": "true", "HX-History-Restore-Request": "true"}, False, id="going back"
        ),
    ],
)
def test_htmx_gets_fragments_and_a_browser_gets_pages(ask, headers, fragment):
    request = ask.get("/", headers=headers)
    through(request)
    assert request.htmx_fragment is fragment


def test_a_fragment_says_when_the_session_locks(ask):
    now = datetime(2027, 1, 1, tzinfo=UTC)
    person = SimpleNamespace(now=now, locks_at=now + timedelta(minutes=30))
    request = ask.get("/", headers={"HX-Request": "true"})
    assert through(request, person=person)["Nearer-Locks-In"] == "1800"
    assert "Nearer-Locks-In" not in through(ask.get("/"), person=person)


def test_nobody_is_here_until_the_accounts_have_looked(ask):
    request = ask.get("/")
    through(request)
    assert request.person is None
