import re
from datetime import UTC, datetime

import pytest
import time_machine

from conftest import Someone, newcomer, takes_words
from nearer.notices import kinds, selectors, worker
from nearer.notices.kinds import Kind
from nearer.notices.models import Letter
from tests.outside import person_of, ticket
from tests.post_office import PostOffice

# A Thursday at noon in the south, where Alice lives at first.
NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)
WANTED = {
    "address": "alice@example.org",
    "kinds": ["weekly"],
    "day": "6",
    "at": "18:00",
    "begins": "22:00",
    "ends": "08:00",
    "name": "named",
}
PAGE = "/you/notices/"


@pytest.fixture
def office(settings):
    with PostOffice() as office:
        settings.SMTP_URL = office.url
        yield office


@pytest.fixture
def at_noon(db):
    with time_machine.travel(NOON, tick=False) as machine:
        yield machine


@pytest.fixture
def evenings(monkeypatch):
    """A kind of note as a practice registers it; the test says for when."""
    wanted: list[datetime] = []
    kind = Kind("evenings", "The evening you two agreed on", times=lambda *_: list(wanted))
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, kind.name: kind})
    return wanted


@pytest.fixture
def alice(at_noon, office) -> Someone:
    return takes_words(newcomer("Alice"))


@pytest.fixture
def reader(alice, office) -> Someone:
    """Alice, whose address is confirmed."""
    asks(alice)
    confirms(alice, office)
    return alice


def asks(someone: Someone, **wanted) -> None:
    reply = someone.post(PAGE, {**WANTED, **wanted})
    assert reply.status_code == 302, reply.content.decode()


def confirms(someone: Someone, office: PostOffice) -> str:
    worker.work_once()
    code = code_in(office.taken.pop())
    office.raw.pop()
    reply = someone.post(f"{PAGE}code/", {"code": code})
    assert reply.status_code == 302, reply.content.decode()
    return code


def code_in(mail) -> str:
    return re.search(r"\b\d{6}\b", mail.get_content())[0]


def asked_by(someone: Someone):
    return selectors.asked(ticket(someone).couple, person_of(someone))


def dues(someone: Someone) -> list[datetime]:
    found = Letter.objects.to(asked_by(someone).handle).filter(state="due")
    return list(found.order_by("due_at").values_list("due_at", flat=True))


def comes_by(someone: Someone) -> None:
    """A visit: the lock is opened, or they sign in anew."""
    if someone.get("/you/").status_code == 200:
        someone.post("/lock/")
    reply = someone.post("/unlock/", {"words": someone.words})
    if someone.get("/you/").status_code != 200:
        someone.client.cookies.clear()
        reply = someone.post("/in/", {"name": someone.name, "words": someone.words})
    assert reply.status_code == 302
