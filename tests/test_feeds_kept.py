"""What is promised of a calendar's address: who can read it, and that it ends."""

import base64
import re
from dataclasses import asdict

from django.test import Client

from nearer.accounts.models import Directory
from nearer.couples import moving
from nearer.feeds.keys import key_of
from nearer.feeds.models import Published
from nearer.journal.opened import open_rows
from nearer.journal.selectors import as_rows, rows_of
from tests.presence import present_of

PAGE = "/quality-time/feed/"


def address_of(someone) -> str:
    """Give this person an address; returns its path."""
    assert someone.post(f"{PAGE}begin/").status_code == 302
    return re.search(r"/calendar/[\w-]{43}\.ics", someone.page(PAGE))[0]


def token_of(path: str) -> str:
    return path.split("/")[2].removesuffix(".ics")


def answers(path: str) -> bool:
    status = Client().get(path).status_code
    assert status in {200, 404}
    return status == 200


def test_without_its_line_nothing_is_handed_out(couple):
    """The line says whose it is; a row without one is nobody's."""
    path = address_of(couple[0])
    assert answers(path)
    assert Directory.objects.filter(id=key_of(token_of(path)).line).delete()[0] == 1
    assert not answers(path)


def test_what_was_ended_or_changed_is_gone_from_the_table(couple):
    alice = couple[0]
    old = address_of(alice)
    before = bytes(Published.objects.get().box)
    new = address_of(alice)
    assert [answers(old), answers(new)] == [False, True]
    assert bytes(Published.objects.get().box) != before
    alice.post(f"{PAGE}end/")
    assert not answers(new)
    assert not Published.objects.exists()


def test_parting_ends_the_addresses_of_both(couple):
    alice, bob = couple
    hers, his = address_of(alice), address_of(bob)
    moving.leave(present_of(bob))
    assert [answers(hers), answers(his)] == [False, False]
    assert not Published.objects.exists()


def test_the_other_one_can_read_no_token(couple):
    """Whatever opens for him, of all the rows there are."""
    alice, bob = couple
    token = token_of(address_of(alice))
    his = present_of(bob)
    opened = open_rows(his.vault, as_rows(rows_of(his.couple))).entries
    kinds = {entry.payload.kind for entry in opened}
    assert "quality_time.feed_key" in kinds
    said = "\n".join(str(asdict(entry.payload)) for entry in opened)
    raw = base64.urlsafe_b64decode(f"{token}=")
    for spelt in (token, raw.hex(), base64.b64encode(raw).decode()):
        assert spelt not in said
    assert key_of(token).key.hex() in said  # which is what he publishes with
