import pytest
from django.db import OperationalError

from nearer.accounts import sessions


@pytest.fixture
def ended(monkeypatch):
    asked = []
    monkeypatch.setattr(sessions, "end_quietly", asked.append)
    return asked


def test_exit_is_a_plain_link_that_ends_the_session(house, settings, ended):
    gone = house.get("/exit/")
    assert len(ended) == 1
    assert gone.status_code == 303
    assert gone["Location"] == settings.EXIT_URL
    assert gone["Cache-Control"] == "no-store"


def test_exit_takes_our_cookies_and_nobody_elses(house, settings, ended):
    for name in ("nearer", "__Host-nearer", settings.CSRF_COOKIE_NAME, "another-program"):
        house.cookies[name] = "x"
    gone = house.get("/exit/")
    cleared = {name for name, cookie in gone.cookies.items() if cookie["max-age"] == 0}
    assert cleared == {"nearer", "__Host-nearer", settings.CSRF_COOKIE_NAME}
    assert gone.cookies["__Host-nearer"]["secure"]
    assert gone.cookies["__Host-nearer"]["path"] == "/"


def test_exit_keeps_a_neutral_look(house, ended):
    house.cookies["look"] = "auto.plain"
    assert "look" not in house.get("/exit/").cookies


def test_a_broken_database_keeps_nobody_from_leaving(house, monkeypatch):
    def stuck(request):
        raise OperationalError("database is locked")

    monkeypatch.setattr(sessions, "end_quietly", stuck)
    house.cookies["nearer"] = "a.b.c"
    gone = house.get("/exit/")
    assert gone.status_code == 303
    assert gone.cookies["nearer"]["max-age"] == 0


def test_exit_does_not_make_the_browser_wait(house, ended):
    assert "Clear-Site-Data" not in house.get("/exit/")
