"""The page with both phones, its label on every page, and what it refuses."""

import os

import pytest
import time_machine
from django.test import Client

from conftest import Someone, hidden, newcomer
from nearer.accounts.forms import PUBLISHED
from nearer.demo import folder, making
from nearer.demo.published import WORDS
from nearer.demo.tests.conftest import NOW, lived, short, texts
from nearer.lib import clock
from nearer.serving.saying import NotPossible

ROBINS, SAMS = "http://localhost", "http://127.0.0.1"
LEFT_ALONE = {"DATABASE_URL", "NEARER_KEY_FILE", "NEARER_SMTP_URL", "NEARER_HOSTS"}
LABEL = "Demonstration: these two do not exist."


@pytest.fixture
def two(db):
    with time_machine.travel(NOW, tick=False):
        lived(short())
        yield


def press(who: str, *, host: str, origin: str | None) -> tuple[Client, object]:
    client = Client(HTTP_HOST=host, enforce_csrf_checks=True)
    headers = {"Origin": origin} if origin else {}
    return client, client.post(f"/demo/{who}/", headers=headers)


def test_both_phones_are_one_press_away(demo, two):
    page = Client(HTTP_HOST="localhost:8322").get("/demo/", SERVER_PORT="8322")
    shown = page.content.decode()
    assert 'action="http://localhost:8322/demo/first/"' in shown
    assert 'action="http://127.0.0.1:8322/demo/second/"' in shown
    assert "http://127.0.0.1:8322" in page.headers["Content-Security-Policy"]
    assert "Type nothing private here." in texts(shown)
    assert "about 3 seconds" in texts(shown)
    for who, name, host in (("first", "Robin", "localhost"), ("second", "Sam", "127.0.0.1")):
        client, reply = press(who, host=host, origin=ROBINS)
        assert reply.status_code == 302
        assert name in client.get("/").content.decode()


def test_no_other_site_can_press_the_button(demo, two):
    for origin in (None, "null", "http://elsewhere.example"):
        client, reply = press("first", host="localhost", origin=origin)
        assert reply.headers["Location"] == "/demo/"
        assert not any("nearer" in name for name in client.cookies)


def test_asking_for_the_address_signs_nobody_in(demo, two):
    assert Client(HTTP_HOST="localhost").get("/demo/first/").status_code == 405
    assert press("nobody", host="localhost", origin=SAMS)[1].status_code == 404


def test_words_that_were_changed_are_said_to_be(demo, db):
    _, reply = press("second", host="127.0.0.1", origin=ROBINS)
    page = Client(HTTP_HOST="localhost").get(reply.headers["Location"]).content.decode()
    assert "Sam’s words open nothing any more" in page


def test_every_page_of_a_demonstration_says_so(demo, two):
    client, _ = press("first", host="localhost", origin=ROBINS)
    stranger = Client(HTTP_HOST="localhost")
    for path in ("/", "/conversation/", "/acknowledge/", "/you/", "/two/", "/demo/"):
        assert LABEL in client.get(path).content.decode(), path
    for path in ("/", "/in/", "/words/", "/offline/", "/demo/", "/nowhere/"):
        assert LABEL in stranger.get(path).content.decode(), path


def test_the_cookies_are_not_those_of_a_real_nearer_on_this_computer(demo, two):
    client, _ = press("first", host="localhost", origin=ROBINS)
    assert "demo-nearer" in client.cookies
    assert "nearer" not in client.cookies


# --- Everywhere else ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/demo/", "/demo/first/", "/demo/again/"])
def test_there_is_no_such_address_anywhere_else(alice, path):
    for someone in (alice, newcomer()):
        assert someone.get(path).status_code == 404
        assert someone.post(path).status_code == 404


def test_no_other_page_says_that_it_is_a_demonstration(alice):
    for path in ("/", "/you/", "/help/", "/in/"):
        assert LABEL not in alice.page(path)


@pytest.mark.parametrize("words", WORDS.values())
def test_the_published_words_are_refused_to_whoever_signs_up(db, words):
    someone = newcomer("Robin")
    made = hidden(someone.page("/words/"), "made")
    said = {"name": "Robin", "made": made, "own": words.replace(" ", "-").upper(), "kept": "on"}
    reply = someone.post("/words/", said)
    assert reply.status_code == 422
    assert PUBLISHED in reply.content.decode()


def test_the_published_words_are_refused_to_whoever_takes_new_ones(alice: Someone):
    made = hidden(alice.page("/you/words/"), "made")
    said = {"name": "Alice", "made": made, "own": WORDS["first"], "kept": "on", "now": alice.words}
    reply = alice.post("/you/words/", said)
    assert reply.status_code == 422
    assert PUBLISHED in reply.content.decode()


def test_nothing_is_emptied_outside_a_demonstration(alice, settings, tmp_path):
    with pytest.raises(making.NoDemonstration):
        making.make(0, now=clock.now())
    settings.DEMO, settings.DATA_DIR = True, tmp_path  # and not by a setting alone
    with pytest.raises(making.NoDemonstration):
        making.make(0, now=clock.now())
    settings.DEMO = False
    assert alice.get("/you/").status_code == 200


@pytest.mark.parametrize("years", [-1, 101])
def test_nobody_lives_through_so_many_years(years):
    with pytest.raises(NotPossible, match="up to 100 years"):
        making.begin(years)


# --- Its folder -----------------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch, tmp_path):
    for name in LEFT_ALONE:
        monkeypatch.setenv(name, f"of the real one: {name}")
    monkeypatch.setenv("NEARER_DATA", str(tmp_path / "data"))
    return tmp_path


def test_it_takes_the_folder_beside_the_real_one_and_no_other_setting(environment):
    found = folder.take()
    assert found == environment / "data-demo"
    assert os.environ["NEARER_DATA"] == str(found)
    assert not {"DATABASE_URL", "NEARER_KEY_FILE", "NEARER_SMTP_URL", "NEARER_HOSTS"} & {
        *os.environ
    }
    assert [path.name for path in environment.iterdir()] == ["data-demo"]


def test_it_refuses_a_folder_in_which_anything_else_lies(environment):
    there = environment / "data-demo"
    there.mkdir()
    (there / "nearer.sqlite3").write_text("somebody's")
    with pytest.raises(NotPossible, match="stays as it is"):
        folder.take()
    assert [path.name for path in there.iterdir()] == ["nearer.sqlite3"]


def test_it_takes_its_own_folder_again(environment):
    folder.remember(folder.take(), folder.Made(10, 30.5))
    os.environ["NEARER_DATA"] = str(environment / "data")
    assert folder.remembered(folder.take()) == folder.Made(10, 30.5)
