"""The sittings of the two, as each of the two phones shows what is left of them."""

import pytest
import time_machine

from nearer.accounts.sweeps import sweep
from nearer.demo.tests.conftest import NOW, Both, lived, short, texts
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.presence.entries.sittings import Step
from nearer.practices.presence.past import sittings as past
from tests.presence import present_of


@pytest.fixture
def both(db) -> Both:
    with time_machine.travel(NOW, tick=False):
        yield lived(short("sittings.toml"))


def test_what_each_took_along_lies_open_and_what_neither_kept_is_nowhere(both):
    for someone in (both.first, both.second):
        titles = [it.title for it in past.moments(present_of(someone), year=2026)]
        assert titles == ["Your phones were away", "You listened to each other"]
        page = texts(someone.page("/presence/kept/"))
        assert "It took place." in page
    assert "The bit about the bus." in texts(both.first.page("/presence/kept/"))


def test_the_presses_of_old_evenings_are_swept_away(both):
    here = present_of(both.first).couple
    steps = Entry.objects.of(here).filter(kind=Step.kind)
    assert steps.exists()
    sweep(clock.now())
    assert not steps.exists()


def test_a_lesson_is_theirs_who_did_it(both):
    assert "Done" in texts(both.second.page("/presence/lessons/"))
    assert "Done" not in texts(both.first.page("/presence/lessons/"))
