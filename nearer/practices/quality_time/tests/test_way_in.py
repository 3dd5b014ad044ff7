"""Another way in to a calendar, typed by whoever holds the phone just then."""

import pytest

from nearer.fetching.calendar import State
from nearer.practices.quality_time.selectors.calendars import own_sources
from nearer.practices.quality_time.tests.conftest import SECRET, adds
from tests.presence import present_of


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example.net/x.ics", SECRET.replace("https:", "http:")]
)
def test_another_server_never_gets_the_old_password(alice, servers, url):
    where = adds(alice, user="alice", password="old")
    servers.says(State.SIGN_IN)
    alice.post(f"{where}way-in/", {"url": url})
    assert all(it["sign_in"] is None for it in servers.asked[1:])
    (kept,) = own_sources(present_of(alice))
    assert kept.payload.password == "old"
    servers.busy()
    alice.post(f"{where}way-in/", {"url": f"{SECRET}?2"})
    assert servers.asked[-1]["sign_in"] == ("alice", "old")
