"""What is promised of a sitting: that it is forgotten, holds no words, and waits for both."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from nearer.accounts.sweeps import sweep
from nearer.couples import moving
from nearer.journal.models import Entry
from nearer.journal.opened import open_rows
from nearer.journal.selectors import as_rows, rows_of
from nearer.lib import clock
from nearer.practices.presence import cues_bank
from nearer.practices.presence.actions import sittings as actions
from nearer.practices.presence.entries.sittings import LAID_OUT, Step
from nearer.practices.presence.rules.sitting import Act
from tests.presence import present_of
from tests.sittings import HERE, both_ready, lay_out, overheard, phase_of, press, thread_of
from tests.worlds import Phone

EVENING = datetime.fromisoformat("2026-11-03T23:40:00+00:00")
WORDS = "I was afraid to say it."
TWO_DAYS = timedelta(days=2, minutes=6)
"""The sweep of a day comes a few minutes into it."""


@pytest.fixture
def evening():
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sitters(evening, couple):  # in this order: whoever comes in before is locked by then
    return couple


def steps_of(*couples: UUID) -> int:
    return sum(Entry.objects.of(couple).filter(kind=Step.kind).count() for couple in couples)


def past_midnight(sitters, evening) -> str:
    """A sitting that is laid out and begun on one day, and stopped on the next."""
    alice, bob = sitters
    where = lay_out(alice)
    both_ready(alice, bob, where)
    evening.shift(timedelta(minutes=5))
    press(alice, where, "pause")
    evening.shift(timedelta(minutes=20))
    press(bob, where, "stop")
    assert phase_of(alice, where) == "stopped"
    return where


def test_what_was_pressed_is_gone_within_two_days(sitters, evening):
    past_midnight(sitters, evening)
    here = present_of(sitters[0]).couple
    assert steps_of(here) == 5
    evening.move_to(EVENING + TWO_DAYS)
    sweep(clock.now())
    assert steps_of(here) == 0


def test_it_is_gone_as_well_where_one_of_the_two_has_left(sitters, evening):
    past_midnight(sitters, evening)
    home = present_of(sitters[0]).couple
    moved = moving.leave(present_of(sitters[1]))
    assert moved
    assert steps_of(home) == 3
    assert steps_of(moved.couple) == 2
    evening.move_to(EVENING + TWO_DAYS)
    sweep(clock.now())
    assert steps_of(home, moved.couple) == 0


def test_a_sitting_holds_none_of_the_words_that_are_sent_to_it(sitters, evening):
    """Every button with words in every field; what was kept of it is read with its own keys."""
    alice, bob = sitters
    topic, silence = cues_bank.offered_topics()[0].id, cues_bank.offered_silences()[0].id
    for someone, kind, about in ((alice, "listen", topic), (bob, "silent", silence)):
        said = {"minutes": "10", "way": "two", "topic": topic, "silence": about}
        for field in said:
            someone.post(f"{HERE}lay-out/{kind}/", {**said, "text": WORDS, field: WORDS})
        where = someone.post(f"{HERE}lay-out/{kind}/", {**said, "line": WORDS})["Location"]
        for act in (WORDS, *Act):
            said = {"act": act, "seen": "1", "text": WORDS}
            for more in ({"once": WORDS}, {"seen": WORDS}, {"act": WORDS, "once": "ab"}, {}):
                someone.post(f"{where}act/", {**said, **more})
    found = [it for someone in sitters for it in own_steps(someone)]
    assert {it.did for it in found} >= {LAID_OUT, "ready", "stop"}
    for said in found:
        assert said.did in {LAID_OUT, *Act}
        assert said.topic in {"", topic}
        assert said.silence in {"", silence}
        assert not set("".join([said.thread, said.once, *said.after])) - set("0123456789abcdef")
        assert WORDS not in repr(said)


def own_steps(someone) -> list[Step]:
    here = present_of(someone)
    mine = rows_of(here.couple).filter(owner_id=here.id, kind=Step.kind)
    return [entry.payload for entry in open_rows(here.vault, as_rows(mine)).entries]


# --- until both are ready -----------------------------------------------------------------------


def looks(someone, where: str) -> list[object]:
    """All that somebody is sent, to the byte, and what their stream would begin with."""
    phone = Phone(someone, someone.name)
    part = {"x_nearer_part": "sitting"}
    pages = [phone.ask(path) for path in ("/", "/journey/", HERE, where, f"{where}after/")]
    pressed = [phone.ask(f"{where}act/", {"act": act, "seen": "1"}) for act in ("go_on", "done")]
    stream = actions.state_of(present_of(someone), thread_of(where))
    return [*pages, phone.ask(where, **part), *pressed, stream]


def test_that_one_is_ready_shows_nowhere_before_both_are(sitters, evening):
    alice, bob = sitters
    for ready, other, way in ((alice, bob, "two"), (bob, alice, "apart")):
        where = lay_out(alice, way=way)
        before = looks(other, where)
        with overheard() as said:
            press(ready, where, "ready")
            press(ready, where, "ready")
        assert said == []
        assert looks(other, where) == before
        with overheard() as said:
            press(other, where, "ready")
        assert [told[2].phase for told in said] == ["coin"]  # so it was looked for


def test_looking_and_going_tells_nobody_anything(sitters, evening):
    """Neither who has a page open nor who left it: nothing is written, nothing is said."""
    alice, bob = sitters
    where = lay_out(alice)
    both_ready(alice, bob, where)
    before, steps = looks(alice, where), steps_of(present_of(alice).couple)
    with overheard() as said:
        for path in (where, f"{where}after/", HERE, "/", where):
            bob.get(path)
        actions.state_of(present_of(bob), thread_of(where))
        bob.post("/lock/")
    assert said == []
    assert steps_of(present_of(alice).couple) == steps
    assert looks(alice, where) == before
