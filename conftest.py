"""The cast: Alice and Bob are a couple; Charlie is an outsider with standing of his own.

Everybody comes in through the pages, as people do. Helpers are small functions, no factories.
"""

import html
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from glob import glob

import pytest
from django.db import connection
from django.test import Client

from nearer.practices.conversation import content
from tests.guard import CoupleGuard, owned_tables


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine lacks, and say so; in CI nothing may be skipped."""
    missing = None
    if item.get_closest_marker("browser") and not shutil.which("chromium"):
        missing = "Chromium is not installed here."
    if item.get_closest_marker("postgres") and not glob("/usr/lib/postgresql/*/bin/initdb"):
        missing = "PostgreSQL's server is not installed here."
    if missing and os.environ.get("NEARER_REQUIRE_ALL"):
        pytest.fail(missing)
    elif missing:
        pytest.skip(missing)


@pytest.fixture(autouse=True)
def guarded(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every statement on a couple's table pins one couple, in every test."""
    if not {"db", "transactional_db", "alice"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    with CoupleGuard(connection, owned_tables()):
        yield


@dataclass
class Someone:
    """A person with a phone."""

    name: str
    client: Client
    words: str = ""

    def get(self, path: str, **kwargs):
        return self.client.get(path, **kwargs)

    def post(self, path: str, data: dict[str, str] | None = None, **kwargs):
        return self.client.post(path, data or {}, **kwargs)

    def page(self, path: str) -> str:
        return self.client.get(path, follow=True).content.decode()


def newcomer(name: str = "") -> Someone:
    return Someone(name, Client(HTTP_HOST="localhost"))


def takes_words(someone: Someone) -> Someone:
    """Sign up, or go on from a first exercise: a name and five words."""
    page = someone.page("/words/")
    made = hidden(page, "made")
    someone.words = made.rsplit(":", 1)[0]
    reply = someone.post("/words/", {"name": someone.name, "made": made, "own": "", "kept": "on"})
    assert reply.status_code == 200, reply.content.decode()
    return someone


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


QUESTION = content.bank()[0].id


def pair(inviter: Someone, guest: Someone, *, hosts: str = "me", question: str = QUESTION) -> str:
    """Inviter asks with one question, guest answers and takes words, inviter confirms.

    `hosts` is the inviter's answer to who runs the server. Returns the round's address.
    """
    link = invites(inviter, question=question)
    guest.post(link, {"text": f"{guest.name} wrote this first", "name": guest.name})
    takes_words(guest)
    says_who_hosts(guest, {"me": "partner", "partner": "me", "other": "other"}[hosts])
    confirms(inviter, hosts)
    guest.page("/")
    return round_of(inviter, question)


def round_of(someone: Someone, question: str = QUESTION) -> str:
    """Where the round about this question is, as this person's list links to it."""
    text = re.escape(html.escape(content.everything()[question].text, quote=True))
    text = text.replace("&\\#x27;", "&\\#39;")
    found = re.search(
        rf'href="(/conversation/round/[0-9a-f-]+/)">{text}', someone.page("/conversation/")
    )
    assert found, question
    return found[1]


def invites(inviter: Someone, *, question: str = QUESTION, text: str = "") -> str:
    """Make a link with a question; returns where the guest lands."""
    words = text or f"{inviter.name} wrote this first"
    inviter.post(f"/conversation/invite/?question={question}", {"text": words})
    code = re.search(r"/i/([0-9A-Z-]+)/", inviter.page("/two/"))[1]
    return f"/conversation/guest/{code}/"


def says_who_hosts(guest: Someone, hosts: str) -> None:
    guest.post("/two/host/", {"hosted_by": hosts})


def confirms(inviter: Someone, hosts: str) -> None:
    where = re.search(r"/two/invite/[0-9a-f-]+/confirm/", inviter.page("/two/"))[0]
    reply = inviter.post(where, {"hosted_by": hosts, "seen": seen(inviter)})
    assert reply.status_code == 302, reply.content.decode()


def seen(inviter: Someone) -> str:
    """Which reply to the link stands on the screen; a yes is to that one."""
    found = re.search(r'name="seen" value="([0-9a-f]+)"', inviter.page("/two/"))
    return found[1] if found else ""


@pytest.fixture
def alice(db) -> Someone:
    return takes_words(newcomer("Alice"))


@pytest.fixture
def charlie(db) -> Someone:
    return takes_words(newcomer("Charlie"))


@pytest.fixture
def couple(alice: Someone) -> tuple[Someone, Someone]:
    """Alice, who hosts and so gives first, and Bob, her guest."""
    bob = newcomer("Bob")
    pair(alice, bob)
    return alice, bob


@pytest.fixture
def someone_new() -> Callable[[str], Someone]:
    return newcomer
