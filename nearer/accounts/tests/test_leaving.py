import pytest
from django.db import OperationalError

from nearer.accounts import leaving


@pytest.fixture
def ended(monkeypatch):
    asked = []
    monkeypatch.setattr(leaving, "end_quietly", asked.append)
    return asked


def test_exit_is_a_plain_link_that_ends_the_session(client, settings, ended):
    gone = client.get("/exit/")
    assert len(ended) == 1
    assert gone.status_code == 303
    assert gone["Location"] == settings.EXIT_URL
    assert gone["Cache-Control"] == "no-store"


def test_exit_takes_our_cookies_and_nobody_elses(client, settings, ended):
    for name in ("nearer", "__Host-nearer", settings.CSRF_COOKIE_NAME, "another-program"):
        client.cookies[name] = "x"
    gone = client.get("/exit/")
    cleared = {name for name, cookie in gone.cookies.items() if cookie["max-age"] == 0}
    assert cleared == {"nearer", "__Host-nearer", settings.CSRF_COOKIE_NAME}
    assert gone.cookies["__Host-nearer"]["secure"]
    assert gone.cookies["__Host-nearer"]["path"] == "/"


def test_exit_keeps_a_neutral_look(client, ended):
    client.cookies["look"] = "auto.plain"
    assert "look" not in client.get("/exit/").cookies


def test_a_broken_database_keeps_nobody_from_leaving(client, monkeypatch):
    def stuck(request):
        raise OperationalError("database is locked")

    monkeypatch.setattr(leaving, "end_quietly", stuck)
    client.cookies["nearer"] = "a.b.c"
    gone = client.get("/exit/")
    assert gone.status_code == 303
    assert gone.cookies["nearer"]["max-age"] == 0


def test_exit_does_not_make_the_browser_wait(client, ended):
    assert "Clear-Site-Data" not in client.get("/exit/")
