"""That something came at the time of a plan is nothing that whoever has the database can tell."""

import pytest
import time_machine

from nearer.journal.selectors import rows_of
from nearer.practices.quality_time import refreshing
from nearer.practices.quality_time.selectors.calendars import own_sources
from nearer.practices.quality_time.tests.conftest import HERE, adds
from nearer.practices.quality_time.tests.test_windows_page import MONDAY, agrees, likes
from tests.presence import present_of

AT_THAT_TIME = ("2026-06-09T18:30", "2026-06-09T19:00")
AT_ANOTHER = ("2026-06-10T18:30", "2026-06-10T19:00")


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def rows(someone):
    here = present_of(someone)
    found = rows_of(here.couple).filter(owner_id=here.id)
    return {it.id: (it.kind, it.visibility, it.size, it.day, len(it.body)) for it in found}


def again(someone):
    here = present_of(someone)
    for entry in own_sources(here):
        refreshing.again(here, entry)


def differs(before, after):
    """What is new, and what is gone."""
    return tuple(
        sorted(one[name] for name in one.keys() - other.keys())
        for one, other in ((after, before), (before, after))
    )


def test_news_of_a_calendar_look_alike_whether_or_not_they_fall_into_a_plan(couple, servers):
    alice, bob = couple
    likes(alice)
    adds(alice)
    agrees(alice, bob, "2026-06-09T18:00", 120)
    seen = []
    for number, when in enumerate((AT_ANOTHER, AT_THAT_TIME, AT_ANOTHER, AT_THAT_TIME)):
        before = rows(alice)
        servers.busy(when, etag=f'"{number}"')
        again(alice)
        seen.append(differs(before, rows(alice)))
    assert seen[0][0]
    assert seen == [seen[0]] * 4


def test_saying_that_it_is_fine_looks_like_news_of_a_calendar(couple, servers):
    alice, bob = couple
    likes(alice)
    adds(alice)
    thread = agrees(alice, bob, "2026-06-09T18:00", 120)
    start = rows(alice)
    servers.busy(AT_THAT_TIME)
    again(alice)
    middle = rows(alice)
    assert alice.post(f"{HERE}plan/{thread}/on/2026-06-09/fine/").status_code == 302
    assert differs(middle, rows(alice)) == differs(start, middle)
